from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions


@app.periodic(cron="43 * * * *")
@app.task(queueing_lock="receipts.clean_up", pass_context=False)
def clean_up(timestamp: int) -> None:  # noqa: ARG001
    """Hourly."""
    actions.clean_up(now=timezone.now())
