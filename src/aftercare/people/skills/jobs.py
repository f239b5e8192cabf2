from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions


@app.periodic(cron="20 1 * * *")
@app.task(queueing_lock="warn_of_endings")
def warn_of_endings(timestamp: int) -> None:  # noqa: ARG001
    """Each morning in China: skills that end soon, and those that have ended."""
    actions.warn_of_endings(actor=SYSTEM, now=timezone.now())
