from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import end_as_double
from aftercare.casework.cases.queries import CaseBrief, case_brief, case_id_of
from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Refusal

from .models import CaseLink


class LinkRefused(Refusal):
    """The two cannot be tied together."""


@action
def link_cases(*, actor: Actor, case_id: int, other_id: int, kind: str, now: datetime) -> None:
    """Ties two matters together, the same again or related; saying it twice changes nothing."""
    if case_id == other_id:
        raise LinkRefused(_("A case cannot be linked to itself."))
    one, other = sorted(
        (case_brief(actor=actor, case_id=case_id), case_brief(actor=actor, case_id=other_id)),
        key=lambda case: case.id,
    )
    link, is_new = CaseLink.objects.get_or_create(
        case_id=one.id, other_id=other.id, defaults={"kind": kind, "linked_at": now}
    )
    if is_new:
        for case, tied in ((one, other), (other, one)):
            record(
                actor=actor,
                verb="case.linked",
                subject=f"case:{case.id}",
                at=now,
                other=tied.id,
                kind=link.kind,
            )


@derived
def loosen_link(*, actor: Actor, case_id: int, other_id: int, now: datetime) -> None:
    """Not the same again after all: the two stay related."""
    del actor, now
    one, other = sorted((case_id, other_id))
    found = CaseLink.objects.filter(case_id=one, other_id=other)
    found.update(kind=CaseLink.Kind.RELATED)


@action
def merge_cases(
    *, actor: Actor, case_id: int, version: int | None, kept_number: str, now: datetime
) -> CaseBrief:
    """Ends a double in favour of the case whose number is given. Raises NotFound, LinkRefused."""
    kept = case_brief(actor=actor, case_id=case_id_of(actor=actor, number=kept_number))
    case = case_brief(actor=actor, case_id=case_id)
    if kept.customer_id != case.customer_id:
        raise LinkRefused(_("Only cases of one customer can be merged; link the two instead."))
    ended = end_as_double(actor=actor, case_id=case_id, version=version, kept_id=kept.id, now=now)
    record(actor=actor, verb="case.double_found", subject=f"case:{kept.id}", at=now, double=case.id)
    return ended
