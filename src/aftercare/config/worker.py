"""The worker: background jobs, taken from the same database in which they were deferred."""

import asyncio
import os

from procrastinate.contrib.django import app

CONCURRENCY = 6
REPORT_SECONDS = 5.0


def work(*, until_empty: bool = False) -> None:
    """Works off jobs until told to stop by SIGTERM or SIGINT, or until there are none left."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        asyncio.run(_work(until_empty=until_empty))


async def _work(*, until_empty: bool) -> None:
    async with app.open_async():
        await app.run_worker_async(
            name=f"worker-{os.getpid()}",
            concurrency=CONCURRENCY,
            wait=not until_empty,
            delete_jobs="successful",
            update_heartbeat_interval=REPORT_SECONDS,
            shutdown_graceful_timeout=8.0,
        )
