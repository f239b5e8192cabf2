"""A whole installation started as a person would, to be looked at and to be killed."""

import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aftercare.config.cluster import Cluster
from aftercare.config.home import PROJECT
from tests.database import fingerprint, folder_for_tests

PATIENCE = 300.0


@dataclass(slots=True)
class House:
    """A running installation in a folder of its own, its processes seen through /proc."""

    data: Path
    port: int
    more: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self, *words: str) -> None:
        with (self.data.parent / f"{self.data.name}.said").open("ab") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "aftercare", "run", "--no-demo", *words],
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )

    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("AFTERCARE_")}
        return kept | {
            "AFTERCARE_DATA": str(self.data),
            "AFTERCARE_PORT": str(self.port),
            "PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}",
            **self.more,
        }

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of the program on this installation."""
        return self._python("-m", "aftercare", *words)

    def python(self, code: str) -> str:
        """Runs code beside the program, on its database; returns what it printed."""
        done = self._python("-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _python(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            env=self.environment() | {"DJANGO_SETTINGS_MODULE": "aftercare.config.settings"},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    def said(self) -> str:
        return (self.data.parent / f"{self.data.name}.said").read_text()

    def health(self) -> tuple[int, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}
        finally:
            connection.close()

    def get_well(self) -> None:
        self.wait(lambda: self.health()[0] == 200)

    def wait(self, done: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < until, self.said()
            time.sleep(0.05)

    def children(self, pid: int | None = None) -> list[int]:
        """Direct children, oldest first: of the supervisor the web server, then the worker."""
        parent = pid or (self.process.pid if self.process else 0)
        found = []
        for entry in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = entry.read_text().rpartition(")")[2].split()
                if int(fields[1]) == parent and fields[0] != "Z":
                    found.append((int(fields[19]), int(entry.parent.name)))
        return [pid for _, pid in sorted(found)]

    def parts(self) -> dict[str, int]:
        """The web server, one of its processes, the worker and the database, once all stand."""
        self.get_well()
        standing: list[tuple[list[int], int]] = []

        def stand() -> bool:
            found = [(self.children(pid), pid) for pid in self.children()]
            standing[:] = sorted(found, key=lambda one: -len(one[0]))
            return [len(below) for below, _pid in standing] == [2, 0]

        self.wait(stand)
        ((process, _other), web), (_none, worker) = standing
        return {
            "web": web,
            "a process of web": process,
            "worker": worker,
            "database": self.server,
        }

    @property
    def server(self) -> int:
        pid_file = Cluster(folder=self.data).data / "postmaster.pid"
        return int(pid_file.read_text().splitlines()[0])

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def migrated_copy(folder: Path) -> None:
    """An installation that was never started, its tables ready: made once, then copied."""
    kept = folder_for_tests() / f"installation-{fingerprint()}"
    with (folder_for_tests() / "installation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for older in folder_for_tests().glob("installation-*"):
                shutil.rmtree(older)
            draft = House(data=kept.with_suffix(".new"), port=0)
            shutil.rmtree(draft.data, ignore_errors=True)
            done = draft.call("migrate")
            assert done.returncode == 0, done.stderr
            draft.data.rename(kept)
    # Not shutil: who owns the files of the database must stay its owner.
    subprocess.run(["cp", "-a", str(kept), str(folder)], check=True)


@contextmanager
def house_for_tests(*, from_nothing: bool = False, **more: str) -> Iterator[House]:
    with tempfile.TemporaryDirectory(dir=folder_for_tests()) as name:
        Path(name).chmod(0o711)
        made = House(data=Path(name) / "data", port=free_port(), more=more)
        if not from_nothing:
            migrated_copy(made.data)
        made.start()
        try:
            yield made
        finally:
            if made.process and made.process.poll() is None:
                made.stop()
