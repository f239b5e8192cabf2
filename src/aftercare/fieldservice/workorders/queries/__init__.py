"""What is to be done on site, for the people who plan it, do it, or wait for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.fieldservice.workorders.adapters import catalogue
from aftercare.fieldservice.workorders.models import JOB_CHOICES, STATE_CHOICES, WorkOrder
from aftercare.fieldservice.workorders.rules import (
    ENDED,
    HOLD,
    Job,
    Named,
    Norm,
    State,
    StepSpec,
    job_of,
)
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound

from .checks import CheckedOrder, checked_order, record_word
from .drafts import (
    OrderDraft,
    check,
    columns_of,
    days_it_must_hold,
    norm_of,
    skill_ids,
)
from .lists import (
    SEE_ORDERS,
    Order,
    OrderFilter,
    OrderRow,
    order_counts,
    order_page,
    orders_by_region,
    orders_by_station,
)
from .outcomes import DoneRow, FixRow, first_time_fix, orders_done, orders_redone

__all__ = [
    "ENDED", "HOLD", "JOB_CHOICES", "SEE_ORDERS", "STATE_CHOICES", "CheckedOrder", "DoneRow",
    "FixRow", "Job", "Named", "Norm", "Order", "OrderDraft", "OrderFilter", "OrderRow", "State",
    "StepSpec", "check", "checked_order", "columns_of", "days_it_must_hold", "first_time_fix",
    "job_of", "norm_of", "order_counts", "order_page", "orders_by_region", "orders_by_station",
    "orders_done", "orders_redone", "record_word", "skill_ids",
]  # fmt: skip

SEE_DOORSTEPS = view("workorders.see_doorsteps")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBrief:
    """One work order; its case, unit and people are ids, asked for where they live."""

    id: int
    number: str
    case_id: int
    unit_id: int | None
    org_unit_id: int
    job: str
    goods: str
    product_line: str
    task: str
    region: str
    longitude: float | None
    latitude: float | None
    minutes: int
    persons: int
    priority: int
    skills: list[int]
    gear: list[str]
    due_at: datetime | None
    state: str
    state_since: datetime
    follows_id: int | None
    is_rework: bool
    opened_at: datetime
    ended_at: datetime | None
    end_note: str
    version: int

    @property
    def is_live(self) -> bool:
        return self.state not in ENDED


def order_brief(*, actor: Actor, order_id: int) -> OrderBrief:
    """Raises NotFound, also for one that is not in sight."""
    actor.must(SEE_ORDERS)
    order = WorkOrder.objects.visible_to(actor).filter(id=order_id).first()
    if order is None:
        raise NotFound(_("There is no such work order."))
    return brief_of(order)


def order_briefs(*, actor: Actor, ids: Collection[int]) -> dict[int, OrderBrief]:
    """By id; ids that are none, or not in sight, are left out. One query."""
    actor.must(SEE_ORDERS)
    found = WorkOrder.objects.visible_to(actor).filter(id__in=set(ids))
    return {order.id: brief_of(order) for order in found}


def whereabouts(
    *, actor: Actor, ids: Collection[int]
) -> dict[int, tuple[float | None, float | None, str]]:
    """Longitude, latitude and region of each order, and nothing else of it."""
    actor.must(SEE_ORDERS)
    found = WorkOrder.objects.visible_to(actor).filter(id__in=set(ids))
    rows = found.values_list("id", "longitude", "latitude", "region")
    return {number: (longitude, latitude, region) for number, longitude, latitude, region in rows}


def packs_of(*, actor: Actor, ids: Collection[int]) -> dict[int, int]:
    """The version of the policy that the case of each order is under. One query."""
    actor.must(SEE_ORDERS)
    found = WorkOrder.objects.visible_to(actor).filter(id__in=set(ids))
    return dict(found.values_list("id", "case__pack_version_id"))


def orders_of(*, actor: Actor, case: CaseBrief, limit: int = 200) -> list[OrderBrief]:
    """Those of a case, oldest first; of more than `limit` the live ones, then the newest."""
    actor.must(SEE_CASES)
    found = WorkOrder.objects.filter(case_id=case.id)
    chosen = found.alias(over=Q(state__in=ENDED)).order_by("over", "-id")[:limit]
    return [brief_of(order) for order in sorted(chosen, key=lambda order: order.id)]


def orders_waiting(
    *,
    actor: Actor,
    org_units: Collection[int] = (),
    region: str = "",
    limit: int = 500,
) -> list[OrderBrief]:
    """Live orders without a time, of these units and in a region: the pressing first.

    An order that somebody must come for again waits as well, once it is told so.
    """
    actor.must(SEE_ORDERS)
    found = WorkOrder.objects.visible_to(actor).filter(state=State.WAITING)
    if org_units:
        found = found.filter(org_unit_id__in=org_units)
    if region:
        found = found.filter(region__startswith=region)
    return [brief_of(order) for order in found.order_by("priority", "due_at", "id")[:limit]]


def following(*, actor: Actor, order: OrderBrief) -> list[OrderBrief]:
    """What goes on from this order, oldest first; those in sight."""
    found = WorkOrder.objects.visible_to(actor).filter(follows_id=order.id)
    return [brief_of(one) for one in found.order_by("id")]


def address_of(*, actor: Actor, order: OrderBrief) -> str:
    """In clear, for whoever goes there or plans the way."""
    actor.must(SEE_DOORSTEPS)
    return WorkOrder.objects.values_list("address", flat=True).get(id=order.id)


def gear_names(*, actor: Actor) -> dict[str, Named]:
    """All gear that some job needs, by code."""
    del actor
    return dict(catalogue().gear)


def names_at_work(*, actor: Actor) -> tuple[dict[str, StepSpec], dict[str, Named]]:
    """All steps that some job has, and all that a picture of some job shows, by code."""
    del actor
    return dict(catalogue().steps), dict(catalogue().photos)


def brief_of(order: WorkOrder) -> OrderBrief:
    return OrderBrief(**{name: getattr(order, name) for name in OrderBrief.__slots__})
