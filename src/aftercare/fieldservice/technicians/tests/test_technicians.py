"""Who goes out on a day, as planning reads it."""

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest

from aftercare.customers.products.actions import load_lines
from aftercare.fieldservice.dispatch.queries import Finding, Rule, findings
from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.queries import Point
from aftercare.fieldservice.technicians.actions import set_technician
from aftercare.fieldservice.technicians.queries import (
    Crew,
    helper_of,
    technician_cards,
    technician_page,
    technicians_on,
    visit_of,
)
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid
from aftercare.foundation.pages import cursor_of
from aftercare.people.organisation.actions import open_unit
from aftercare.people.rosters.actions import enter_leave, set_roster
from aftercare.people.skills.actions import grant_skill, write_skill
from tests.makers import FRIDAY, company, person

pytestmark = pytest.mark.django_db
MINHANG = Point(longitude=121.3747, latitude=31.1088)
HOME = Point(longitude=121.412345, latitude=31.167891)
DAY = FRIDAY.date()
HOUR = 3_600


@dataclass(frozen=True)
class Station:
    id: int
    member: Actor


@pytest.fixture
def station() -> Station:
    east = company().east
    unit = open_unit(actor=SYSTEM, code="EAST-SH", name="上海站", kind="station",
                     parent_id=east, region="31", now=FRIDAY).id  # fmt: skip
    place_station(actor=SYSTEM, org_unit_id=unit, point=MINHANG, now=FRIDAY)
    member = person("meng", "孟凡", "technician", unit)
    set_technician(actor=SYSTEM, member_id=member.staff_id or 0, org_unit_id=unit, now=FRIDAY)
    return Station(unit, member)


def order(**more: object) -> OrderBrief:
    values: dict[str, object] = {
        "id": 7, "number": "WO260109-00007", "case_id": 1, "unit_id": None, "org_unit_id": 1,
        "job": "repair", "goods": "空调", "product_line": "appliance", "region": "310112",
        "longitude": None, "latitude": None, "minutes": 60, "persons": 1, "priority": 2,
        "skills": [], "gear": [], "due_at": None, "state": "waiting", "state_since": FRIDAY,
        "follows_id": None, "is_rework": False, "opened_at": FRIDAY, "ended_at": None,
        "version": 1, "task": "", "end_note": "",
    }  # fmt: skip
    return OrderBrief(**(values | more))  # type: ignore[arg-type]


def on(day: date = DAY) -> Crew:
    return technicians_on(actor=SYSTEM, day=day)


def shift(day: date = DAY) -> tuple[int, int] | None:
    there = on(day).technicians
    return (there[0].begins, there[0].ends) if there else None


def failed(crew: Crew, wanted: OrderBrief) -> list[Finding]:
    visit = visit_of(actor=SYSTEM, order=wanted, day=crew.day, place=0, windows=[])
    found = findings(crew.technicians[0], visit, crew.day.toordinal())
    return [finding for finding in found if not finding.passed]


def test_who_goes_out_is_read_to_the_end_page_by_page(station: Station) -> None:
    for name in "甲乙丙丁":
        member = person(f"t.{ord(name)}", name, "technician", station.id)
        set_technician(actor=SYSTEM, member_id=member.staff_id or 0, org_unit_id=station.id,
                       now=FRIDAY)  # fmt: skip
    read, cursor = [], ""
    while True:
        found = technician_page(actor=SYSTEM, cursor=cursor, limit=2)
        read.append([card.member.id for card in found.rows])
        if found.next_cursor is None:
            break
        cursor = found.next_cursor
    whole = [card.member.id for card in technician_cards(actor=SYSTEM)]
    assert [len(page) for page in read] == [2, 2, 1]
    assert [one for page in read for one in page] == whole
    with pytest.raises(Invalid):
        technician_page(actor=SYSTEM, cursor=cursor_of(10**9))


