"""Taking a free time: who comes is chosen then, under the locks of the days (R-FS-02)."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.appointments.actions import hold_slot, lock_days, move_appointment
from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    Offer,
    SeatDraft,
    Shift,
    Taken,
    appointment_brief,
)
from aftercare.fieldservice.technicians.queries import midnight_of
from aftercare.fieldservice.workorders.actions import held_order
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record

from .queries import fresh_day, ways_to, window_at
from .rules import ASKED, Time, Way, times_of, ways

TRIES = 8
"""So many who could come are tried, the cheapest first, before the time counts as gone."""


@action
def take_slot(
    *, actor: Actor, order_id: int, window_from: datetime, now: datetime
) -> AppointmentBrief:
    """Holds a free window for some minutes. Raises Taken where it is free no longer."""
    order = held_order(actor=actor, order_id=order_id, now=now)
    hold = partial(hold_slot, actor=actor, order_id=order.id, now=now)
    held = _taken(order, window_from, now, lambda offer: hold(offer=offer))
    record(actor=actor, verb="order.slot_taken", subject=f"order:{order.id}", at=now,
           appointment=held.id)  # fmt: skip
    return held


@action
def move_to_slot(
    *,
    actor: Actor,
    appointment_id: int,
    version: int | None,
    window_from: datetime,
    reason: str,
    agreed_by: str,
    now: datetime,
) -> AppointmentBrief:
    """A free window in place of the told one, with the customer's word. Raises Taken."""
    one = appointment_brief(actor=actor, appointment_id=appointment_id)
    order = held_order(actor=SYSTEM, order_id=one.order_id, now=now)
    move = partial(
        move_appointment, actor=actor, appointment_id=one.id, version=version, reason=reason,
        agreed_by=agreed_by, now=now,
    )  # fmt: skip
    moved = _taken(order, window_from, now, lambda offer: move(offer=offer))
    record(actor=actor, verb="order.slot_taken", subject=f"order:{order.id}", at=now,
           appointment=moved.id)  # fmt: skip
    return moved


def _taken(
    order: OrderBrief,
    window_from: datetime,
    now: datetime,
    take: Callable[[Offer], AppointmentBrief],
) -> AppointmentBrief:
    """By the first of those who could come that still can, judged anew under the lock.

    Whoever cannot any longer is let go at once: no day stays locked that is not written.
    """
    could = ways_to(actor=SYSTEM, order=order, window_from=window_from, now=now)
    for way in could[:TRIES]:
        with transaction.atomic():
            offer = _judged(order, way, window_from, now)
            if offer is None:
                transaction.set_rollback(True)
                continue
            return take(offer)
    raise Taken(_("Somebody else has that time meanwhile. Choose another one, please."))


def _judged(order: OrderBrief, way: Way, window_from: datetime, now: datetime) -> Offer | None:
    day = timezone.localdate(window_from)
    people = [place.technician for place in way.places]
    lock_days(actor=SYSTEM, days=[(one, day) for one in people], now=now)
    asked = fresh_day(actor=SYSTEM, order=order, day=day, technicians=people, now=now)
    window = window_at(actor=SYSTEM, moment=window_from)
    if asked is None or window is None:
        return None
    ahead = [one for number, one in asked.windows if number == window.number]
    found = ways(asked.room, ahead, order.persons)
    if not found or not found[0]:
        return None
    times = list(times_of(asked.room, found[0][0], asked.day.lanes))
    midnight = midnight_of(actor=SYSTEM, day=day)
    return _offer(times, midnight, window_from, window.until)


def _offer(
    times: list[Time], midnight: datetime, window_from: datetime, window_until: datetime
) -> Offer:
    def moments(time: Time) -> Iterator[datetime]:
        return (midnight + timedelta(seconds=seconds) for seconds in (time.starts, time.ends))

    seats: list[SeatDraft] = []
    shifts: list[Shift] = []
    for time in times:
        starts_at, ends_at = moments(time)
        if time.stand == ASKED:
            seats.append(SeatDraft(technician_id=time.technician, starts_at=starts_at,
                                   ends_at=ends_at, leads=not seats))  # fmt: skip
        else:
            shifts.append(Shift(seat_id=time.stand, starts_at=starts_at, ends_at=ends_at))
    return Offer(window_from=window_from, window_until=window_until, seats=seats, shifts=shifts)
