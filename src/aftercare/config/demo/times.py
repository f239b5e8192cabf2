"""Times agreed upon with customers over today and the next days, from what is really free."""

from dataclasses import replace
from datetime import datetime

from aftercare.fieldservice.appointments.actions import book
from aftercare.fieldservice.slots.actions import take_slot
from aftercare.fieldservice.slots.queries import free_slots
from aftercare.fieldservice.workorders.queries import orders_waiting

from .company import Staff

FREE_EVERY = 3  # so many stay without a time, to be tried


def agree_times(staff: Staff, now: datetime) -> None:
    """By the dispatcher on the phone: the first free times, one after the other."""
    dispatcher = replace(staff.by_name["dispatcher"], sees_everything=True)
    for place, order in enumerate(orders_waiting(actor=dispatcher)):
        free = free_slots(actor=dispatcher, order=order, now=now).free
        if not free or place % FREE_EVERY == FREE_EVERY - 1:
            continue
        wanted = free[place % 5 % len(free)].window_from
        held = take_slot(actor=dispatcher, order_id=order.id, window_from=wanted, now=now)
        book(actor=dispatcher, appointment_id=held.id, agreed_by="phone", now=now)
