from dataclasses import dataclass

from django.db.models import Q

from aftercare.casework.cases.queries import CaseBrief, case_briefs, doubles_of
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
    kinds |= dict.fromkeys(doubles_of(actor=actor, case=case), "double")
    others = case_briefs(actor=actor, ids=list(kinds))
    return [RelatedCase(case=other, kind=kinds[other.id]) for other in others]
