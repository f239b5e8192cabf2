"""Sending, outside of any transaction: take one, hand it to the carrier, note what became of it."""

from time import monotonic

from django.utils import timezone
from procrastinate.contrib.django import app

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.endpoints.queries import way_to

from . import actions
from .adapters import carrier_of
from .adapters.base import Carrier, NotTaken
from .adapters.signed import SignedCall
from .queries import due_ids, wiring_of
from .rules import Envelope

SECONDS = 45.0


@app.task(name=actions.DELIVER)
def deliver(message_id: int) -> None:
    _deliver(message_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="deliveries.deliver_due", pass_context=False)
def deliver_due(timestamp: int) -> None:  # noqa: ARG001
    """What was held, failed before, or lost its job."""
    until = monotonic() + SECONDS
    for message_id in due_ids(actor=SYSTEM, at=timezone.now()):
        _deliver(message_id)
        if monotonic() > until:
            return


@app.periodic(cron="13 4 * * *")
@app.task(queueing_lock="deliveries.forget_old_messages", pass_context=False)
def forget_old_messages(timestamp: int) -> None:  # noqa: ARG001
    """Nightly."""
    actions.forget_old_messages(actor=SYSTEM, now=timezone.now())


def _deliver(message_id: int) -> None:
    envelope = actions.claim_message(actor=SYSTEM, message_id=message_id, now=timezone.now())
    if envelope is None:
        return
    is_signed = envelope.draft.endpoint_id is not None
    name = "signed" if is_signed else wiring_of(envelope.draft.channel).carrier
    try:
        taken = _carrier(envelope).send(envelope)
    except NotTaken as error:
        actions.note_failure(actor=SYSTEM, message_id=message_id, carrier=name, error=str(error),
                             permanent=error.permanent, status=error.status,
                             now=timezone.now())  # fmt: skip
        return
    except Exception as error:
        actions.note_failure(actor=SYSTEM, message_id=message_id, carrier=name,
                             error=type(error).__name__, permanent=False,
                             now=timezone.now())  # fmt: skip
        raise
    actions.note_sent(actor=SYSTEM, message_id=message_id, carrier=name, ref=taken.ref,
                      shown_only=taken.shown_only, status=taken.status,
                      now=timezone.now())  # fmt: skip


def _carrier(envelope: Envelope) -> Carrier:
    """Raises NotTaken where there is none."""
    endpoint_id = envelope.draft.endpoint_id
    if endpoint_id is None:
        return carrier_of(wiring_of(envelope.draft.channel))
    way = way_to(actor=SYSTEM, endpoint_id=endpoint_id, at=envelope.at)
    if way is None:
        raise NotTaken("the endpoint is no more", permanent=True)
    return SignedCall(way)
