from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import (
    held_case,
    lift_hold,
    note_satisfaction,
    place_hold,
    reopen_case,
)
from aftercare.casework.cases.queries import case_brief, reopenable
from aftercare.casework.commitments.actions import meet_commitments
from aftercare.casework.conversation.actions import add_message, log_contact
from aftercare.casework.intake.actions import register_again
from aftercare.casework.intake.queries import Intake
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.policy.packs.queries import MetOn, handling_rules

from . import rules
from .models import FollowUp

INTAKES = {"sms": "phone", "visit": "walk_in"}  # how a follow-up spoke -> how a case comes in


class NothingToFollowUp(Refusal):
    """No question is open to this customer."""


@action
def plan_follow_up(*, actor: Actor, case_id: int, pack_version_id: int, now: datetime) -> None:
    """After a resolution: the case does not close before the customer was asked."""
    case = case_brief(actor=actor, case_id=case_id)
    policy = handling_rules(actor=actor, version_id=pack_version_id)
    if case.classification.kind not in policy.follow_up_kinds:
        return
    follow_up = FollowUp.objects.create(
        case_id=case.id, planned_at=now, tries_wanted=policy.follow_up_tries
    )
    place_hold(actor=actor, case_id=case.id, kind=rules.HOLD, reference=follow_up.id, now=now)
    record(actor=actor, verb="case.follow_up_planned", subject=f"case:{case.id}", at=now)


@action
def record_follow_up_try(
    *, actor: Actor, case_id: int, channel: str, note: str, now: datetime
) -> None:
    """The customer could not be reached. After as many tries as the policy says it is enough."""
    follow_up = _open_of(actor, case_id, now)
    log_contact(
        actor=actor,
        case_id=case_id,
        channel=channel,
        outbound=True,
        reached=False,
        text=note,
        now=now,
    )
    follow_up.tries += 1
    _keep(actor, follow_up, now, "tries")
    record(
        actor=actor,
        verb="case.follow_up_tried",
        subject=f"case:{case_id}",
        at=now,
        tries=follow_up.tries,
    )


@action
def record_follow_up(
    *,
    actor: Actor,
    case_id: int,
    stars: int,
    comment: str,
    channel: str = "portal",
    now: datetime,
) -> None:
    """The customer's answer, by call or on the portal. Unhappy: back to handling, one level up."""
    if stars not in range(1, 6):
        raise Invalid(_("Give one to five stars."), fields={"stars": _("Give one to five stars.")})
    follow_up = _open_of(actor, case_id, now)
    follow_up.stars, follow_up.comment = stars, comment
    follow_up.by_customer = actor.kind is ActorKind.CUSTOMER
    follow_up.by_member_id = actor.staff_id
    follow_up.tries += 1
    _logged(actor, case_id, channel, stars, comment, now)
    _keep(actor, follow_up, now, "tries", "stars", "comment", "by_customer", "by_member_id")
    note_satisfaction(actor=actor, case_id=case_id, stars=stars, now=now)
    record(
        actor=actor,
        verb="case.follow_up_answered",
        subject=f"case:{case_id}",
        at=now,
        stars=stars,
        satisfied=rules.is_satisfied(stars),
    )
    if not rules.is_satisfied(stars):
        _back_to_handling(actor, case_id, channel, comment.strip(), now)


@action
def drop_follow_up(*, actor: Actor, case_id: int, now: datetime) -> None:
    """The case went back to handling: what was to be asked is settled by that."""
    for follow_up in FollowUp.objects.select_for_update().filter(case_id=case_id, ended_at=None):
        follow_up.ended_at = now
        follow_up.save(update_fields=["ended_at"])
        lift_hold(actor=actor, case_id=case_id, kind=rules.HOLD, reference=follow_up.id, now=now)
    record(actor=actor, verb="case.follow_up_dropped", subject=f"case:{case_id}", at=now)


def _open_of(actor: Actor, case_id: int, now: datetime) -> FollowUp:
    held_case(actor=actor, case_id=case_id, now=now)
    found = FollowUp.objects.select_for_update().filter(case_id=case_id, ended_at=None).first()
    if found is None:
        raise NothingToFollowUp(_("There is nothing to follow up on this case now."))
    return found


def _back_to_handling(
    actor: Actor, case_id: int, channel: str, comment: str, now: datetime
) -> None:
    """One level up; past the days in which the policy reopens it is a new case, linked."""
    reason = comment or _("The customer is not satisfied.")
    case = case_brief(actor=actor, case_id=case_id)
    _since, until = reopenable(actor=SYSTEM, case=case)
    if now <= until:
        reopen_case(actor=actor, case_id=case_id, version=None, reason=reason, escalate=True,
                    now=now)  # fmt: skip
    else:
        intake = Intake(channel=INTAKES.get(channel, channel), description=reason)
        register_again(actor=SYSTEM, case_id=case_id, intake=intake, now=now)


def _logged(
    actor: Actor, case_id: int, channel: str, stars: int, comment: str, now: datetime
) -> None:
    text = "★" * stars + (f" {comment}" if comment.strip() else "")
    if actor.kind is ActorKind.CUSTOMER:
        add_message(actor=actor, case_id=case_id, text=text, now=now)
    else:
        log_contact(
            actor=actor, case_id=case_id, channel=channel, outbound=True, text=text, now=now
        )


def _keep(actor: Actor, follow_up: FollowUp, now: datetime, *names: str) -> None:
    facts = rules.FollowUpFacts(
        tries=follow_up.tries,
        tries_wanted=follow_up.tries_wanted,
        is_answered=follow_up.stars is not None,
    )
    if rules.is_done(facts):
        follow_up.ended_at = now
        lift_hold(
            actor=actor,
            case_id=follow_up.case_id,
            kind=rules.HOLD,
            reference=follow_up.id,
            now=now,
        )
        meet_commitments(
            actor=actor,
            case_id=follow_up.case_id,
            by=[MetOn.FOLLOWED_UP],
            met_by=f"follow_up:{follow_up.id}",
            at=now,
            now=now,
        )
    follow_up.save(update_fields=[*names, "ended_at"])
