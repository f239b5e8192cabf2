from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from aftercare.casework.cases.queries import CaseBrief, case_briefs, doubles_of
from aftercare.foundation.actor import Actor
from aftercare.foundation.kept import asked_once

from .models import CaseLink


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCase:
    case: CaseBrief
    kind: str  # repeat, related, or double: merged into this one


def related_cases(*, actor: Actor, case: CaseBrief) -> list[RelatedCase]:
    """The cases linked to this one and its doubles, newest first, as far as the actor sees them."""
    kinds = {(other if one == case.id else one): kind for one, other, kind in _links(case.id)}
    others = case_briefs(actor=actor, ids=list(kinds), and_doubles_of=case)
    return [
        RelatedCase(
            case=other, kind="double" if other.merged_into_id == case.id else kinds[other.id]
        )
        for other in others
    ]


def matter_of(*, actor: Actor, case: CaseBrief) -> set[int]:
    """The cases of one matter: this one, what was merged into it, and what it is again.

    Later cases that repeat this one are matters of their own time.
    """
    known: set[int] = set()
    fresh = {case.id}
    while fresh:
        known |= fresh
        links = CaseLink.objects.filter(other_id__in=fresh, kind=CaseLink.Kind.REPEAT)
        found = {*doubles_of(actor=actor, ids=fresh), *links.values_list("case_id", flat=True)}
        fresh = found - known
    return known


@asked_once
def _links(case_id: int) -> QuerySet[CaseLink, Any]:
    links = CaseLink.objects.filter(Q(case_id=case_id) | Q(other_id=case_id))
    return links.values_list("case_id", "other_id", "kind")
