"""The worker: background jobs, taken from the same database in which they were deferred."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL
from contextlib import suppress

from procrastinate.contrib.django import app

from aftercare.config.home import PACKAGE, data_folder

CONCURRENCY = 6
REPORT_SECONDS = 5.0
SETTLED = 20.0
"""Seconds of a worker's life after which the planner is compiled, where it has not been yet."""

PLANNER = "aftercare.fieldservice.dispatch.adapters.own"


def work(*, until_empty: bool = False) -> None:
    """Works off jobs until told to stop by SIGTERM or SIGINT, or until there are none left."""
    if not os.access(PACKAGE, os.W_OK):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(data_folder() / "compiled"))
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        asyncio.run(_work(until_empty=until_empty))


async def _work(*, until_empty: bool) -> None:
    compiling = None if until_empty else asyncio.create_task(compile_planner(SETTLED))
    try:
        async with app.open_async():
            await app.run_worker_async(
                name=f"worker-{os.getpid()}",
                concurrency=CONCURRENCY,
                wait=not until_empty,
                delete_jobs="successful",
                update_heartbeat_interval=REPORT_SECONDS,
                shutdown_graceful_timeout=8.0,
            )
    finally:
        if compiling:
            compiling.cancel()
            with suppress(asyncio.CancelledError):
                await compiling


async def compile_planner(after: float) -> None:
    """Before anybody waits for the first plan: a process of its own, behind all others.

    Where it is compiled already that process ends within a second. The worker itself loads the
    planner with its first plan only.
    """
    if os.environ.get("NUMBA_DISABLE_JIT"):
        return
    await asyncio.sleep(after)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", PLANNER), stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, process.pid, 19)
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
