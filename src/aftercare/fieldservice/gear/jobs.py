from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions


@app.periodic(cron="25 1 * * *")
@app.task(queueing_lock="warn_of_inspections")
def warn_of_inspections(timestamp: int) -> None:  # noqa: ARG001
    """Each morning in China: gear whose inspection ends soon, and has ended."""
    actions.warn_of_inspections(actor=SYSTEM, now=timezone.now())
