"""Finding out, proposing, approving, agreeing, carrying out."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import advance_case, held_case, resolve_case
from aftercare.casework.cases.queries import CaseBrief, Stage, case_brief, holds_of
from aftercare.casework.conversation.actions import log_contact
from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import Actor, ActorKind
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish

from . import events, rules
from .models import Approval, Consent, Finding, Resolution
from .queries import APPROVE_AS, Authority, authority_over, why_not_judge


class NotAtThisPoint(Refusal):
    """The resolution is not at the point where this can be done."""


class ClaimNotChecked(Refusal):
    """Goods are taken back only after proof of purchase and ground were looked at."""


class BeyondTable(Refusal):
    """More or less than the table of the policy says, and nobody wrote why."""


class ApprovalRefused(Refusal):
    """Not this person's approval to give."""


@action
def record_findings(
    *, actor: Actor, case_id: int, version: int | None, cause: str, liable: str, text: str,
    now: datetime,
) -> CaseBrief:  # fmt: skip
    """What the investigation found; the case goes on to working out a resolution."""
    if not text.strip():
        raise Invalid(_("Write what was found."), fields={"text": _("Write what was found.")})
    case = held_case(actor=actor, case_id=case_id, version=version, now=now)
    finding = Finding.objects.create(
        case_id=case.id, cause=cause, liable=liable, text=text, by_member_id=actor.staff_id, at=now
    )
    if case.stage in {Stage.ACCEPTED, Stage.INVESTIGATING}:
        case = advance_case(
            actor=actor, case_id=case_id, version=version, stage=Stage.PROPOSING, now=now
        )
    _recorded(actor, case.id, "case.findings_recorded", now, finding=finding.id, cause=cause)
    publish(events.FindingsRecorded(case_id=case.id, cause=cause, liable=liable, at=now))
    return case


