from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions

AT_ONCE = 200


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="release_lapsed", pass_context=False)
def release_lapsed(timestamp: int) -> None:  # noqa: ARG001
    """Times that were held and not taken are free again."""
    while actions.release_lapsed(actor=SYSTEM, now=timezone.now(), limit=AT_ONCE) >= AT_ONCE:
        pass
