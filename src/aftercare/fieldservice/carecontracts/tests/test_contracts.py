"""Care under contract: visits are opened ahead, each once; what is left is told (R-FS-19)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.messaging.actions import switch_occasion
from aftercare.customers.merges.actions import merge_customers, undo_merge
from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.units.actions import add_unit
from aftercare.customers.units.queries import units_of
from aftercare.fieldservice.carecontracts import rules
from aftercare.fieldservice.carecontracts.actions import (
    ContractRefused,
    end_contract,
    make_contract,
    open_turn,
    pause_contract,
    renew_contract,
    resume_contract,
)
from aftercare.fieldservice.carecontracts.jobs import open_due_turns
from aftercare.fieldservice.carecontracts.queries import (
    ContractCard,
    ContractFilter,
    Draft,
    contract_card,
    contract_counts,
    contract_of_case,
    contracts,
    turns_due,
)
from aftercare.fieldservice.carecontracts.rules import State
from aftercare.fieldservice.workorders.actions import call_off_order, finish_order
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.models import Message
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from tests import makers
from tests.makers import FRIDAY, Company

TODAY = FRIDAY.date()
DAY = timedelta(days=1)


def days(first: str, ends: str, visits: int, every: int, *months: int) -> list[str]:
    found = rules.turn_dates(
        first_on=date.fromisoformat(first), ends_on=date.fromisoformat(ends), visits=visits,
        every_months=every, months=months,
    )  # fmt: skip
    return [day.isoformat() for day in found]


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        (("2026-01-15", "2026-12-31", 2, 6), ["2026-01-15", "2026-07-15"]),
        (("2026-01-31", "2026-12-31", 3, 1), ["2026-01-31", "2026-02-28", "2026-03-31"]),
        # air conditioners are cleaned in spring and autumn
        (("2026-01-15", "2026-12-31", 2, 6, 4, 5, 9, 10), ["2026-04-01", "2026-09-01"]),
        (("2026-05-20", "2027-05-19", 2, 3, 5), ["2026-05-20", "2027-05-01"]),
        (("2026-10-01", "2026-12-31", 2, 3), ["2026-10-01"]),  # the term is too short
        (("2026-11-10", "2027-11-09", 2, 1, 4), ["2027-04-01"]),
    ],
)
def test_visits_fall_into_months_that_suit(terms: tuple[Any, ...], due: list[str]) -> None:
    assert days(*terms) == due


@pytest.mark.parametrize(
    ("starts", "ends", "following"),
    [
        ("2026-01-01", "2026-12-31", ("2027-01-01", "2027-12-31", 12)),
        ("2026-03-15", "2026-09-14", ("2026-09-15", "2027-03-14", 6)),
        ("2026-01-01", "2026-01-10", ("2026-01-11", "2026-01-20", 1)),
    ],
)
def test_the_next_term_is_as_long(starts: str, ends: str, following: tuple[str, str, int]) -> None:
    first, last, months = rules.next_term(
        starts_on=date.fromisoformat(starts), ends_on=date.fromisoformat(ends)
    )
    assert (first.isoformat(), last.isoformat(), months) == following


@pytest.fixture(name="company")
def _company(db: None) -> Company:
    del db
    switch_occasion(actor=SYSTEM, occasion="slot", channel="sms", on=True, now=FRIDAY)
    switch_occasion(actor=SYSTEM, occasion="registered", channel="sms", on=True, now=FRIDAY)
    return makers.company()


def drafted(company: Company, units: int = 1, phone: str = "13800138000", **said: Any) -> Draft:
    customer = find_or_register_customer(
        actor=SYSTEM, name="张伟", phone=phone, address="幸福路8号2栋", region="", now=FRIDAY
    )
    for number in range(units):
        add_unit(actor=SYSTEM, customer_id=customer.id, described_as="壁挂空调",
                 serial=f"S{number}", now=FRIDAY)  # fmt: skip
    mine = [one.id for one in units_of(actor=SYSTEM, customer_id=customer.id)]
    usual = Draft(
        customer_id=customer.id, unit_ids=mine, org_unit_id=company.east, name="空调清洗年度服务",
        starts_on=TODAY, ends_on=TODAY + 364 * DAY, first_on=TODAY + 10 * DAY, visits=2,
        every_months=6, price_amount=Decimal(398),
    )  # fmt: skip
    return replace(usual, **said)


def made(company: Company, **said: Any) -> ContractCard:
    return make_contract(actor=SYSTEM, draft=drafted(company, **said), now=FRIDAY)


def test_a_visit_is_opened_ahead_once_and_what_is_left_is_told(company: Company) -> None:
    card = made(company, units=2)
    assert [turn.due_on for turn in card.turns] == [date(2026, 1, 19), date(2026, 7, 19)]
    assert turns_due(actor=SYSTEM, on=TODAY) == [(card.id, 1)]
    card = open_turn(actor=SYSTEM, contract_id=card.id, number=1, now=FRIDAY)
    assert turns_due(actor=SYSTEM, on=TODAY) == []
    with pytest.raises(ContractRefused):
        open_turn(actor=company.agent, contract_id=card.id, number=1, now=FRIDAY)
    with pytest.raises(NotFound):
        open_turn(actor=company.agent, contract_id=card.id, number=3, now=FRIDAY)
    order = order_brief(actor=SYSTEM, order_id=card.turns[0].order_id or 0)
    assert (order.job, order.goods.count("壁挂空调"), order.org_unit_id) == (
        "care",
        2,
        company.east,
    )
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    assert case.classification.kind == "care"
    assert [one.purpose for one in Message.objects.all()] == ["case.slot"]  # and no other word
    shown = contract_of_case(actor=SYSTEM, case=case, on=TODAY)
    assert shown is not None
    assert (shown.delivered, shown.left, shown.next_due_on) == (0, 2, date(2026, 7, 19))
    finish_order(actor=SYSTEM, order_id=order.id, version=None, result="已清洗", now=FRIDAY)
    card = contract_card(actor=company.agent, contract_id=card.id, on=TODAY)
    assert (card.delivered, card.left) == (1, 1)


def test_a_visit_whose_order_was_called_off_is_made_good_for(company: Company) -> None:
    card = open_turn(actor=SYSTEM, contract_id=made(company).id, number=1, now=FRIDAY)
    first = card.turns[0].order_id or 0
    call_off_order(actor=SYSTEM, order_id=first, version=None, reason="客户出差", now=FRIDAY)
    assert turns_due(actor=SYSTEM, on=TODAY) == []  # by a person only
    card = open_turn(actor=company.agent, contract_id=card.id, number=1, now=FRIDAY + DAY)
    assert card.turns[0].order_id != first


def test_a_contract_rests_goes_on_ends_and_is_renewed_once(company: Company) -> None:
    agent, one = company.agent, made(company)
    pause_contract(actor=agent, contract_id=one.id, version=1, reason="装修", now=FRIDAY)
    assert turns_due(actor=SYSTEM, on=TODAY) == []
    with pytest.raises(ContractRefused):
        resume_contract(actor=agent, contract_id=one.id, version=1, now=FRIDAY)
    resume_contract(actor=agent, contract_id=one.id, version=2, now=FRIDAY)
    assert turns_due(actor=SYSTEM, on=TODAY) == [(one.id, 1)]
    fresh = renew_contract(actor=agent, contract_id=one.id, version=None, now=FRIDAY,
                           price_amount=Decimal(368))  # fmt: skip
    assert (fresh.starts_on, fresh.renews_id) == (one.ends_on + DAY, one.id)
    with pytest.raises(ContractRefused):
        renew_contract(actor=agent, contract_id=one.id, version=None, now=FRIDAY,
                       price_amount=Decimal(368))  # fmt: skip
    ended = end_contract(actor=agent, contract_id=one.id, version=None, reason="搬家", now=FRIDAY)
    assert ended.state is State.ENDED
    late = one.ends_on - 30 * DAY
    assert contract_counts(actor=agent, on=late) == {
        "running": 1, "paused": 0, "ended": 1, "over": 0, "ending": 0,
    }  # fmt: skip
    after = fresh.ends_on + DAY
    assert contract_card(actor=agent, contract_id=fresh.id, on=after).state is State.OVER


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"unit_ids": ()}, "unit_ids"),
        ({"unit_ids": (10**9,)}, "unit_ids"),
        ({"ends_on": TODAY}, "ends_on"),
        ({"first_on": TODAY - DAY}, "first_on"),
        ({"visits": 9}, "visits"),
        ({"months": (13,)}, "months"),
        ({"price_amount": Decimal(-1)}, "price_amount"),
        ({"org_unit_id": 10**9}, "org_unit_id"),
    ],
)
def test_what_cannot_be_kept_is_not_promised(
    company: Company, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        made(company, **said)
    assert field in caught.value.fields


def test_lists_are_narrowed_and_only_for_those_who_may(company: Company) -> None:
    one, other = made(company), made(company, units=0, name="净水器滤芯更换")
    found = contracts(actor=company.agent, wanted=ContractFilter(), on=TODAY, limit=1)
    assert [row.id for row in found.rows] == [other.id]
    rest = contracts(actor=company.agent, wanted=ContractFilter(), on=TODAY, limit=1,
                     cursor=found.next_cursor or "")  # fmt: skip
    assert [row.id for row in rest.rows] == [one.id]
    for wanted in (
        ContractFilter(text="净水"),
        ContractFilter(text=other.number.lower()),
        ContractFilter(text="净水", state="running", customer_id=one.customer_id),
    ):
        rows = contracts(actor=company.agent, wanted=wanted, on=TODAY).rows
        assert [row.id for row in rows] == [other.id]
    west = contracts(actor=company.stranger, wanted=ContractFilter(), on=TODAY).rows
    assert list(west) == []
    with pytest.raises(NotAllowed):
        open_turn(actor=company.auditor, contract_id=one.id, number=1, now=FRIDAY)


def test_contracts_go_with_the_file_of_the_customer_and_back(company: Company) -> None:
    card = made(company)
    kept = find_or_register_customer(
        actor=SYSTEM, name="张先生", phone="13900139000", address="", region="", now=FRIDAY
    )
    merge = merge_customers(actor=company.manager, lost_id=card.customer_id, kept_id=kept.id,
                            reason="同一位客户", now=FRIDAY)  # fmt: skip
    moved = contract_card(actor=SYSTEM, contract_id=card.id, on=TODAY)
    assert moved.customer_id == kept.id
    undo_merge(actor=company.manager, merge_id=merge, now=FRIDAY)
    back = contract_card(actor=SYSTEM, contract_id=card.id, on=TODAY)
    assert back.customer_id == card.customer_id


def test_the_job_of_the_morning_opens_one_visit_of_a_contract_at_a_time(company: Company) -> None:
    today = timezone.localdate()
    terms = {"starts_on": today - 300 * DAY, "ends_on": today + 60 * DAY}
    card = made(company, first_on=today - 200 * DAY, every_months=3, **terms)
    for _ in range(2):  # both visits have fallen due; the second waits for the first
        open_due_turns(timestamp=0)
        shown = contract_card(actor=SYSTEM, contract_id=card.id, on=today)
        assert [turn.state for turn in shown.turns] == ["open", "planned"]
