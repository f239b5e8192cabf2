"""Nothing is returned or exchanged without proof and ground; goods are looked at; money follows."""

from datetime import timedelta

import pytest

from aftercare.casework.cases.queries import CaseBrief, case_brief, steps_of
from aftercare.casework.commitments.queries import State
from aftercare.casework.resolutions.actions import ClaimNotChecked, record_findings
from aftercare.casework.returns.actions import (
    NoReturn,
    check_claim,
    deliver_replacement,
    inspect_goods,
)
from aftercare.casework.returns.queries import return_of
from aftercare.casework.rights.queries import Fact, entitlement_of, noted_facts
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid
from tests import makers
from tests.handling import call, clocks, owner_of, propose, reclassify
from tests.makers import FRIDAY, Company, at, complaint

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


@pytest.fixture(name="case")
def _case(company: Company) -> CaseBrief:
    return complaint(company.agent, kind="return_exchange", category="contract").case


def check(us: Company, case: CaseBrief, **said: object) -> CaseBrief:
    known: dict[str, object] = {
        "granted": True, "ground": "fault", "proof": "invoice", "proof_reference": "FP-1",
        "text": "门板开裂，已现场确认。", "now": FRIDAY + HOUR,
    }  # fmt: skip
    return check_claim(actor=us.agent, case_id=case.id, **(known | said))  # type: ignore[arg-type]


def inspect(us: Company, case: CaseBrief, **said: object) -> int:
    known: dict[str, object] = {
        "purpose": "refund", "received_at": FRIDAY + HOUR, "condition": "used",
        "finding": "外观有使用痕迹，配件齐全。", "accepted": True, "now": FRIDAY + 2 * HOUR,
    }  # fmt: skip
    return inspect_goods(actor=us.agent, case_id=case.id, **(known | said))  # type: ignore[arg-type]


def investigated(us: Company, case: CaseBrief) -> None:
    call(us.agent, case, FRIDAY + HOUR)
    record_findings(actor=us.agent, case_id=case.id, version=None, cause="material",
                    liable="supplier", text="板材问题", now=FRIDAY + HOUR)  # fmt: skip


@pytest.mark.parametrize("kind", ["exchange", "return"])
def test_no_exchange_is_put_forward_before_proof_and_fault_are_confirmed(
    company: Company, case: CaseBrief, kind: str
) -> None:
    owner = owner_of(company, case)
    investigated(company, case)
    with pytest.raises(ClaimNotChecked):
        propose(owner, case, FRIDAY + HOUR, kind)
    check(company, case)
    propose(owner, case, FRIDAY + HOUR, kind)

    assert case_brief(actor=SYSTEM, case_id=case.id).stage == "awaiting_consent"
    assert noted_facts(actor=company.agent, case=case).confirmed is True


def test_something_else_may_be_offered_meanwhile(company: Company, case: CaseBrief) -> None:
    investigated(company, case)
    propose(owner_of(company, case), case, FRIDAY + HOUR, "repair")
    assert case_brief(actor=SYSTEM, case_id=case.id).stage == "awaiting_consent"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"proof": ""}, "proof"),
        ({"proof": "none"}, "proof"),
        ({"ground": ""}, "ground"),
        ({"text": " "}, "text"),
    ],
)
def test_a_claim_is_granted_with_proof_and_ground(
    company: Company, case: CaseBrief, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        check(company, case, **said)
    assert set(refusal.value.fields) == {field}


def test_the_proof_shown_counts_for_what_is_owed_although_nobody_named_the_product(
    company: Company, case: CaseBrief
) -> None:
    check(company, case)
    today = FRIDAY.date()
    fresh = case_brief(actor=SYSTEM, case_id=case.id)
    assert fresh.unit_id is None
    assert Fact.PROOF not in entitlement_of(actor=SYSTEM, case=fresh, on=today).asks


def test_a_refused_claim_says_why_and_no_longer_waits(company: Company, case: CaseBrief) -> None:
    resolved = CaseBrief(**{n: getattr(case, n) for n in case.__slots__} | {"stage": "resolved"})
    waits = steps_of(actor=SYSTEM, case=resolved)[1]
    check(company, case, granted=False, ground="", proof="none", text="超出退货期限")

    assert "hold:claim" in waits
    assert "hold:claim" not in steps_of(actor=SYSTEM, case=resolved)[1]
    claim = return_of(actor=company.agent, case=case).claim
    assert claim
    assert (claim.granted, claim.text) == (False, "超出退货期限")


def test_goods_accepted_for_a_refund_start_the_days_of_the_law(
    company: Company, case: CaseBrief
) -> None:
    inspect(company, case, received_at=at("2026-01-08 15:00"))

    refund = clocks(case.id)["refund"]
    assert (refund.state, refund.due_at) == (State.RUNNING, at("2026-01-16 00:00"))


@pytest.mark.parametrize(
    "said",
    [
        {"purpose": "exchange"},
        {"accepted": False, "refused_because": "非本公司商品"},
    ],
)
def test_no_refund_is_owed_for_an_exchange_or_for_goods_refused(
    company: Company, case: CaseBrief, said: dict[str, object]
) -> None:
    inspect(company, case, **said)
    assert "refund" not in clocks(case.id)
    (row,) = return_of(actor=company.agent, case=case).inspections
    assert row.accepted is said.get("accepted", True)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"finding": ""}, "finding"),
        ({"accepted": False}, "refused_because"),
        ({"received_at": FRIDAY + 9 * HOUR}, "received_at"),
    ],
)
def test_an_inspection_says_when_what_and_why(
    company: Company, case: CaseBrief, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        inspect(company, case, **said)
    assert set(refusal.value.fields) == {field}


def test_a_replacement_is_delivered_once(company: Company, case: CaseBrief) -> None:
    for _time in range(2):
        try:
            deliver_replacement(actor=company.agent, case_id=case.id, delivered_at=FRIDAY,
                                reference="SF123", now=FRIDAY)  # fmt: skip
        except NoReturn:
            break
    else:
        pytest.fail("delivered twice")
    assert return_of(actor=company.agent, case=case).delivery_reference == "SF123"


def test_a_case_that_becomes_a_return_waits_for_the_claim_and_one_that_stops_does_not(
    company: Company,
) -> None:
    other = complaint(company.agent, category="contract").case
    with pytest.raises(NoReturn):
        check(company, other)
    investigated(company, other)
    reclassify(company, other, FRIDAY + HOUR, kind="return_exchange")
    with pytest.raises(ClaimNotChecked):
        propose(owner_of(company, other), other, FRIDAY + HOUR, "return")
    reclassify(company, other, FRIDAY + HOUR, kind="complaint")
    propose(company.manager, other, FRIDAY + HOUR, "return")
