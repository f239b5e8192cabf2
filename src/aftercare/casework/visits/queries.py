"""The visits of a case, and what may be done about them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor

from .models import OUTCOME_CHOICES, Visit
from .rules import SETTLED, UNDONE, Outcome, is_late, may_be_visited

__all__ = ["OUTCOME_CHOICES", "SETTLED", "UNDONE", "Outcome", "may_be_visited"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """`late`: nobody was there before the agreed window ended; `by_order`: told by an order."""

    id: int
    from_at: datetime
    until_at: datetime
    who: str
    agreed_at: datetime
    arrived_at: datetime | None
    ended_at: datetime | None
    outcome: str
    note: str
    fee_amount: Decimal
    late: bool
    by_order: bool


def visits_of(*, actor: Actor, case: CaseBrief, now: datetime) -> list[VisitRow]:
    """Oldest first; the last one is open where its outcome is empty."""
    actor.must(SEE_CASES)
    return [row_of(visit, now) for visit in Visit.objects.filter(case_id=case.id).order_by("id")]


def row_of(visit: Visit, now: datetime) -> VisitRow:
    told = {"late", "by_order"}
    by_order = visit.reference is not None or visit.ended_by_order
    plain = {name: getattr(visit, name) for name in VisitRow.__slots__ if name not in told}
    late = is_late(until_at=visit.until_at, outcome=visit.outcome, arrived_at=visit.arrived_at,
                   by=visit.ended_at or now)  # fmt: skip
    return VisitRow(late=late, by_order=by_order, **plain)
