import structlog
from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Refusal

from . import actions

log = structlog.get_logger(__name__)


@app.periodic(cron="23 2 * * 0")
@app.task(queueing_lock="triage.train_triage", pass_context=False)
def train_triage(timestamp: int) -> None:  # noqa: ARG001
    """Each Sunday night; silent until there are enough confirmed cases."""
    try:
        trained = actions.train_triage(actor=SYSTEM, now=timezone.now())
    except Refusal:
        return
    for one in trained:
        log.info("triage trained", field=one.field, state=one.state, right=one.right)
