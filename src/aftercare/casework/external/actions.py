"""Matters before an authority, a marketplace or a court (R-CASE-13)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case, lift_hold, place_hold
from aftercare.casework.legal.actions import record_legal_step
from aftercare.casework.legal.queries import AUTHORITY, Step, legal_steps_possible
from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal

from .models import Matter

HOLD = "external"


class MatterRefused(Refusal):
    """It is open already, or the case has ended."""


@action
def open_matter(
    *,
    actor: Actor,
    case_id: int,
    body: str,
    reference: str,
    received_at: datetime,
    office: str = "",
    answer_by: datetime | None = None,
    hearing_at: datetime | None = None,
    now: datetime,
) -> int:
    """Somebody outside has taken the matter up; the case stays open until that ends. Its id.

    A complaint through 12315 starts the limits of the law.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    if case.closed_at is not None:
        raise MatterRefused(_("The case has ended; reopen it first."))
    if Matter.objects.filter(case_id=case_id, body=body, ended_at=None).exists():
        raise MatterRefused(_("A matter before this body is open already."))
    wrong = {} if reference.strip() else {"reference": _("Give the number of their file.")}
    if received_at > now:
        wrong["received_at"] = _("This cannot lie in the future.")
    wrong |= _before(received_at, answer_by=answer_by, hearing_at=hearing_at)
    if wrong:
        raise Invalid(_("Something is missing or cannot be right."), fields=wrong)
    matter = Matter.objects.create(
        case_id=case_id, body=body, office=office.strip(), reference=reference.strip(),
        received_at=received_at, answer_by=answer_by, hearing_at=hearing_at,
        by_member=actor.staff_id, recorded_at=now,
    )  # fmt: skip
    place_hold(actor=actor, case_id=case_id, kind=HOLD, reference=matter.id, now=now)
    _recorded(actor, matter, "case.external_opened", now)
    if body == AUTHORITY and Step.MEDIATION_OPENED in legal_steps_possible(actor=actor, case=case):
        record_legal_step(
            actor=actor, case_id=case_id, step=Step.MEDIATION_OPENED, happened_at=received_at,
            authority=AUTHORITY, reference=matter.reference, now=now,
        )  # fmt: skip
    return matter.id


@action
def set_dates(
    *,
    actor: Actor,
    case_id: int,
    matter_id: int,
    answer_by: datetime | None,
    hearing_at: datetime | None,
    now: datetime,
) -> None:
    """Until when they want an answer, and when it is heard or mediated."""
    matter = _open(actor, case_id, matter_id, now)
    wrong = _before(matter.received_at, answer_by=answer_by, hearing_at=hearing_at)
    if wrong:
        raise Invalid(_("Something is missing or cannot be right."), fields=wrong)
    matter.answer_by, matter.hearing_at = answer_by, hearing_at
    matter.save(update_fields=["answer_by", "hearing_at"])
    _recorded(actor, matter, "case.external_dated", now)


@action
def give_opinion(
    *, actor: Actor, case_id: int, matter_id: int, opinion: str, now: datetime
) -> None:
    """Counsel's opinion, sealed; the history says that there is one, not what it says."""
    matter = _open(actor, case_id, matter_id, now)
    if not opinion.strip():
        raise Invalid(_("Write the opinion."), fields={"opinion": _("Write the opinion.")})
    matter.opinion, matter.opinion_at = opinion.strip(), now
    matter.save(update_fields=["opinion", "opinion_at"])
    _recorded(actor, matter, "case.external_opinion", now)


@action
def end_matter(
    *,
    actor: Actor,
    case_id: int,
    matter_id: int,
    outcome: str,
    result: str,
    ended_at: datetime,
    now: datetime,
) -> None:
    """How it ended outside; the limits of the law that run because of it end with it."""
    matter = _open(actor, case_id, matter_id, now)
    wrong = {} if result.strip() else {"result": _("Write how it ended.")}
    if ended_at > now:
        wrong["ended_at"] = _("This cannot lie in the future.")
    elif ended_at < matter.received_at:
        wrong["ended_at"] = _("This cannot lie before what it ends.")
    if wrong:
        raise Invalid(_("Something is missing or cannot be right."), fields=wrong)
    matter.outcome, matter.result, matter.ended_at = outcome, result.strip(), ended_at
    matter.save(update_fields=["outcome", "result", "ended_at"])
    lift_hold(actor=actor, case_id=case_id, kind=HOLD, reference=matter.id, now=now)
    _recorded(actor, matter, "case.external_ended", now, outcome=outcome)
    if matter.body == AUTHORITY:
        _end_by_law(actor, matter, now)


def _end_by_law(actor: Actor, matter: Matter, now: datetime) -> None:
    case = held_case(actor=actor, case_id=matter.case_id, now=now)
    possible = legal_steps_possible(actor=actor, case=case)
    for step in (Step.MEDIATION_ENDED, Step.MEDIATION_DECLINED):
        if step in possible:
            record_legal_step(
                actor=actor, case_id=case.id, step=step, happened_at=matter.ended_at or now,
                reference=matter.reference, now=now,
            )  # fmt: skip


def _open(actor: Actor, case_id: int, matter_id: int, now: datetime) -> Matter:
    held_case(actor=actor, case_id=case_id, now=now)
    matter = Matter.objects.filter(case_id=case_id, id=matter_id, ended_at=None).first()
    if matter is None:
        raise NotFound(_("There is no such matter open on this case."))
    return matter


def _before(received_at: datetime, **dates: datetime | None) -> dict[str, str]:
    return {
        name: _("This cannot lie before the matter came in.")
        for name, at in dates.items()
        if at is not None and at < received_at
    }


def _recorded(actor: Actor, matter: Matter, verb: str, at: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"case:{matter.case_id}", at=at, body=matter.body,
           matter=matter.id, **detail)  # fmt: skip
