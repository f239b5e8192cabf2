"""Who hears that approved leave collides with visits that customers count on."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client

from aftercare.fieldservice.appointments.actions import book, hold_slot
from aftercare.fieldservice.appointments.queries import Offer, SeatDraft
from aftercare.fieldservice.clashes.queries import visits_touched
from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.queries import Point
from aftercare.fieldservice.technicians.actions import set_technician
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.notices.queries import NoticeRow, notices_of
from aftercare.people.organisation.actions import open_unit
from aftercare.people.rosters.actions import approve_leave, ask_leave, enter_leave
from tests.makers import FRIDAY, PASSWORD, Company, company, person
from tests.spares import an_order

pytestmark = pytest.mark.django_db
MONDAY = FRIDAY.replace(hour=0, minute=0) + timedelta(days=3)
HOURS = timedelta(hours=1)


@pytest.fixture
def us() -> Company:
    return company()


@pytest.fixture
def station(us: Company) -> int:
    unit = open_unit(actor=SYSTEM, code="EAST-SH", name="上海站", kind="station",
                     parent_id=us.east, region="31", now=FRIDAY).id  # fmt: skip
    place_station(actor=SYSTEM, org_unit_id=unit, point=Point(longitude=121.37, latitude=31.1),
                  now=FRIDAY)  # fmt: skip
    return unit


@pytest.fixture
def meng(station: int) -> Actor:
    one = person("meng", "孟凡", "technician", station, on_call=False)
    set_technician(actor=SYSTEM, member_id=one.staff_id or 0, org_unit_id=station, now=FRIDAY)
    return one


@pytest.fixture
def dispatcher(us: Company) -> Actor:
    return person("pai", "派工", "dispatcher", us.east, on_call=False)


def visit(us: Company, who: Actor, starts: datetime, *, agreed: bool = True) -> None:
    seat = SeatDraft(technician_id=who.staff_id or 0, starts_at=starts, ends_at=starts + HOURS)
    offer = Offer(window_from=starts, window_until=starts + 2 * HOURS, seats=[seat])
    held = hold_slot(actor=SYSTEM, order_id=an_order(us), offer=offer, now=FRIDAY)
    if agreed:
        book(actor=SYSTEM, appointment_id=held.id, agreed_by="phone", now=FRIDAY)


def told(actor: Actor) -> list[NoticeRow]:
    return [row for row in notices_of(actor=actor).rows if row.kind == "visit.clash"]


def away(who: Actor, since: datetime, until: datetime) -> None:
    enter_leave(actor=SYSTEM, member_id=who.staff_id or 0, kind="personal", from_at=since,
                until_at=until, now=FRIDAY)  # fmt: skip


def test_whoever_dispatches_is_told_once_of_visits_that_leave_takes_away(
    us: Company, station: int, meng: Actor, dispatcher: Actor
) -> None:
    tuesday = MONDAY + timedelta(days=1)
    visit(us, meng, tuesday + 9 * HOURS)
    visit(us, meng, tuesday + 13 * HOURS)
    visit(us, meng, tuesday + 16 * HOURS, agreed=False)  # nobody has said yes to it
    asked = ask_leave(actor=meng, kind="personal", from_at=MONDAY,
                      until_at=MONDAY + timedelta(days=2), now=FRIDAY)  # fmt: skip
    assert told(dispatcher) == []
    approve_leave(actor=us.manager, leave_id=asked.id, now=FRIDAY)
    (row,) = told(dispatcher)
    assert "上海站" in row.text
    assert f"2 次，最早 {tuesday.date()}" in row.text
    assert row.link == f"/desk/dispatch?day={tuesday.date()}&unit={station}"
    assert told(meng) == []


def test_a_dispatcher_of_another_region_hears_nothing(us: Company, meng: Actor) -> None:
    other = person("yuan", "远派", "dispatcher", us.west, on_call=False)
    visit(us, meng, MONDAY + 9 * HOURS)
    away(meng, MONDAY, MONDAY + timedelta(days=1))
    assert told(other) == []


@pytest.mark.parametrize(
    ("since", "until", "count"), [(0, 24, 1), (9, 10, 1), (0, 9, 0), (10, 24, 0)]
)
def test_leave_beside_a_visit_touches_it_not(
    us: Company, meng: Actor, dispatcher: Actor, since: int, until: int, count: int
) -> None:
    visit(us, meng, MONDAY + 9 * HOURS)
    away(meng, MONDAY + since * HOURS, MONDAY + until * HOURS)
    assert len(told(dispatcher)) == count


def test_leave_of_who_goes_out_to_nobody_tells_nobody(us: Company, dispatcher: Actor) -> None:
    away(us.handler, MONDAY, MONDAY + timedelta(days=1))
    assert told(dispatcher) == []
    assert visits_touched(actor=SYSTEM, member_id=us.handler.staff_id or 0, from_at=MONDAY,
                          until_at=MONDAY + HOURS, now=FRIDAY) == []  # fmt: skip


def test_who_approves_leave_sees_first_what_it_collides_with(us: Company, meng: Actor) -> None:
    visit(us, meng, MONDAY + 9 * HOURS)
    asked = ask_leave(actor=meng, kind="personal", from_at=MONDAY,
                      until_at=MONDAY + timedelta(days=1), now=FRIDAY)  # fmt: skip
    manager = Client()
    manager.post("/sign-in", {"login": "manager", "password": PASSWORD})
    with patch("aftercare.web.kit.requests.timezone.now", lambda: FRIDAY):
        page = manager.get(f"/desk/rosters/leave/{asked.id}/approve").content.decode()
    assert "与已约定的上门冲突：1 次，最早 1月12日 周一" in page
