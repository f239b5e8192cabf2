from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions

STRETCHES = 200  # of a night; the rest waits for the next


@app.periodic(cron="7 2 * * *")
@app.task(queueing_lock="retention.sweep", pass_context=False)
def sweep(timestamp: int) -> None:  # noqa: ARG001
    """Nightly, stretch by stretch: each is a piece of work of its own."""
    for _stretch in range(STRETCHES):
        if not any(actions.sweep(actor=SYSTEM, now=timezone.now()).values()):
            return
