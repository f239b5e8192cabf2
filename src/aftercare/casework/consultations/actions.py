"""Questions: answered at once, or passed on to somebody who knows, and brought back (R-CASE-11)."""

from dataclasses import replace
from datetime import datetime
from typing import NoReturn

from django.utils.translation import gettext as _

from aftercare.casework.assignment.actions import assign_case
from aftercare.casework.cases.actions import classify_case, close_case, held_case
from aftercare.casework.cases.queries import CaseBrief, Kind, Stage, steps_of
from aftercare.casework.commitments.actions import meet_commitments
from aftercare.casework.intake.actions import Registered, register_case
from aftercare.casework.intake.queries import Intake
from aftercare.casework.resolutions.actions import answer_question
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.people.staff.queries import member_briefs
from aftercare.policy.packs.queries import MetOn

from .models import Referral
from .queries import specialist_for


class NotReferred(Refusal):
    """Not an open question, or passed on already, or never."""


class NobodyKnows(Refusal):
    """No one on duty answers for such questions."""


@action
def answer_at_once(
    *, actor: Actor, intake: Intake, channel: str, answer: str, now: datetime
) -> Registered:
    """A question that is settled while it is asked: registered with its answer, and closed.

    It stays open only where the policy wants the customer to be asked afterwards.
    """
    if not answer.strip():
        _refuse("answer", _("Write what was answered."))
    if intake.kind not in {"", Kind.CONSULTATION}:
        _refuse("answer", _("Only a question is answered at once; leave the answer empty."))
    asked = replace(
        intake, kind=Kind.CONSULTATION, owner_id=actor.staff_id, complex=False, confirmed=True
    )
    registered = register_case(actor=actor, intake=asked, now=now)
    if not registered.is_new:
        return registered
    case = answer_question(
        actor=actor, case_id=registered.case.id, version=None, channel=channel, answer=answer,
        now=now,
    )  # fmt: skip
    record(actor=actor, verb="case.answered_at_once", subject=f"case:{case.id}", at=now)
    _step, missing = steps_of(actor=actor, case=case)
    if not missing:
        case = close_case(actor=actor, case_id=case.id, version=None, now=now)
    return replace(registered, case=case)


@action
def refer_question(
    *,
    actor: Actor,
    case_id: int,
    version: int | None,
    question: str,
    to_id: int | None = None,
    now: datetime,
) -> CaseBrief:
    """Passes a question on to a specialist, by duty where nobody is named; it is complex then.

    The specialist answers for it until the answer comes back. Raises NotReferred, NobodyKnows.
    """
    case = held_case(actor=actor, case_id=case_id, now=now)
    if case.classification.kind != Kind.CONSULTATION or case.stage != Stage.ACCEPTED:
        raise NotReferred(_("Only an open question is passed on."))
    if _open(case_id) is not None:
        raise NotReferred(_("It has been passed on already."))
    if not question.strip():
        _refuse("question", _("Write what is to be answered."))
    to_id = to_id or specialist_for(actor=actor, case=case, at=now)
    if to_id is None:
        raise NobodyKnows(_("Nobody on duty answers for such questions; choose a person."))
    if to_id == case.owner_id:
        _refuse("to_id", _("This person has the case already."))
    if not case.classification.complex:
        classify_case(
            actor=actor, case_id=case_id, version=version, safety=case.safety,
            classification=replace(case.classification, complex=True), now=now,
        )  # fmt: skip
        version = None
    referral = Referral.objects.create(
        case_id=case_id, question=question.strip(), from_member_id=case.owner_id,
        to_member_id=to_id, asked_at=now,
    )  # fmt: skip
    record(actor=actor, verb="case.question_referred", subject=f"case:{case_id}", at=now,
           words={"question": referral.question}, to=to_id)  # fmt: skip
    meet_commitments(actor=actor, case_id=case_id, by=[MetOn.REFERRED],
                     met_by=f"referral:{referral.id}", at=now, now=now)  # fmt: skip
    return assign_case(actor=actor, case_id=case_id, version=version, owner_id=to_id, now=now)


@action
def return_answer(
    *, actor: Actor, case_id: int, version: int | None, answer: str, now: datetime
) -> CaseBrief:
    """The specialist's answer goes back to whoever asked for it, who tells the customer."""
    case = held_case(actor=actor, case_id=case_id, now=now)
    referral = _open(case_id)
    if referral is None or not case.is_open:
        raise NotReferred(_("No question was passed on that waits for an answer."))
    if not answer.strip():
        _refuse("answer", _("Write what was answered."))
    referral.answer, referral.answered_at = answer.strip(), now
    referral.save(update_fields=["answer", "answered_at"])
    record(actor=actor, verb="case.answer_returned", subject=f"case:{case_id}", at=now,
           words={"answer": referral.answer}, to=referral.from_member_id)  # fmt: skip
    asked_by = member_briefs(actor=SYSTEM, ids=[referral.from_member_id])
    if not asked_by[referral.from_member_id].is_active:
        return case
    return assign_case(
        actor=actor, case_id=case_id, version=version, owner_id=referral.from_member_id, now=now
    )


def _open(case_id: int) -> Referral | None:
    return Referral.objects.filter(case_id=case_id, answered_at=None).first()


def _refuse(field: str, sentence: str) -> NoReturn:
    raise Invalid(sentence, fields={field: sentence})
