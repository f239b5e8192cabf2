from dataclasses import dataclass

from django.db.models import Q

from aftercare.casework.cases.queries import CaseBrief, case_brief, case_briefs, doubles_of
from aftercare.foundation.actor import Actor

from .models import CaseLink


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedCase:
    case: CaseBrief
    kind: str  # repeat, related, or double: merged into this one


def related_cases(*, actor: Actor, case_id: int) -> list[RelatedCase]:
    """The cases linked to this one and its doubles, newest first, as far as the actor sees them."""
    case_brief(actor=actor, case_id=case_id)
    links = CaseLink.objects.filter(Q(case_id=case_id) | Q(other_id=case_id))
    kinds = {
        (other if one == case_id else one): kind
        for one, other, kind in links.values_list("case_id", "other_id", "kind")
    }
    kinds |= dict.fromkeys(doubles_of(actor=actor, case_id=case_id), "double")
    cases = case_briefs(actor=actor, ids=list(kinds))
    return [RelatedCase(case=case, kind=kinds[case.id]) for case in cases]
