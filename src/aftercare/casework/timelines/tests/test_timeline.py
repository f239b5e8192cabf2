"""A customer's past is told whole, in order, page by page, and only as far as one may see."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from aftercare.casework.conversation.actions import add_note, log_contact
from aftercare.casework.timelines.queries import Happening, TimelineFilter, timeline_of
from aftercare.casework.visits.actions import agree_visit
from aftercare.customers.parties.queries import customer_brief
from aftercare.customers.units.actions import add_unit
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotFound
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db


def past(actor: Actor, customer_id: int, limit: int = 40, **wanted: Any) -> list[Happening]:
    """Read page by page to its end."""
    customer = customer_brief(actor=actor, customer_id=customer_id)
    rows: list[Happening] = []
    cursor = ""
    while True:
        found = timeline_of(
            actor=actor,
            customer=customer,
            wanted=TimelineFilter(**wanted),
            cursor=cursor,
            limit=limit,
            now=FRIDAY + timedelta(days=3),
        )
        rows += found.page.rows
        cursor = found.page.next_cursor or ""
        if not cursor:
            return rows


@pytest.fixture
def busy(company: Company) -> tuple[int, int]:
    """A customer with two cases, calls at one and the same moment, a visit and a thing."""
    case = complaint(company.agent).case
    unit = add_unit(actor=SYSTEM, customer_id=case.customer_id, described_as="布艺沙发",
                    purchased_on=date(2025, 6, 1), channel="天猫", now=FRIDAY)  # fmt: skip
    repair = complaint(company.agent, description="扶手松了", kind="repair", unit_id=unit.id).case
    later = FRIDAY + timedelta(hours=2)
    for text in ("第一次", "第二次", "第三次"):
        log_contact(actor=company.handler, case_id=case.id, channel="phone", outbound=True,
                    text=text, now=later)  # fmt: skip
    add_note(actor=company.handler, case_id=case.id, text="内部备注", now=later)
    agree_visit(actor=company.manager, case_id=repair.id, from_at=later + timedelta(days=1),
                until_at=later + timedelta(days=1, hours=2), who="李师傅", version=None,
                channel="phone", text="约好明天上门", now=later)  # fmt: skip
    return case.customer_id, unit.id


def test_everything_comes_once_and_the_latest_first(
    company: Company, busy: tuple[int, int]
) -> None:
    whole = past(company.manager, busy[0])
    for limit in (1, 2, 3, 7):
        assert past(company.manager, busy[0], limit=limit) == whole
    assert [one.key for one in whole] == sorted((one.key for one in whole), reverse=True)
    assert {one.group for one in whole} >= {"cases", "contacts", "visits", "goods", "file"}
    assert whole[-1].what == "bought"
    assert sum(one.group == "contacts" for one in whole) == 5


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        ({"group": "visits"}, {"case.visit_agreed"}),
        ({"group": "cases"}, {"complaint", "repair"}),
        ({"group": "goods", "year": 2025}, {"bought"}),
        ({"year": 2024}, set()),
        ({"group": "messages"}, set()),
    ],
)
def test_it_is_narrowed_by_kind_thing_and_year(
    company: Company, busy: tuple[int, int], wanted: dict[str, Any], what: set[str]
) -> None:
    assert {one.what for one in past(company.manager, busy[0], **wanted)} == what
    of_unit = past(company.manager, busy[0], unit_id=busy[1])
    assert {one.unit_id for one in of_unit} == {busy[1]}
    assert {"unit.added", "bought", "repair"} <= {one.what for one in of_unit}
    assert past(company.manager, busy[0], unit_id=busy[1], limit=1) == of_unit


def test_who_may_see_no_cases_sees_the_file_alone(company: Company, busy: tuple[int, int]) -> None:
    blind = replace(company.manager, grants=company.manager.grants - {"cases.see_cases"})
    assert {one.group for one in past(blind, busy[0])} == {"goods", "file"}


def test_a_stranger_sees_nothing_and_nonsense_is_refused(
    company: Company, busy: tuple[int, int]
) -> None:
    with pytest.raises(NotFound):
        past(company.stranger, busy[0])
    with pytest.raises(Invalid):
        past(company.manager, busy[0], group="nonsense")
    customer = customer_brief(actor=company.manager, customer_id=busy[0])
    for cursor in ("WyJ4IiwieCIsMV0", "WyIyMDI2LTAxLTAxIiwiY2FzZSIsMV0", "nonsense"):
        with pytest.raises(Invalid):
            timeline_of(
                actor=company.manager,
                customer=customer,
                wanted=TimelineFilter(),
                cursor=cursor,
                now=FRIDAY,
            )
