"""Housekeeping of the queue itself."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

SILENCE = 25.0
"""Seconds without a report after which a worker counts as dead."""


@app.periodic(cron="* * * * *")
@app.task(pass_context=True, queueing_lock="retry_lost_jobs")
async def retry_lost_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Gives the jobs of killed workers to living ones: what was deferred is done."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        await manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="remove_old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Keeps failed jobs for ninety days, for people to look at."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=90 * 24, include_failed=True, include_cancelled=True
    )
