"""One file that holds an installation: a tar of manifest, database dump, stored files and keys.

Its last part lists the digests of the others, which a restore checks before it changes anything.
The dump is taken before the files: stored files are never changed or removed, so every file that
the dump names is among them. A restore happens in one transaction, and the files change places
only after it: what was there stays whole when anything fails.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from aftercare.config import binaries, doors, home
from aftercare.config.home import KEY_FILE, Trouble
from aftercare.config.words import Progress, say

FORMAT = 2
DUMP = "database.dump"
MANIFEST = "manifest.json"
DIGESTS = "digests.json"
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def write(target: Path, *, replace: bool, keys: bool) -> int:
    """Writes the backup in one step, readable for its owner alone; returns its size in bytes."""
    if target.exists() and not replace:
        raise Trouble(f"{target} exists; name another file or give --replace. 文件已存在。")
    if not target.absolute().parent.is_dir():
        raise Trouble(f"There is no folder {target.absolute().parent}. 目录不存在。")
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(dir=target.absolute().parent) as folder:
            dump = Path(folder) / DUMP
            say("Dumping the database …", "正在导出数据库……")
            _tool("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={dump}")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
                _pack(tar, Path(folder), dump, keys=keys)
                file.flush()
                os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target.stat().st_size


def read(source: Path, *, replace: bool) -> str:
    """Restores the backup; returns when it was taken. Raises Trouble and changes nothing."""
    with tempfile.TemporaryDirectory(dir=home.make_data_folder()) as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        _demand_fitting(manifest, replace=replace)
        say("Restoring the database …", "正在恢复数据库……")
        _restore_database(folder)
        _restore_files(folder / "files")
        if (folder / KEY_FILE).exists():
            _restore_keys(json.loads((folder / KEY_FILE).read_text()))
    return str(manifest["taken_at"])


def _pack(tar: tarfile.TarFile, folder: Path, dump: Path, *, keys: bool) -> None:
    manifest = folder / MANIFEST
    manifest.write_text(json.dumps(_manifest(), ensure_ascii=False, indent=1))
    parts = {MANIFEST: manifest, DUMP: dump}
    if keys:
        parts[KEY_FILE] = folder / KEY_FILE
        parts[KEY_FILE].write_text(json.dumps(home.keys_to_keep()))
    root = Path(settings.MEDIA_ROOT)
    stored = sorted(p for p in root.rglob("*") if p.is_file())
    parts |= {f"files/{path.relative_to(root)}": path for path in stored}
    progress = Progress("files · 文件")
    digests = {}
    for number, (name, path) in enumerate(parts.items(), start=1):
        tar.add(path, name, recursive=False)
        digests[name] = _digest(path)
        progress(number, len(parts))
    (folder / DIGESTS).write_text(json.dumps(digests))
    tar.add(folder / DIGESTS, DIGESTS)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _manifest() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        applied = [row[0] for row in cursor.fetchall()]
    try:
        program = version("aftercare")
    except PackageNotFoundError:
        program = "unknown"
    return {
        "format": FORMAT,
        "program": program,
        "taken_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "postgresql": _server_major(),
        "migrations": applied,
    }


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        source.stat()
    except FileNotFoundError:
        raise Trouble(f"There is no backup {source}.", f"找不到备份文件 {source}。") from None
    try:
        with tarfile.open(source, "r:") as tar:
            names = _extract(tar, folder)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        if manifest.get("format") == FORMAT:
            _check(folder, names)
    except (tarfile.TarError, ValueError, OSError) as error:
        raise Trouble(f"{source} is no whole backup ({error}). 备份文件不完整。") from None
    if manifest.get("format") != FORMAT or not (folder / DUMP).is_file():
        raise Trouble(f"{source} is no backup that this version knows. 无法识别的备份格式。")
    return manifest


def _check(folder: Path, names: set[str]) -> None:
    """Raises ValueError when a part is missing, added or altered."""
    digests = json.loads((folder / DIGESTS).read_text())
    if names != {*digests, DIGESTS}:
        raise ValueError("parts are missing · 内容缺失")
    for name, digest in digests.items():
        if _digest(folder / name) != digest:
            raise ValueError(f"{name} is damaged · {name} 已损坏")


def _extract(tar: tarfile.TarFile, folder: Path) -> set[str]:
    """The names of what was unpacked: plain files, none outside the folder."""
    names = set()
    for member in tar:
        target = (folder / member.name).resolve()
        content = tar.extractfile(member)
        if content is None or not target.is_relative_to(folder.resolve()):
            raise tarfile.TarError(f"{member.name} does not belong into a backup")
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(content, file)
        target.chmod(0o600)
        names.add(member.name)
    return names


def _demand_fitting(manifest: dict[str, Any], *, replace: bool) -> None:
    newer = sorted(set(manifest["migrations"]) - doors.known_migrations())
    if newer:
        raise Trouble(
            f"The backup was written by a newer program ({manifest['program']}; "
            f"it has {newer[0]}): upgrade first.\n备份来自更新的版本，请先升级程序。"
        )
    if manifest["postgresql"] > _server_major():
        raise Trouble(
            f"The backup is of PostgreSQL {manifest['postgresql']}, this server is "
            f"{_server_major()}: use a server as new.\n数据库服务器版本低于备份来源。"
        )
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        if cursor.fetchone()[0]:
            raise Trouble(
                "Others use the database now: stop them first. 数据库正在使用，请先停止。"
            )
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        if cursor.fetchone()[0] and not replace:
            raise Trouble(
                "The database is not empty; --replace puts the backup in its place.\n"
                "数据库不是空的，如要替换请加 --replace。"
            )


def _restore_database(folder: Path) -> None:
    """Everything in one transaction: either the backup is there, or what was there before."""
    script = folder / "restore.sql"
    plain = ["--no-owner", "--no-privileges", f"--file={script}"]
    _call([str(binaries.client_tool("pg_restore")), *plain, str(folder / DUMP)])
    whole = folder / "whole.sql"
    with whole.open("wb") as target, script.open("rb") as body:
        target.write(b"DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;\n")
        shutil.copyfileobj(body, target)
    doors.close_connections()
    _tool(
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
        f"--file={whole}",
    )


def _restore_files(restored: Path) -> None:
    root = Path(settings.MEDIA_ROOT)
    restored.mkdir(exist_ok=True)
    former = root.with_name(f"{root.name}.before-restore")
    shutil.rmtree(former, ignore_errors=True)
    if root.exists():
        root.rename(former)
    root.parent.mkdir(parents=True, exist_ok=True)
    restored.rename(root)
    shutil.rmtree(former, ignore_errors=True)


def _restore_keys(restored: dict[str, Any]) -> None:
    path = home.data_folder() / KEY_FILE
    if path.exists() and json.loads(path.read_text()) != restored:
        path.rename(path.with_name(f"keys.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S}.json"))
    home.write_keys(restored)


def _server_major() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.server_version) // 10_000


def _tool(name: str, *arguments: str) -> None:
    """Runs a client program of PostgreSQL against our database."""
    entry = settings.DATABASES["default"]
    ours = {"pool", "application_name", "connect_timeout"}
    named = {
        "host": entry["HOST"],
        "port": entry["PORT"],
        "user": entry["USER"],
        "dbname": entry["NAME"],
        **{key: value for key, value in entry["OPTIONS"].items() if key not in ours},
    }
    place = make_conninfo(**{key: value for key, value in named.items() if value})
    program = str(binaries.client_tool(name))
    _call([program, "--no-password", f"--dbname={place}", *arguments], password=entry["PASSWORD"])


def _call(command: list[str], password: str = "") -> None:
    extra = {"PGPASSWORD": password} if password else {}
    done = subprocess.run(  # noqa: S603 PostgreSQL's own programs
        command,
        env=os.environ | extra | {"LC_ALL": "C"},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        name = Path(command[0]).name
        raise Trouble(f"{name} failed · {name} 失败：\n{done.stderr.strip()[-2000:]}")
