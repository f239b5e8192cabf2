from datetime import UTC, datetime

import structlog
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM

from . import actions

AT_ONCE = 200
log = structlog.get_logger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="ring_clocks")
def ring_clocks(timestamp: int) -> None:  # noqa: ARG001 - when the minute began
    """Once a minute: warnings and breaches whose moment has come, also those of a standstill."""
    while actions.ring_clocks(actor=SYSTEM, now=datetime.now(UTC), limit=AT_ONCE) >= AT_ONCE:
        pass


@app.periodic(cron="40 2 * * *")
@app.task(queueing_lock="check_dues")
def check_dues(timestamp: int) -> None:  # noqa: ARG001 - when the minute began
    """Each night: every stored due is computed again, and what differs is reported."""
    last_id: int | None = 0
    checked = recomputed = 0
    drifted: list[int] = []
    while last_id is not None:
        found = actions.check_dues(actor=SYSTEM, after_id=last_id, now=datetime.now(UTC))
        last_id, checked = found.last_id, checked + found.checked
        recomputed, drifted = recomputed + found.recomputed, [*drifted, *found.drifted]
    report = log.warning if drifted else log.info
    report("dues checked", checked=checked, recomputed=recomputed, drifted=drifted[:100])
