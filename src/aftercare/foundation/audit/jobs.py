from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="audit.register_chains", pass_context=False)
def register_chains(timestamp: int) -> None:  # noqa: ARG001
    """Every five minutes, until none is left."""
    while actions.register_chains(actor=SYSTEM, now=timezone.now()):
        pass
