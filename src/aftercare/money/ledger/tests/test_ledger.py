"""Promised on consent, paid once, taken back by a counter-entry (R-CO-05)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from aftercare.casework.cases.queries import CaseBrief, case_brief, holds_of
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.money.ledger import actions, rules
from aftercare.money.ledger.models import Entry
from aftercare.money.ledger.queries import (
    BY,
    LedgerFilter,
    LedgerRow,
    ledger,
    ledger_of,
    ledger_sums,
    waiting_count,
)
from aftercare.money.ledger.rules import Line, Move, State
from tests import handling, makers
from tests.makers import FRIDAY, Company, complaint, person

pytestmark = pytest.mark.django_db
LATER = FRIDAY + timedelta(hours=1)
NOTHING = Decimal(0)
TODAY = timezone.localdate(LATER)


@pytest.fixture
def company() -> Company:
    return makers.company()


@pytest.fixture
def finance(company: Company) -> Actor:
    return person("finance", "赵敏", "finance", company.west, on_call=False)


def promised(company: Company, amount: int = 150, phone: str = "13800138000") -> CaseBrief:
    return handling.promise_money(company, LATER, amount, phone)


def entries(case: CaseBrief) -> list[LedgerRow]:
    return ledger_of(actor=SYSTEM, case=case)


def pay(actor: Actor, entry_id: int, **said: object) -> int:
    given = {"way": "bank", "reference": "T-1", "paid_on": TODAY, "now": LATER} | said
    return actions.record_payment(actor=actor, entry_id=entry_id, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moves", "state", "payment", "freed_by"),
    [
        ([], State.WAITING, None, None),
        ([(2, Move.PAID)], State.PAID, 2, None),
        ([(2, Move.PAID), (3, Move.PAYMENT_REVERSED)], State.WAITING, None, 3),
        ([(2, Move.PAID), (3, Move.PAYMENT_REVERSED), (4, Move.PAID)], State.PAID, 4, None),
        ([(2, Move.PROMISE_REVERSED)], State.REVERSED, None, None),
    ],
)
def test_where_a_promise_stands(
    moves: list[tuple[int, Move]], state: State, payment: int | None, freed_by: int | None
) -> None:
    found = rules.standing(Line(id=at, move=move, of=1) for at, move in moves)
    assert (found.state, found.payment, found.freed_by) == (state, payment, freed_by)


def test_a_promise_says_what_for_by_whom_and_holds_the_case_open(
    company: Company, finance: Actor
) -> None:
    case = promised(company)
    (row,) = entries(case)
    assert (row.move, row.state, row.amount) == (Move.PROMISED, State.WAITING, Decimal(150))
    assert (row.ground, row.granted_by, row.category) == ("late", "周衡", "product_quality")
    assert row.clause.endswith("（使用前请确认）")
    assert row.customer == "张*"
    assert "payment" in holds_of(actor=SYSTEM, case=case)
    pay(finance, row.id)
    assert "payment" not in holds_of(actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=case.id))
    assert [one.state for one in entries(case)] == [State.PAID, ""]


def test_nothing_is_paid_twice(company: Company, finance: Actor) -> None:
    """The action refuses, and the database would."""
    promise = entries(promised(company))[0]
    pay(finance, promise.id)
    with pytest.raises(actions.NotToBePaid):
        pay(finance, promise.id, reference="T-2")
    again = Entry.objects.get(of_id=promise.id)
    again.pk = None
    again._state.adding = True  # noqa: SLF001
    with pytest.raises(IntegrityError, match="ledger_paid_once"), transaction.atomic():
        again.save()


def test_a_payment_that_came_back_is_paid_again_once(company: Company, finance: Actor) -> None:
    case = promised(company)
    promise = entries(case)[0]
    first = pay(finance, promise.id)
    back = actions.reverse_entry(actor=finance, entry_id=first, reason="账号有误", now=LATER)
    with pytest.raises(actions.NotToBePaid):  # it does not stand any more
        actions.reverse_entry(actor=finance, entry_id=first, reason="再次", now=LATER)
    assert "payment" in holds_of(actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=case.id))
    second = pay(finance, promise.id, reference="T-2")
    assert Entry.objects.get(id=second).after_id == back
    with pytest.raises(actions.NotToBePaid):
        pay(finance, promise.id)
    assert sum(row.amount for row in entries(case) if row.promise_id) == Decimal(150)


def test_a_paid_promise_is_taken_back_only_after_its_payment(
    company: Company, finance: Actor
) -> None:
    promise = entries(promised(company))[0]
    first = pay(finance, promise.id)
    with pytest.raises(actions.NotToBePaid):
        actions.reverse_entry(actor=finance, entry_id=promise.id, reason="取消", now=LATER)
    actions.reverse_entry(actor=finance, entry_id=first, reason="退回", now=LATER)
    actions.reverse_entry(actor=finance, entry_id=promise.id, reason="客户放弃", now=LATER)
    with pytest.raises(actions.NotToBePaid):
        pay(finance, promise.id)
    (row,) = ledger_sums(actor=finance, wanted=LedgerFilter(), by="month")
    assert (row.key, row.promised_amount, row.paid_amount) == ("2026-01", NOTHING, NOTHING)


def test_an_entry_is_never_changed(company: Company) -> None:
    promised(company)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.update(amount=1)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.all().delete()


def test_whoever_promised_it_does_not_pay_it(company: Company, finance: Actor) -> None:
    promise = entries(promised(company))[0]
    with pytest.raises(NotAllowed):
        pay(company.handler, promise.id)
    rich = finance.__class__(
        **{name: getattr(finance, name) for name in finance.__slots__ if name != "staff_id"},
        staff_id=company.handler.staff_id,
    )
    with pytest.raises(actions.NotOnesOwn):
        pay(rich, promise.id)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"way": "barter"}, "way"),
        ({"reference": " "}, "reference"),
        ({"paid_on": TODAY + timedelta(days=1)}, "paid_on"),
        ({"paid_on": TODAY - timedelta(days=1)}, "paid_on"),
    ],
)
def test_what_a_payment_lacks_is_said_at_its_field(
    company: Company, finance: Actor, said: dict[str, object], field: str
) -> None:
    promise = entries(promised(company))[0]
    with pytest.raises(Invalid) as refused:
        pay(finance, promise.id, **said)
    assert list(refused.value.fields) == [field]


def test_the_ledger_is_narrowed_summed_and_in_sight_only(company: Company, finance: Actor) -> None:
    one, other = promised(company, 150), promised(company, 100, phone="13900139000")
    pay(finance, entries(one)[0].id)

    def numbers(**said: object) -> list[str]:
        found = ledger(actor=finance, wanted=LedgerFilter(**said))  # type: ignore[arg-type]
        return [row.case_number for row in found.rows]

    assert numbers() == [one.number, other.number, one.number]
    assert numbers(state="waiting") == [other.number]
    assert numbers(state="paid") == [one.number]
    assert numbers(state="reversed") == []
    assert numbers(number=other.number.lower()) == [other.number]
    assert numbers(category="service") == []
    assert numbers(since=TODAY + timedelta(days=1)) == []
    assert waiting_count(actor=finance) == (1, Decimal(100))
    for by in BY:
        (row,) = ledger_sums(actor=finance, wanted=LedgerFilter(), by=by)
        assert (row.promised_amount, row.paid_amount, row.number) == (Decimal(250), Decimal(150), 2)
    cut = ledger(actor=finance, wanted=LedgerFilter(), limit=2)
    rest = ledger(actor=finance, wanted=LedgerFilter(), cursor=cut.next_cursor or "", limit=2)
    assert (len(cut.rows), len(rest.rows), rest.next_cursor) == (2, 1, None)
    stranger = person("west", "韩雪", "station_manager", company.west, on_call=False)
    assert ledger(actor=stranger, wanted=LedgerFilter()).rows == []
    with pytest.raises(NotFound):
        actions.reverse_entry.__wrapped__(  # type: ignore[attr-defined]
            actor=stranger, entry_id=entries(one)[0].id, reason="x", now=LATER
        )


def test_a_resolution_without_money_leaves_no_entry(company: Company) -> None:
    case = complaint(company.agent).case
    handling.settle(company.handler, case, FRIDAY)
    assert entries(case) == []
