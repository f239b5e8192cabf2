"""Taking a free time: who comes is chosen then, under the locks of the days (R-FS-02)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.appointments.actions import (
    hold_slot,
    lock_days,
    move_appointment,
    reseat,
)
from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    Offer,
    SeatDraft,
    Shift,
    State,
    Taken,
    appointment_brief,
    seats_on,
)
from aftercare.fieldservice.locks.queries import lock_of
from aftercare.fieldservice.technicians.queries import midnight_of
from aftercare.fieldservice.workorders.actions import held_order
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.work import attempt

from .queries import Move, Wish, fresh_day, moves_to, told_window, ways_to, window_at
from .rules import ASKED, Time, times_of, ways

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

    Whoever cannot any longer is let go at once: no day stays locked that is not written. Where
    nobody can, somebody else's visit may give way.
    """
    tries: list[Callable[[], Offer | None]] = []
    for way in ways_to(actor=SYSTEM, order=order, window_from=window_from, now=now)[:TRIES]:
        people = [place.technician for place in way.places]
        tries.append(partial(_judged, order, people, window_from, now))
    if not tries:
        moves = moves_to(actor=SYSTEM, order=order, window_from=window_from, now=now)
        tries = [partial(_freed, order, move, window_from, now) for move in islice(moves, TRIES)]
    for judged in tries:
        with attempt() as give_up:
            offer = judged()
            if offer is not None:
                return take(offer)
            give_up()
    raise Taken(_("Somebody else has that time meanwhile. Choose another one, please."))


def _freed(order: OrderBrief, move: Move, window_from: datetime, now: datetime) -> Offer | None:
    """Gives the visit in the way to its taker, within its window; None where that cannot be."""
    other, day = held_order(actor=SYSTEM, order_id=move.order.id, now=now), _day(window_from)
    lock_days(actor=SYSTEM, days=[(one, day) for one in (move.giver, move.taker)], now=now)
    seats = seats_on(actor=SYSTEM, day=day, now=now, technicians=[move.giver])
    seat = next((one for one in seats if one.order_id == other.id and one.alone), None)
    if seat is None or seat.state != State.BOOKED:
        return None
    if lock_of(actor=SYSTEM, order_id=other.id) is not None:
        return None
    midnight = midnight_of(actor=SYSTEM, day=day)
    wish = Wish(order=other, windows=[told_window(seat, midnight)])
    asked = fresh_day(actor=SYSTEM, wish=wish, day=day, technicians=[move.taker], now=now)
    found = ways(asked.room, [one for _n, one in asked.windows], 1) if asked else []
    if asked is None or not found or not found[0]:
        return None
    times = times_of(asked.room, found[0][0], asked.day.lanes)
    away = _offer(times, midnight, seat.window_from, seat.window_until)
    offer = _judged(order, [move.giver], window_from, now, without=other.id)
    if offer is not None:
        reseat(actor=SYSTEM, seats={seat.appointment_id: away.seats}, shifts=away.shifts,
               why="room", now=now)  # fmt: skip
    return offer


def _judged(
    order: OrderBrief,
    people: Sequence[int],
    window_from: datetime,
    now: datetime,
    without: int = 0,
) -> Offer | None:
    day = _day(window_from)
    lock_days(actor=SYSTEM, days=[(one, day) for one in people], now=now)
    wish = Wish(order=order, without=without)
    asked = fresh_day(actor=SYSTEM, wish=wish, day=day, technicians=people, now=now)
    window = window_at(actor=SYSTEM, moment=window_from)
    if asked is None or window is None:
        return None
    ahead = [one for number, one in asked.windows if number == window.number]
    found = ways(asked.room, ahead, order.persons)
    if not found or not found[0]:
        return None
    times = times_of(asked.room, found[0][0], asked.day.lanes)
    midnight = midnight_of(actor=SYSTEM, day=day)
    return _offer(times, midnight, window_from, window.until)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


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
