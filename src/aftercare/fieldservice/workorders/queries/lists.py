"""Lists of work orders: narrowed, in order, cut by keyset, counted."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, F, Q

from aftercare.customers.parties.queries import customer_ids
from aftercare.fieldservice.workorders.models import WorkOrder, WorkOrderQuerySet
from aftercare.fieldservice.workorders.rules import ENDED, State
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.pages import Page, cursor_of, key_of, moment_in

SEE_ORDERS = view("workorders.see_orders")
NUMBER = re.compile(r"WO\d{6}-\d{5,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One line of a list."""

    id: int
    number: str
    case_id: int
    case_number: str
    customer_id: int
    unit_id: int | None
    org_unit_id: int
    job: str
    goods: str
    region: str
    minutes: int
    persons: int
    priority: int
    due_at: datetime | None
    state: str
    is_rework: bool
    opened_at: datetime
    ended_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """What a list is narrowed to; an empty value narrows nothing.

    `late`: live, and past the promise that waits for it. `text`: a number of an order or a case, a
    customer's name or phone number, or a word of the goods.
    """

    is_live: bool | None = None
    states: Collection[str] = ()
    jobs: Collection[str] = ()
    org_unit_ids: Collection[int] = ()
    unit_id: int | None = None
    case_id: int | None = None
    late: bool = False
    rework: bool | None = None
    text: str = ""
    ids: Collection[int] | None = None


class Order(StrEnum):
    DUE = "due"  # least time left first; what nothing waits for comes last
    NEWEST = "newest"


def order_page(
    *,
    actor: Actor,
    narrowed: OrderFilter,
    order: Order = Order.NEWEST,
    cursor: str = "",
    limit: int = 50,
    now: datetime,
) -> Page[OrderRow]:
    """One page of the work orders in sight, by keyset."""
    actor.must(SEE_ORDERS)
    found = _in_order(_narrowed(actor, narrowed, now), order)
    found = (_after(found, order, cursor) if cursor else found).annotate(
        case_number=F("case__number"), customer_id=F("case__customer_id")
    )
    columns = OrderRow.__slots__
    rows = [
        OrderRow(**dict(zip(columns, row, strict=True)))
        for row in found.values_list(*columns)[: limit + 1]
    ]
    more = cursor_of(*_place(rows[limit - 1], order)) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def order_counts(*, actor: Actor, now: datetime) -> dict[str, int]:
    """Live orders in sight by state, and how many of them are `late`: one query."""
    actor.must(SEE_ORDERS)
    live = WorkOrder.objects.visible_to(actor).live()
    told: dict[str, int] = live.aggregate(
        late=Count("id", filter=Q(due_at__lt=now)),
        **{state: Count("id", filter=Q(state=state)) for state in State if state not in ENDED},
    )
    return told


def orders_by_region(*, actor: Actor, since: datetime) -> dict[str, int]:
    """How many in sight were opened since then, by the region of the place."""
    actor.must(SEE_ORDERS)
    found = WorkOrder.objects.visible_to(actor).filter(opened_at__gte=since)
    return dict(found.values_list("region").annotate(Count("id")).order_by("region"))


def orders_by_station(*, actor: Actor, since: datetime) -> dict[int, int]:
    """How many in sight were opened since then, by the unit they were given to."""
    actor.must(SEE_ORDERS)
    found = WorkOrder.objects.visible_to(actor).filter(opened_at__gte=since)
    return dict(found.values_list("org_unit").annotate(Count("id")).order_by("org_unit"))


def _narrowed(actor: Actor, narrowed: OrderFilter, now: datetime) -> WorkOrderQuerySet:
    found = WorkOrder.objects.visible_to(actor)
    if narrowed.is_live is not None:
        found = found.live() if narrowed.is_live else found.filter(state__in=ENDED)
    if narrowed.late:
        found = found.live().filter(due_at__lt=now)
    chosen = {
        "state__in": narrowed.states,
        "job__in": narrowed.jobs,
        "org_unit_id__in": narrowed.org_unit_ids,
    }
    found = found.filter(**{name: values for name, values in chosen.items() if values})
    exact = {
        "unit_id": narrowed.unit_id,
        "case_id": narrowed.case_id,
        "is_rework": narrowed.rework,
        "id__in": narrowed.ids,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value is not None})
    text = narrowed.text.strip()
    return found.filter(_meant(actor, text)) if text else found


def _meant(actor: Actor, text: str) -> Q:
    if NUMBER.fullmatch(text):
        return Q(number=text.upper())
    ids = customer_ids(actor=actor, text=text)
    return Q(goods__icontains=text) | Q(case__number=text.upper()) | Q(case__customer_id__in=ids)


def _in_order(found: WorkOrderQuerySet, order: Order) -> WorkOrderQuerySet:
    if order is Order.DUE:
        return found.order_by(F("due_at").asc(nulls_last=True), "id")
    return found.order_by("-id")


def _place(row: OrderRow, order: Order) -> tuple[str | int | None, ...]:
    if order is Order.DUE:
        return (row.due_at.isoformat() if row.due_at else None, row.id)
    return (row.id,)


def _after(found: WorkOrderQuerySet, order: Order, cursor: str) -> WorkOrderQuerySet:
    if order is Order.NEWEST:
        (last_id,) = key_of(cursor, parts=1)
        return found.filter(id__lt=last_id)
    said, last_id = key_of(cursor, parts=2)
    if said is None:
        return found.filter(due_at=None, id__gt=last_id)
    due_at = moment_in(said)
    later = Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=last_id)
    return found.filter(later | Q(due_at=None))
