from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.commitments.actions import move_clock
from aftercare.casework.commitments.queries import clock_card
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal

from .models import Explanation, NewDate


class NotBroken(Refusal):
    """There is no breach to explain."""


@action
def promise_new_date(
    *,
    actor: Actor,
    case_id: int,
    clock_id: int,
    due_at: datetime,
    reason: str,
    told: str,
    now: datetime,
) -> None:
    """A limit cannot be kept and the customer has been told so beforehand (R-CASE-08).

    `told` says how: the number of the call, the message. Both dates are kept. Refused once the
    former date has passed; then the breach is explained.
    """
    _must_say(reason=reason, told=told)
    former = move_clock(actor=actor, case_id=case_id, clock_id=clock_id, moment=due_at, now=now)
    new = NewDate.objects.create(
        case_id=case_id,
        clock_id=clock_id,
        former_due_at=former,
        due_at=due_at,
        reason=reason.strip(),
        told=told.strip(),
        promised_at=now,
        by_member=actor.staff_id,
    )
    record(
        actor=actor,
        verb="commitment.new_date_promised",
        subject=f"case:{case_id}",
        at=now,
        clock=clock_id,
        former=former.isoformat(),
        due_at=due_at.isoformat(),
        new_date=new.id,
    )


@action
def explain_breach(
    *, actor: Actor, case_id: int, clock_id: int, reason: str, now: datetime
) -> None:
    """Records why a promise was not kept (R-CASE-03)."""
    _must_say(reason=reason)
    case = case_brief(actor=actor, case_id=case_id)
    card = clock_card(actor=actor, case=case, clock_id=clock_id, now=now)
    if not card.late:
        raise NotBroken(_("This promise is not broken."))
    explanation = Explanation.objects.create(
        case_id=case_id,
        clock_id=clock_id,
        reason=reason.strip(),
        explained_at=now,
        by_member=actor.staff_id,
    )
    record(
        actor=actor,
        verb="commitment.breach_explained",
        subject=f"case:{case_id}",
        at=now,
        clock=clock_id,
        code=card.code,
        explanation=explanation.id,
    )


def _must_say(**texts: str) -> None:
    missing = {name: _("Fill this in.") for name, text in texts.items() if not text.strip()}
    if missing:
        raise Invalid(_("Something is missing."), fields=missing)