@action
def add_option(
    *,
    actor: Actor,
    case_id: int,
    kind: str,
    summary: str,
    cost_amount: Decimal,
    compensation_amount: Decimal,
    expected_stars: int,
    ground: str = "",
    beyond_reason: str = "",
    now: datetime,
) -> int:
    """One more way to settle the case, to be compared with the others. Its id.

    Money rests on a `ground` of the table of the policy; other sums than the table says need a
    reason, and are approved as the policy says. Raises Invalid.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    if not case.is_open:
        raise NotAtThisPoint(_("The case is settled already; reopen it first."))
    ground = ground if compensation_amount else ""
    if compensation_amount and not ground and kind == rules.RETURN:
        ground = rules.REFUND
    found = authority_over(
        actor=actor, case=case, ground=ground, cost=cost_amount, money=compensation_amount
    )
    if found.lacks_ground:
        raise Invalid.of("ground", _("Say on which ground the customer gets money."))
    if found.is_outside and not beyond_reason.strip():
        raise Invalid.of("beyond_reason", found.beyond)
    option = Resolution.objects.create(
        case_id=case.id,
        kind=kind,
        summary=summary,
        cost_amount=cost_amount,
        compensation_amount=compensation_amount,
        ground=ground,
        beyond_reason=beyond_reason.strip() if found.is_outside else "",
        expected_stars=expected_stars,
        state=rules.State.OPTION,
        by_member_id=actor.staff_id,
        written_at=now,
    )
    _recorded(actor, case.id, "case.option_added", now, resolution=option.id, kind=kind)
    return option.id


@action
def withdraw_option(*, actor: Actor, case_id: int, resolution_id: int, now: datetime) -> None:
    """An option that is not followed any more; what was put to the customer can be taken back."""
    option = _locked(actor, case_id, resolution_id, now)
    if option.state in {rules.State.AGREED, rules.State.CARRIED_OUT}:
        raise NotAtThisPoint(_("The customer has agreed; it can only be carried out."))
    was_live = option.state in rules.LIVE
    _set(option, rules.State.WITHDRAWN)
    _recorded(actor, case_id, "case.option_withdrawn", now, resolution=option.id)
    if was_live:
        advance_case(actor=actor, case_id=case_id, version=None, stage=Stage.PROPOSING, now=now)


@action
def propose_resolution(
    *, actor: Actor, case_id: int, version: int | None, resolution_id: int, now: datetime
) -> CaseBrief:
    """Chooses an option: to the customer at once, or first to those who must approve its sum.

    What was granted in the matter before counts with it, so that parts need what the whole needs.
    """
    option = _locked(actor, case_id, resolution_id, now)
    case = case_brief(actor=actor, case_id=case_id)
    if option.state not in rules.EDITABLE:
        raise NotAtThisPoint(_("This resolution has been put forward already."))
    if option.kind in rules.OF_GOODS and rules.CLAIM in holds_of(actor=actor, case=case):
        raise ClaimNotChecked(_("Look at proof of purchase and ground first."))
    found = _authority(actor, case, option)
    if found.is_outside and not option.beyond_reason:
        raise BeyondTable(found.beyond)
    option.steps = list(found.steps)
    option.by_member_id, option.put_forward_at = actor.staff_id, now
    stage = Stage.AWAITING_APPROVAL if option.steps else Stage.AWAITING_CONSENT
    case = advance_case(actor=actor, case_id=case_id, version=version, stage=stage, now=now)
    if option.steps:
        _set(option, rules.State.AWAITING_APPROVAL, "steps", "by_member_id", "put_forward_at")
        _recorded(actor, case_id, "case.approval_asked", now, resolution=option.id)
        publish(events.ApprovalAsked(case_id=case_id, step=option.steps[0], at=now))
    else:
        _offer(actor, option, now, "steps", "by_member_id", "put_forward_at")
    return case


@action
def approve_resolution(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    resolution_id: int,
    comment: str = "",
    now: datetime,
) -> CaseBrief:
    """One step of approval. After the last one the resolution goes to the customer."""
    option, given = _to_approve(actor, case_id, resolution_id, now)
    step = rules.next_approval(option.steps, len(given)) or ""
    further = rules.next_approval(option.steps, len(given) + 1)
    if further is None:
        _must_reach(actor, option)
    _approve(option, actor, step, now, granted=True, comment=comment)
    _recorded(actor, case_id, "case.resolution_approved", now, resolution=option.id, step=step)
    if further is None:
        _offer(actor, option, now)
        return advance_case(
            actor=actor, case_id=case_id, version=version, stage=Stage.AWAITING_CONSENT, now=now
        )
    publish(events.ApprovalAsked(case_id=case_id, step=further, at=now))
    return held_case(actor=actor, case_id=case_id, version=version, now=now)


@action
def decline_resolution(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    resolution_id: int,
    comment: str,
    now: datetime,
) -> CaseBrief:
    """The approver says no, with a reason; another resolution must be found."""
    if not comment.strip():
        raise Invalid.of("comment", _("Say why."))
    option, given = _to_approve(actor, case_id, resolution_id, now)
    step = rules.next_approval(option.steps, len(given)) or ""
    _approve(option, actor, step, now, granted=False, comment=comment)
    _set(option, rules.State.DECLINED)
    _recorded(actor, case_id, "case.resolution_declined", now, resolution=option.id, step=step)
    return advance_case(
        actor=actor, case_id=case_id, version=version, stage=Stage.PROPOSING, now=now
    )


@action
def record_consent(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    resolution_id: int,
    how: str,
    reference: str = "",
    comment: str = "",
    now: datetime,
) -> CaseBrief:
    """The customer agrees. Staff name the proof: a recorded call, a signature, a message."""
    consent = Consent(agreed=True, how=how, reference=reference, comment=comment, at=now)
    option = _heard(actor, case_id, resolution_id, consent)
    publish(events.ResolutionAgreed(case_id=case_id, resolution_id=option.id, at=now))
    return advance_case(
        actor=actor, case_id=case_id, version=version, stage=Stage.CARRYING_OUT, now=now
    )


@action
def record_refusal(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    resolution_id: int,
    how: str,
    reference: str = "",
    comment: str = "",
    now: datetime,
) -> CaseBrief:
    """The customer says no: a second talk follows, and the case rises (R-CASE-07)."""
    consent = Consent(agreed=False, how=how, reference=reference, comment=comment, at=now)
    option = _heard(actor, case_id, resolution_id, consent)
    publish(events.ResolutionRefused(case_id=case_id, resolution_id=option.id, at=now))
    return advance_case(
        actor=actor, case_id=case_id, version=version, stage=Stage.PROPOSING, escalate=True, now=now
    )


@action
def carry_out_resolution(
    *, actor: Actor, case_id: int, version: int | None, result: str, cost_amount: Decimal | None,
    root_cause: str = "", now: datetime,
) -> CaseBrief:  # fmt: skip
    """What was agreed has been done: the case is resolved, with its result and what it cost."""
    held_case(actor=actor, case_id=case_id, now=now)
    found = Resolution.objects.select_for_update().filter(case_id=case_id, state=rules.State.AGREED)
    option = found.first()
    if option is None:
        raise NotAtThisPoint(_("The customer has not agreed to a resolution yet."))
    finding = Finding.objects.filter(case_id=case_id).order_by("-id").first()
    option.carried_out_at = now
    _set(option, rules.State.CARRIED_OUT, "carried_out_at")
    _recorded(actor, case_id, "case.resolution_carried_out", now, resolution=option.id)
    publish(
        events.ResolutionCarriedOut(
            case_id=case_id, resolution_id=option.id, kind=option.kind, at=now
        )
    )
    return resolve_case(
        actor=actor,
        case_id=case_id,
        version=version,
        result=result,
        root_cause=root_cause or (finding.cause if finding else ""),
        cost_amount=cost_amount,
        now=now,
    )


@derived
def forfeit_money(*, actor: Actor, case_id: int, resolution_id: int, now: datetime) -> None:
    """The promise of its money was taken back: it no longer counts as given."""
    del actor
    found = Resolution.objects.filter(case_id=case_id, id=resolution_id)
    found.update(taken_back_at=now)


@action
def answer_question(
    *, actor: Actor, case_id: int, version: int | None, channel: str, answer: str, now: datetime
) -> CaseBrief:
    """Answers a consultation: the answer is the contact and the result in one (R-CASE-11)."""
    log_contact(
        actor=actor,
        case_id=case_id,
        channel=channel,
        outbound=True,
        public=True,
        text=answer,
        now=now,
    )
    case = resolve_case(
        actor=actor,
        case_id=case_id,
        version=version,
        result=answer,
        root_cause="",
        cost_amount=None,
        now=now,
    )
    _recorded(actor, case_id, "case.question_answered", now)
    return case


def _locked(actor: Actor, case_id: int, resolution_id: int, now: datetime) -> Resolution:
    held_case(actor=actor, case_id=case_id, now=now)
    found = Resolution.objects.select_for_update().filter(case_id=case_id, id=resolution_id)
    option = found.first()
    if option is None:
        raise NotFound(_("There is no such resolution."))
    return option


def _to_approve(
    actor: Actor, case_id: int, resolution_id: int, now: datetime
) -> tuple[Resolution, list[Approval]]:
    option = _locked(actor, case_id, resolution_id, now)
    if option.state != rules.State.AWAITING_APPROVAL:
        raise NotAtThisPoint(_("This resolution does not await approval."))
    given = list(option.approvals.filter(at__gte=option.put_forward_at).order_by("id"))
    step = rules.next_approval(option.steps, len(given))
    if step in APPROVE_AS:
        actor.must(APPROVE_AS[step])
    users = [approval.by_user_id for approval in given]
    if why := why_not_judge(actor=actor, by_member_id=option.by_member_id, given=users):
        raise ApprovalRefused(why)
    return option, given


def _authority(actor: Actor, case: CaseBrief, option: Resolution) -> Authority:
    return authority_over(
        actor=actor, case=case, ground=option.ground, cost=option.cost_amount,
        money=option.compensation_amount, besides=option.id,
    )  # fmt: skip


def _must_reach(actor: Actor, option: Resolution) -> None:
    """The last word on a sum is of somebody whose own limit reaches it; a no is anybody's."""
    case = case_brief(actor=actor, case_id=option.case_id)
    if not (found := _authority(actor, case, option)).may_approve:
        raise ApprovalRefused(found.too_much)


