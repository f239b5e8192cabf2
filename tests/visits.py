"""A company with orders to be visited, for the tests of times at the customer's place."""

from datetime import datetime, timedelta
from typing import Any

from aftercare.fieldservice.appointments.actions import book, hold_slot
from aftercare.fieldservice.appointments.queries import AppointmentBrief, Offer, SeatDraft
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft
from aftercare.foundation.actor import Actor
from tests.makers import FRIDAY, complaint

HOUR = timedelta(hours=1)
TOMORROW = FRIDAY + timedelta(days=1)  # a Saturday, ten o'clock


def ordered(actor: Actor, **said: object) -> OrderBrief:
    case = complaint(actor, kind="repair", product_line="appliance", product_text="壁挂空调").case
    draft = OrderDraft(**({"job": "repair"} | said))  # type: ignore[arg-type]
    return open_order(actor=actor, case_id=case.id, draft=draft, now=FRIDAY)


def offered(*technicians: int, at: datetime = TOMORROW, hours: float = 1) -> Offer:
    """The two hours from `at` on, begun at once by all of them."""
    seats = [
        SeatDraft(technician_id=one, starts_at=at, ends_at=at + hours * HOUR, leads=k == 0)
        for k, one in enumerate(technicians)
    ]
    return Offer(window_from=at, window_until=at + 2 * HOUR, seats=seats)


def held(actor: Actor, order: OrderBrief, *technicians: int, **said: Any) -> AppointmentBrief:
    now = said.pop("now", FRIDAY)
    offer = offered(*technicians, **said)
    return hold_slot(actor=actor, order_id=order.id, offer=offer, now=now)


def booked(actor: Actor, order: OrderBrief, *technicians: int, **said: Any) -> AppointmentBrief:
    one = held(actor, order, *technicians, **said)
    now = said.get("now", FRIDAY)
    return book(actor=actor, appointment_id=one.id, agreed_by="phone", now=now)
