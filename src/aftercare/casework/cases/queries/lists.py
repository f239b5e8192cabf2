"""Lists of cases: narrowed, in order, cut by keyset, counted."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import F, Q

from aftercare.casework.cases import rules
from aftercare.casework.cases.models import Case, CaseQuerySet, ways_to, with_any
from aftercare.customers.parties.queries import customer_ids
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.asked import NOW, Question, answer, counts, keyed, question
from aftercare.foundation.pages import Page, cursor_of, key_of, moment_in

SEE_CASES = view("cases.see_cases")
K = TypeVar("K")
NUMBER = "\0number"  # a hole, as those of `ways_to`


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of a list."""

    id: int
    number: str
    kind: str
    category: str
    product_line: str
    level: str
    severity: str
    urgent: bool
    safety: bool
    channel: str
    subject: str
    product_text: str
    stage: str
    stage_since: datetime
    received_at: datetime
    next_due_at: datetime | None
    late_from: datetime | None
    endangered_from: datetime | None
    closed_at: datetime | None
    owner_id: int
    org_unit_id: int
    customer_id: int
    unit_id: int | None
    escalation: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """What a list is narrowed to; an empty value narrows nothing.

    `late`: a promise is overdue now; `endangered`: none is, but one is in danger; `due_before`: the
    next promise falls due before then.
    `text`: a case number, phone number or its last four digits, an order number, a customer's
    name or a part of it, or words.
    """

    is_open: bool | None = None
    stages: Collection[str] = ()
    kinds: Collection[str] = ()
    categories: Collection[str] = ()
    lines: Collection[str] = ()
    levels: Collection[str] = ()
    severities: Collection[str] = ()
    channels: Collection[str] = ()
    urgent: bool | None = None
    safety: bool | None = None
    again: bool | None = None  # the same matter again, soon after it was settled
    owner_id: int | None = None
    org_unit_ids: Collection[int] = ()
    customer_id: int | None = None
    late: bool = False
    endangered: bool = False
    due_from: datetime | None = None
    due_before: datetime | None = None
    received_from: datetime | None = None
    received_until: datetime | None = None
    text: str = ""
    ids: Collection[int] = ()


class Order(StrEnum):
    DUE = "due"  # least time left first; what has no promise running comes last
    NEWEST = "newest"


def case_page(
    *,
    actor: Actor,
    narrowed: CaseFilter,
    order: Order = Order.NEWEST,
    cursor: str = "",
    limit: int = 50,
    now: datetime,
) -> Page[CaseRow]:
    """One page of the cases in sight, by keyset; as fast on the last page as on the first."""
    actor.must(SEE_CASES)
    own, said = _told(actor, narrowed, now)
    asked = question(
        None if cursor else (case_page, own, order, limit),
        lambda: _in_order(_narrowed(actor, narrowed, said, now), order, cursor)
        .values_list(*CaseRow.__slots__)[: limit + 1],
    )  # fmt: skip
    found = answer(asked.put(said))
    rows = [CaseRow(**dict(zip(CaseRow.__slots__, row, strict=True))) for row in found]
    more = cursor_of(*_place(rows[limit - 1], order)) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def case_counts(
    *, actor: Actor, narrowed: Mapping[K, CaseFilter], now: datetime, most: int = 1000
) -> dict[K, int]:
    """How many there are, counted no further than `most`: one statement for many filters."""
    actor.must(SEE_CASES)
    asked = [_counted(actor, one, now, most) for one in narrowed.values()]
    return dict(zip(narrowed, counts(asked), strict=True))


def _counted(actor: Actor, narrowed: CaseFilter, now: datetime, most: int) -> Question:
    own, said = _told(actor, narrowed, now)
    asked = question(
        (case_counts, own, most),
        lambda: _narrowed(actor, narrowed, said, now).order_by().values("id")[:most],
    )
    return asked.put(said)


def _told(
    actor: Actor, narrowed: CaseFilter, now: datetime
) -> tuple[tuple[Hashable, ...], dict[Hashable, Any]]:
    """What the words of the question depend on, and what is put in its holes."""
    said = _ways(actor, narrowed.text.strip())
    fields = (getattr(narrowed, name) for name in CaseFilter.__slots__ if name != "text")
    sight = (actor.sees_everything, actor.kind, actor.org_units, actor.case_ids)
    return (sight, keyed(fields, now), bool(narrowed.text.strip()), *said), said | {NOW: now}


def _ways(actor: Actor, text: str) -> dict[Hashable, Any]:
    if rules.is_case_number(text):
        return {NUMBER: text.upper()}
    return ways_to(text, customer_ids(actor=actor, text=text)) if text else {}


def _place(row: CaseRow, order: Order) -> tuple[str | int | None, ...]:
    if order is Order.DUE:
        return (row.next_due_at.isoformat() if row.next_due_at else None, row.id)
    return (row.id,)


def _in_order(found: CaseQuerySet, order: Order, cursor: str) -> CaseQuerySet:
    if order is Order.DUE:
        found = found.order_by(F("next_due_at").asc(nulls_last=True), "id")
    else:
        found = found.order_by("-id")
    return _after(found, order, cursor) if cursor else found


def _after(found: CaseQuerySet, order: Order, cursor: str) -> CaseQuerySet:
    if order is Order.NEWEST:
        (last_id,) = key_of(cursor, parts=1)
        return found.filter(id__lt=last_id)
    said, last_id = key_of(cursor, parts=2)
    if said is None:
        return found.filter(next_due_at=None, id__gt=last_id)
    due_at = moment_in(said)
    later = Q(next_due_at__gt=due_at) | Q(next_due_at=due_at, id__gt=last_id)
    return found.filter(later | Q(next_due_at=None))


def _narrowed(
    actor: Actor, narrowed: CaseFilter, said: Collection[Hashable], now: datetime
) -> CaseQuerySet:
    """Those in sight: plain columns by their value, the rest by what they mean.

    The moment and what a text means are left open, as the question is kept (foundation.asked).
    """
    found = Case.objects.visible_to(actor)
    chosen = {
        "stage__in": narrowed.stages,
        "kind__in": narrowed.kinds,
        "category__in": narrowed.categories,
        "product_line__in": narrowed.lines,
        "level__in": narrowed.levels,
        "severity__in": narrowed.severities,
        "channel__in": narrowed.channels,
        "org_unit_id__in": narrowed.org_unit_ids,
        "id__in": narrowed.ids,
    }
    found = found.filter(**{name: values for name, values in chosen.items() if values})
    same = ("urgent", "safety", "owner_id", "customer_id")
    exact = {name: getattr(narrowed, name) for name in same} | {
        "closed_at__isnull": narrowed.is_open,
        "next_due_at__gte": narrowed.due_from,
        "next_due_at__lt": narrowed.due_before,
        "received_at__gte": narrowed.received_from,
        "received_at__lt": narrowed.received_until,
        "late_from__lt": NOW if narrowed.late else None,
        "repeat_of__isnull": None if narrowed.again is None else not narrowed.again,
    }
    wanted = {k: NOW if value == now else value for k, value in exact.items() if value is not None}
    found = found.filter(in_danger(NOW) if narrowed.endangered else Q(), **wanted)
    if not narrowed.text.strip():
        return found
    if NUMBER in said:
        return found.filter(number=NUMBER)
    return with_any(found, [way for way in said if way != NOW])


def in_danger(now: datetime, *, of: str = "") -> Q:
    """Cases with a promise in danger and none late; `of` leads to the case from another table."""
    return Q((f"{of}endangered_from__lte", now), (f"{of}late_from__gte", now))
