"""Whatever is asked, held, booked, moved, called off and forgotten: the laws of booking hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from operator import attrgetter
from pkgutil import resolve_name

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from aftercare.fieldservice.appointments.actions import (
    book,
    cancel_appointment,
    release_lapsed,
)
from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    Taken,
    appointment_of,
    seats_on,
)
from aftercare.fieldservice.slots.actions import move_to_slot, take_slot
from aftercare.fieldservice.slots.queries import free_slots
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actor import SYSTEM
from tests.makers import FRIDAY, company

from .worlds import HOUR, city, ordered

pytestmark = pytest.mark.django_db
NINE, FIVE = 9, (17, 0)
KINDS = ("take", "take", "take", "book", "book", "move", "call off", "wait")
steps = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 4), st.integers(0, 30)),
    min_size=8,
    max_size=14,
)


@dataclass
class Town:
    """Orders at a station with two people, and the clock. `told`: what customers were promised."""

    orders: list[OrderBrief]
    now: datetime = FRIDAY
    told: dict[int, tuple[datetime, datetime]] = field(default_factory=dict)

    def step(self, kind: str, order: OrderBrief, pick: int) -> None:
        one = appointment_of(actor=SYSTEM, order=order)
        if one and one.state == "held" and (one.held_until or self.now) <= self.now:
            self.too_late(one)
        elif kind == "wait":
            self.now += timedelta(minutes=pick)
            release_lapsed(actor=SYSTEM, now=self.now)
        elif kind == "take" and (one is None or one.state == "held"):
            self.take(order, pick)
        elif kind == "book" and one and one.state == "held":
            told = book(actor=SYSTEM, appointment_id=one.id, agreed_by="phone", now=self.now)
            self.told[order.id] = told.window_from, told.window_until
        elif kind == "move" and one and one.state == "booked":
            self.move(order, one, pick)
        elif kind == "call off" and one:
            cancel_appointment(actor=SYSTEM, appointment_id=one.id, version=one.version,
                               reason="customer_wish", now=self.now)  # fmt: skip
            self.told.pop(order.id, None)

    def too_late(self, one: AppointmentBrief) -> None:
        with pytest.raises(Taken), transaction.atomic():
            book(actor=SYSTEM, appointment_id=one.id, agreed_by="phone", now=self.now)
        release_lapsed(actor=SYSTEM, now=self.now)

    def window(self, order: OrderBrief, pick: int) -> datetime | None:
        free = free_slots(actor=SYSTEM, order=order, now=self.now).free
        days = [slot for slot in free if slot.window_from < FRIDAY + 4 * 24 * HOUR]
        return days[pick % len(days)].window_from if days else None

    def take(self, order: OrderBrief, pick: int) -> None:
        """What is offered and taken at once is accepted."""
        window = self.window(order, pick)
        if window is not None:
            held = take_slot(actor=SYSTEM, order_id=order.id, window_from=window, now=self.now)
            assert held.window_from == window

    def move(self, order: OrderBrief, one: AppointmentBrief, pick: int) -> None:
        window = self.window(order, pick)
        if window is not None:
            told = move_to_slot(actor=SYSTEM, appointment_id=one.id, version=one.version,
                                window_from=window, reason="customer_wish", agreed_by="phone",
                                now=self.now)  # fmt: skip
            self.told[order.id] = told.window_from, told.window_until

    def holds(self) -> None:
        """Nobody in two places, nobody outside of nine to five, every promise kept."""
        seats = seats_on(actor=SYSTEM, day=FRIDAY.date(), days=5, now=self.now)
        promised = {s.order_id: (s.window_from, s.window_until) for s in seats if not s.held_until}
        assert promised == self.told
        for _who, theirs in groupby(seats, key=attrgetter("technician_id")):
            assert all(a.ends_at <= b.starts_at for a, b in pairwise(theirs))
        for seat in seats:
            starts, ends = timezone.localtime(seat.starts_at), timezone.localtime(seat.ends_at)
            assert starts.hour >= NINE
            assert (ends.hour, ends.minute) <= FIVE
            assert seat.window_from <= seat.starts_at <= seat.window_until
            assert seat.held_until is None or self.now < seat.held_until <= self.now + HOUR / 6


@contextmanager
def undone() -> Iterator[None]:
    """Another beginning for each example, in the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    resolve_name("aftercare.fieldservice.slots.queries:_kept").clear()


def test_the_laws_of_booking_hold_whatever_comes() -> None:
    us = city(company(), people=2)
    orders = [ordered(us, east=n, minutes=90 + 40 * n, persons=1 + (n == 3)) for n in range(5)]

    @settings(max_examples=5, derandomize=True)
    @given(steps)
    def sequence(told: list[tuple[str, int, int]]) -> None:
        with undone():
            town = Town(orders)
            for kind, number, pick in told:
                town.step(kind, orders[number], pick)
                town.holds()
            release_lapsed(actor=SYSTEM, now=town.now + HOUR)
            town.now += HOUR
            town.holds()

    sequence()
