from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case, lift_hold, place_hold
from aftercare.casework.cases.queries import Stage
from aftercare.casework.commitments.actions import meet_commitments, start_commitments
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.policy.packs.queries import MetOn, StartsOn

from .models import LegalStep
from .rules import AUTHORITY, BEGINS, ENDS, PROVEN, Step

HOLD = "legal"
STARTS = {
    Step.GOODS_RETURNED: StartsOn.GOODS_RETURNED,
    Step.MEDIATION_OPENED: StartsOn.MEDIATION_OPENED,
    Step.MEDIATION_ACCEPTED: StartsOn.MEDIATION_ACCEPTED,
    Step.GRAVE_HARM: StartsOn.GRAVE_HARM,
}
KEEPS = {
    Step.REFUND_PAID: MetOn.REFUNDED,
    Step.MEDIATION_ACCEPTED: MetOn.MEDIATION_ACCEPTED,
    Step.MEDIATION_DECLINED: MetOn.MEDIATION_ACCEPTED,
    Step.MEDIATION_ENDED: MetOn.MEDIATION_ENDED,
    Step.AUTHORITY_TOLD: MetOn.AUTHORITY_TOLD,
}


class NotThisStep(Refusal):
    """The fact waits for another one, is recorded already, or the case has ended."""


@action
def record_legal_step(
    *,
    actor: Actor,
    case_id: int,
    step: Step,
    happened_at: datetime,
    authority: str = "",
    reference: str = "",
    now: datetime,
) -> int:
    """A fact from which the law counts, or which ends what it counts (R-POL-09); its id.

    What has begun holds the case open until the fact that ends it is recorded.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    if case.stage in {Stage.CLOSED, Stage.MERGED}:
        raise NotThisStep(_("The case has ended; reopen it first."))
    begun = _begun(case_id, step)
    _check(step, happened_at, authority, reference, begun, now)
    row = LegalStep.objects.create(
        case_id=case_id, step=step, authority=authority or (begun.authority if begun else ""),
        reference=reference.strip(), happened_at=happened_at, recorded_at=now,
        by_member=actor.staff_id, ended_at=None if step in BEGINS else happened_at,
    )  # fmt: skip
    if begun is not None:
        begun.ended_at = happened_at
        begun.save(update_fields=["ended_at"])
        lift_hold(actor=actor, case_id=case_id, kind=HOLD, reference=begun.id, now=now)
    if step in BEGINS:
        place_hold(actor=actor, case_id=case_id, kind=HOLD, reference=row.id, now=now)
    record(actor=actor, verb="case.legal_step", subject=f"case:{case_id}", at=now, step=step,
           happened_at=happened_at.isoformat(), authority=row.authority)  # fmt: skip
    _turn_clocks(actor, row, now)
    return row.id


def _begun(case_id: int, step: Step) -> LegalStep | None:
    """The fact that this one ends. Raises NotThisStep where it waits for none, or is there."""
    still_open = {row.step: row for row in LegalStep.objects.filter(case_id=case_id, ended_at=None)}
    if step in still_open:
        raise NotThisStep(_("This is recorded already, and what ends it is not."))
    if step in ENDS and ENDS[step] not in still_open:
        raise NotThisStep(_("Nothing is recorded on this case that this could end."))
    return still_open[ENDS[step]] if step in ENDS else None


def _check(
    step: Step,
    happened_at: datetime,
    authority: str,
    reference: str,
    begun: LegalStep | None,
    now: datetime,
) -> None:
    wrong = {}
    if happened_at > now:
        wrong["happened_at"] = _("This cannot lie in the future.")
    elif begun is not None and happened_at < begun.happened_at:
        wrong["happened_at"] = _("This cannot lie before what it ends.")
    if step in PROVEN and not reference.strip():
        wrong["reference"] = _("Give the number: of their file, of the payment, of the report.")
    if step is Step.MEDIATION_OPENED and not authority:
        wrong["authority"] = _("Say which authority.")
    if wrong:
        raise Invalid(_("Something is missing."), fields=wrong)


def _turn_clocks(actor: Actor, row: LegalStep, now: datetime) -> None:
    """Keeps what the fact keeps and starts what counts from it; only 12315 mediates by a limit."""
    step = Step(row.step)
    if step in KEEPS:
        meet_commitments(actor=actor, case_id=row.case_id, by=[KEEPS[step]],
                         met_by=f"legal:{row.id}", at=row.happened_at, now=now)  # fmt: skip
    if step in STARTS and row.authority in {"", AUTHORITY}:
        start_commitments(actor=actor, case_id=row.case_id, occasion=STARTS[step],
                          started_at=row.happened_at, now=now)  # fmt: skip
