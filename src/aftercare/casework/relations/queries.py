from dataclasses import dataclass

from django.db.models import Q

from aftercare.casework.cases.queries import CaseBrief, case_briefs
from aftercare.foundation.actor import Actor

from .models import CaseLink


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCase:
    case: CaseBrief
    kind: str  # repeat, related, or double: merged into this one


def related_cases(*, actor: Actor, case: CaseBrief) -> list[RelatedCase]:
    """The cases linked to this one and its doubles, newest first, as far as the actor sees them."""
    links = CaseLink.objects.filter(Q(case_id=case.id) | Q(other_id=case.id))
    kinds = {
        (other if one == case.id else one): kind
        for one, other, kind in links.values_list("case_id", "other_id", "kind")
    }
    others = case_briefs(actor=actor, ids=list(kinds), and_doubles_of=case)
    return [
        RelatedCase(
            case=other, kind="double" if other.merged_into_id == case.id else kinds[other.id]
        )
        for other in others
    ]
