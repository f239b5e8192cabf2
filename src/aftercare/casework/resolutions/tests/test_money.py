"""Money for customers: the table, the limits of roles, and sums that are one sum (R-CO-05)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from aftercare.casework.cases.actions import reopen_case
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.relations.actions import link_cases, merge_cases
from aftercare.casework.resolutions import actions
from aftercare.casework.resolutions.queries import money_card, resolutions_of
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid
from tests import handling
from tests.makers import FRIDAY, Company, complaint, reword_pack

pytestmark = pytest.mark.django_db
LATER = FRIDAY + timedelta(hours=1)


def money(actor: Actor, case: CaseBrief, amount: int, ground: str = "late", **said: str) -> int:
    return actions.add_option(
        actor=actor, case_id=case.id, kind=said.pop("kind", "compensation"), summary="补偿。",
        cost_amount=Decimal(0), compensation_amount=Decimal(amount), expected_stars=4,
        ground=ground, now=LATER, **said,
    )  # fmt: skip


def proposed(actor: Actor, case: CaseBrief, option: int) -> str:
    actions.propose_resolution(
        actor=actor, case_id=case.id, version=None, resolution_id=option, now=LATER
    )
    (row,) = [row for row in resolutions_of(actor=actor, case=case) if row.id == option]
    return row.awaits or row.state


def agreed(actor: Actor, case: CaseBrief, option: int) -> None:
    actions.record_consent(
        actor=actor, case_id=case.id, version=None, resolution_id=option, how="recorded_call",
        reference="REC-7", now=LATER,
    )  # fmt: skip
    actions.carry_out_resolution(
        actor=actor, case_id=case.id, version=None, result="已补偿。", cost_amount=Decimal(150),
        now=LATER,
    )  # fmt: skip


def settled(company: Company, case: CaseBrief) -> None:
    """With 150 yuan, which the handler may promise alone."""
    option = money(company.handler, case, 150)
    assert proposed(company.handler, case, option) == "offered"
    agreed(company.handler, case, option)


def approve(company: Company, case: CaseBrief, option: int) -> None:
    actions.approve_resolution(
        actor=company.head, case_id=case.id, version=None, resolution_id=option, now=LATER
    )


def cost(actor: Actor, case: CaseBrief, amount: int, kind: str = "repair") -> int:
    return actions.add_option(
        actor=actor, case_id=case.id, kind=kind, summary="处理。", cost_amount=Decimal(amount),
        compensation_amount=Decimal(0), expected_stars=4, now=LATER,
    )  # fmt: skip


def opened_again(company: Company, case: CaseBrief) -> None:
    reopen_case(actor=company.handler, case_id=case.id, version=None, reason="又坏了", now=LATER)
    handling.call(company.handler, case, LATER)
    found(company, case)


def found(company: Company, case: CaseBrief) -> None:
    actions.record_findings(
        actor=company.handler, case_id=case.id, version=None, cause="material", liable="supplier",
        text="再次确认。", now=LATER,
    )  # fmt: skip


def investigated(company: Company) -> CaseBrief:
    case = complaint(company.agent).case
    handling.call(company.handler, case, FRIDAY)
    found(company, case)
    return case


def test_money_needs_a_ground_and_what_is_beyond_the_table_a_reason(
    company: Company, case: CaseBrief
) -> None:
    with pytest.raises(Invalid) as refused:
        money(company.handler, case, 100, ground="")
    assert list(refused.value.fields) == ["ground"]
    for amount in (20, 300):
        with pytest.raises(Invalid) as refused:
            money(company.handler, case, amount)
        assert "30.00 – 200.00" in refused.value.fields["beyond_reason"]
    within = money(company.handler, case, 200)
    assert proposed(company.handler, case, within) == "offered"


def test_a_refund_rests_on_the_price_without_a_word(company: Company, case: CaseBrief) -> None:
    option = money(company.handler, case, 150, ground="", kind="return")
    (row,) = resolutions_of(actor=SYSTEM, case=case)
    assert (row.id, row.ground) == (option, "refund")


def test_what_is_beyond_the_table_is_approved_however_small(
    company: Company, case: CaseBrief
) -> None:
    option = money(company.handler, case, 20, beyond_reason="客户只要20元。")
    assert proposed(company.handler, case, option) == "head"


def test_several_small_sums_are_one(company: Company, case: CaseBrief) -> None:
    """R-CO-05: what would need approval as one sum needs it in parts."""
    first = money(company.handler, case, 150)
    assert proposed(company.handler, case, first) == "offered"
    agreed(company.handler, case, first)
    opened_again(company, case)
    with pytest.raises(Invalid):  # 150 and 100 of the same ground are more than 200
        money(company.handler, case, 100)
    other = money(company.handler, case, 100, ground="care")
    assert proposed(company.handler, case, other) == "head"
    card = money_card(actor=company.handler, case=case_brief(actor=SYSTEM, case_id=case.id))
    assert (card.given_amount, card.alone_up_to) == (Decimal(150), Decimal(200))


def test_what_costs_nothing_needs_nobodys_word_whatever_was_granted_before(
    company: Company, case: CaseBrief
) -> None:
    first = cost(company.handler, case, 900)
    assert proposed(company.handler, case, first) == "head"
    approve(company, case, first)
    agreed(company.handler, case, first)
    opened_again(company, case)
    sorry = cost(company.handler, case, 0, kind="apology")
    assert proposed(company.handler, case, sorry) == "offered"


def test_our_cost_adds_up_however_often_a_case_is_opened_again(
    company: Company, case: CaseBrief
) -> None:
    first = cost(company.handler, case, 150)
    assert proposed(company.handler, case, first) == "offered"
    agreed(company.handler, case, first)
    opened_again(company, case)
    second = cost(company.handler, case, 150)
    assert proposed(company.handler, case, second) == "head", "300 in parts is 300"


def test_a_double_and_what_came_again_are_one_matter_with_the_case(
    company: Company, case: CaseBrief
) -> None:
    settled(company, case)
    again = investigated(company)
    link_cases(actor=company.head, case_id=again.id, other_id=case.id, kind="repeat", now=LATER)
    kept, double = investigated(company), investigated(company)
    settled(company, double)
    opened_again(company, double)
    merge_cases(
        actor=company.head, case_id=double.id, version=None, kept_number=kept.number, now=LATER
    )
    for other in (again, kept):
        option = money(company.handler, other, 100, ground="care")
        assert proposed(company.handler, other, option) == "head", "150 and 100 exceed 200"


def test_a_related_case_is_another_matter(company: Company, case: CaseBrief) -> None:
    settled(company, case)
    other = investigated(company)
    link_cases(actor=company.head, case_id=other.id, other_id=case.id, kind="related", now=LATER)
    option = money(company.handler, other, 100, ground="care")
    assert proposed(company.handler, other, option) == "offered"


def test_the_last_word_is_of_somebody_whose_limit_reaches_the_sum(company: Company) -> None:
    reword_pack(
        "home_goods", FRIDAY - timedelta(days=1),
        limit=[{"role": "handler", "alone_up_to": "0"},
               {"role": "station_manager", "approves_up_to": "100"}, {"role": "manager"}],
    )  # fmt: skip
    newer = complaint(company.agent, phone="13900139000").case
    handling.call(company.handler, newer, FRIDAY)
    actions.record_findings(
        actor=company.handler, case_id=newer.id, version=None, cause="material", liable="supplier",
        text="海绵密度不足。", now=FRIDAY,
    )  # fmt: skip
    option = money(company.handler, newer, 150)
    assert proposed(company.handler, newer, option) == "head"  # no role but its own limit asks
    said: dict[str, Any] = {
        "case_id": newer.id,
        "version": None,
        "resolution_id": option,
        "now": LATER,
    }
    with pytest.raises(actions.ApprovalRefused, match="100"):
        actions.approve_resolution(actor=company.head, **said)
    actions.approve_resolution(actor=company.manager, **said)
    (row,) = resolutions_of(actor=SYSTEM, case=newer)
    assert row.state == "offered"
