from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions


@app.periodic(cron="43 3 * * *")
@app.task(queueing_lock="watch.forget_old_readings", pass_context=False)
def forget_old_readings(timestamp: int) -> None:  # noqa: ARG001
    """Nightly."""
    actions.forget_old_readings(actor=SYSTEM, now=timezone.now())
