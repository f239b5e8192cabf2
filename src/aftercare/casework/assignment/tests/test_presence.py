"""Cases go to who is there; nobody there is an alarm and an entry of a list (R-IN-09)."""

from decimal import Decimal
from itertools import pairwise

import pytest

from aftercare.casework.assignment import actions
from aftercare.casework.assignment.queries import (
    Check,
    Suitor,
    hand_over_plan,
    shortages,
    suitors,
)
from aftercare.casework.cases.actions import resolve_case
from aftercare.casework.cases.queries import case_brief
from aftercare.casework.conversation.actions import log_contact
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.identity.actions import deactivate_user
from aftercare.foundation.notices.queries import notices_of
from aftercare.people.rosters.actions import enter_leave, set_roster, withdraw_leave
from aftercare.people.rosters.queries import own_leaves
from aftercare.people.staff.actions import set_duties, set_presence
from tests import makers
from tests.makers import FRIDAY, at, complaint

from .conftest import own

pytestmark = pytest.mark.django_db
OFFICE = dict.fromkeys(range(5), "09:00-18:00")
NIGHT = at("2026-01-09 21:00")


def office_hours(*people: Actor) -> None:
    for one in people:
        set_roster(actor=SYSTEM, member_id=own(one), weekly=OFFICE, now=FRIDAY)


def on_leave(company: makers.Company, one: Actor, stand_in: Actor | None = None) -> None:
    enter_leave(
        actor=company.manager,
        member_id=own(one),
        kind="sick",
        from_at=at("2026-01-09 00:00"),
        until_at=at("2026-01-31 00:00"),
        stand_in_id=own(stand_in) if stand_in else None,
        now=FRIDAY,
    )


def alarms(actor: Actor) -> list[str]:
    rows = notices_of(actor=actor).rows
    return [row.kind for row in rows if row.kind == "nobody_available"]


def test_who_is_off_duty_gets_no_case_while_another_is_there(
    company: makers.Company, second: Actor
) -> None:
    office_hours(company.handler)
    assert complaint(company.agent, now=NIGHT).case.owner_id == own(second)
    assert shortages(actor=company.manager, at=NIGHT) == []


def test_cases_go_in_turn_to_equals(company: makers.Company, second: Actor) -> None:
    owners = [complaint(company.agent, phone=f"1380013800{n}").case.owner_id for n in range(6)]
    assert sorted(owners) == sorted([own(company.handler), own(second)] * 3)
    assert all(a != b for a, b in pairwise(owners))


def test_the_stand_in_gets_what_the_absent_would(company: makers.Company) -> None:
    on_leave(company, company.handler, stand_in=company.head)
    case = complaint(company.agent).case
    assert case.owner_id == own(company.head)
    assert case.org_unit_id == company.east


def test_who_is_back_before_the_first_promise_ends_is_in_time(company: makers.Company) -> None:
    """Reply within 24 hours: the handler returns in the morning."""
    office_hours(company.handler)
    thursday = at("2026-01-08 21:00")
    assert complaint(company.agent, now=thursday).case.owner_id == own(company.handler)
    assert shortages(actor=company.manager, at=thursday) == []


def test_nobody_there_in_time_is_an_alarm_and_an_entry(company: makers.Company) -> None:
    on_leave(company, company.handler)
    case = complaint(company.agent).case
    assert case.owner_id == own(company.handler)  # an owner there is at any time
    (row,) = shortages(actor=company.manager, at=FRIDAY)
    assert (row.case_id, row.lack) == (case.id, "nobody_there")
    assert alarms(company.head) == ["nobody_available"]


def test_what_nobody_covers_falls_to_who_took_it_down_and_is_told(
    company: makers.Company,
) -> None:
    case = complaint(company.agent, category="price").case
    assert case.owner_id == own(company.agent)
    (row,) = shortages(actor=company.manager, at=FRIDAY)
    assert row.lack == "nobody_covers"
    assert alarms(company.head) == ["nobody_available"]


def test_when_all_whose_duties_cover_it_are_away_it_says_so(company: makers.Company) -> None:
    set_presence(actor=SYSTEM, member_id=own(company.handler), on_duty=False, now=FRIDAY)
    case = complaint(company.agent).case
    assert case.owner_id == own(company.agent)
    (row,) = shortages(actor=company.manager, at=FRIDAY)
    assert row.lack == "nobody_there"
    assert alarms(company.head) == ["nobody_available"]


def test_from_outside_it_falls_to_the_head_of_all(company: makers.Company) -> None:
    case = complaint(SYSTEM, category="price", channel="portal").case
    assert case.owner_id == own(company.manager)
    assert len(shortages(actor=company.manager, at=FRIDAY)) == 1


def test_many_at_once_are_one_alarm(company: makers.Company) -> None:
    for nth in range(3):
        complaint(company.agent, category="price", phone=f"1380013800{nth}")
    assert len(shortages(actor=company.manager, at=FRIDAY)) == 3
    assert len(alarms(company.head)) == 1


