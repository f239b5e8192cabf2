import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CATEGORY_CHOICES, CaseBrief
from aftercare.casework.resolutions.queries import GROUND_CHOICES
from aftercare.customers.parties.queries import customer_briefs
from aftercare.customers.products.queries import model_briefs
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.pages import Page, cursor_of, key_of
from aftercare.people.organisation.queries import unit_names
from aftercare.people.staff.queries import member_briefs

from .models import MOVE_CHOICES, STATE_CHOICES, WAY_CHOICES, Entry
from .rules import RECEIPTS, Line, Move, State

__all__ = ["MOVE_CHOICES", "RECEIPTS", "STATE_CHOICES", "WAY_CHOICES", "Move", "State"]

SEE_LEDGER = view("ledger.see_ledger")
HOLD = "payment"
BY = ("month", "category", "ground", "person", "product", "station")
MOST_SUMS = 200
PROMISES = (Move.PROMISED, Move.PROMISE_REVERSED)
PAYMENTS = (Move.PAID, Move.PAYMENT_REVERSED)
NOTHING = Decimal(0)
USUAL_SHARE = 0.9
MOST_COMPARED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFilter:
    """Narrows the ledger; what is empty does not. `since` and `until` are days, both counted.

    `side`: "out" what customers were promised and paid, "in" what they paid for work on site.
    """

    state: str = ""
    side: str = ""
    since: date | None = None
    until: date | None = None
    category: str = ""
    ground: str = ""
    product_line: str = ""
    person_id: int | None = None
    station_id: int | None = None
    number: str = ""

    @property
    def words(self) -> dict[str, Any]:
        """What it says, for an address and for the history."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in given.items() if value not in ("", None)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One entry, the customer masked. `state` is of a promise alone; `at` is when it was noted."""

    id: int
    move: str
    state: str
    on: date
    at: datetime
    case_id: int
    case_number: str
    customer: str
    ground: str
    clause: str
    amount: Decimal
    category: str
    product_line: str
    product: str
    station: str
    granted_by: str
    approved_by: str
    way: str
    reference: str
    reason: str
    by_name: str
    promise_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSum:
    """What was promised and paid of one `key`, reversals taken off; `number` of promises.

    `received_amount`: what customers paid for work on site, less what went back to them.
    """

    key: str
    label: str
    promised_amount: Decimal
    paid_amount: Decimal
    received_amount: Decimal
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """How often something was promised, and what it comes to."""

    number: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """Of so many customers nine of ten had at most this number of sums, and this amount."""

    customers: int
    number: int
    amount: Decimal


def ledger(
    *, actor: Actor, wanted: LedgerFilter, cursor: str = "", limit: int = 50
) -> Page[LedgerRow]:
    """Entries of cases in sight, the newest first; with a `state` the promises that have it."""
    actor.must(SEE_LEDGER)
    found = _narrowed(actor, wanted).select_related("case")
    if cursor:
        (last,) = key_of(cursor, parts=1)
        if not isinstance(last, int):
            raise Invalid("cursor", fields={"cursor": "cursor"})
        found = found.filter(id__lt=last)
    rows = list(_with_states(found).order_by("-id")[: limit + 1])
    shown = rows[:limit]
    more = len(rows) > limit
    return Page(rows=_rows_of(shown), next_cursor=cursor_of(shown[-1].id) if more else None)


def ledger_entry(*, actor: Actor, entry_id: int) -> LedgerRow:
    actor.must(SEE_LEDGER)
    found = Entry.objects.visible_to(actor).filter(id=entry_id).select_related("case")
    rows = _rows_of(list(_with_states(found)))
    if not rows:
        raise NotFound(_("There is no such entry."))
    return rows[0]


def ledger_of(*, actor: Actor, case: CaseBrief) -> list[LedgerRow]:
    """What was promised, paid and taken back in a case, oldest first."""
    actor.must(SEE_LEDGER)
    found = Entry.objects.filter(case_id=case.id).select_related("case")
    return _rows_of(list(_with_states(found).order_by("id")))


