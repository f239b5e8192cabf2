"""Returns and exchanges: proof and ground first, then the goods, then money or a replacement."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case, lift_hold, place_hold
from aftercare.casework.cases.queries import CaseBrief, Kind
from aftercare.casework.legal.actions import record_legal_step
from aftercare.casework.legal.queries import Step
from aftercare.casework.resolutions.queries import CLAIM
from aftercare.casework.rights.actions import note_facts
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal

from .models import Claim, Delivery, Inspection


class NoReturn(Refusal):
    """Nothing is returned or exchanged on this case, or it has been settled."""


@action
def ask_for_claim(*, actor: Actor, case_id: int, now: datetime) -> None:
    """Until proof and ground are looked at nothing is taken back, nor the case closed."""
    place_hold(actor=actor, case_id=case_id, kind=CLAIM, reference=case_id, now=now)
    record(actor=actor, verb="case.claim_awaited", subject=f"case:{case_id}", at=now)


@action
def drop_claim(*, actor: Actor, case_id: int, now: datetime) -> None:
    """The case turned out to be about something else."""
    lift_hold(actor=actor, case_id=case_id, kind=CLAIM, reference=case_id, now=now)
    record(actor=actor, verb="case.claim_dropped", subject=f"case:{case_id}", at=now)


@action
def check_claim(
    *,
    actor: Actor,
    case_id: int,
    granted: bool,
    text: str,
    ground: str = "",
    proof: str = "",
    proof_reference: str = "",
    now: datetime,
) -> CaseBrief:
    """Proof of purchase and ground (R-CASE-02); a refusal says why, what is missing is asked for.

    `text` is the fault as confirmed, or why the claim is refused.
    """
    case = _returning(actor, case_id, now)
    wrong = {} if text.strip() else {"text": _("Write what was found.")}
    if granted and proof in {"", "none"}:
        wrong["proof"] = _("Nothing is returned or exchanged without proof of purchase.")
    if granted and not ground:
        wrong["ground"] = _("Say on what ground.")
    if wrong:
        raise Invalid(_("Something is missing."), fields=wrong)
    Claim.objects.update_or_create(
        case_id=case_id,
        defaults={
            "granted": granted, "ground": ground, "proof": proof, "text": text.strip(),
            "proof_reference": proof_reference.strip(), "by_member": actor.staff_id, "at": now,
        },
    )  # fmt: skip
    lift_hold(actor=actor, case_id=case_id, kind=CLAIM, reference=case_id, now=now)
    _recorded(actor, case_id, "case.claim_checked", now, granted=granted, ground=ground,
              proof=proof)  # fmt: skip
    facts: dict[str, Any] = {"confirmed": True} if granted and ground == "fault" else {}
    if proof:
        facts["proof"] = proof
    return note_facts(actor=actor, case_id=case_id, facts=facts, now=now) if facts else case


@action
def inspect_goods(
    *,
    actor: Actor,
    case_id: int,
    purpose: str,
    received_at: datetime,
    condition: str,
    finding: str,
    accepted: bool,
    refused_because: str = "",
    now: datetime,
) -> int:
    """Goods that came back. Accepted for a refund, the seven days of the law run from then."""
    _returning(actor, case_id, now)
    wrong = {} if finding.strip() else {"finding": _("Write what was found.")}
    if received_at > now:
        wrong["received_at"] = _("This cannot lie in the future.")
    if not accepted and not refused_because.strip():
        wrong["refused_because"] = _("Say why.")
    if wrong:
        raise Invalid(_("Something is missing."), fields=wrong)
    row = Inspection.objects.create(
        case_id=case_id, purpose=purpose, received_at=received_at, condition=condition,
        finding=finding.strip(), accepted=accepted, refused_because=refused_because.strip(),
        by_member=actor.staff_id, at=now,
    )  # fmt: skip
    _recorded(actor, case_id, "case.goods_inspected", now, accepted=accepted, purpose=purpose,
              condition=condition)  # fmt: skip
    if accepted and purpose == "refund":
        record_legal_step(actor=actor, case_id=case_id, step=Step.GOODS_RETURNED,
                          happened_at=received_at, now=now)  # fmt: skip
    return row.id


@action
def deliver_replacement(
    *, actor: Actor, case_id: int, delivered_at: datetime, reference: str, now: datetime
) -> None:
    """The goods in exchange are with the customer; `reference` is their number or the waybill's."""
    _returning(actor, case_id, now)
    if Delivery.objects.filter(case_id=case_id).exists():
        raise NoReturn(_("The replacement has been delivered already."))
    wrong = {} if reference.strip() else {"reference": _("Give a number by which one can tell.")}
    if delivered_at > now:
        wrong["delivered_at"] = _("This cannot lie in the future.")
    if wrong:
        raise Invalid(_("Something is missing."), fields=wrong)
    Delivery.objects.create(
        case_id=case_id, delivered_at=delivered_at, reference=reference.strip(),
        by_member=actor.staff_id, at=now,
    )  # fmt: skip
    _recorded(actor, case_id, "case.replacement_delivered", now)


def _returning(actor: Actor, case_id: int, now: datetime) -> CaseBrief:
    case = held_case(actor=actor, case_id=case_id, now=now)
    if case.classification.kind != Kind.RETURN_EXCHANGE or case.closed_at is not None:
        raise NoReturn(_("Nothing is returned or exchanged on this case now."))
    return case


def _recorded(actor: Actor, case_id: int, verb: str, at: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"case:{case_id}", at=at, **detail)