def _approve(option: Resolution, actor: Actor, step: str, now: datetime, **said: Any) -> None:
    judge, case_id = actor.user_id or 0, option.case_id
    Approval.objects.create(resolution=option, step=step, by_user_id=judge, by_name=actor.name,
                            at=now, **said)  # fmt: skip
    granted = bool(said["granted"])
    publish(events.ResolutionJudged(case_id=case_id, granted=granted, by_user_id=judge, at=now))


def _offer(actor: Actor, option: Resolution, now: datetime, *names: str) -> None:
    option.offered_at = now
    _set(option, rules.State.OFFERED, "offered_at", *names)
    _recorded(actor, option.case_id, "case.resolution_offered", now, resolution=option.id)
    publish(
        events.ResolutionProposed(
            case_id=option.case_id, resolution_id=option.id, kind=option.kind, at=now
        )
    )


def _heard(actor: Actor, case_id: int, resolution_id: int, consent: Consent) -> Resolution:
    """The customer's yes or no to what was put to them, with its proof."""
    option = _locked(actor, case_id, resolution_id, consent.at)
    if option.state != rules.State.OFFERED:
        raise NotAtThisPoint(_("This resolution is not before the customer."))
    is_customer = actor.kind is ActorKind.CUSTOMER
    if not rules.proof_is_enough(
        how=consent.how, reference=consent.reference, actor_is_customer=is_customer
    ):
        sentence = _("Name the proof: the number of the recording, of the document or message.")
        raise Invalid.of("reference", sentence)
    consent.resolution = option
    consent.save()
    _set(option, rules.State.AGREED if consent.agreed else rules.State.REFUSED)
    verb = "case.customer_agreed" if consent.agreed else "case.customer_refused"
    record(actor=actor, verb=verb, subject=f"case:{case_id}", at=consent.at, resolution=option.id,
           how=consent.how)  # fmt: skip
    if is_customer:
        publish(events.CustomerAnswered(case_id=case_id, agreed=consent.agreed, at=consent.at))
    return option


def _set(option: Resolution, state: rules.State, *names: str) -> None:
    option.state = state
    option.save(update_fields=["state", *names])


def _recorded(actor: Actor, case_id: int, verb: str, at: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"case:{case_id}", at=at, **detail)
