"""Care contracts: what is promised, delivered and left (R-FS-19)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.customers.parties.queries import customer_ids
from aftercare.fieldservice.carecontracts import rules
from aftercare.fieldservice.carecontracts.models import (
    STATE_CHOICES,
    TURN_CHOICES,
    Contract,
    ContractQuerySet,
    Turn,
)
from aftercare.fieldservice.carecontracts.rules import State, TurnState
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page, cursor_of, key_of

__all__ = ["STATE_CHOICES", "TURN_CHOICES", "State", "TurnState"]

SEE_CONTRACTS = view("carecontracts.see_contracts")
MOST_VISITS, MOST_MONTHS, LEAD_DAYS = rules.MOST_VISITS, rules.MOST_MONTHS, rules.LEAD_DAYS
NUMBER = re.compile(r"CC\d{6}-\d{5,}", re.IGNORECASE)
ENDING = "ending"
COMPUTED = ("state", "unit_ids", "turns", "renewed_by_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A new contract. `months`: those that suit, none for all; `first_on` None: when it starts."""

    customer_id: int
    unit_ids: Sequence[int]
    org_unit_id: int
    name: str
    starts_on: date
    ends_on: date
    visits: int
    every_months: int
    price_amount: Decimal
    first_on: date | None = None
    months: Sequence[int] = ()
    lead_days: int = 14
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of a contract that runs; None: as it is. `next_on`: of the next planned visit.

    `months`: those that suit, none for all.
    """

    ends_on: date | None = None
    visits: int | None = None
    every_months: int | None = None
    months: Sequence[int] | None = None
    next_on: date | None = None
    org_unit_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnBrief:
    """One visit: around when, and what was opened for it."""

    number: int
    due_on: date
    case_id: int | None
    order_id: int | None
    order_number: str
    opened_at: datetime | None
    done_at: datetime | None
    state: TurnState


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractCard:
    """A contract with its visits. `reason`: why it was paused or ended."""

    id: int
    number: str
    customer_id: int
    org_unit_id: int
    name: str
    starts_on: date
    ends_on: date
    first_on: date
    visits: int
    every_months: int
    months: Sequence[int]
    lead_days: int
    price_amount: Decimal
    note: str
    reason: str
    renews_id: int | None
    made_at: datetime
    ended_at: datetime | None
    version: int
    state: State
    unit_ids: Sequence[int]
    turns: Sequence[TurnBrief]
    renewed_by_id: int | None

    @property
    def delivered(self) -> int:
        return sum(turn.state == TurnState.DONE for turn in self.turns)

    @property
    def left(self) -> int:
        return len(self.turns) - self.delivered

    @property
    def next_due_on(self) -> date | None:
        """Of the first visit that is still to come; None where none is."""
        if self.state not in {State.RUNNING, State.PAUSED}:
            return None
        waiting = (turn.due_on for turn in self.turns if turn.state == TurnState.PLANNED)
        return min(waiting, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractVisit:
    """Which visit of which contract an order is: number `turn` of `visits`."""

    contract_id: int
    number: str
    name: str
    turn: int
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFilter:
    """`state`: as shown, or "ending": soon over and not renewed. `text`: number, name, customer."""

    state: str = ""
    org_unit_id: int | None = None
    customer_id: int | None = None
    unit_id: int | None = None
    text: str = ""


def contracts(
    *, actor: Actor, wanted: ContractFilter, on: date, cursor: str = "", limit: int = 50
) -> Page[ContractCard]:
    """Those in sight, the newest first."""
    actor.must(SEE_CONTRACTS)
    found = _wanted(actor, wanted, on).order_by("-id")
    if cursor:
        (last,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last)
    rows = list(_whole(found)[: limit + 1])
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=[card_of(row, on) for row in rows[:limit]], next_cursor=more)


def contract_counts(*, actor: Actor, on: date) -> dict[str, int]:
    """How many in sight, by state as shown, and how many end soon: one query."""
    actor.must(SEE_CONTRACTS)
    told: dict[str, int] = Contract.objects.visible_to(actor).aggregate(
        **{name: Count("id", filter=_shown_as(name, on)) for name in (*State, ENDING)}
    )
    return told


def contract_card(*, actor: Actor, contract_id: int, on: date) -> ContractCard:
    """Raises NotFound, also for one out of sight."""
    actor.must(SEE_CONTRACTS)
    found = _whole(Contract.objects.visible_to(actor).filter(id=contract_id)).first()
    if found is None:
        raise NotFound(_("There is no such contract."))
    return card_of(found, on)


def contract_of_case(*, actor: Actor, case: CaseBrief, on: date) -> ContractCard | None:
    """Under which contract a case was opened; whoever holds the brief has seen the case."""
    del actor
    turns = Turn.objects.filter(case_id=case.id)
    found = _whole(Contract.objects.filter(id__in=turns.values("contract_id"))).first()
    return card_of(found, on) if found else None


def contract_visit(*, actor: Actor, order: OrderBrief) -> ContractVisit | None:
    """The visit for which an order was opened; for whoever holds its brief."""
    del actor
    turn = Turn.objects.select_related("contract").filter(order_id=order.id).first()
    if turn is None:
        return None
    row = turn.contract
    return ContractVisit(
        contract_id=row.id, number=row.number, name=row.name, turn=turn.number, visits=row.visits
    )


def turns_due(*, actor: Actor, on: date, limit: int = 500) -> list[tuple[int, int]]:
    """Contract and number of the visits whose orders are to be opened by now, the first first.

    One of a contract at a time: what fell due meanwhile waits until the order that is open ends.
    """
    del actor
    open_ones = Turn.objects.filter(contract_id=OuterRef("contract_id"), order__ended_at=None)
    planned = Turn.objects.filter(
        order=None, contract__state=State.RUNNING, contract__ends_on__gte=on,
        due_on__lte=rules.later(on, 3),
    ).exclude(Exists(open_ones.filter(order__isnull=False)))  # fmt: skip
    rows = planned.order_by("due_on", "id").values_list(
        "contract_id", "number", "due_on", "contract__lead_days"
    )
    first: dict[int, int] = {}
    for contract_id, number, due_on, lead_days in rows:
        if rules.is_due(due_on=due_on, lead_days=lead_days, on=on):
            first.setdefault(contract_id, number)
    return list(first.items())[:limit]


def dates_of(*, actor: Actor, draft: Draft) -> tuple[date, ...]:
    """Around which days the visits of a draft would be due."""
    del actor
    return rules.turn_dates(
        first_on=draft.first_on or draft.starts_on, ends_on=draft.ends_on, visits=draft.visits,
        every_months=draft.every_months, months=draft.months,
    )  # fmt: skip


def next_term(*, actor: Actor, contract: ContractCard) -> tuple[date, date, int]:
    """First and last day of the term after this one, and by how many months it lies later."""
    del actor
    return rules.next_term(starts_on=contract.starts_on, ends_on=contract.ends_on)


def _whole(found: ContractQuerySet) -> ContractQuerySet:
    turns = Turn.objects.select_related("order").order_by("number")
    return found.select_related("renewed_by").prefetch_related(Prefetch("turns", turns), "covered")


def _wanted(actor: Actor, wanted: ContractFilter, on: date) -> ContractQuerySet:
    found = Contract.objects.visible_to(actor)
    if wanted.state:
        found = found.filter(_shown_as(wanted.state, on))
    exact = {
        "org_unit_id": wanted.org_unit_id,
        "customer_id": wanted.customer_id,
        "covered__unit_id": wanted.unit_id,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value is not None})
    text = wanted.text.strip()
    if not text:
        return found
    if NUMBER.fullmatch(text):
        return found.filter(number=text.upper())
    ids = customer_ids(actor=actor, text=text)
    return found.filter(Q(name__icontains=text) | Q(customer_id__in=ids))


def _shown_as(state: str, on: date) -> Q:
    if state == State.OVER:
        return Q(ends_on__lt=on) & ~Q(state=State.ENDED)
    if state == State.ENDED:
        return Q(state=State.ENDED)
    if state == ENDING:
        renewed = Exists(Contract.objects.filter(renews_id=OuterRef("id")))
        soon = Q(state=State.RUNNING, ends_on__gte=on, ends_on__lte=on + rules.ENDING)
        return soon & ~Q(renewed)
    return Q(state=state, ends_on__gte=on)


def card_of(row: Contract, on: date) -> ContractCard:
    plain = {name: getattr(row, name) for name in ContractCard.__slots__ if name not in COMPUTED}
    after = getattr(row, "renewed_by", None)
    return ContractCard(
        **plain,
        state=rules.state_of(state=row.state, ends_on=row.ends_on, on=on),
        unit_ids=tuple(one.unit_id for one in row.covered.all()),
        turns=tuple(_turn(turn) for turn in row.turns.all()),
        renewed_by_id=after.id if after else None,
    )


def _turn(turn: Turn) -> TurnBrief:
    order = turn.order
    return TurnBrief(
        number=turn.number,
        due_on=turn.due_on,
        case_id=turn.case_id,
        order_id=turn.order_id,
        order_number=order.number if order else "",
        opened_at=turn.opened_at,
        done_at=order.ended_at if order and order.state == "done" else None,
        state=rules.turn_state(order.state if order else None),
    )
