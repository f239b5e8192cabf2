"""Keeps the processes of `aftercare run` alive, and ends all of them together.

Children are forked from one process that has imported everything: they start at once and share
its memory. This process itself opens no connection and no thread, so that forking stays safe.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from aftercare.config.home import Trouble
from aftercare.config.web import leave_with_parent
from aftercare.config.words import say

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE = 15.0
"""Seconds that a child has to end in order."""
HEALTHY = 10.0
"""Seconds of life after which a child's earlier deaths are forgotten."""
PATIENCE = 8
"""Deaths in a row, each soon after the start, before we give up."""


@dataclass(slots=True)
class Child:
    name: str
    work: Callable[[], None]
    pid: int = 0
    begun: float = 0.0
    deaths: int = 0
    again_at: float = 0.0


class Wish:
    """That all shall stop: by Ctrl-C, SIGTERM or SIGHUP alike.

    Python loses an interrupt that falls into a callback or the end of some object; `heed` raises
    it again.
    """

    def __init__(self) -> None:
        self._said = False

    def listen(self) -> None:
        for number in SIGNALS:
            signal.signal(number, self._hear)

    def heed(self) -> None:
        if self._said:
            raise KeyboardInterrupt

    def _hear(self, *_: object) -> None:
        self._said = True
        raise KeyboardInterrupt


@dataclass(slots=True)
class Supervisor:
    """`tend` is called about every second: there the database is looked after."""

    children: list[Child]
    tend: Callable[[], None]
    with_parent: bool = False
    _stopping: bool = False
    _parent: int = field(default_factory=os.getppid)

    def run(self, started: Callable[[], None]) -> None:
        """Returns after an orderly stop (Ctrl-C, SIGTERM); raises Trouble when nothing helps."""
        for number in SIGNALS:
            signal.signal(number, self._stop)
        try:
            for child in self.children:
                self._start(child)
            started()
            self._watch()
        finally:
            self._end_all()

    @property
    def stopping(self) -> bool:
        return self._stopping

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _start(self, child: Child) -> None:
        child.pid = fork(child.name, child.work)
        child.begun = time.monotonic()

    def _watch(self) -> None:
        tended = 0.0
        while not self._stopping:
            self.reap()
            if time.monotonic() - tended > 1:
                self.tend()
                tended = time.monotonic()
            if self.with_parent and os.getppid() != self._parent:
                self._stopping = True
            time.sleep(0.1)

    def reap(self) -> None:
        """Takes note of ended children and starts them again, later and later."""
        now = time.monotonic()
        for child in self.children:
            if child.pid and (status := _ended(child.pid)) is not None and not self._stopping:
                self._mourn(child, status, now)
            if not child.pid and child.again_at <= now and not self._stopping:
                self._start(child)

    def _mourn(self, child: Child, status: int, now: float) -> None:
        child.pid = 0
        child.deaths = 1 if now - child.begun > HEALTHY else child.deaths + 1
        if child.deaths > PATIENCE:
            raise Trouble(
                f"The {child.name} process ends again and again (code {status}); "
                f"its last words stand above or in the log.\n"
                f"{child.name} 进程反复退出（代码 {status}），请查看上方信息或日志。"
            )
        child.again_at = now + min(0.1 * 2**child.deaths, 10)
        say(
            f"The {child.name} process ended unexpectedly (code {status}); starting it again.",
            f"{child.name} 进程意外退出（代码 {status}），正在重新启动。",
        )

    def _end_all(self) -> None:
        living = [child for child in self.children if child.pid]
        for child in living:
            with suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGTERM)
        until = time.monotonic() + GRACE
        while living and time.monotonic() < until:
            living = [child for child in living if _ended(child.pid) is None]
            time.sleep(0.02)
        for child in living:
            with suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)


def fork(name: str, work: Callable[[], None]) -> int:
    """Runs `work` in a child of its own process group, so that Ctrl-C reaches only us."""
    _flush()
    parent = os.getpid()
    if pid := os.fork():
        return pid
    code = 1
    try:
        os.setpgid(0, 0)
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        leave_with_parent(parent)
        work()
        code = 0
    except SystemExit as wish:
        code = wish.code if isinstance(wish.code, int) else 1
    except Trouble as trouble:
        say(str(trouble))
    except BaseException:  # noqa: BLE001 the last line of a process
        print(f"{name}:", file=sys.stderr)
        traceback.print_exc()
    finally:
        _flush()
        os._exit(code)


def _flush() -> None:
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()


def _ended(pid: int) -> int | None:
    """The exit code of an ended child (negative: the signal that killed it), None if it lives."""
    try:
        done, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return 0
    return os.waitstatus_to_exitcode(status) if done else None
