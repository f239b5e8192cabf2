"""The worker has the planner compiled before anybody waits for a plan."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from aftercare.config import worker

T = TypeVar("T")


def run(task: Coroutine[object, object, T]) -> T:
    """In a thread of its own: that of the tests may have a loop, of the browser."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, task).result()


def test_the_planner_is_compiled_by_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kernel_for_this_test.py").write_text(
        "import os, pathlib, time\n"
        "while os.nice(0) < 19: time.sleep(0.01)\n"
        "pathlib.Path(__file__).with_name('done').write_text(str(os.nice(0)))\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.delenv("NUMBA_DISABLE_JIT", raising=False)
    monkeypatch.setattr(worker, "PLANNER", "kernel_for_this_test")
    run(worker.compile_planner(0))
    assert (tmp_path / "done").read_text() == "19"


def test_nothing_is_compiled_where_the_kernel_runs_uncompiled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    monkeypatch.setattr(worker, "PLANNER", "no_such_module")

    async def in_time() -> None:
        await asyncio.wait_for(worker.compile_planner(3600), 1)

    run(in_time())


def test_a_worker_that_ends_takes_the_compiler_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kernel_for_this_test.py").write_text(
        "import os, pathlib, time\n"
        "pathlib.Path(__file__).with_name('pid').write_text(str(os.getpid()))\n"
        "time.sleep(60)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.delenv("NUMBA_DISABLE_JIT", raising=False)
    monkeypatch.setattr(worker, "PLANNER", "kernel_for_this_test")

    async def cut_short() -> int:
        compiling = asyncio.create_task(worker.compile_planner(0))
        pid = tmp_path / "pid"
        while not (pid.exists() and pid.read_text()):  # noqa: ASYNC110 another process writes it
            await asyncio.sleep(0.05)
        compiling.cancel()
        await asyncio.gather(compiling, return_exceptions=True)
        return int(pid.read_text())

    process = run(cut_short())
    assert not Path(f"/proc/{process}").exists()