def test_the_shift_is_the_rosters_without_leave(station: Station) -> None:
    member_id = station.member.staff_id or 0
    assert shift() == (9 * HOUR, 17 * HOUR)  # no roster: the company's own hours
    assert shift(DAY + timedelta(days=1)) is None  # Saturday
    weekly = {4: "08:00-12:00, 13:00-17:00", 5: "08:00-12:00, 18:00-20:00"}
    set_roster(actor=SYSTEM, member_id=member_id, weekly=weekly, now=FRIDAY)
    assert shift() == (8 * HOUR, 17 * HOUR)
    assert shift(DAY + timedelta(days=1)) == (8 * HOUR, 12 * HOUR)  # the longest part
    enter_leave(actor=SYSTEM, member_id=member_id, kind="annual", stand_in_id=None, now=FRIDAY,
                from_at=FRIDAY.replace(hour=8), until_at=FRIDAY.replace(hour=14))  # fmt: skip
    assert shift() == (14 * HOUR, 17 * HOUR)
    assert on().technicians[0].meal is None
    assert on(DAY + timedelta(days=2)).absent == (member_id,)


def test_without_the_skill_or_with_a_certificate_that_ends_before_the_day_nobody_is_eligible(
    station: Station,
) -> None:
    member_id = station.member.staff_id or 0
    able = write_skill(actor=SYSTEM, name="空调", now=FRIDAY)
    licence = write_skill(actor=SYSTEM, name="特种作业操作证（低压电工作业）", now=FRIDAY)
    other = person("other", "别人", "technician", station.id)
    grant_skill(actor=SYSTEM, member_id=other.staff_id or 0, skill_id=licence,
                valid_from=DAY, valid_until=DAY + timedelta(days=9), now=FRIDAY)  # fmt: skip
    wanted = order(skills=[able, licence])
    assert [(one.rule, one.lacking) for one in failed(on(), wanted)] == [
        (Rule.SKILL, (str(able),)),
        (Rule.CERTIFICATE, (str(licence),)),
    ]
    grant_skill(actor=SYSTEM, member_id=member_id, skill_id=able, valid_from=DAY, now=FRIDAY)
    grant_skill(actor=SYSTEM, member_id=member_id, skill_id=licence, valid_from=DAY,
                valid_until=DAY + timedelta(days=2), now=FRIDAY)  # fmt: skip
    assert failed(on(), wanted) == []
    assert failed(on(DAY + timedelta(days=3)), wanted)[0].rule == Rule.CERTIFICATE


def test_a_partner_serves_its_areas_and_lines_only(station: Station) -> None:
    def serve(**more: object) -> None:
        place_station(actor=SYSTEM, org_unit_id=station.id, point=MINHANG, is_own=False,
                      now=FRIDAY, **more)  # type: ignore[arg-type] # fmt: skip

    load_lines(actor=SYSTEM, now=FRIDAY)
    serve(product_lines=["home"])
    assert [one.rule for one in failed(on(), order())] == [Rule.LINE]
    serve(areas=["33", "310104"])
    assert [one.rule for one in failed(on(), order())] == [Rule.AREA]
    assert failed(on(), order(region="330106")) == []


def test_a_day_may_begin_at_home_which_is_known_roughly(station: Station) -> None:
    member_id = station.member.staff_id or 0
    with pytest.raises(Invalid, match="住处"):
        set_technician(actor=SYSTEM, member_id=member_id, org_unit_id=station.id,
                       starts_at="home", now=FRIDAY)  # fmt: skip
    card = set_technician(actor=SYSTEM, member_id=member_id, org_unit_id=station.id,
                          starts_at="home", home=HOME, now=FRIDAY)  # fmt: skip
    assert card.home == Point(longitude=121.412, latitude=31.168)
    crew = on()
    assert crew.points == (card.home, MINHANG)
    assert (crew.technicians[0].start, crew.technicians[0].finish) == (0, 1)
    with pytest.raises(Invalid) as refused:
        set_technician(actor=SYSTEM, member_id=member_id, org_unit_id=station.id, pace=20,
                       meal_minutes=200, longest_leg=0, now=FRIDAY)  # fmt: skip
    assert set(refused.value.fields) == {"pace", "meal_minutes", "longest_leg"}
    with pytest.raises(Invalid):
        set_technician(actor=SYSTEM, member_id=member_id, org_unit_id=station.id,
                       meal_until=time(10), now=FRIDAY)  # fmt: skip


def test_the_second_person_comes_with_the_first_and_needs_no_skill() -> None:
    wanted = order(persons=2, skills=[3])
    first = visit_of(actor=SYSTEM, order=wanted, day=DAY, place=0, windows=[])
    second = helper_of(first)
    assert (second.id, second.hangs_on, second.skills, second.price) == (-7, 7, frozenset(), 0)
    assert first.service == 4_140  # an hour, and a reserve
