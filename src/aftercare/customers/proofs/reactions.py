from aftercare.customers.units.events import ProofAttached
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_proof_attached(event: ProofAttached) -> None:
    actions.ask_reading(actor=SYSTEM, unit_id=event.unit_id, now=event.at)
