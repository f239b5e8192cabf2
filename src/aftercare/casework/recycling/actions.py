"""Old goods taken back (以旧换新/回收): appraised, agreed, collected, certified (R-FS-16)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import (
    advance_case,
    held_case,
    lift_hold,
    place_hold,
    resolve_case,
)
from aftercare.casework.cases.queries import CaseBrief, Kind, Stage
from aftercare.casework.conversation.actions import log_contact
from aftercare.casework.resolutions.queries import How, proof_is_enough
from aftercare.casework.visits.actions import complete_visit
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal

from . import rules
from .models import Appraisal, Certificate, Pickup, next_serial


class NoRecycling(Refusal):
    """Nothing is recycled on this case, or it is not at the point where this can be done."""


@action
def await_certificate(*, actor: Actor, case_id: int, now: datetime) -> None:
    """Where the policy asks for a certificate, the case does not close without one."""
    place_hold(actor=actor, case_id=case_id, kind=rules.HOLD, reference=case_id, now=now)
    record(actor=actor, verb="case.certificate_awaited", subject=f"case:{case_id}", at=now)


@action
def drop_certificate(*, actor: Actor, case_id: int, now: datetime) -> None:
    """The case turned out to be about something else."""
    lift_hold(actor=actor, case_id=case_id, kind=rules.HOLD, reference=case_id, now=now)
    record(actor=actor, verb="case.certificate_dropped", subject=f"case:{case_id}", at=now)


@action
def appraise_goods(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    goods: str,
    condition: str,
    amount: Decimal,
    note: str = "",
    now: datetime,
) -> CaseBrief:
    """What the old goods are, how they are, what we offer; it goes before the customer.

    A second appraisal before an answer takes the place of the first.
    """
    case = _recycled(actor, case_id, now)
    if case.stage not in rules.OPEN_TO_APPRAISAL:
        raise NoRecycling(_("Nothing is appraised while the case is at its present stage."))
    standing = _live(case_id)
    if case.stage == Stage.AWAITING_CONSENT and standing is None:
        raise NoRecycling(_("Another resolution is before the customer."))
    if not goods.strip():
        raise Invalid.of("goods", _("Say what is taken back."))
    if standing is not None:
        _answered(standing, rules.Answer.REPLACED, now)
    Appraisal.objects.create(
        case_id=case_id, goods=goods.strip(), condition=condition, amount=amount,
        note=note.strip(), by_member=actor.staff_id, at=now,
    )  # fmt: skip
    _recorded(actor, case_id, "case.recycling_appraised", now, condition=condition,
              amount=str(amount))  # fmt: skip
    if case.stage == Stage.AWAITING_CONSENT:
        return case
    return advance_case(
        actor=actor, case_id=case_id, version=version, stage=Stage.AWAITING_CONSENT, now=now
    )


@action
def answer_appraisal(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    agreed: bool,
    how: str,
    reference: str = "",
    comment: str = "",
    now: datetime,
) -> CaseBrief:
    """The customer's yes or no, with its proof; after a no the goods may be appraised anew.

    A recorded call is a contact of the case like any other: it keeps the promise of a reply.
    """
    case = _recycled(actor, case_id, now)
    standing = _live(case_id)
    if case.stage != Stage.AWAITING_CONSENT or standing is None:
        raise NoRecycling(_("No appraisal is before the customer."))
    is_customer = actor.kind is ActorKind.CUSTOMER
    if not proof_is_enough(how=how, reference=reference, actor_is_customer=is_customer):
        sentence = _("Name the proof: the number of the recording, of the document or message.")
        raise Invalid.of("reference", sentence)
    answer = rules.Answer.AGREED if agreed else rules.Answer.REFUSED
    if how == How.RECORDED_CALL:
        words = _("The customer agreed to the offer.") if agreed else _("The customer declined.")
        log_contact(actor=actor, case_id=case_id, channel="phone", outbound=True, public=False,
                    text=comment.strip() or words, recording_ref=reference, now=now)  # fmt: skip
    _answered(standing, answer, now, how=how, reference=reference, comment=comment)
    _recorded(actor, case_id, "case.recycling_answered", now, agreed=agreed, how=how)
    stage = Stage.CARRYING_OUT if agreed else Stage.ACCEPTED
    return advance_case(actor=actor, case_id=case_id, version=version, stage=stage, now=now)


@action
def collect_goods(
    *,
    actor: Actor,
    case_id: int,
    collected_at: datetime,
    way: str,
    paid_by: str,
    paid_reference: str = "",
    now: datetime,
) -> None:
    """The old goods are with us and what was offered is paid. A visit agreed upon ends with it."""
    case = _recycled(actor, case_id, now)
    agreed = _live(case_id)
    if case.stage != Stage.CARRYING_OUT or agreed is None or _has(Pickup, case_id):
        raise NoRecycling(_("Nothing is collected before the customer agreed, nor twice."))
    if collected_at > now:
        raise Invalid.of("collected_at", _("This cannot lie in the future."))
    if not rules.is_paid_rightly(amount=agreed.amount, paid_by=paid_by, reference=paid_reference):
        sentence = _("Say how the amount offered was paid, and by which number one can tell.")
        raise Invalid.of("paid_reference", sentence)
    Pickup.objects.create(
        case_id=case_id, collected_at=collected_at, way=way, paid_by=paid_by,
        paid_reference=paid_reference.strip(), by_member=actor.staff_id, at=now,
    )  # fmt: skip
    _recorded(actor, case_id, "case.recycling_collected", now, way=way, paid_by=paid_by)
    complete_visit(actor=actor, case_id=case_id, arrived_at=collected_at, now=now)


@action
def issue_certificate(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    recycler: str,
    treatment: str,
    cost_amount: Decimal,
    now: datetime,
) -> CaseBrief:
    """Who recycled the goods and how, under a number of its own; with it the case is resolved."""
    case = _recycled(actor, case_id, now)
    agreed = _live(case_id)
    if agreed is None or not _has(Pickup, case_id) or _has(Certificate, case_id):
        raise NoRecycling(_("A certificate follows the goods, once."))
    if not recycler.strip():
        raise Invalid.of("recycler", _("Say who recycles them."))
    number = rules.certificate_number(day=timezone.localdate(now), serial=next_serial())
    Certificate.objects.create(
        case_id=case_id, number=number, recycler=recycler.strip(), treatment=treatment,
        issued_at=now, by_member=actor.staff_id,
    )  # fmt: skip
    _recorded(actor, case_id, "case.recycling_certified", now, number=number)
    lift_hold(actor=actor, case_id=case_id, kind=rules.HOLD, reference=case_id, now=now)
    if case.stage != Stage.CARRYING_OUT:
        return case
    words = _("Taken back: %(goods)s. Certificate %(number)s.")
    return resolve_case(
        actor=actor, case_id=case_id, version=version, root_cause="", cost_amount=cost_amount,
        result=words % {"goods": agreed.goods, "number": number}, now=now,
    )  # fmt: skip


@action
def leave_goods(
    *, actor: Actor, case_id: int, version: int | None, reason: str, now: datetime
) -> CaseBrief:
    """The customer keeps the old goods: why. Nothing is certified, and the case is resolved."""
    case = _recycled(actor, case_id, now)
    if _has(Pickup, case_id):
        raise NoRecycling(_("The goods are with us already."))
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    if (standing := _live(case_id)) is not None:
        _answered(standing, rules.Answer.REFUSED, now, comment=reason[:1000])
    _recorded(actor, case_id, "case.recycling_left", now)
    lift_hold(actor=actor, case_id=case_id, kind=rules.HOLD, reference=case_id, now=now)
    if case.stage == Stage.AWAITING_CONSENT:
        advance_case(actor=actor, case_id=case_id, version=version, stage=Stage.ACCEPTED, now=now)
        version = None
    if not case.is_open:
        return case
    return resolve_case(actor=actor, case_id=case_id, version=version, result=reason,
                        root_cause="", cost_amount=Decimal(0), now=now)  # fmt: skip


def _recycled(actor: Actor, case_id: int, now: datetime) -> CaseBrief:
    case = held_case(actor=actor, case_id=case_id, now=now)
    if case.classification.kind != Kind.RECYCLING or case.closed_at is not None:
        raise NoRecycling(_("Nothing is recycled on this case now."))
    return case


def _live(case_id: int) -> Appraisal | None:
    """That before the customer, or agreed upon."""
    return Appraisal.objects.filter(case_id=case_id, answer__in=("", rules.Answer.AGREED)).first()


def _has(part: Any, case_id: int) -> bool:
    return bool(part.objects.filter(case_id=case_id).exists())


def _answered(row: Appraisal, answer: rules.Answer, now: datetime, **said: str) -> None:
    row.answer, row.answered_at = answer, now
    vars(row).update(said)
    row.save(update_fields=["answer", "answered_at", *said])


def _recorded(actor: Actor, case_id: int, verb: str, at: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"case:{case_id}", at=at, **detail)
