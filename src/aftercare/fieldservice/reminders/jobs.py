from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.casework.messaging.queries import Occasion, told_by
from aftercare.foundation.actor import SYSTEM

from . import actions, queries


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="remind_customers", pass_context=False)
def remind_customers(timestamp: int) -> None:  # noqa: ARG001
    """Those to whom somebody comes soon. Whom nobody wants told costs nothing."""
    if not told_by(actor=SYSTEM, occasion=Occasion.REMINDER):
        return
    for number in queries.reminders_due(actor=SYSTEM, now=timezone.now()):
        actions.remind_customer(actor=SYSTEM, appointment_id=number, now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="warn_of_delays", pass_context=False)
def warn_of_delays(timestamp: int) -> None:  # noqa: ARG001
    """Those to whom somebody comes later than agreed, as the day stands now."""
    if not told_by(actor=SYSTEM, occasion=Occasion.LATE):
        return
    for number, at in queries.delays(actor=SYSTEM, now=timezone.now()).items():
        actions.warn_of_delay(
            actor=SYSTEM, appointment_id=number, expected_at=at, now=timezone.now()
        )
