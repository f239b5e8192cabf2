"""Care and installation: what belongs to it, told and agreed before, accepted after (R-FS-08, 09).

The visit itself is `visits`; what stands here is what a case of these kinds has to show.
"""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case, lift_hold, place_hold
from aftercare.casework.cases.queries import CaseBrief, Kind
from aftercare.casework.resolutions.queries import proof_is_enough
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal

from . import rules
from .models import Checklist


class NoChecklist(Refusal):
    """Neither care nor installation, ended, or not planned, or accepted already."""


@action
def await_acceptance(*, actor: Actor, case_id: int, now: datetime) -> None:
    """Where the policy asks for it, the case does not close before the customer accepts."""
    place_hold(actor=actor, case_id=case_id, kind=rules.HOLD, reference=case_id, now=now)
    record(actor=actor, verb="case.acceptance_awaited", subject=f"case:{case_id}", at=now)


@action
def drop_acceptance(*, actor: Actor, case_id: int, now: datetime) -> None:
    """The case turned out to be about something else."""
    lift_hold(actor=actor, case_id=case_id, kind=rules.HOLD, reference=case_id, now=now)
    record(actor=actor, verb="case.acceptance_dropped", subject=f"case:{case_id}", at=now)


@action
def plan_service(
    *,
    actor: Actor,
    case_id: int,
    goods: str,
    place: str = "",
    tasks: Collection[str] = (),
    price_amount: Decimal | None = None,
    price_told: str = "",
    now: datetime,
) -> None:
    """What is installed or cared for, what belongs to it (all, where nothing is chosen), the price.

    A price needs word of how the customer was told of it, before the work.
    """
    case = _unaccepted(actor, case_id, now)
    kind = case.classification.kind
    wrong = {} if goods.strip() else {"goods": _("Say what it is about.")}
    if kind == Kind.INSTALLATION and not place.strip():
        wrong["place"] = _("Say where in the home it comes.")
    if kind == Kind.CARE and price_amount is None:
        wrong["price_amount"] = _("The price is told before the work; free is 0.")
    if price_amount and not price_told.strip():
        wrong["price_told"] = _("Say how the customer was told of the price.")
    if wrong:
        raise Invalid(_("Something is missing."), fields=wrong)
    chosen = rules.in_order(kind, tasks) or list(rules.TASKS[kind])
    Checklist.objects.update_or_create(
        case_id=case_id,
        defaults={
            "goods": goods.strip(), "place": place.strip(), "tasks": chosen,
            "price_amount": price_amount, "price_told": price_told.strip(),
            "by_member": actor.staff_id, "planned_at": now,
        },
    )  # fmt: skip
    _recorded(actor, case_id, "case.service_planned", now, tasks=chosen,
              charged=bool(price_amount))  # fmt: skip


@action
def accept_service(
    *,
    actor: Actor,
    case_id: int,
    done: Collection[str],
    left_because: str = "",
    how: str,
    reference: str,
    now: datetime,
) -> None:
    """The customer accepts the work; what was planned and not done has a reason."""
    case = _unaccepted(actor, case_id, now)
    row = Checklist.objects.filter(case_id=case_id).first()
    if row is None:
        raise NoChecklist(_("Note first what belongs to the work."))
    finished = rules.in_order(case.classification.kind, done)
    undone = rules.left_undone(planned=row.tasks, done=finished)
    if undone and not left_because.strip():
        raise Invalid.of("left_because", _("Say why something was left out."))
    if not proof_is_enough(how=how, reference=reference, actor_is_customer=False):
        sentence = _("Name the proof: the number of the recording, of the document or message.")
        raise Invalid.of("reference", sentence)
    row.done, row.left_because = finished, left_because.strip()
    row.accepted_how, row.reference, row.accepted_at = how, reference.strip(), now
    row.save(update_fields=["done", "left_because", "accepted_how", "reference", "accepted_at"])
    _recorded(actor, case_id, "case.service_accepted", now, how=how, undone=undone)
    lift_hold(actor=actor, case_id=case_id, kind=rules.HOLD, reference=case_id, now=now)


def _unaccepted(actor: Actor, case_id: int, now: datetime) -> CaseBrief:
    case = held_case(actor=actor, case_id=case_id, now=now)
    if not rules.has_checklist(case.classification.kind) or case.closed_at is not None:
        raise NoChecklist(_("Nothing is installed or cared for on this case now."))
    if Checklist.objects.filter(case_id=case_id, accepted_at__isnull=False).exists():
        raise NoChecklist(_("The customer has accepted the work already."))
    return case


def _recorded(actor: Actor, case_id: int, verb: str, at: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"case:{case_id}", at=at, **detail)
