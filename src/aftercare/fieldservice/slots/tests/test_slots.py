"""Times that are really free, and taking one (R-FS-02)."""

from datetime import datetime, timedelta
from itertools import product
from pkgutil import resolve_name
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aftercare.fieldservice.appointments.actions import book
from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    Taken,
    appointment_brief,
    seats_on,
)
from aftercare.fieldservice.parts.actions import need_parts, release_parts, reserve_parts
from aftercare.fieldservice.slots.actions import move_to_slot, take_slot
from aftercare.fieldservice.slots.queries import Slots, free_slots, learn_days
from aftercare.fieldservice.spares.actions import open_place, save_part
from aftercare.fieldservice.stores.actions import receive_parts
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.work import glance
from aftercare.people.rosters.actions import enter_leave
from aftercare.people.skills.actions import grant_skill, write_skill
from tests import makers
from tests.makers import FRIDAY, Company
from tests.spares import a_part
from tests.visits import booked

from .worlds import HOUR, MONDAY, City, city, ordered

pytestmark = pytest.mark.django_db
NINE_TO_FIVE = [8, 10, 13, 15]


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


@pytest.fixture(name="us")
def _us(company: Company) -> City:
    return city(company)


def slots(order: OrderBrief, now: datetime = FRIDAY) -> Slots:
    return free_slots(actor=SYSTEM, order=order, now=now)


def why(order: OrderBrief, now: datetime = FRIDAY) -> dict[str, int]:
    """What keeps how many of those who go out there."""
    return {one.code: one.people for one in slots(order, now).hindered}


def hours(order: OrderBrief, on: datetime = MONDAY, now: datetime = FRIDAY) -> list[int]:
    """When windows begin that are free on a day."""
    local = [timezone.localtime(slot.window_from) for slot in slots(order, now).free]
    return [moment.hour for moment in local if moment.date() == on.date()]


def taken(order: OrderBrief, hour: int, now: datetime = FRIDAY) -> AppointmentBrief:
    return take_slot(
        actor=SYSTEM, order_id=order.id, window_from=MONDAY.replace(hour=hour), now=now
    )


def told(order: OrderBrief, hour: int) -> AppointmentBrief:
    one = taken(order, hour)
    return book(actor=SYSTEM, appointment_id=one.id, agreed_by="phone", now=FRIDAY)


def test_what_is_free_follows_shifts_leave_and_notice(us: City) -> None:
    order = ordered(us)
    assert hours(order) == NINE_TO_FIVE
    assert hours(order, on=FRIDAY) == [10, 13, 15]  # ten o'clock now: not before half past eleven
    assert hours(order, on=FRIDAY + timedelta(days=1)) == []  # Saturday
    enter_leave(actor=SYSTEM, member_id=us.technicians[0], kind="annual", stand_in_id=None,
                from_at=MONDAY.replace(hour=8), until_at=MONDAY.replace(hour=14),
                now=FRIDAY)  # fmt: skip
    assert hours(order) == [13, 15]


def test_a_window_closes_when_its_time_is_used_up(us: City) -> None:
    """One technician: of visits of an hour two begin within two hours, and no third."""
    orders = [ordered(us, east=n) for n in range(4)]
    first = told(orders[0], 13)
    assert first.starts_at == MONDAY.replace(hour=13)
    assert 13 in hours(orders[1])
    second = taken(orders[1], 13)
    seats = seats_on(actor=SYSTEM, day=MONDAY.date(), now=FRIDAY)
    assert {seat.appointment_id for seat in seats} == {first.id, second.id}
    assert seats[1].starts_at > seats[0].ends_at
    assert 13 not in hours(orders[2])
    with pytest.raises(Taken):
        taken(orders[2], 13)
    assert 13 in hours(orders[1])  # what one holds oneself one may take
    assert 13 in hours(orders[2], now=FRIDAY + HOUR)  # held for too long, nobody said yes


def test_visits_make_room_within_the_windows_that_were_told(us: City) -> None:
    """The first sits at one; the second begins before it, and both windows hold."""
    near, far = ordered(us), ordered(us, minutes=100)
    told(near, 10)
    told(far, 8)
    seats = seats_on(actor=SYSTEM, day=MONDAY.date(), now=FRIDAY)
    assert [seat.order_id for seat in seats] == [far.id, near.id]
    assert seats[1].starts_at >= seats[0].ends_at
    assert seats[1].window_from <= seats[1].starts_at <= seats[1].window_until


