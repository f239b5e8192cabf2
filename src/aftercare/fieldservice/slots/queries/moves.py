"""Room is made where none is: somebody else's visit goes to another technician, within its window.

The customer of that visit is told nothing new: the window stands. Looked for only before "nothing
is free" is said, and for no longer than somebody waits.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic

from django.utils import timezone

from aftercare.fieldservice.appointments.queries import SEE_APPOINTMENTS, SeatRow, State, seats_on
from aftercare.fieldservice.dispatch.queries import Window
from aftercare.fieldservice.locks.queries import locks_of
from aftercare.fieldservice.slots.rules import giving_way, ways
from aftercare.fieldservice.workorders.queries import OrderBrief, order_briefs
from aftercare.foundation.actor import SYSTEM, Actor

from .days import Asked, ask, asked_on, needs_of, window_at

LONGEST = 1.5
"""Seconds that are looked at most."""


class Patience:
    """Ends after a while, whatever was found by then."""

    def __init__(self) -> None:
        self._until = monotonic() + LONGEST

    @property
    def is_over(self) -> bool:
        return monotonic() > self._until


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """`giver` has time in the window, by its number, once `taker` has the visit of `order`."""

    number: int
    giver: int
    taker: int
    order: OrderBrief


def moves_to(
    *, actor: Actor, order: OrderBrief, window_from: datetime, now: datetime
) -> Iterator[Move]:
    """What would make room in that window, the nearest first."""
    actor.must(SEE_APPOINTMENTS)
    offered = window_at(actor=actor, moment=window_from)
    if offered is not None:
        for asked in asked_on(order, [timezone.localdate(window_from)], now):
            yield from moves_on(order, asked, now, Patience(), only=offered.number)


def told_window(seat: SeatRow, midnight: datetime) -> Window:
    """In seconds of the day."""
    opens, closes = (int((at - midnight) / timedelta(seconds=1))
                     for at in (seat.window_from, seat.window_until))  # fmt: skip
    return Window(opens=opens, closes=closes)


def moves_on(
    order: OrderBrief, asked: Asked, now: datetime, patience: Patience, only: int | None = None
) -> Iterator[Move]:
    """On one day: for each window the first that is found, or all of `only` one."""
    if order.persons != 1:
        return
    open_ = {number: window for number, window in asked.windows if only in {None, number}}
    seats, takers = _movable(asked, now), dict[int, int | None]()
    orders = order_briefs(actor=SYSTEM, ids={seat.order_id for seat in seats.values()})
    for stand, found in giving_way(asked.lanes, asked.room, set(seats)):
        if patience.is_over or not open_:
            return
        numbers = [n for n, window in open_.items() if found(window)]
        seat = seats[stand]
        if numbers and stand not in takers:
            takers[stand] = _taker(orders[seat.order_id], seat, asked, now)
        taker = takers.get(stand)
        for number in numbers if taker is not None else ():
            yield Move(number=number, giver=seat.technician_id, taker=taker or 0,
                       order=orders[seat.order_id])  # fmt: skip
            if only is None:
                del open_[number]


def _movable(asked: Asked, now: datetime) -> dict[int, SeatRow]:
    """Told, for one person, not begun, and not locked to who has it."""
    people = [lane.line.technician.id for lane in asked.lanes]
    seats = seats_on(actor=SYSTEM, day=asked.day.crew.day, now=now, technicians=people)
    free = [seat for seat in seats if seat.alone and seat.state == State.BOOKED]
    locked = locks_of(actor=SYSTEM, order_ids=[seat.order_id for seat in free])
    return {seat.id: seat for seat in free if seat.order_id not in locked}


def _taker(order: OrderBrief, seat: SeatRow, asked: Asked, now: datetime) -> int | None:
    """Who else has time for a visit within the window that was told."""
    crew = asked.day.crew
    others = tuple(one for one in crew.technicians if one.id != seat.technician_id)
    day = replace(asked.day, crew=replace(crew, technicians=others))
    told = told_window(seat, asked.midnight)
    again = ask(day, order, needs_of(order), now, [told])
    if again is None:
        return None
    found = ways(again.room, [window for _n, window in again.windows], 1)
    return found[0][0].places[0].technician if found and found[0] else None
