from aftercare.fieldservice.workorders.events import OrderEnded
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM

from . import actions
from .queries import Outcome, State, appointment_of


def on_order_ended(event: OrderEnded) -> None:
    """Nobody comes any more; whoever is there has done the work."""
    order = order_brief(actor=SYSTEM, order_id=event.order_id)
    one = appointment_of(actor=SYSTEM, order=order)
    if one is None:
        return
    if one.state in (State.ARRIVED, State.WORKING):
        actions.end_visit(actor=SYSTEM, appointment_id=one.id, outcome=Outcome.DONE, now=event.at)
    else:
        actions.cancel_appointment(
            actor=SYSTEM, appointment_id=one.id, version=None, reason="solved", now=event.at
        )
