from datetime import datetime, timedelta

from aftercare.casework.visits.actions import note_unbooked_visit
from aftercare.fieldservice.workorders.events import OrderEnded
from aftercare.fieldservice.workorders.queries import OrderBrief, order_brief
from aftercare.fieldservice.workorders.queries import State as OrderState
from aftercare.foundation.actor import SYSTEM

from . import actions
from .queries import AppointmentBrief, Outcome, State, appointment_of, appointments_of

THERE = frozenset({State.ARRIVED, State.WORKING})


def on_order_ended(event: OrderEnded) -> None:
    """Done: the agreed visit took place. Called off: nobody comes any more."""
    order = order_brief(actor=SYSTEM, order_id=event.order_id)
    one = appointment_of(actor=SYSTEM, order=order)
    if event.state != OrderState.DONE:
        _called_off(one, event.at)
        return
    if one is not None and one.state != State.HELD:
        actions.end_visit(actor=SYSTEM, appointment_id=one.id, outcome=Outcome.DONE,
                          arrived_at=event.arrived_at, told_later=True, now=event.at)  # fmt: skip
    else:
        _called_off(one, event.at)
        _unbooked(order, event)


def _called_off(one: AppointmentBrief | None, at: datetime) -> None:
    """Nobody comes any more; whoever is there has not done the work."""
    if one is None:
        return
    if one.state in THERE:
        actions.end_visit(actor=SYSTEM, appointment_id=one.id, outcome=Outcome.AGAIN,
                          reason="other", now=at)  # fmt: skip
    else:
        actions.cancel_appointment(actor=SYSTEM, appointment_id=one.id, version=None,
                                   reason="solved", now=at)  # fmt: skip


def _unbooked(order: OrderBrief, event: OrderEnded) -> None:
    """No visit is known that did the work: the case hears of it all the same."""
    past = appointments_of(actor=SYSTEM, orders=[order])[order.id]
    if all(row.state != State.DONE for row in past):
        usual = event.at - timedelta(minutes=order.minutes)
        note_unbooked_visit(actor=SYSTEM, case_id=order.case_id, arrived_at=event.arrived_at,
                            began_at=event.arrived_at or usual, now=event.at)  # fmt: skip
