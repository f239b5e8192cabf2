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
    change_contract,
    end_contract,
    make_contract,
    open_turn,
    pause_contract,
    renew_contract,
    resume_contract,
)
from aftercare.fieldservice.carecontracts.jobs import open_due_turns
from aftercare.fieldservice.carecontracts.queries import (
    Change,
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
from aftercare.foundation.audit.queries import history
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


P = rules.Planned
JAN, MAR, JUL = date(2026, 1, 19), date(2026, 3, 2), date(2026, 7, 19)


@pytest.mark.parametrize(
    ("turns", "said", "plan"),
    [
        ([P(1, JAN), P(2, JUL)], {"next_on": MAR}, [P(1, MAR), P(2, date(2026, 9, 2))]),
        ([P(1, JAN, is_open=True), P(2, JUL)], {"next_on": MAR}, [P(2, MAR)]),
        ([P(1, JAN, is_open=True), P(2, JUL)], {"next_on": JUL, "visits": 3, "every_months": 3},
         [P(2, JUL), P(3, date(2026, 10, 19))]),
        ([P(1, JAN), P(2, JUL, is_open=True)], {"next_on": MAR, "visits": 3},
         [P(1, MAR), P(3, date(2026, 9, 2))]),
        ([P(1, JAN, is_open=True), P(2, JUL)], {"next_on": JUL, "visits": 1}, []),
        ([P(1, JAN, is_open=True), P(2, JUL)], {"next_on": MAR, "months": [5]},
         [P(2, date(2026, 5, 1))]),
        ([P(1, JAN, is_open=True), P(2, JUL)], {"next_on": JUL, "ends_on": date(2026, 7, 1)}, []),
    ],
)  # fmt: skip
def test_a_change_moves_the_visits_without_an_order_and_no_other(
    turns: list[rules.Planned], said: dict[str, Any], plan: list[rules.Planned]
) -> None:
    usual = {"ends_on": date(2026, 12, 31), "visits": 2, "every_months": 6, "months": []}
    wanted: dict[str, Any] = usual | said
    assert list(rules.replanned(turns, **wanted)) == plan


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


def changed(company: Company, card: ContractCard, **said: Any) -> ContractCard:
    return change_contract(actor=company.agent, contract_id=card.id, version=card.version,
                           change=Change(**said), now=FRIDAY)  # fmt: skip


def test_a_contract_that_runs_is_changed_and_its_open_visit_stays(company: Company) -> None:
    one = open_turn(actor=SYSTEM, contract_id=made(company).id, number=1, now=FRIDAY)
    new = changed(company, one, every_months=3, visits=4, next_on=TODAY + 40 * DAY, note="周末上门",
                  org_unit_id=company.west, months=())  # fmt: skip
    assert new.turns[0] == one.turns[0]
    assert [turn.due_on.isoformat() for turn in new.turns[1:]] == [
        "2026-02-18", "2026-05-18", "2026-08-18"]  # fmt: skip
    assert (new.org_unit_id, new.note, new.version) == (company.west, "周末上门", one.version + 1)
    order = order_brief(actor=SYSTEM, order_id=one.turns[0].order_id or 0)
    assert order.org_unit_id == company.east
    assert order.is_live
    (row, *_before) = history(actor=SYSTEM, subject=f"contract:{one.id}").rows
    assert row.verb == "contract.changed"
    assert row.detail["next_on"] == "2026-02-18"
    assert "周末" not in str(row.detail)
    again: dict[str, Any] = {"actor": SYSTEM, "contract_id": one.id, "change": Change(visits=4)}
    with pytest.raises(ContractRefused):
        change_contract(**again, version=one.version, now=FRIDAY)
    same = change_contract(**again, version=new.version, now=FRIDAY)
    assert same.version == new.version


def test_a_later_end_leaves_the_days_of_the_visits(company: Company) -> None:
    one = made(company)
    new = changed(company, one, ends_on=one.ends_on + 90 * DAY)
    assert [turn.due_on for turn in new.turns] == [turn.due_on for turn in one.turns]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"ends_on": TODAY - DAY}, "ends_on"),
        ({"ends_on": TODAY + 5 * DAY}, "ends_on"),
        ({"ends_on": TODAY + 60 * DAY}, "visits"),
        ({"visits": 9}, "visits"),
        ({"visits": 0}, "visits"),
        ({"every_months": 0}, "every_months"),
        ({"months": (0,)}, "months"),
        ({"next_on": TODAY - DAY}, "next_on"),
        ({"next_on": TODAY + 400 * DAY}, "next_on"),
        ({"org_unit_id": 10**9}, "org_unit_id"),
    ],
)
def test_a_change_that_cannot_be_kept_is_refused_and_changes_nothing(
    company: Company, said: dict[str, Any], field: str
) -> None:
    one = made(company)
    with pytest.raises(Invalid) as caught:
        changed(company, one, **said)
    assert field in caught.value.fields
    assert contract_card(actor=SYSTEM, contract_id=one.id, on=TODAY) == one


def test_what_has_ended_or_goes_on_in_the_next_term_is_not_changed(company: Company) -> None:
    one = made(company)
    renew_contract(actor=company.agent, contract_id=one.id, version=None, now=FRIDAY,
                   price_amount=Decimal(368))  # fmt: skip
    with pytest.raises(Invalid):
        changed(company, one, ends_on=one.ends_on + DAY)
    ended = end_contract(actor=company.agent, contract_id=one.id, version=None, reason="搬家",
                         now=FRIDAY)  # fmt: skip
    with pytest.raises(ContractRefused):
        changed(company, ended, note="x")


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
