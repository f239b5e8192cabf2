from typing import Any

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.endpoints.events import EndpointSwitchedOff

from . import actions
from .queries import subscribers
from .rules import CODES, data_of


def on_event(event: Any) -> None:
    """Every event of the catalogue: told on where somebody wants to hear of it."""
    code = CODES[type(event)]
    if subscribers(actor=SYSTEM, code=code):
        actions.announce_event(
            actor=SYSTEM, code=code, case_id=event.case_id, data=data_of(event), now=event.at
        )


def on_endpoint_switched_off(event: EndpointSwitchedOff) -> None:
    actions.silence_webhook(actor=SYSTEM, endpoint_id=event.endpoint_id, now=event.at)
