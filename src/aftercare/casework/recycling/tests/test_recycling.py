"""Old goods are appraised, agreed upon, collected, paid and certified (R-FS-16)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from aftercare.casework.cases.actions import close_case
from aftercare.casework.cases.queries import CaseBrief, NotReadyToClose, case_brief, steps_of
from aftercare.casework.commitments.queries import State, clocks_of
from aftercare.casework.conversation.queries import contacts_of
from aftercare.casework.recycling.actions import (
    NoRecycling,
    answer_appraisal,
    appraise_goods,
    collect_goods,
    issue_certificate,
    leave_goods,
)
from aftercare.casework.recycling.queries import RecyclingCard, recycling_of
from aftercare.casework.recycling.rules import certificate_number, is_paid_rightly, next_act
from aftercare.casework.resolutions.actions import carry_out_resolution
from aftercare.casework.visits.actions import agree_visit
from aftercare.casework.visits.queries import visits_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from tests import makers
from tests.handling import reclassify
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


@pytest.fixture(name="case")
def _case(company: Company) -> CaseBrief:
    return complaint(company.agent, kind="recycling", category="other", level="two").case


def appraise(us: Company, case: CaseBrief, amount: int = 120, goods: str = "双门冰箱") -> CaseBrief:
    return appraise_goods(actor=us.agent, case_id=case.id, version=None, goods=goods,
                          condition="working", amount=Decimal(amount), now=FRIDAY)  # fmt: skip


def answer(us: Company, case: CaseBrief, *, agreed: bool = True, reference: str = "REC-1") -> str:
    heard = answer_appraisal(actor=us.agent, case_id=case.id, version=None, agreed=agreed,
                             how="recorded_call", reference=reference, now=FRIDAY)  # fmt: skip
    return heard.stage


def collect(us: Company, case: CaseBrief, paid_by: str = "credit", reference: str = "DD-9") -> None:
    collect_goods(actor=us.agent, case_id=case.id, collected_at=FRIDAY + HOUR, way="fetched",
                  paid_by=paid_by, paid_reference=reference, now=FRIDAY + HOUR)  # fmt: skip


def certify(us: Company, case: CaseBrief) -> CaseBrief:
    return issue_certificate(actor=us.agent, case_id=case.id, version=None, recycler="绿源再生",
                             treatment="dismantled", cost_amount=Decimal(150),
                             now=FRIDAY + HOUR)  # fmt: skip


def card_of(case: CaseBrief) -> RecyclingCard:
    return recycling_of(actor=SYSTEM, case=case)


def now_of(case: CaseBrief) -> CaseBrief:
    return case_brief(actor=SYSTEM, case_id=case.id)


@pytest.mark.parametrize(
    ("answer", "collected", "certified", "act"),
    [
        (None, False, False, "appraise"),
        ("", False, False, "hear"),
        ("refused", False, False, "appraise"),
        ("agreed", False, False, "collect"),
        ("agreed", True, False, "certify"),
        ("agreed", True, True, "none"),
    ],
)
def test_each_step_leads_to_the_next(
    answer: str | None,
    collected: bool,  # noqa: FBT001
    certified: bool,  # noqa: FBT001
    act: str,
) -> None:
    assert next_act(answer=answer, collected=collected, certified=certified) == act
    assert certificate_number(day=FRIDAY.date(), serial=17) == "RC260109-00017"


@pytest.mark.parametrize(
    ("amount", "paid_by", "reference", "rightly"),
    [(0, "nothing", "", True), (0, "cash", "1", False), (9, "nothing", "1", False),
     (9, "cash", " ", False), (9, "cash", "1", True)],
)  # fmt: skip
def test_what_was_offered_is_paid_in_a_way_that_can_be_told(
    amount: int,
    paid_by: str,
    reference: str,
    rightly: bool,  # noqa: FBT001
) -> None:
    paid = is_paid_rightly(amount=Decimal(amount), paid_by=paid_by, reference=reference)
    assert paid is rightly


def test_old_goods_go_from_appraisal_to_certificate_to_closed(
    company: Company, case: CaseBrief
) -> None:
    assert steps_of(actor=SYSTEM, case=case)[0] == "appraise"
    appraise(company, case)
    assert answer(company, case) == "carrying_out"
    agree_visit(actor=company.agent, case_id=case.id, version=None, from_at=FRIDAY + HOUR / 2,
                until_at=FRIDAY + HOUR, who="孟凡", channel="phone", text="下午上门取。",
                now=FRIDAY)  # fmt: skip
    collect(company, case)
    resolved = certify(company, case)
    closed = close_case(actor=company.agent, case_id=case.id, version=None, now=FRIDAY + HOUR)

    paper = card_of(closed).certificate
    assert paper
    assert paper.number in resolved.result
    assert (resolved.cost_amount, closed.stage) == (Decimal(150), "closed")
    (visit,) = visits_of(actor=SYSTEM, case=closed, now=FRIDAY + HOUR)
    assert (visit.outcome, visit.arrived_at) == ("done", FRIDAY + HOUR)
    with pytest.raises(NoRecycling):
        certify(company, case)


@pytest.mark.parametrize("agreed", [True, False])
def test_an_answer_in_a_recorded_call_is_a_contact_that_keeps_the_promise_of_a_reply(
    company: Company,
    case: CaseBrief,
    agreed: bool,  # noqa: FBT001
) -> None:
    appraise(company, case)
    answer(company, case, agreed=agreed, reference="REC-9")
    (call,) = contacts_of(actor=SYSTEM, case=now_of(case))
    assert (call.channel, call.outbound, call.recording_ref) == ("phone", True, "REC-9")
    clocks = clocks_of(actor=SYSTEM, case=now_of(case), now=FRIDAY)
    assert [one.state for one in clocks if one.code == "first_reply"] == [State.MET]


def test_a_later_appraisal_replaces_the_one_before_the_customer(
    company: Company, case: CaseBrief
) -> None:
    appraise(company, case)
    appraise(company, case, amount=150)
    assert [row.answer for row in card_of(case).appraisals] == ["replaced", ""]
    assert answer(company, case, agreed=False) == "accepted"
    assert appraise(company, case, amount=180).stage == "awaiting_consent"


def test_who_keeps_the_old_goods_needs_no_certificate(company: Company, case: CaseBrief) -> None:
    appraise(company, case)
    left = leave_goods(actor=company.agent, case_id=case.id, version=None, reason="客户留作他用",
                       now=FRIDAY)  # fmt: skip
    assert (left.stage, left.result) == ("resolved", "客户留作他用")
    assert steps_of(actor=SYSTEM, case=left)[1] == []


def test_each_step_waits_for_the_one_before(company: Company, case: CaseBrief) -> None:
    for early in (collect, certify):
        with pytest.raises(NoRecycling):
            early(company, case)
    with pytest.raises(NoRecycling):
        answer(company, case)
    with pytest.raises(Invalid):
        appraise(company, case, goods=" ")
    appraise(company, case)
    with pytest.raises(Invalid):
        answer(company, case, reference="")
    answer(company, case)
    with pytest.raises(Invalid):
        collect(company, case, paid_by="nothing")
    collect(company, case)
    with pytest.raises(NoRecycling):
        leave_goods(actor=company.agent, case_id=case.id, version=None, reason="x", now=FRIDAY)
    with pytest.raises(NotFound):
        appraise_goods(actor=company.stranger, case_id=case.id, version=None, goods="冰箱",
                       condition="dead", amount=Decimal(0), now=FRIDAY)  # fmt: skip


def test_what_is_resolved_without_a_certificate_does_not_close(
    company: Company, case: CaseBrief
) -> None:
    other = complaint(company.agent, phone="13900139000").case
    with pytest.raises(NoRecycling):
        appraise(company, other)
    appraise(company, case)
    answer(company, case)
    with pytest.raises(Refusal):
        carry_out_resolution(actor=company.agent, case_id=case.id, version=None, result="x",
                             cost_amount=Decimal(0), now=FRIDAY)  # fmt: skip
    with pytest.raises(NotReadyToClose) as refusal:
        close_case(actor=company.agent, case_id=case.id, version=None, now=FRIDAY)
    assert "hold:certificate" in refusal.value.missing
    reclassify(company, case, FRIDAY, kind="complaint")
    assert "hold:certificate" not in steps_of(actor=SYSTEM, case=now_of(case))[1]