def test_two_persons_begin_at_the_same_minute(company: Company) -> None:
    us = city(company, people=2)
    pair, alone = ordered(us, persons=2), ordered(us, east=3)
    told(alone, 13)
    both = taken(pair, 13)
    assert sorted(both.technicians) == sorted(us.technicians)
    seats = seats_on(actor=SYSTEM, day=MONDAY.date(), now=FRIDAY)
    assert len({seat.starts_at for seat in seats if seat.order_id == pair.id}) == 1
    assert 13 not in hours(ordered(us, persons=2))


def test_a_told_time_moves_to_a_free_one(us: City) -> None:
    order = ordered(us)
    one = told(order, 10)
    moved = move_to_slot(actor=SYSTEM, appointment_id=one.id, version=one.version, now=FRIDAY,
                         window_from=MONDAY.replace(hour=10), reason="customer_wish",
                         agreed_by="portal")  # fmt: skip
    assert (moved.moved_from_id, moved.state, moved.starts_at) == (one.id, "booked", one.starts_at)
    with pytest.raises(Taken):  # no window that is offered
        move_to_slot(actor=SYSTEM, appointment_id=moved.id, version=None, now=FRIDAY,
                     window_from=MONDAY.replace(hour=11), reason="customer_wish",
                     agreed_by="portal")  # fmt: skip


def test_before_nothing_is_free_somebody_elses_visit_gives_way(company: Company) -> None:
    """Two hours, two people; only the one with a visit has the part. The told window stands."""
    us = city(company, people=2)
    one, other = us.technicians
    away = ((FRIDAY, MONDAY - 2 * HOUR), (MONDAY + HOUR, MONDAY + timedelta(days=9)))
    for member, (from_at, until_at) in product(us.technicians, away):
        enter_leave(actor=SYSTEM, member_id=member, kind="annual", stand_in_id=None,
                    from_at=from_at, until_at=until_at, now=FRIDAY)  # fmt: skip
    stood = booked(us.agent, ordered(us), one, at=MONDAY.replace(hour=9), hours=1.5)
    by: dict[str, Any] = {"actor": SYSTEM, "now": FRIDAY}
    van, fan = (open_place(**by, kind="van", member_id=one), save_part(**by, draft=a_part("FAN")))
    receive_parts(**by, part_id=fan, supplier="美芝电机", lot_number="B1", count=2, place_id=van)
    order, late = ordered(us), ordered(us)
    for needing in (order, late):
        need_parts(**by, order_id=needing.id, wanted={fan: 1})
    assert hours(order) == [8]
    held = taken(order, 8)
    moved = appointment_brief(actor=SYSTEM, appointment_id=stood.id)
    assert (held.technicians, moved.technicians) == ((one,), (other,))
    assert (moved.window_from, moved.state) == (stood.window_from, "booked")
    assert hours(late) == []  # what is held for somebody gives way to nobody
    with pytest.raises(Taken):
        taken(late, 8)


def test_where_nothing_is_free_it_says_what_would_help(us: City) -> None:
    assert why(ordered(us, job="pickup")) == {"gear": 1}
    assert why(ordered(us, persons=2)) == {"second": 1}
    long = ordered(us, minutes=700)
    assert (slots(long).free, slots(long).later, why(long)) == ((), None, {"long": 1})
    enter_leave(actor=SYSTEM, member_id=us.technicians[0], kind="annual", stand_in_id=None,
                from_at=FRIDAY, until_at=FRIDAY + timedelta(days=9), now=FRIDAY)  # fmt: skip
    later = slots(ordered(us)).later
    assert later is not None
    assert why(ordered(us)) == {"hours": 1}  # on Friday it is too late, later nobody is there
    assert timezone.localtime(later.window_from) == FRIDAY.replace(hour=8) + timedelta(days=10)


