"""What is said about a promise that cannot be, or was not, kept."""

from datetime import timedelta

import pytest

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.commitments.actions import TooLateToMove
from aftercare.casework.commitments.queries import ClockCard, State, clocks_of
from aftercare.casework.delays.actions import NotBroken, explain_breach, promise_new_date
from aftercare.casework.delays.queries import explanations_of, new_dates_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound
from tests.handling import reclassify
from tests.makers import FRIDAY, Company, at, company, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
WEDNESDAY, FRIDAY_AFTER = at("2026-01-14 17:00"), at("2026-01-16 17:00")


@pytest.fixture
def us() -> Company:
    return company()


@pytest.fixture
def case_id(us: Company) -> int:
    return complaint(us.agent, product_line="home", level="one").case.id


def clock(case_id: int, code: str = "solution") -> ClockCard:
    cards = clocks_of(actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=case_id), now=FRIDAY)
    return next(card for card in cards if card.code == code)


def promise(us: Company, case_id: int, **change: object) -> None:
    said: dict[str, object] = {
        "clock_id": clock(case_id).id,
        "due_at": FRIDAY_AFTER,
        "reason": "配件延迟到货",
        "told": "REC-7",
        "now": FRIDAY,
    }
    promise_new_date(actor=us.agent, case_id=case_id, **(said | change))  # type: ignore[arg-type]


def test_a_new_date_told_beforehand_holds_and_both_are_kept(us: Company, case_id: int) -> None:
    promise(us, case_id)

    (card,) = new_dates_of(actor=us.agent, case=case_brief(actor=us.agent, case_id=case_id))
    assert (card.former_due_at, card.due_at, card.told) == (WEDNESDAY, FRIDAY_AFTER, "REC-7")
    assert (clock(case_id).state, clock(case_id).due_at) == (State.RUNNING, FRIDAY_AFTER)
    assert case_brief(actor=SYSTEM, case_id=case_id).next_due_at == FRIDAY + 24 * HOUR


def test_a_date_told_to_the_customer_stands_whatever_the_case_turns_out_to_be(
    us: Company, case_id: int
) -> None:
    promise(us, case_id)
    case = case_brief(actor=SYSTEM, case_id=case_id)

    reclassify(us, case, FRIDAY + HOUR, level="two", category="service")

    cards = clocks_of(actor=SYSTEM, case=case, now=FRIDAY + HOUR)
    solutions = [(card.state, card.due_at) for card in cards if card.code == "solution"]
    assert solutions == [(State.RUNNING, FRIDAY_AFTER)]


def test_a_new_date_after_the_old_one_has_passed_is_refused(us: Company, case_id: int) -> None:
    with pytest.raises(TooLateToMove):
        promise(us, case_id, now=WEDNESDAY + HOUR)

    assert new_dates_of(actor=us.agent, case=case_brief(actor=us.agent, case_id=case_id)) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [({"reason": ""}, "reason"), ({"told": " "}, "told"), ({"due_at": WEDNESDAY}, "due_at")],
)
def test_a_new_date_needs_a_reason_word_to_the_customer_and_a_later_day(
    us: Company, case_id: int, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        promise(us, case_id, **change)

    assert field in refusal.value.fields


def test_a_clock_of_another_case_is_not_moved(us: Company, case_id: int) -> None:
    other = complaint(us.agent, phone="13900139000").case

    with pytest.raises(NotFound):
        promise(us, case_id, clock_id=clock(other.id).id)


def test_a_breach_is_explained_with_a_reason(us: Company, case_id: int) -> None:
    contact = clock(case_id, "contact").id
    with pytest.raises(NotBroken):
        explain_breach(actor=us.agent, case_id=case_id, clock_id=contact, reason="忙", now=FRIDAY)

    explain_breach(actor=us.agent, case_id=case_id, clock_id=contact, reason="交接遗漏",
                   now=FRIDAY + 30 * HOUR)  # fmt: skip

    (card,) = explanations_of(actor=us.agent, case=case_brief(actor=us.agent, case_id=case_id))
    assert (card.clock_id, card.reason) == (contact, "交接遗漏")


def test_a_breach_without_a_reason_stays_unexplained(us: Company, case_id: int) -> None:
    with pytest.raises(Invalid):
        explain_breach(actor=us.agent, case_id=case_id, clock_id=clock(case_id, "contact").id,
                       reason=" ", now=FRIDAY + 30 * HOUR)  # fmt: skip