def test_the_entry_goes_when_somebody_gets_the_case(company: makers.Company) -> None:
    on_leave(company, company.handler)
    case = complaint(company.agent).case
    actions.assign_case(
        actor=company.head, case_id=case.id, version=None, owner_id=own(company.head), now=FRIDAY
    )
    assert shortages(actor=company.manager, at=FRIDAY) == []


def test_a_head_says_that_it_was_seen_to(company: makers.Company) -> None:
    complaint(company.agent, category="price")
    (row,) = shortages(actor=company.head, at=FRIDAY)
    actions.settle_shortage(actor=company.head, shortage_id=row.id, now=FRIDAY)
    assert shortages(actor=company.head, at=FRIDAY) == []


def test_what_speaks_against_each_is_told(company: makers.Company, second: Actor) -> None:
    office_hours(second)
    set_duties(actor=SYSTEM, member_id=own(company.head), handles=["*"], levels=["two"],
               product_lines=["appliance"], regions=["11"], now=FRIDAY)  # fmt: skip
    case = case_brief(actor=company.head, case_id=complaint(company.agent).case.id)
    found: list[Suitor] = suitors(
        actor=company.head, classification=case.classification, region="330106", at=NIGHT
    )
    failed = {one.brief.id: one.failed for one in found}
    assert found[0].brief.id == own(company.handler)
    assert found[0].suits
    assert failed[own(second)] == {Check.THERE}
    assert failed[own(company.head)] == {Check.LEVEL, Check.LINE, Check.REGION}
    assert Check.MATTER in failed[own(company.agent)]


def test_a_plan_spreads_the_cases_of_who_leaves(company: makers.Company, second: Actor) -> None:
    third = makers.person("third", "孙三", "handler", company.quality, handles=["product_quality"])
    on_leave(company, second)
    on_leave(company, third)
    for n in range(4):
        complaint(company.agent, phone=f"1380013800{n}")
    for leave in own_leaves(actor=second) + own_leaves(actor=third):
        withdraw_leave(actor=second if leave.member.id == own(second) else third,
                       leave_id=leave.id, now=FRIDAY)  # fmt: skip
    plan = hand_over_plan(actor=company.head, from_id=own(company.handler), at=FRIDAY)
    assert sorted(one.owner_id or 0 for one in plan) == sorted([own(second), own(third)] * 2)


def test_what_nobody_touched_goes_back(company: makers.Company, second: Actor) -> None:
    leaver = own(company.handler)
    on_leave(company, second)
    first, other = (complaint(company.agent, phone=f"1380013800{n}").case for n in (1, 2))
    hand_over_id = actions.hand_over_cases(
        actor=company.head,
        from_id=leaver,
        owners={first.id: own(company.head), other.id: own(second)},
        reason="休假",
        now=FRIDAY,
    )
    assert case_brief(actor=company.head, case_id=other.id).owner_id == own(second)
    log_contact(actor=company.head, case_id=first.id, channel="phone", outbound=True,
                text="已联系", now=FRIDAY)  # fmt: skip
    undone = actions.undo_hand_over(actor=company.head, hand_over_id=hand_over_id, now=FRIDAY)
    assert undone == (1, 1)
    assert case_brief(actor=company.head, case_id=first.id).owner_id == own(company.head)
    assert case_brief(actor=company.head, case_id=other.id).owner_id == leaver
    with pytest.raises(NotFound):
        actions.undo_hand_over(actor=company.head, hand_over_id=hand_over_id, now=FRIDAY)


def test_a_resolved_case_that_nobody_touched_goes_back_too(company: makers.Company) -> None:
    case = complaint(company.agent, kind="repair").case
    leaver = case.owner_id
    resolve_case(actor=SYSTEM, case_id=case.id, version=None, result="已修好。",
                 root_cause="material", cost_amount=Decimal(0), now=FRIDAY)  # fmt: skip
    hand_over_id = actions.hand_over_cases(
        actor=company.head,
        from_id=leaver,
        owners={case.id: own(company.head)},
        reason="休假",
        now=FRIDAY,
    )
    undone = actions.undo_hand_over(actor=company.head, hand_over_id=hand_over_id, now=FRIDAY)
    assert undone == (1, 0)
    assert case_brief(actor=company.head, case_id=case.id).owner_id == leaver


def test_a_hand_over_names_open_cases_of_the_leaver_and_somebody_else(
    company: makers.Company,
) -> None:
    case, leaver = complaint(company.agent).case, own(company.handler)
    for owners in ({}, {case.id: leaver}, {case.id + 1: own(company.head)}):
        with pytest.raises(Invalid):
            actions.hand_over_cases(
                actor=company.head, from_id=leaver, owners=owners, reason="x", now=FRIDAY
            )


def test_an_account_with_open_cases_is_not_closed(company: makers.Company) -> None:
    case, leaver = complaint(company.agent).case, company.handler
    assert leaver.user_id is not None
    with pytest.raises(actions.CasesLeft):
        deactivate_user(actor=company.administrator, user_id=leaver.user_id, now=FRIDAY)
    actions.hand_over_cases(
        actor=company.head,
        from_id=own(leaver),
        owners={case.id: own(company.head)},
        reason="离职",
        now=FRIDAY,
    )
    deactivate_user(actor=company.administrator, user_id=leaver.user_id, now=FRIDAY)
