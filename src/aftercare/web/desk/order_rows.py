"""The rows of the list of work orders: customers and stations beside the orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.customers.parties.queries import SEE_CUSTOMERS, customer_briefs
from aftercare.fieldservice.appointments.queries import (
    SEE_APPOINTMENTS,
    ArrivalRow,
    arrivals_by_station,
    orders_visited_by,
)
from aftercare.fieldservice.plans.queries import pooled_orders
from aftercare.fieldservice.reminders.queries import told_beforehand
from aftercare.fieldservice.technicians.queries import SEE_TECHNICIANS, technician_cards
from aftercare.fieldservice.workorders.queries import (
    FixRow,
    Order,
    OrderFilter,
    OrderRow,
    first_time_fix,
    order_counts,
    order_page,
)
from aftercare.foundation.actor import Actor
from aftercare.foundation.pages import Page
from aftercare.people.organisation.queries import unit_names
from aftercare.web.kit.requests import Request

from .case_order_steps import station_choices
from .order_forms import OrderFilterForm

A_YEAR = timedelta(days=365)  # how far back visits of a technician are looked for
FIXED_DAYS = 90
TABS: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Not done yet")),
    ("waiting", _("Waiting for a time")),
    ("booked", _("Booked")),
    ("under_way", pgettext_lazy("work order", "Under way")),
    ("late", _("Late")),
    ("pool", _("In the pool")),
    ("done", _("Done")),
    ("called_off", _("Called off")),
    ("rework", _("Rework")),
    ("all", _("All")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page shows: the tab, the order of the list, what narrows it."""

    state: str
    order: Order
    narrowed: OrderFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A work order as a list shows it."""

    order: OrderRow
    customer: str
    phone: str
    place: str
    station: str
    is_late: bool
    is_pooled: bool


def filter_of(request: Request) -> OrderFilterForm:
    """The filter as the address has it, with the stations and technicians in sight."""
    people: list[tuple[int, str]] = []
    if request.actor.may(SEE_TECHNICIANS):
        cards = technician_cards(actor=request.actor)
        people = [(card.member.id, f"{card.member.name} · {card.site.name}") for card in cards]
    return OrderFilterForm(request.GET, stations=station_choices(request), technicians=people)


def asked_of(request: Request, form: OrderFilterForm) -> Asked:
    """What the filter says; a field that says nonsense narrows nothing."""
    form.is_valid()
    given = form.cleaned_data
    ids = None
    if given.get("technician") and request.actor.may(SEE_APPOINTMENTS):
        ids = orders_visited_by(
            actor=request.actor, technician_id=given["technician"], since=request.now - A_YEAR
        )
    state = given.get("state") or ""
    state = state if state in dict(TABS) else ""
    if state == "pool":
        pooled = pooled_orders(actor=request.actor)
        ids = [number for number in pooled if ids is None or number in ids]
    sort = given.get("sort") or (
        "due" if state not in {"done", "called_off", "rework", "all"} else ""
    )
    narrowed = OrderFilter(
        is_live=True if state in {"", "late", "pool"} else None,
        states=(state,)
        if state in {"waiting", "booked", "under_way", "done", "called_off"}
        else (),
        jobs=(given["job"],) if given.get("job") else (),
        org_unit_ids=(given["station"],) if given.get("station") else (),
        late=state == "late",
        rework=True if state == "rework" else None,
        text=given.get("q") or "",
        ids=ids,
    )
    return Asked(state=state, order=Order(sort or "newest"), narrowed=narrowed)


def counted(request: Request, asked: Asked) -> list[dict[str, object]]:
    """The tabs, each with how many live orders it has."""
    counts = order_counts(actor=request.actor, now=request.now)
    live = sum(count for name, count in counts.items() if name != "late")
    kept = request.GET.copy()
    for word in ("cursor", "view"):
        kept.pop(word, None)
    tabs: list[dict[str, object]] = []
    for code, text in TABS:
        kept["state"] = code
        count = counts.get(code) if code else live
        tabs.append({"text": text, "query": kept.urlencode(), "count": count,
                     "here": code == asked.state})  # fmt: skip
    return tabs


def fixed_of(request: Request) -> list[tuple[str, FixRow]]:
    """Which stations repaired how well lately."""
    since = request.now - timedelta(days=FIXED_DAYS)
    found = first_time_fix(actor=request.actor, since=since)
    names = unit_names(actor=request.actor, ids=[row.org_unit_id for row in found])
    return [(names.get(row.org_unit_id, ""), row) for row in found]


def arrivals_of(request: Request) -> list[tuple[str, ArrivalRow, int]]:
    """Which stations came how often in time lately; of the late visits, how many were told of."""
    if not request.actor.may(SEE_APPOINTMENTS):
        return []
    since = request.now - timedelta(days=FIXED_DAYS)
    found = arrivals_by_station(actor=request.actor, since=since)
    told = told_beforehand(actor=request.actor, since=since)
    names = unit_names(actor=request.actor, ids=[row.org_unit_id for row in found])
    return [(names.get(row.org_unit_id, ""), row, told.get(row.org_unit_id, 0)) for row in found]


def page_of(
    request: Request, asked: Asked, *, cursor: str = "", limit: int = 50
) -> tuple[Page[OrderRow], list[ListRow]]:
    found = order_page(
        actor=request.actor,
        narrowed=asked.narrowed,
        order=asked.order,
        cursor=cursor,
        limit=limit,
        now=request.now,
    )
    return found, rows_of(actor=request.actor, orders=found.rows, now=request.now)


def rows_of(*, actor: Actor, orders: Sequence[OrderRow], now: datetime) -> list[ListRow]:
    stations = unit_names(actor=actor, ids=[order.org_unit_id for order in orders])
    customers = (
        customer_briefs(actor=actor, ids=[order.customer_id for order in orders])
        if actor.may(SEE_CUSTOMERS)
        else {}
    )
    pooled = pooled_orders(actor=actor)
    rows = []
    for order in orders:
        customer = customers.get(order.customer_id)
        rows.append(
            ListRow(
                order=order,
                customer=customer.name if customer else "",
                phone=customer.phone if customer else "",
                place=customer.place if customer else "",
                station=stations.get(order.org_unit_id, ""),
                is_late=not order.ended_at and bool(order.due_at and order.due_at < now),
                is_pooled=order.id in pooled,
            )
        )
    return rows
