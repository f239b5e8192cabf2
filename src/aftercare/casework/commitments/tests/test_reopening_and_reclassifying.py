"""Promises on a case that comes back, or turns out to be about something else."""

from datetime import timedelta
from decimal import Decimal

import pytest

from aftercare.casework.cases.actions import reopen_case, resolve_case
from aftercare.casework.cases.queries import case_brief
from aftercare.casework.commitments.actions import agree_date, move_clock
from aftercare.casework.commitments.queries import (
    State,
    clocks_of,
)
from aftercare.casework.pauses.actions import pause_case, resume_case
from aftercare.casework.pauses.queries import pause_reasons
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.policy.packs.queries import pack_brief
from tests.handling import (
    call,
    clocks,
    owner_of,
    reclassify,
    settle,
)
from tests.makers import FRIDAY, Company, at, company, complaint, reword_pack

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def us() -> Company:
    return company()


def test_a_reopened_case_goes_on_with_the_same_clock_and_the_time_between_is_taken_out(
    us: Company,
) -> None:
    case = complaint(us.agent, product_line="furniture").case
    settle(owner_of(us, case), case, FRIDAY + HOUR)
    before = clocks(case.id, FRIDAY + HOUR)
    reopened_at = at("2026-01-13 10:00")

    reopen_case(actor=us.manager, case_id=case.id, version=None, reason="又塌了", now=reopened_at)

    after = clocks(case.id, reopened_at + HOUR)
    assert after["solution"].id == before["solution"].id
    assert after["solution"].spent == 2 * HOUR
    assert after["solution"].due_at == reopened_at + 23 * HOUR
    assert after["first_reply"].state is State.MET, "the reply was given"
    assert after["follow_up"].state is State.CANCELLED
    assert after["follow_up"].cancelled_why == "reopened"


