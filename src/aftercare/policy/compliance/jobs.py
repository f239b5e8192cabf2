from datetime import UTC, datetime

from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions


@app.periodic(cron="10 1 * * *")
@app.task(queueing_lock="remind_of_norms")
def remind_of_norms(timestamp: int) -> None:  # noqa: ARG001 - when the minute began
    """Each morning at nine o'clock in China: what of the register is overdue."""
    actions.remind_of_norms(actor=SYSTEM, now=datetime.now(UTC))
