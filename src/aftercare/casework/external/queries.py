"""What is before an authority, a marketplace or a court."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.pages import Page, cursor_of, key_of

from .models import BODY_CHOICES, OUTCOME_CHOICES, Matter

__all__ = ["BODY_CHOICES", "OUTCOME_CHOICES"]

SEE_MATTERS = view("external.see_matters")
SEE_OPINIONS = view("external.see_opinions")


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """`opinion` is None for whom it is not meant; "" where there is none."""

    id: int
    case_id: int
    body: str
    office: str
    reference: str
    received_at: datetime
    answer_by: datetime | None
    hearing_at: datetime | None
    outcome: str
    result: str
    ended_at: datetime | None
    opinion: str | None
    opinion_at: datetime | None

    @property
    def next_at(self) -> datetime | None:
        """The nearer of answer and hearing."""
        return min(filter(None, (self.answer_by, self.hearing_at)), default=None)


def matters_of(*, actor: Actor, case: CaseBrief) -> list[MatterRow]:
    """Oldest first; not for customers."""
    actor.must(SEE_CASES)
    if actor.kind is ActorKind.CUSTOMER:
        return []
    return [_row_of(actor, row) for row in Matter.objects.filter(case_id=case.id).order_by("id")]


def open_matters(
    *, actor: Actor, bodies: Collection[str] = (), cursor: str = "", limit: int = 50
) -> Page[MatterRow]:
    """Those in sight that have not ended, the oldest first, page by page."""
    actor.must(SEE_MATTERS)
    found = Matter.objects.visible_to(actor).filter(ended_at=None)
    if bodies:
        found = found.filter(body__in=bodies)
    if cursor:
        (last_id,) = key_of(cursor, parts=1)
        found = found.filter(id__gt=last_id)
    rows = list(found.order_by("id")[: limit + 1])
    shown = [_row_of(actor, row) for row in rows[:limit]]
    return Page(rows=shown, next_cursor=cursor_of(shown[-1].id) if len(rows) > limit else None)


def cases_with_open_matters(*, actor: Actor) -> set[int]:
    """Cases that are before somebody outside: nothing of them may be lost meanwhile."""
    actor.must(SEE_MATTERS)
    found = Matter.objects.visible_to(actor).filter(ended_at=None)
    return set(found.values_list("case_id", flat=True))


def _row_of(actor: Actor, row: Matter) -> MatterRow:
    plain = {name: getattr(row, name) for name in MatterRow.__slots__ if name != "opinion"}
    return MatterRow(opinion=row.opinion if actor.may(SEE_OPINIONS) else None, **plain)