def ledger_sums(*, actor: Actor, wanted: LedgerFilter, by: str) -> list[LedgerSum]:
    """What comes together by one of BY; months in their order, else the dearest first."""
    actor.must(SEE_LEDGER)
    keys: Mapping[str, Any] = {
        "month": TruncMonth("on"), "category": "category", "ground": "ground",
        "person": "granted_by_id", "product": "product_model_id", "station": "org_unit_id",
    }  # fmt: skip
    if by not in keys:
        raise Invalid.of("by", _("There is nothing to sum by under this name."))
    key = keys[by]
    found = _narrowed(actor, wanted, with_payments=True)
    found = found.annotate(key=key) if by == "month" else found
    name = "key" if by == "month" else str(key)
    grouped = found.order_by().values(name).annotate(
        promised=Sum("amount", filter=Q(move__in=PROMISES), default=NOTHING),
        paid=Sum("amount", filter=Q(move__in=PAYMENTS), default=NOTHING),
        received=Sum("amount", filter=Q(move__in=RECEIPTS), default=NOTHING),
        number=Count("id", filter=Q(move=Move.PROMISED)),
    )  # fmt: skip
    in_order = grouped.order_by(name) if by == "month" else grouped.order_by("-promised", name)
    rows = list(in_order[:MOST_SUMS])
    labels = _labels(by, [row[name] for row in rows])
    return [
        LedgerSum(
            key=f"{row[name]:%Y-%m}" if by == "month" else str(row[name] or ""),
            label=labels.get(row[name], "") if by != "month" else f"{row[name]:%Y-%m}",
            promised_amount=row["promised"],
            paid_amount=row["paid"],
            received_amount=row["received"],
            number=row["number"],
        )
        for row in rows
    ]


def waiting_count(*, actor: Actor) -> tuple[int, Decimal]:
    """How many promised sums in sight are to be paid, and what they come to."""
    actor.must(SEE_LEDGER)
    found = _narrowed(actor, LedgerFilter(state=State.WAITING)).order_by()
    told = found.aggregate(number=Count("id"), amount=Sum("amount", default=NOTHING))
    return told["number"], told["amount"]


def claims_of(*, actor: Actor, customer_ids: Collection[int], since: date) -> Claims:
    """What these customers were promised since a day, over all cases; cases beyond sight, too."""
    del actor
    found = Entry.objects.filter(case__customer_id__in=customer_ids, on__gte=since)
    found = found.filter(move__in=PROMISES).order_by()
    told = found.aggregate(
        number=Count("id", filter=Q(move=Move.PROMISED))
        - Count("id", filter=Q(move=Move.PROMISE_REVERSED)),
        amount=Sum("amount", default=NOTHING),
    )
    return Claims(number=told["number"], amount=told["amount"])


def usual_claims(*, actor: Actor, since: date) -> Usual:
    """What nine of ten customers who were promised anything since a day stayed within."""
    del actor
    found = Entry.objects.filter(on__gte=since, move=Move.PROMISED).order_by()
    rows = found.values("case__customer_id").annotate(number=Count("id"), amount=Sum("amount"))
    told = list(rows.values_list("number", "amount")[:MOST_COMPARED])
    numbers, amounts = sorted(n for n, _amount in told), sorted(a for _n, a in told)
    at = max(0, math.ceil(len(told) * USUAL_SHARE) - 1)
    return Usual(
        customers=len(told),
        number=numbers[at] if told else 0,
        amount=amounts[at] if told else NOTHING,
    )


def lines_about(promise: Entry) -> list[Line]:
    """The entries about one promise, oldest first."""
    found = Entry.objects.filter(promise_id=promise.id).order_by("id")
    return [Line(id=row.id, move=row.move, of=row.of_id) for row in found]