def test_after_the_policys_window_a_case_is_not_reopened(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case
    settle(owner_of(us, case), case, FRIDAY)

    with pytest.raises(Refusal):
        reopen_case(actor=us.manager, case_id=case.id, version=None, reason="又塌了",
                    now=FRIDAY + timedelta(days=30, hours=1))  # fmt: skip


def test_feedback_that_brings_a_building_case_back_has_a_clock_and_a_higher_level(
    us: Company,
) -> None:
    case = complaint(us.agent, product_line="building", level="two", category="service").case
    settle(owner_of(us, case), case, FRIDAY + HOUR)

    reopen_case(actor=us.manager, case_id=case.id, version=None, reason="不满意", escalate=True,
                now=FRIDAY + 2 * HOUR)  # fmt: skip

    running = clocks(case.id, FRIDAY + 2 * HOUR)
    assert running["feedback"].due_at == at("2026-01-13 00:00")
    assert running["solution"].amount == 3, "level one now"


def test_another_level_recomputes_from_the_original_start_and_keeps_the_pauses(
    us: Company,
) -> None:
    case = complaint(us.agent, product_line="home", level="one").case
    pause_case(actor=us.agent, case_id=case.id, reason="waiting_for_customer", evidence="短信",
               now=at("2026-01-12 16:00"))  # fmt: skip
    resume_case(actor=us.agent, case_id=case.id, now=at("2026-01-13 10:00"))
    before = clocks(case.id, at("2026-01-13 10:00"))["solution"]

    reclassify(us, case, at("2026-01-13 11:00"), level="two", category="service")

    after = clocks(case.id, at("2026-01-13 11:00"))["solution"]
    assert before.due_at == at("2026-01-15 17:00"), "three, less the Monday that was paused"
    assert after.due_at == at("2026-01-19 17:00"), "five, less the same Monday"
    assert (after.id, after.started_at) == (before.id, before.started_at)
    assert after.classification["level"] == "two"


def test_what_was_met_or_broken_stays_with_its_classification(us: Company) -> None:
    case = complaint(us.agent, product_line="home", level="one").case
    call(owner_of(us, case), case, FRIDAY + HOUR)
    late = at("2026-01-15 09:00")

    reclassify(us, case, late, level="two", category="service")

    cards = clocks_of(actor=SYSTEM, case=case, now=late)
    solutions = sorted((c for c in cards if c.code == "solution"), key=lambda c: c.id)
    assert [(c.state, c.late, c.classification["level"]) for c in solutions] == [
        (State.CANCELLED, True, "one"),
        (State.RUNNING, False, "two"),
    ]
    assert {c.started_at for c in solutions} == {FRIDAY}
    contacts = [c for c in cards if c.code == "contact"]
    assert [(c.state, c.classification["level"]) for c in contacts] == [(State.MET, "one")]


def test_another_product_line_brings_its_own_pack_and_what_was_done_counts(us: Company) -> None:
    case = complaint(us.agent, product_line="home").case
    call(owner_of(us, case), case, FRIDAY + HOUR)

    reclassify(us, case, FRIDAY + 2 * HOUR, product_line="furniture")

    running = clocks(case.id, FRIDAY + 2 * HOUR)
    assert set(running) == {"contact", "solution", "first_reply", "analysis"}
    assert running["solution"].due_at == FRIDAY + 24 * HOUR
    assert running["first_reply"].met_at == FRIDAY + HOUR, "the customer had been called"


def test_a_safety_word_does_not_move_the_promises_that_stay_the_same(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case
    before = clocks(case.id)

    reclassify(us, case, FRIDAY + HOUR / 4, severity="C", category="service")

    after = clocks(case.id)
    assert {c: (k.id, k.due_at) for c, k in after.items()} == {
        c: (k.id, k.due_at) for c, k in before.items()
    }
    assert after["solution"].classification["category"] == "service"


def test_an_agreed_date_stands_when_the_case_is_classified_again(us: Company) -> None:
    case = complaint(us.agent, kind="repair", product_line="appliance").case
    saturday = at("2026-01-17 12:00")
    agree_date(actor=us.agent, case_id=case.id, code="completion", moment=saturday, now=FRIDAY)

    reclassify(us, case, FRIDAY + HOUR, severity="C")

    assert clocks(case.id)["completion"].due_at == saturday


def test_a_promise_of_the_same_length_is_told_with_the_clause_that_holds_now(us: Company) -> None:
    case = complaint(us.agent, product_line="building", level="two", category="service").case
    before = clocks(case.id)["solution"]

    reclassify(us, case, FRIDAY + HOUR, level="two", category="price")

    after = clocks(case.id)["solution"]
    assert (after.id, after.due_at) == (before.id, before.due_at)
    assert "二级" in before.clause
    assert "合同、价格" in after.clause


def test_what_is_resolved_owes_nothing_that_it_was_never_promised(us: Company) -> None:
    case = complaint(us.agent, product_line="home").case
    settle(owner_of(us, case), case, FRIDAY + HOUR)

    reclassify(us, case, FRIDAY + 2 * HOUR, product_line="furniture")

    after = clocks(case.id, FRIDAY + 2 * HOUR)
    assert {c.code for c in after.values() if c.state is State.RUNNING} == {"follow_up"}
    assert after["analysis"].met_at == FRIDAY + HOUR


def test_another_product_line_brings_the_handling_of_its_pack_too(us: Company) -> None:
    part = {
        "code": "waiting_for_part", "name": "等待配件", "longest_days": 5, "evidence_needed": True,
        "commitments": ["solution"],
    }  # fmt: skip
    reword_pack("furniture", FRIDAY - HOUR, pause=[part])
    case = complaint(us.agent, product_line="home").case

    reclassify(us, case, FRIDAY + HOUR, product_line="furniture")

    case = case_brief(actor=SYSTEM, case_id=case.id)
    pack = pack_brief(actor=SYSTEM, version_id=case.pack_version_id)
    assert (pack.pack_code, pack.number) == ("furniture", 2)
    assert {one.code for one in pause_reasons(actor=us.agent, case=case)} == {"waiting_for_part"}
    with pytest.raises(Invalid):
        pause_case(actor=us.agent, case_id=case.id, reason="force_majeure", evidence="台风",
                   now=FRIDAY + HOUR)  # fmt: skip


def test_within_one_pack_a_case_keeps_the_version_it_began_under(us: Company) -> None:
    case = complaint(us.agent, product_line="home").case
    reword_pack("home_goods", FRIDAY + HOUR, reason="another wording")

    reclassify(us, case, FRIDAY + 2 * HOUR, level="two", category="service")

    assert case_brief(actor=SYSTEM, case_id=case.id).pack_version_id == case.pack_version_id


def test_a_date_that_was_moved_lies_as_much_later_as_the_case_was_settled(us: Company) -> None:
    case = complaint(us.agent, product_line="furniture").case
    promised = FRIDAY + 30 * HOUR
    clock = clocks(case.id)["solution"]
    move_clock(actor=SYSTEM, case_id=case.id, clock_id=clock.id, moment=promised, now=FRIDAY)
    settle(owner_of(us, case), case, FRIDAY + HOUR)

    again = FRIDAY + 101 * HOUR
    reopen_case(actor=us.manager, case_id=case.id, version=None, reason="又塌了", now=again)

    after = clocks(case.id, again)["solution"]
    assert (after.id, after.due_at, after.late) == (clock.id, promised + 100 * HOUR, False)


def test_a_date_that_was_agreed_upon_and_kept_stays_kept_and_another_can_be_agreed(
    us: Company,
) -> None:
    case = complaint(us.agent, kind="repair", product_line="appliance").case
    agree_date(actor=us.agent, case_id=case.id, code="completion", moment=FRIDAY + 9 * HOUR,
               now=FRIDAY)  # fmt: skip
    resolve_case(actor=SYSTEM, case_id=case.id, version=None, result="已修好。",
                 root_cause="material", cost_amount=Decimal(0), now=FRIDAY + HOUR)  # fmt: skip

    again, monday = FRIDAY + 40 * HOUR, at("2026-01-12 12:00")
    reopen_case(actor=us.manager, case_id=case.id, version=None, reason="又坏了", now=again)

    assert clocks(case.id, again)["completion"].state is State.MET
    agree_date(actor=us.manager, case_id=case.id, code="completion", moment=monday, now=again)
    assert clocks(case.id, again)["completion"].due_at == monday


def test_an_outcome_that_did_not_hold_keeps_no_promise_of_the_higher_level(us: Company) -> None:
    case = complaint(us.agent, product_line="home", level="two", category="service").case
    late = at("2026-01-19 10:00")
    settle(owner_of(us, case), case, late)

    again = at("2026-01-20 10:00")
    reopen_case(actor=us.manager, case_id=case.id, version=None, reason="又塌了", escalate=True,
                now=again)  # fmt: skip

    solution = clocks(case.id, again)["solution"]
    assert (solution.state, solution.amount, solution.late) == (State.BREACHED, 3, True)
