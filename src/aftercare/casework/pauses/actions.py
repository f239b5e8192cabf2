from datetime import datetime, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.foundation.events import publish
from aftercare.policy.packs.queries import PauseReason, handling_rules

from .events import CasePaused, CaseResumed
from .models import Pause


class CannotPause(Refusal):
    """The case is settled, or stands still for this reason already."""


class NothingPaused(Refusal):
    pass


@action
def pause_case(
    *, actor: Actor, case_id: int, reason: str, evidence: str = "", now: datetime
) -> int:
    """Stops the clocks that the policy lets this reason stop, from now on; the id of the pause.

    Never backwards, so that it cannot hide lateness; it ends by itself after the longest time
    that the policy allows. R-POL-03, R-POL-10.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    if not case.is_open:
        raise CannotPause(_("The case is settled; there is nothing to pause."))
    rules = handling_rules(actor=actor, version_id=case.pack_version_id)
    allowed = _allowed(rules.pause_reason(reason), evidence)
    _end(Pause.objects.filter(case_id=case_id, longest_until__lte=now), now, None)
    pause, is_new = Pause.objects.get_or_create(
        case_id=case_id,
        reason=reason,
        ended_at=None,
        defaults={
            "commitments": sorted(allowed.commitments),
            "started_at": now,
            "longest_until": now + timedelta(days=allowed.longest_days),
            "evidence": evidence.strip(),
            "by_member": actor.staff_id,
        },
    )
    if not is_new:
        raise CannotPause(_("The clocks stand still for this reason already."))
    record(
        actor=actor,
        verb="case.paused",
        subject=f"case:{case_id}",
        at=now,
        pause=pause.id,
        why=reason,
        longest_until=pause.longest_until.isoformat(),
    )
    publish(CasePaused(case_id=case_id, reason=reason, at=now))
    return pause.id


@action
def resume_case(*, actor: Actor, case_id: int, reason: str = "", now: datetime) -> None:
    """Ends the pause for a reason, or every pause of the case."""
    held_case(actor=actor, case_id=case_id, now=now)
    chosen = Pause.objects.filter(case_id=case_id, longest_until__gt=now)
    if reason:
        chosen = chosen.filter(reason=reason)
    if not _end(chosen, now, actor.staff_id):
        raise NothingPaused(_("Nothing is paused."))
    record(actor=actor, verb="case.resumed", subject=f"case:{case_id}", at=now, why=reason)
    publish(CaseResumed(case_id=case_id, at=now))


@action
def end_pauses(*, actor: Actor, case_id: int, now: datetime) -> None:
    """The case is settled: what paused it is over."""
    if _end(Pause.objects.filter(case_id=case_id), now, actor.staff_id):
        record(actor=actor, verb="case.resumed", subject=f"case:{case_id}", at=now, why="")


def _allowed(reason: PauseReason | None, evidence: str) -> PauseReason:
    if reason is None:
        sentence = _("The policy does not allow this reason.")
        raise Invalid(sentence, fields={"reason": sentence})
    if reason.evidence_needed and not evidence.strip():
        sentence = _("Name the evidence: a message, a call, the order of a part.")
        raise Invalid(sentence, fields={"evidence": sentence})
    return reason


def _end(chosen: QuerySet[Pause], now: datetime, by_member: int | None) -> int:
    """A pause past its longest end ended then, not now."""
    return chosen.filter(ended_at=None).update(
        ended_at=Least(F("longest_until"), now), ended_by_member=by_member
    )