def _narrowed(
    actor: Actor, wanted: LedgerFilter, *, with_payments: bool = False
) -> QuerySet[Entry]:
    """With `with_payments` also the other entries about the promises of a state."""
    found = Entry.objects.visible_to(actor)
    if wanted.state:
        promises = _of_state(Entry.objects.filter(move=Move.PROMISED), wanted.state)
        same = Q(id__in=promises.values("id"))
        found = found.filter(same | Q(promise__in=promises.values("id")) if with_payments else same)
    if wanted.side:
        found = found.filter(move__in=RECEIPTS) if wanted.side == "in" else found.exclude(
            move__in=RECEIPTS)  # fmt: skip
    plain = {
        "on__gte": wanted.since, "on__lte": wanted.until, "category": wanted.category,
        "ground": wanted.ground, "product_line": wanted.product_line,
        "granted_by_id": wanted.person_id, "org_unit_id": wanted.station_id,
        "case__number": wanted.number.strip().upper(),
    }  # fmt: skip
    return found.filter(**{name: value for name, value in plain.items() if value not in ("", None)})


def _of_state(promises: QuerySet[Entry], state: str) -> QuerySet[Entry]:
    paid, back = _paid(), _taken_back()
    if state == State.PAID:
        return promises.filter(paid)
    if state == State.REVERSED:
        return promises.filter(back)
    return promises.filter(~paid, ~back)


def _paid() -> Exists:
    """A payment stands: one that nothing took back."""
    again = Entry.objects.filter(of_id=OuterRef("id"), move=Move.PAYMENT_REVERSED)
    payments = Entry.objects.filter(of_id=OuterRef("id"), move=Move.PAID)
    return Exists(payments.filter(~Exists(again)))


def _taken_back() -> Exists:
    return Exists(Entry.objects.filter(of_id=OuterRef("id"), move=Move.PROMISE_REVERSED))


def _with_states(found: QuerySet[Entry]) -> QuerySet[Entry]:
    return found.annotate(is_paid=_paid(), is_back=_taken_back())


def _rows_of(rows: Sequence[Any]) -> list[LedgerRow]:
    """The names of people, things and units are asked once for all rows."""
    customers = customer_briefs(actor=SYSTEM, ids=[row.case.customer_id for row in rows])
    models = model_briefs(actor=SYSTEM, ids=[row.product_model_id for row in rows])
    members = member_briefs(actor=SYSTEM, ids=[row.granted_by_id for row in rows])
    units = unit_names(actor=SYSTEM, ids=[row.org_unit_id for row in rows])
    same = ("id", "move", "on", "at", "case_id", "ground", "clause", "amount", "category",
            "product_line", "approved_by", "way", "reference", "reason", "by_name",
            "promise_id")  # fmt: skip
    return [
        LedgerRow(
            state=_state_of(row),
            case_number=row.case.number,
            customer=customers[row.case.customer_id].name,
            product=_title(models.get(row.product_model_id)),
            station=units.get(row.org_unit_id, ""),
            granted_by=members[row.granted_by_id].name if row.granted_by_id in members else "",
            **{name: getattr(row, name) for name in same},
        )
        for row in rows
    ]


def _state_of(row: Any) -> str:
    if row.move != Move.PROMISED:
        return ""
    if row.is_paid:
        return State.PAID
    return State.REVERSED if row.is_back else State.WAITING


def _labels(by: str, keys: Sequence[Any]) -> dict[Any, str]:
    if by == "person":
        return {i: one.name for i, one in member_briefs(actor=SYSTEM, ids=keys).items()}
    if by == "product":
        return {i: _title(one) for i, one in model_briefs(actor=SYSTEM, ids=keys).items()}
    if by == "station":
        return dict(unit_names(actor=SYSTEM, ids=keys))
    choices = CATEGORY_CHOICES if by == "category" else GROUND_CHOICES
    return {code: str(words) for code, words in choices}


def _title(model: Any) -> str:
    return f"{model.brand} {model.code}".strip() if model else ""
