"""Cases go to who holds what they need, and of those to who carries the least (R-IN-09)."""

from datetime import date, timedelta
from typing import Any

import pytest

from aftercare.casework.assignment import actions
from aftercare.casework.assignment.queries import (
    Check,
    Lack,
    case_weights,
    contenders_for,
    shortages,
    suitors,
)
from aftercare.casework.assignment.rules import load_of
from aftercare.casework.cases.events import Classification
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid
from aftercare.people.skills.actions import grant_skill, write_skill
from tests import makers
from tests.makers import FRIDAY, complaint

from .conftest import own

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 9)


def holds(actor: Actor, skill: int, until: date) -> None:
    grant_skill(actor=SYSTEM, member_id=own(actor), skill_id=skill, valid_from=date(2025, 1, 1),
                valid_until=until, now=FRIDAY)  # fmt: skip


def needed(**said: Any) -> int:
    return write_skill(actor=SYSTEM, name="家具质检员", now=FRIDAY, **said)


def test_a_case_goes_to_who_holds_what_it_needs_until_that_lapses(
    company: makers.Company, second: Actor
) -> None:
    skill = needed(categories=["product_quality"], product_lines=["furniture"])
    holds(second, skill, TODAY)
    holds(company.handler, skill, TODAY - timedelta(days=1))
    for number in range(3):
        made = complaint(company.agent, product_line="furniture", phone=f"1390000100{number}")
        assert made.case.owner_id == own(second)
    other = complaint(company.agent, product_line="home", phone="13900001009")
    assert other.case.owner_id == own(company.handler)
    assert shortages(actor=company.manager, at=FRIDAY) == []


def test_where_nobody_holds_it_the_case_is_on_the_list_with_the_reason(
    company: makers.Company, second: Actor
) -> None:
    needed(categories=["product_quality"])
    case = complaint(company.agent).case
    assert case.owner_id in {own(second), own(company.handler)}
    (row,) = shortages(actor=company.manager, at=FRIDAY)
    assert (row.case_id, row.lack) == (case.id, Lack.NOBODY_SKILLED)


def test_why_this_person_says_which_skill_is_lacking_and_what_the_load_is(
    company: makers.Company, second: Actor
) -> None:
    skill = needed(categories=["product_quality"])
    holds(second, skill, TODAY)
    case = complaint(company.agent).case
    told = {
        one.brief.id: one
        for one in suitors(actor=company.manager, classification=case.classification,
                           region="", at=FRIDAY)
    }  # fmt: skip
    weights = case_weights(actor=SYSTEM)
    kind = case.classification
    assert told[own(second)].load == weights[kind.severity, kind.level]
    assert Check.SKILL not in told[own(second)].failed
    assert told[own(company.handler)].lacks == ("家具质检员",)
    assert Check.SKILL in told[own(company.handler)].failed


def test_load_is_weighed_by_what_the_company_says(company: makers.Company, second: Actor) -> None:
    first = complaint(company.agent).case

    def loads(kind: Classification) -> dict[int, int]:
        found = contenders_for(actor=SYSTEM, classification=kind, region="", at=FRIDAY)
        return {one.member_id: one.load for one in found}

    weights = dict.fromkeys(case_weights(actor=SYSTEM), 7)
    actions.weigh_cases(actor=company.manager, weights=weights, now=FRIDAY)
    assert loads(first.classification) == {
        one: 7 * (one == first.owner_id) for one in (own(second), own(company.handler))
    }
    with pytest.raises(Invalid):
        actions.weigh_cases(actor=company.manager, weights={("A", "one"): 2}, now=FRIDAY)
    with pytest.raises(Invalid):
        actions.weigh_cases(actor=company.manager, weights=weights | {("C", "two"): 0}, now=FRIDAY)


def test_one_grave_case_may_weigh_more_than_two_light_ones() -> None:
    weights = {("A", "one"): 4, ("C", "two"): 1}
    light, grave = {("C", "two"): 2}, {("A", "one"): 1}
    assert load_of(light, weights) < load_of(grave, weights)
    assert load_of({("B", "two"): 3}, weights) == 3