def test_of_each_who_goes_out_it_says_what_keeps_them(company: Company) -> None:
    """One is away, one lacks the skill, one is there for two hours and booked in them."""
    us = city(company, people=3)
    away, _unskilled, able = us.technicians
    gas = write_skill(actor=SYSTEM, name="燃气", kinds=["repair"], now=FRIDAY)
    grant_skill(actor=SYSTEM, member_id=able, skill_id=gas, valid_from=FRIDAY.date(), now=FRIDAY)
    late = MONDAY + timedelta(days=30)
    for member, from_at, until_at in ((away, FRIDAY - 2 * HOUR, late),
                                      (able, FRIDAY, MONDAY - 2 * HOUR),
                                      (able, MONDAY + HOUR, late)):  # fmt: skip
        enter_leave(actor=SYSTEM, member_id=member, kind="annual", stand_in_id=None,
                    from_at=from_at, until_at=until_at, now=FRIDAY)  # fmt: skip
    order = ordered(us)
    assert hours(order) == [8]
    assert why(order) == {}
    booked(us.agent, ordered(us), able, at=MONDAY.replace(hour=9), hours=1.5)
    assert hours(order) == []
    assert why(order) == {"away": 1, "skill": 1, "full": 1}
    assert why(ordered(us, minutes=200)) == {"away": 1, "skill": 1, "long": 1}


def test_asking_again_reads_no_seat_that_did_not_change(us: City) -> None:
    order = ordered(us)
    slots(order)
    with glance(), CaptureQueriesContext(connection) as asked:
        slots(order)
    assert len(asked) <= 4, [q["sql"][:90] for q in asked]
    told(ordered(us), 13)
    with glance(), CaptureQueriesContext(connection) as anew:
        slots(order)
    assert len(anew) <= 7, [q["sql"][:90] for q in anew]


def test_a_booking_reads_what_it_has_locked_once(us: City) -> None:
    order = ordered(us)
    slots(order)
    with CaptureQueriesContext(connection) as asked:
        told(order, 13)
    said = [q["sql"] for q in asked]
    assert len(said) <= 48, [one[:90] for one in said]
    assert sum("FOR NO KEY" in one and "workorders" in one for one in said) == 2  # two works


def test_who_has_not_the_part_is_not_offered(company: Company) -> None:
    """It lies in the van of one of two; then it waits for the order where another station is."""
    us = city(company, people=2)
    order = ordered(us)
    by: dict[str, Any] = {"actor": SYSTEM, "now": FRIDAY}
    van = open_place(**by, kind="van", member_id=us.technicians[1])
    afar = open_place(**by, kind="station", org_unit_id=company.east)
    here = open_place(**by, kind="station", org_unit_id=us.station)
    fan = save_part(**by, draft=a_part("FAN-01"))
    need_parts(**by, order_id=order.id, wanted={fan: 1})
    assert why(order) == {"part": 2}
    lot: dict[str, Any] = {"part_id": fan, "supplier": "美芝电机", "lot_number": "B1", "count": 1}
    receive_parts(**by, **lot, place_id=van)
    assert {taken(order, hour).technicians for hour in (8, 13)} == {(us.technicians[1],)}
    other = ordered(us)
    need_parts(**by, order_id=other.id, wanted={fan: 1})
    assert why(other) == {"part": 2}  # the one piece goes with the first order
    receive_parts(**by, **lot | {"lot_number": "B2"}, place_id=afar)
    reserve_parts(**by, order_id=order.id, place_id=afar)
    assert hours(order) == []
    release_parts(**by, order_id=order.id)
    receive_parts(**by, **lot | {"lot_number": "B3"}, place_id=here)
    reserve_parts(**by, order_id=order.id, place_id=here)
    assert hours(order) == NINE_TO_FIVE  # whoever starts at the station takes it along


def test_days_that_were_learnt_are_not_read_again_for_the_first_offer(us: City) -> None:
    told(ordered(us), 8)
    order = ordered(us)
    resolve_name("aftercare.fieldservice.slots.queries:_kept").clear()
    with CaptureQueriesContext(connection) as unlearnt:
        free = slots(order)
    resolve_name("aftercare.fieldservice.slots.queries:_kept").clear()
    assert learn_days(actor=SYSTEM, now=FRIDAY) > 0
    with CaptureQueriesContext(connection) as learnt:
        assert slots(order) == free
    with CaptureQueriesContext(connection) as again:
        assert slots(order) == free
    assert len(learnt) == len(again) < len(unlearnt)
