"""The checklist of a case of care or installation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor

from .models import TASK_CHOICES, Checklist
from .rules import TASKS, has_checklist, left_undone

__all__ = ["TASKS", "TASK_CHOICES", "has_checklist"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistCard:
    """`tasks` are what was planned, `done` what of it was done, `undone` the rest.

    `price_amount` None: nothing was said of a price; `accepted_at` None: not accepted yet.
    """

    goods: str
    place: str
    tasks: Sequence[str]
    price_amount: Decimal | None
    price_told: str
    planned_at: datetime
    done: Sequence[str]
    undone: Sequence[str]
    left_because: str
    accepted_how: str
    reference: str
    accepted_at: datetime | None


def checklist_of(*, actor: Actor, case: CaseBrief) -> ChecklistCard | None:
    """None where nothing has been planned."""
    actor.must(SEE_CASES)
    row = Checklist.objects.filter(case_id=case.id).first()
    if row is None:
        return None
    plain = {name: getattr(row, name) for name in ChecklistCard.__slots__ if name != "undone"}
    undone = left_undone(planned=row.tasks, done=row.done) if row.accepted_at else ()
    return ChecklistCard(undone=undone, **plain)
