"""A question is answered at once, or passed on to somebody who knows and brought back."""

from datetime import timedelta

import pytest

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.commitments.queries import State
from aftercare.casework.consultations.actions import (
    NobodyKnows,
    NotReferred,
    answer_at_once,
    refer_question,
    return_answer,
)
from aftercare.casework.consultations.queries import referrals_of
from aftercare.casework.intake.actions import Registered
from aftercare.casework.intake.queries import Intake
from aftercare.casework.resolutions.actions import answer_question
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid
from tests import makers
from tests.handling import clocks
from tests.makers import FRIDAY, Company, at, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


def question(us: Company, line: str = "appliance") -> CaseBrief:
    return complaint(us.agent, kind="consultation", product_line=line, level="two", severity="C",
                     owner_id=us.agent.staff_id, description="能接逆变器吗？").case  # fmt: skip


def refer(us: Company, case: CaseBrief, **said: object) -> CaseBrief:
    known: dict[str, object] = {"version": None, "question": "能接吗？", "now": FRIDAY + HOUR}
    return refer_question(actor=us.agent, case_id=case.id, **(known | said))  # type: ignore[arg-type]


def give_back(us: Company, case: CaseBrief, by: Actor | None = None) -> CaseBrief:
    return return_answer(actor=by or us.handler, case_id=case.id, version=None,
                         answer="可以，需纯正弦波。", now=FRIDAY + 3 * HOUR)  # fmt: skip


def at_once(us: Company, answer: str = "每月一次。", **said: str) -> Registered:
    known = {"channel": "phone", "description": "滤网多久洗一次？", "name": "张伟",
             "phone": "13800138000", "product_line": "appliance"}  # fmt: skip
    return answer_at_once(actor=us.agent, intake=Intake(**(known | said)), channel="phone",  # type: ignore[arg-type]
                          answer=answer, now=FRIDAY)  # fmt: skip


def test_a_question_answered_while_it_is_asked_is_registered_and_closed(company: Company) -> None:
    registered = at_once(company)

    case = case_brief(actor=SYSTEM, case_id=registered.case.id)
    assert registered.is_new
    assert (case.stage, case.result, case.owner_id) == (
        "closed",
        "每月一次。",
        company.agent.staff_id,
    )
    assert {card.state for card in clocks(case.id).values()} == {State.MET}


def test_an_answer_at_once_says_something_and_is_to_a_question(company: Company) -> None:
    with pytest.raises(Invalid) as empty:
        at_once(company, answer=" ")
    with pytest.raises(Invalid) as complaint_:
        at_once(company, kind="complaint")

    assert set(empty.value.fields) == set(complaint_.value.fields) == {"answer"}


def test_a_question_goes_to_who_knows_and_comes_back(company: Company) -> None:
    case = question(company)
    passed_on = refer(company, case)
    back = give_back(company, case)
    answered = answer_question(
        actor=company.agent, case_id=case.id, version=None, channel="phone",
        answer="可以，需纯正弦波。", now=FRIDAY + 4 * HOUR,
    )  # fmt: skip

    assert passed_on.owner_id == company.handler.staff_id, "quality knows, by category"
    assert back.owner_id == company.agent.staff_id
    assert answered.stage == "resolved"
    (referral,) = referrals_of(actor=company.agent, case=answered)
    assert (referral.answer, referral.is_open) == ("可以，需纯正弦波。", False)


def test_what_is_passed_on_is_complex_and_has_longer_counted_from_the_start(
    company: Company,
) -> None:
    case = question(company)
    before = clocks(case.id)["answer"].due_at
    refer(company, case)
    after = clocks(case.id, FRIDAY + HOUR)

    assert before == at("2026-01-13 17:00"), "two working days"
    assert after["answer"].due_at == at("2026-01-16 17:00"), "five, from the same start"
    assert (after["referral"].state, after["referral"].started_at) == (State.MET, FRIDAY)


def test_a_named_person_answers(company: Company) -> None:
    case = question(company)
    assert refer(company, case, to_id=company.head.staff_id).owner_id == company.head.staff_id


@pytest.mark.parametrize("said", [{"question": " "}, {"to_id": "owner"}])
def test_a_question_to_nobody_or_about_nothing_is_refused(
    company: Company, said: dict[str, object]
) -> None:
    case = question(company)
    if said.get("to_id"):
        said = {"to_id": case.owner_id}
    with pytest.raises(Invalid) as refusal:
        refer(company, case, **said)
    assert set(refusal.value.fields) == set(said)


def test_it_is_passed_on_once_at_a_time_and_answered_once(company: Company) -> None:
    case = question(company)
    with pytest.raises(NotReferred):
        give_back(company, case, by=company.agent)
    refer(company, case)
    with pytest.raises(NotReferred):
        refer(company, case)
    give_back(company, case)
    with pytest.raises(NotReferred):
        give_back(company, case, by=company.agent)


def test_a_complaint_is_not_passed_on_as_a_question(company: Company) -> None:
    case = complaint(company.agent, category="service").case
    with pytest.raises(NotReferred):
        refer(company, case)


def test_where_nobody_else_is_on_duty_somebody_must_be_named(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = question(company)
    monkeypatch.setattr("aftercare.casework.consultations.actions.specialist_for", lambda **_: None)
    with pytest.raises(NobodyKnows):
        refer(company, case)


def test_who_was_asked_may_tell_the_customer_directly(company: Company) -> None:
    case = question(company)
    refer(company, case)
    answered = answer_question(actor=company.handler, case_id=case.id, version=None,
                               channel="phone", answer="可以。", now=FRIDAY + 2 * HOUR)  # fmt: skip

    (referral,) = referrals_of(actor=company.handler, case=answered)
    assert not referral.is_open
