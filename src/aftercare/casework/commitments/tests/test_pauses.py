"""Clocks stand still for the policy's reasons alone, and never to hide lateness."""

from datetime import datetime, timedelta

import pytest

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.commitments.queries import ClockCard, State, clocks_of
from aftercare.casework.pauses.actions import CannotPause, NothingPaused, pause_case, resume_case
from aftercare.casework.pauses.queries import pause_reasons, pause_shares, pauses_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid
from tests.makers import FRIDAY, Company, at, company, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def us() -> Company:
    return company()


@pytest.fixture
def case_id(us: Company) -> int:
    return complaint(us.agent, product_line="home", level="one").case.id


def solution(case_id: int, now: datetime) -> ClockCard:
    cards = clocks_of(actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=case_id), now=now)
    return next(card for card in cards if card.code == "solution")


def pause(us: Company, case_id: int, now: datetime, reason: str = "waiting_for_customer") -> int:
    return pause_case(
        actor=us.agent, case_id=case_id, reason=reason, evidence="短信 3 月 1 日", now=now
    )


def test_while_a_pause_is_open_a_clock_has_no_due_but_what_is_left(
    us: Company, case_id: int
) -> None:
    pause(us, case_id, FRIDAY + HOUR)

    card = solution(case_id, FRIDAY + 20 * HOUR)

    assert (card.state, card.due_at, card.left_dates) == (State.PAUSED, None, 3)
    assert card.spent == HOUR


def test_a_pause_over_the_close_of_a_working_day_costs_one_working_day(
    us: Company, case_id: int
) -> None:
    pause(us, case_id, at("2026-01-12 16:00"))
    resume_case(actor=us.agent, case_id=case_id, now=at("2026-01-13 09:00"))

    card = solution(case_id, at("2026-01-13 09:00"))

    assert (card.state, card.due_at) == (State.RUNNING, at("2026-01-15 17:00"))
    assert card.paused == HOUR


def test_a_pause_outside_working_time_costs_nothing(us: Company, case_id: int) -> None:
    pause(us, case_id, at("2026-01-10 10:00"))
    resume_case(actor=us.agent, case_id=case_id, now=at("2026-01-11 10:00"))

    assert solution(case_id, at("2026-01-12 09:00")).due_at == at("2026-01-14 17:00")


def test_overlapping_reasons_count_once(us: Company, case_id: int) -> None:
    pause(us, case_id, at("2026-01-12 16:00"))
    pause(us, case_id, at("2026-01-12 16:30"), "waiting_for_part")
    resume_case(
        actor=us.agent, case_id=case_id, reason="waiting_for_customer", now=at("2026-01-12 18:00")
    )
    resume_case(actor=us.agent, case_id=case_id, now=at("2026-01-13 09:00"))

    assert solution(case_id, at("2026-01-13 09:00")).due_at == at("2026-01-15 17:00")


def test_a_pause_stops_only_what_its_reason_may_stop(us: Company, case_id: int) -> None:
    pause(us, case_id, FRIDAY + HOUR)

    case = case_brief(actor=SYSTEM, case_id=case_id)
    cards = clocks_of(actor=SYSTEM, case=case, now=FRIDAY + HOUR)
    states = {card.code: card.state for card in cards}

    assert states == {"contact": State.RUNNING, "solution": State.PAUSED}


def test_a_pause_after_the_due_hides_nothing(us: Company, case_id: int) -> None:
    late = at("2026-01-15 10:00")
    pause(us, case_id, late)

    card = solution(case_id, late + 48 * HOUR)

    assert (card.state, card.late) == (State.BREACHED, True)


def test_a_second_pause_for_the_same_reason_is_refused_until_the_first_is_over(
    us: Company, case_id: int
) -> None:
    pause(us, case_id, FRIDAY)
    with pytest.raises(CannotPause):
        pause(us, case_id, FRIDAY + HOUR)

    pause(us, case_id, FRIDAY + timedelta(days=8))

    case = case_brief(actor=us.agent, case_id=case_id)
    cards = pauses_of(actor=us.agent, case=case, now=FRIDAY + timedelta(days=8))
    assert [(card.ended_at, card.is_open) for card in cards] == [
        (FRIDAY + timedelta(days=7), False),
        (None, True),
    ]


@pytest.mark.parametrize(
    ("reason", "evidence", "field"),
    [("too_busy", "x", "reason"), ("waiting_for_customer", " ", "evidence")],
)
def test_a_reason_that_the_policy_does_not_list_or_without_evidence_is_refused(
    us: Company, case_id: int, reason: str, evidence: str, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        pause_case(actor=us.agent, case_id=case_id, reason=reason, evidence=evidence, now=FRIDAY)

    assert field in refusal.value.fields


def test_nothing_can_be_resumed_that_is_not_paused(us: Company, case_id: int) -> None:
    with pytest.raises(NothingPaused):
        resume_case(actor=us.agent, case_id=case_id, now=FRIDAY)
    pause(us, case_id, FRIDAY)
    with pytest.raises(NothingPaused):
        resume_case(actor=us.agent, case_id=case_id, now=FRIDAY + timedelta(days=8))


def test_the_reasons_of_a_case_are_those_of_its_pack(us: Company, case_id: int) -> None:
    case = case_brief(actor=us.agent, case_id=case_id)
    reasons = {reason.code: reason for reason in pause_reasons(actor=us.agent, case=case)}

    assert set(reasons) == {
        "waiting_for_customer",
        "waiting_for_part",
        "third_party",
        "force_majeure",
    }
    assert reasons["waiting_for_customer"].longest_days == 7


def test_the_share_of_paused_time_is_visible_for_each_person(us: Company, case_id: int) -> None:
    pause(us, case_id, FRIDAY)
    resume_case(actor=us.agent, case_id=case_id, now=FRIDAY + 5 * HOUR)
    pause(us, case_id, FRIDAY + 6 * HOUR, "force_majeure")

    (share,) = pause_shares(actor=us.manager, since=FRIDAY, now=FRIDAY + 8 * HOUR)

    assert (share.member_id, share.pauses, share.paused) == (us.agent.staff_id, 2, 7 * HOUR)
    assert share.percent == round(700 / 8)
    assert pause_shares(actor=us.stranger, since=FRIDAY, now=FRIDAY + 8 * HOUR) == []


def test_pauses_of_one_case_that_overlap_count_once(us: Company, case_id: int) -> None:
    pause(us, case_id, FRIDAY)
    pause(us, case_id, FRIDAY + HOUR, "force_majeure")

    (share,) = pause_shares(actor=us.manager, since=FRIDAY, now=FRIDAY + 4 * HOUR)

    assert (share.pauses, share.paused, share.percent) == (2, 4 * HOUR, 100)
