import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Refusal

from . import actions
from .queries import turns_due

LOG = logging.getLogger(__name__)


@app.periodic(cron="10 0 * * *")
@app.task(queueing_lock="open_due_turns", pass_context=False)
def open_due_turns(timestamp: int) -> None:  # noqa: ARG001
    """Each morning in China: the visits under contract that come up, each in its own work."""
    now = timezone.now()
    for contract_id, number in turns_due(actor=SYSTEM, on=timezone.localdate(now)):
        try:
            actions.open_turn(actor=SYSTEM, contract_id=contract_id, number=number, now=now)
        except Refusal:  # one that cannot be opened does not keep back the others
            LOG.warning("visit %s of contract %s was not opened", number, contract_id)
