"""What is to be done on site, for the people who plan it, do it, or wait for it."""

from dataclasses import dataclass
from datetime import datetime

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound

from .models import JOB_CHOICES, STATE_CHOICES, WorkOrder
from .rules import ENDED, Job, State

__all__ = ["ENDED", "JOB_CHOICES", "STATE_CHOICES", "Job", "State"]


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
    version: int


def order_brief(*, actor: Actor, order_id: int) -> OrderBrief:
    """Raises NotFound, also for one that is not in sight."""
    order = WorkOrder.objects.visible_to(actor).filter(id=order_id).first()
    if order is None:
        raise NotFound
    return brief_of(order)


def orders_of(*, actor: Actor, case: CaseBrief) -> list[OrderBrief]:
    """Those of a case, oldest first."""
    actor.must(SEE_CASES)
    return [brief_of(order) for order in WorkOrder.objects.filter(case_id=case.id).order_by("id")]


def brief_of(order: WorkOrder) -> OrderBrief:
    return OrderBrief(**{name: getattr(order, name) for name in OrderBrief.__slots__})
