"""What the customer of a case is entitled to: gathered, answered, the same for everybody."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.resolutions import actions as resolutions
from aftercare.casework.rights.actions import note_facts
from aftercare.casework.rights.queries import (
    Cause,
    EntitlementCard,
    Fact,
    FaultFacts,
    Option,
    Remedy,
    Standing,
    entitlement_of,
    entitlement_of_unit,
    noted_facts,
)
from aftercare.customers.products.actions import add_model, load_lines
from aftercare.customers.units.actions import add_unit, correct_unit
from aftercare.customers.units.queries import UnitBrief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Invalid, NotAllowed
from tests.makers import FRIDAY, Company, company, complaint

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 9)
PURCHASE = {"proof": "invoice", "delivered_on": date(2026, 1, 5), "paid_amount": Decimal(2999)}


@pytest.fixture
def us() -> Company:
    return company()


@pytest.fixture
def case(us: Company) -> CaseBrief:
    return complaint(us.agent, product_line="appliance", description="电视黑屏").case


def television(customer_id: int) -> UnitBrief:
    load_lines(actor=SYSTEM, now=FRIDAY)
    model = add_model(
        actor=SYSTEM,
        line_code="appliance",
        brand="安居",
        code="TV-55",
        name="彩色电视机",
        category_word="彩电",
        now=FRIDAY,
    )
    return add_unit(actor=SYSTEM, customer_id=customer_id, model_id=model.id, now=FRIDAY)


def noted(us: Company, case: CaseBrief, facts: dict[str, Any], **more: Any) -> CaseBrief:
    return note_facts(actor=us.agent, case_id=case.id, facts=facts, now=FRIDAY, **more)


def card_of(case: CaseBrief, on: date = TODAY) -> EntitlementCard:
    fresh = case_brief(actor=SYSTEM, case_id=case.id)
    return entitlement_of(actor=SYSTEM, case=fresh, on=on)


def option(card: EntitlementCard, remedy: Remedy) -> Option:
    return next(one for one in card.options if one.remedy is remedy)


def test_a_case_without_a_product_asks_and_refuses_nothing(case: CaseBrief) -> None:
    card = card_of(case)

    assert card.unit is None
    assert option(card, Remedy.FREE_REPAIR).standing is Standing.OPEN
    assert {Fact.BOUGHT_ON, Fact.PROOF} <= set(card.asks)


def test_answers_make_it_certain(us: Company, case: CaseBrief) -> None:
    unit = television(case.customer_id)
    noted(us, case, {}, unit_id=unit.id)
    assert Fact.PROOF in card_of(case).asks

    noted(us, case, PURCHASE | {"cause": "defect", "confirmed": True})

    card = card_of(case)
    returned = option(card, Remedy.RETURN)
    assert (returned.standing, returned.days_left) == (Standing.DUE, 3)
    assert returned.amount == Decimal(2999)
    assert card.pack
    assert card.pack.pack_code == "appliance"
    assert card.asks == ()


def test_a_thing_that_nobody_registered_is_made_of_words(us: Company, case: CaseBrief) -> None:
    noted(us, case, {"purchased_on": date(2025, 6, 10)}, described_as="彩电")

    card = card_of(case)
    assert card.unit
    assert card.unit.goods.startswith("彩电")
    assert option(card, Remedy.FREE_REPAIR).days_left == 152


def test_facts_of_a_purchase_need_a_thing(us: Company, case: CaseBrief) -> None:
    with pytest.raises(Invalid) as refused:
        noted(us, case, PURCHASE)

    assert "unit_id" in refused.value.fields


def test_a_proof_counts_before_anybody_says_what_was_bought(us: Company, case: CaseBrief) -> None:
    noted(us, case, {"proof": "invoice"})

    assert Fact.PROOF not in card_of(case).asks
    assert Fact.BOUGHT_ON in card_of(case).asks


def test_a_proof_noted_early_holds_for_the_thing_until_it_has_its_own(
    us: Company, case: CaseBrief
) -> None:
    noted(us, case, {"proof": "invoice"})
    noted(us, case, {"delivered_on": date(2026, 1, 5)}, unit_id=television(case.customer_id).id)
    assert Fact.PROOF not in card_of(case).asks

    noted(us, case, {"proof": "none"})

    assert noted_facts(actor=us.agent, case=case).proof == ""
    assert Fact.MADE_ON in card_of(case).asks


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"cause": "bad luck"}, "cause"),
        ({"proof": "a friend"}, "proof"),
        ({"goods_state": "eaten"}, "goods_state"),
        ({"part": "件" * 61}, "part"),
    ],
)
def test_an_answer_that_there_is_not_is_refused(
    us: Company, case: CaseBrief, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        noted(us, case, facts)

    assert field in refused.value.fields


def test_the_thing_of_another_customer_cannot_be_chosen(us: Company, case: CaseBrief) -> None:
    other = complaint(us.agent, phone="13900139000", name="李雷").case
    with pytest.raises(Invalid):
        noted(us, case, {}, unit_id=television(other.customer_id).id)


def test_what_was_found_out_stands_above_what_was_noted(us: Company, case: CaseBrief) -> None:
    unit = television(case.customer_id)
    noted(us, case, PURCHASE | {"cause": "defect"}, unit_id=unit.id)

    found(case, "misuse")

    card = card_of(case)
    assert (card.fault.cause, card.fault.confirmed) == (Cause.MISUSE, True)
    assert option(card, Remedy.FREE_REPAIR).standing is Standing.EXCLUDED
    assert option(card, Remedy.CHARGED_REPAIR).needs_consent


def test_two_repairs_that_did_not_help_lead_to_exchange(us: Company, case: CaseBrief) -> None:
    unit = television(case.customer_id)
    noted(us, case, PURCHASE, unit_id=unit.id)
    carry_out(case, "repair", FRIDAY + timedelta(days=20))
    second, third = (
        complaint(us.agent, product_line="appliance", now=FRIDAY + timedelta(days=days)).case
        for days in (40, 80)
    )
    for again in (second, third):
        noted(us, again, {}, unit_id=unit.id)
    carry_out(second, "repair", FRIDAY + timedelta(days=45))

    card = card_of(third, on=date(2026, 4, 1))

    exchange = option(card, Remedy.EXCHANGE)
    assert exchange.standing is Standing.DUE
    assert (Fact.REPAIRS, "2") in exchange.used
    assert option(card, Remedy.REFUND).deducted is not None


def test_for_what_was_given_back_nothing_is_owed_nor_asked(us: Company, case: CaseBrief) -> None:
    unit = television(case.customer_id)
    noted(us, case, PURCHASE, unit_id=unit.id)
    carry_out(case, "return", FRIDAY + timedelta(days=3))
    given_back = date(2026, 1, 12)

    before = entitlement_of_unit(actor=SYSTEM, unit_id=unit.id, on=TODAY, fault=FaultFacts())
    assert before.options
    after = card_of(case, given_back)
    assert (after.options, after.asks, after.returned_on) == ((), (), given_back)


def test_an_exchange_begins_the_period_anew(us: Company, case: CaseBrief) -> None:
    unit = television(case.customer_id)
    noted(us, case, PURCHASE, unit_id=unit.id)
    carry_out(case, "exchange", FRIDAY + timedelta(days=31))

    card = card_of(case, on=date(2026, 3, 2))

    assert dict(option(card, Remedy.FREE_REPAIR).used)[Fact.EXCHANGED_ON] == "2026-02-09"


def test_the_policy_at_the_sale_holds_however_it_changes(
    us: Company, case: CaseBrief, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aftercare.policy.packs import actions as packs

    unit = television(case.customer_id)
    noted(us, case, PURCHASE | {"cause": "defect", "confirmed": True}, unit_id=unit.id)
    before = option(card_of(case), Remedy.RETURN)
    shipped = packs.founding_packs()  # type: ignore[attr-defined]
    changed = [generous(pack) for pack in shipped]
    monkeypatch.setattr(packs, "founding_packs", lambda: changed)
    packs.install_packs(actor=SYSTEM, now=FRIDAY)

    after = card_of(case)
    assert option(after, Remedy.RETURN) == before
    assert after.pack
    assert after.pack.number == 1
    correct_unit(actor=SYSTEM, unit_id=unit.id, changes=LATER, now=FRIDAY + timedelta(days=9))
    later = card_of(case, on=date(2026, 2, 10))
    assert later.pack
    assert later.pack.number == 2
    assert option(later, Remedy.RETURN).standing is Standing.DUE


LATER = {"delivered_on": date(2026, 1, 16)}


def generous(pack: dict[str, Any]) -> dict[str, Any]:
    """The pack with thirty days in place of seven."""
    for right in pack["entitlement"]["right"]:
        if right["ground"] == "defect" and right.get("days") == 7:
            right["days"] = 30
    return pack


def test_a_supposed_fault_of_a_thing_is_answered_without_a_case(us: Company) -> None:
    case = complaint(us.agent).case
    unit = television(case.customer_id)
    correct_unit(actor=SYSTEM, unit_id=unit.id, changes=PURCHASE, now=FRIDAY)
    fault = FaultFacts(cause=Cause.DEFECT, confirmed=True)

    card = entitlement_of_unit(actor=us.agent, unit_id=unit.id, on=TODAY, fault=fault)

    assert option(card, Remedy.EXCHANGE).standing is Standing.DUE


def test_noting_facts_is_on_record_and_asks_for_the_grant(us: Company, case: CaseBrief) -> None:
    noted(us, case, {"part": "显像管"})

    (entry, *_rest) = history(actor=SYSTEM, subject=f"case:{case.id}", limit=5).rows
    assert entry.verb == "case.facts_noted"
    assert entry.detail["fields"] == ["part"]
    with pytest.raises(NotAllowed):
        note_facts(actor=us.auditor, case_id=case.id, facts={}, now=FRIDAY)


def found(case: CaseBrief, cause: str) -> None:
    resolutions.record_findings(
        actor=SYSTEM,
        case_id=case.id,
        version=None,
        cause=cause,
        liable="maker",
        text="检测结果",
        now=FRIDAY,
    )


def carry_out(case: CaseBrief, kind: str, done: datetime) -> None:
    """From findings to done, by the shortest way."""
    found(case, "material")
    said: dict[str, Any] = {"actor": SYSTEM, "case_id": case.id}
    option_id = resolutions.add_option(
        **said,
        kind=kind,
        summary="按政策处理",
        cost_amount=Decimal(100),
        compensation_amount=Decimal(0),
        expected_stars=4,
        now=done,
    )
    resolutions.propose_resolution(**said, version=None, resolution_id=option_id, now=done)
    resolutions.record_consent(
        **said,
        version=None,
        resolution_id=option_id,
        how="recorded_call",
        reference="REC-1",
        now=done,
    )
    resolutions.carry_out_resolution(
        **said, version=None, result="已处理", cost_amount=Decimal(100), now=done
    )
