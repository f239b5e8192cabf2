"""Limits of the law begin with the right fact, and end with the right fact."""

from datetime import timedelta

import pytest

from aftercare.casework.cases.actions import close_case
from aftercare.casework.cases.queries import CaseBrief, NotReadyToClose, case_brief, holds_of
from aftercare.casework.commitments.queries import ClockCard, State, clocks_of
from aftercare.casework.legal.actions import NotThisStep, record_legal_step
from aftercare.casework.legal.queries import Step, legal_steps_of, legal_steps_possible
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound
from tests.handling import owner_of, settle
from tests.makers import FRIDAY, Company, at, company, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def us() -> Company:
    return company()


@pytest.fixture
def case(us: Company) -> CaseBrief:
    return complaint(us.agent, product_line="home", category="service").case


def clock(case: CaseBrief, code: str) -> ClockCard:
    cards = clocks_of(actor=SYSTEM, case=case, now=FRIDAY + HOUR)
    return next(card for card in cards if card.code == code)


def tell(us: Company, case: CaseBrief, step: Step, **said: object) -> int:
    known: dict[str, object] = {"happened_at": FRIDAY, "reference": "NO-1", "now": FRIDAY + HOUR}
    return record_legal_step(actor=us.agent, case_id=case.id, step=step, **(known | said))  # type: ignore[arg-type]


def test_returned_goods_start_the_seven_days_and_the_refund_ends_them(
    us: Company, case: CaseBrief
) -> None:
    tell(us, case, Step.GOODS_RETURNED, reference="")
    running = clock(case, "refund")
    tell(us, case, Step.REFUND_PAID)

    assert (running.state, running.statutory) == (State.RUNNING, True)
    assert running.due_at == at("2026-01-17 00:00"), "seven days after the 9th, to midnight"
    assert clock(case, "refund").state is State.MET
    assert clock(case, "refund").met_by.startswith("legal:")


def test_goods_that_came_back_days_ago_count_from_then(us: Company, case: CaseBrief) -> None:
    tell(us, case, Step.GOODS_RETURNED, happened_at=at("2026-01-05 18:00"))

    assert clock(case, "refund").due_at == at("2026-01-13 00:00")


def test_a_case_does_not_close_while_a_refund_is_owed(us: Company) -> None:
    case = complaint(us.agent, product_line="appliance").case
    owner = owner_of(us, case)
    tell(us, case, Step.GOODS_RETURNED)
    settle(owner, case, FRIDAY + HOUR)

    with pytest.raises(NotReadyToClose) as refusal:
        close_case(actor=owner, case_id=case.id, version=None, now=FRIDAY + 2 * HOUR)
    tell(us, case, Step.REFUND_PAID, now=FRIDAY + 3 * HOUR)

    assert "hold:legal" in refusal.value.missing
    assert "legal" not in holds_of(actor=owner, case=case)


def test_a_mediation_has_seven_and_then_forty_five_working_days(
    us: Company, case: CaseBrief
) -> None:
    tell(us, case, Step.MEDIATION_OPENED, authority="market_supervision", reference="12315-77")
    reply = clock(case, "mediation_reply")
    tell(us, case, Step.MEDIATION_ACCEPTED)
    mediation = clock(case, "mediation")

    assert (reply.due_at, reply.internal) == (at("2026-01-20 17:00"), True)
    assert clock(case, "mediation_reply").state is State.MET
    assert mediation.due_at == at("2026-03-19 17:00"), "the festival is stepped over"
    (opened, accepted) = legal_steps_of(actor=us.agent, case=case)
    assert (opened.reference, accepted.authority) == ("12315-77", "market_supervision")


def test_another_authority_is_noted_without_the_limits_of_12315(
    us: Company, case: CaseBrief
) -> None:
    tell(us, case, Step.MEDIATION_OPENED, authority="consumer_association")

    codes = {card.code for card in clocks_of(actor=SYSTEM, case=case, now=FRIDAY)}
    assert "mediation_reply" not in codes


def test_grave_harm_is_reported_within_two_working_days(us: Company, case: CaseBrief) -> None:
    tell(us, case, Step.GRAVE_HARM, reference="")
    running = clock(case, "recall_report")
    tell(us, case, Step.AUTHORITY_TOLD)

    assert running.due_at == at("2026-01-13 17:00")
    assert clock(case, "recall_report").state is State.MET


def test_only_what_can_happen_next_is_offered_and_taken(us: Company, case: CaseBrief) -> None:
    first = legal_steps_possible(actor=us.agent, case=case)
    tell(us, case, Step.GOODS_RETURNED)
    then = legal_steps_possible(actor=us.agent, case=case)

    assert first == [Step.GOODS_RETURNED, Step.MEDIATION_OPENED, Step.GRAVE_HARM]
    assert then == [Step.REFUND_PAID, Step.MEDIATION_OPENED, Step.GRAVE_HARM]
    with pytest.raises(NotThisStep):
        tell(us, case, Step.GOODS_RETURNED)
    with pytest.raises(NotThisStep):
        tell(us, case, Step.MEDIATION_ENDED)


@pytest.mark.parametrize(
    ("step", "said", "field"),
    [
        (Step.GOODS_RETURNED, {"happened_at": FRIDAY + 2 * HOUR}, "happened_at"),
        (Step.REFUND_PAID, {"reference": " "}, "reference"),
        (Step.REFUND_PAID, {"happened_at": FRIDAY - HOUR}, "happened_at"),
        (Step.MEDIATION_OPENED, {}, "authority"),
    ],
)
def test_a_fact_without_its_proof_or_out_of_order_is_refused(
    us: Company, case: CaseBrief, step: Step, said: dict[str, object], field: str
) -> None:
    if step is Step.REFUND_PAID:
        tell(us, case, Step.GOODS_RETURNED)

    with pytest.raises(Invalid) as refusal:
        tell(us, case, step, **said)

    assert field in refusal.value.fields


def test_nobody_records_on_a_case_out_of_sight(us: Company, case: CaseBrief) -> None:
    with pytest.raises(NotFound):
        record_legal_step(actor=us.stranger, case_id=case.id, step=Step.GOODS_RETURNED,
                          happened_at=FRIDAY, now=FRIDAY)  # fmt: skip
    assert case_brief(actor=us.agent, case_id=case.id).late_from is not None
