from dataclasses import dataclass
from datetime import datetime

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor, ActorKind

from .models import Explanation, NewDate


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDateCard:
    """A promise's former date, the one that replaced it, why, and how the customer was told."""

    clock_id: int
    former_due_at: datetime
    due_at: datetime
    reason: str
    told: str
    promised_at: datetime
    by_member: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationCard:
    clock_id: int
    reason: str
    explained_at: datetime
    by_member: int | None


def new_dates_of(*, actor: Actor, case: CaseBrief) -> list[NewDateCard]:
    """Dates that were moved, oldest first; the customer sees them too."""
    actor.must(SEE_CASES)
    rows = NewDate.objects.filter(case_id=case.id).order_by("promised_at", "id")
    return [NewDateCard(**{n: getattr(row, n) for n in NewDateCard.__slots__}) for row in rows]


def explanations_of(*, actor: Actor, case: CaseBrief) -> list[ExplanationCard]:
    """Why promises of a case were broken, oldest first; not for customers."""
    actor.must(SEE_CASES)
    if actor.kind is ActorKind.CUSTOMER:
        return []
    rows = Explanation.objects.filter(case_id=case.id).order_by("explained_at", "id")
    return [
        ExplanationCard(**{n: getattr(row, n) for n in ExplanationCard.__slots__}) for row in rows
    ]
