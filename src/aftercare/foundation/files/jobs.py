from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="files.look_at_pictures", pass_context=False)
def look_at_pictures(timestamp: int) -> None:  # noqa: ARG001
    """Pictures kept before their looks were read, some at a time."""
    actions.look_at_pictures(actor=SYSTEM, now=timezone.now())
