"""What the technician notes at the door (R-FS-05, R-FS-07).

Each note carries a `client_ref` made where it is noted: sent twice, it is the same note, also when
the visit has ended meanwhile. `said_at` is when it was noted; without network it comes later.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from aftercare.casework.cases.actions import held_case
from aftercare.customers.parties.actions import reveal_customer
from aftercare.customers.parties.queries import CustomerClear
from aftercare.fieldservice.appointments.actions import end_visit
from aftercare.fieldservice.appointments.queries import AppointmentBrief, Outcome
from aftercare.fieldservice.quotes.queries import Deed, Price, may_do, price_of
from aftercare.fieldservice.workorders.actions import finish_order, held_order
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.foundation.files.queries import own_file_ids

from . import rules
from .models import Findings, Photo, Signature, StepAnswer
from .queries import NoteBrief, brief_of, in_words, lacking_of, norm_at_the_door, steps_of, stop_of
from .queries import subjects_of as shown_by
from .rules import Fault

Noted = TypeVar("Noted", StepAnswer, Photo, Findings, Signature)


class NotAtWork(Refusal):
    """The visit has not begun, or has ended, or the customer has signed for it."""


class StepRefused(Refusal):
    """A step of the checklist cannot be answered like this now."""


class PriceWaits(Refusal):
    """What is charged waits until the customer has agreed to its price."""


class NotComplete(Refusal):
    """Something that belongs to the record is missing."""


@action
def check_step(
    *,
    actor: Actor,
    appointment_id: int,
    client_ref: UUID,
    step: str,
    answer: str,
    note: str = "",
    said_at: datetime,
    now: datetime,
) -> NoteBrief:
    """One step of the checklist: done, or left out for a reason. A dangerous one is never left out.

    Answered anew, the later answer counts. Raises StepRefused where a dangerous step comes first,
    PriceWaits where a charged repair is not agreed to.
    """
    visit, order = _visit(actor, appointment_id, now)
    if known := _known(StepAnswer, client_ref, visit):
        return known
    _must_be_at_work(visit)
    norm, answers = norm_at_the_door(order), _answers(visit)
    fault = rules.fault_of_answer(steps_of(norm), answers, step=step, answer=answer, note=note)
    if fault is not None:
        raise _refused(fault)
    looks = answer == rules.Answer.LEFT or next(
        one.before_price for one in norm.checklist if one.code == step
    )
    _must_be_agreed(order, Deed.LOOK if looks else Deed.MEND, now)
    row = StepAnswer.objects.create(
        **_common(actor, visit, client_ref, said_at, now), step=step, answer=answer,
        note=note.strip(),
    )  # fmt: skip
    _recorded(actor, visit, "order.step_checked", now, check=step, answer=answer)
    return brief_of(row)


@action
def attach_photo(
    *,
    actor: Actor,
    appointment_id: int,
    client_ref: UUID,
    shows: str,
    step: str = "",
    file_id: int,
    said_at: datetime,
    now: datetime,
) -> NoteBrief:
    """A picture that the actor has stored: `shows` is one of ALWAYS, or what the norm names.

    `said_at` is when it was taken.
    """
    visit, order = _visit(actor, appointment_id, now)
    if known := _known(Photo, client_ref, visit):
        return known
    if shows != rules.ABSENT or visit.state not in rules.BEFORE_WORK:
        _must_be_at_work(visit)
    norm = norm_at_the_door(order)
    if shows not in shown_by(norm):
        raise Invalid.of("shows", _("Say what the photo shows."))
    if step and step not in {one.code for one in norm.checklist}:
        raise _refused(Fault.UNKNOWN_STEP)
    if Photo.objects.filter(appointment_id=visit.id).count() >= rules.MOST_PHOTOS:
        raise Invalid.of("file", _("More photos do not belong to one visit."))
    row = Photo.objects.create(
        **_common(actor, visit, client_ref, said_at, now), shows=shows, step=step,
        file_id=_own_file(actor, file_id),
    )  # fmt: skip
    _recorded(actor, visit, "order.photo_taken", now, shows=shows, check=step)
    return brief_of(row)


@action
def note_findings(
    *,
    actor: Actor,
    appointment_id: int,
    client_ref: UUID,
    fault: str = "",
    cause: str = "",
    work: str = "",
    tested: str = "",
    said_at: datetime,
    now: datetime,
) -> NoteBrief:
    """What was wrong, why, what was done, how it was tested. Noted anew, the later one counts.

    Before the customer has agreed to a charged price: what was wrong and why, not what was done.
    """
    visit, order = _visit(actor, appointment_id, now)
    if known := _known(Findings, client_ref, visit):
        return known
    _must_be_at_work(visit)
    if work.strip() or tested.strip():
        _must_be_agreed(order, Deed.MEND, now)
    if not work.strip() and may_do(Deed.MEND, price=price_of(actor=SYSTEM, order=order, now=now)):
        raise Invalid.of("work", _("Say what was done."))
    if not (work.strip() or fault.strip() or cause.strip()):
        raise Invalid.of("fault", _("Say what was found."))
    row = Findings.objects.create(
        **_common(actor, visit, client_ref, said_at, now), fault=fault.strip(),
        cause=cause.strip(), work=work.strip(), tested=tested.strip(),
    )  # fmt: skip
    _recorded(actor, visit, "order.findings_noted", now)
    return brief_of(row)


@action
def sign_record(
    *,
    actor: Actor,
    appointment_id: int,
    client_ref: UUID,
    signer: str,
    file_id: int,
    said_at: datetime,
    now: datetime,
) -> NoteBrief:
    """The customer signs for what was done. Raises NotComplete, with what is missing."""
    visit, order = _visit(actor, appointment_id, now)
    if known := _known(Signature, client_ref, visit):
        return known
    _must_be_at_work(visit)
    if not signer.strip():
        raise Invalid.of("signer", _("Say who signs."))
    _must_be_complete(visit, order)
    row = Signature.objects.create(
        **_common(actor, visit, client_ref, said_at, now), signer=signer.strip()[:60],
        file_id=_own_file(actor, file_id),
    )  # fmt: skip
    _recorded(actor, visit, "order.record_signed", now)
    return brief_of(row)


@action
def complete_visit(
    *, actor: Actor, appointment_id: int, said_at: datetime, now: datetime
) -> AppointmentBrief:
    """The work is done and signed for: the visit ends, and the order with it. Twice is once."""
    visit, order = _visit(actor, appointment_id, now)
    if visit.state == Outcome.DONE:
        return visit
    if not Signature.objects.filter(appointment_id=visit.id).exists():
        raise NotComplete(_("The customer has not signed yet."))
    said = Findings.objects.filter(appointment_id=visit.id).latest("said_at", "id")
    over = end_visit(actor=actor, appointment_id=visit.id, outcome=Outcome.DONE, at=said_at,
                     now=now)  # fmt: skip
    finish_order(actor=_inside(actor), order_id=order.id, version=None, result=said.work, now=now)
    _recorded(actor, visit, "order.visit_completed", now)
    return over


@action
def show_customer(*, actor: Actor, appointment_id: int, now: datetime) -> CustomerClear:
    """Whom to call and where to ring, for those who go there; the look leaves its trace."""
    visit, order = _visit(actor, appointment_id, now)
    if not visit.is_live:
        raise NotAtWork(_("This visit has ended."))
    case = held_case(actor=_inside(actor), case_id=order.case_id, now=now)
    _recorded(actor, visit, "order.customer_shown", now)
    return reveal_customer(
        actor=_inside(actor), customer_id=case.customer_id, case_id=case.id, now=now,
        reason=_("Visit of work order {number}").format(number=order.number),
    )  # fmt: skip


def _visit(actor: Actor, appointment_id: int, now: datetime) -> tuple[AppointmentBrief, OrderBrief]:
    """For those who come on this visit, and nobody else; order and case are locked."""
    seen = stop_of(actor=actor, appointment_id=appointment_id)
    order = held_order(actor=_inside(actor), order_id=seen.order.id, now=now)
    return stop_of(actor=actor, appointment_id=appointment_id).visit, order


def _inside(actor: Actor) -> Actor:
    """Whoever goes there may do what belongs to it, also where the case is of another unit."""
    return replace(actor, sees_everything=True, grants=actor.grants | {"cases.see_cases"})


def _known(model: type[Noted], client_ref: UUID, visit: AppointmentBrief) -> NoteBrief | None:
    """The same note, sent again."""
    row = model.objects.filter(client_ref=client_ref).first()
    if row is not None and row.appointment_id != visit.id:
        raise Invalid.of("client_ref", _("This reference belongs to another note."))
    return brief_of(row) if row else None


def _must_be_at_work(visit: AppointmentBrief) -> None:
    if visit.state != rules.AT_WORK:
        raise NotAtWork(_("Begin the work first.") if visit.is_live else _("This visit has ended."))
    if Signature.objects.filter(appointment_id=visit.id).exists():
        raise NotAtWork(_("The customer has signed already: nothing is changed after that."))


def _must_be_agreed(order: OrderBrief, deed: Deed, now: datetime) -> None:
    """The order is locked: nobody agrees or declines meanwhile."""
    if deed is Deed.LOOK:
        return
    price = price_of(actor=SYSTEM, order=order, now=now)
    if may_do(deed, price=price):
        return
    if price is Price.UNTOLD:
        raise PriceWaits(
            _(
                "This work is charged, and the customer has not been told the price yet: show it "
                "and have it signed for first. Looking for the fault may go on."
            )
        )
    if price is Price.DECLINED:
        raise PriceWaits(
            _(
                "The customer declined the price: nothing is repaired. Tell another price, "
                "or leave the step out and say why."
            )
        )
    raise PriceWaits(
        _(
            "The customer has not agreed to the price yet. Looking for the fault may go on; "
            "this waits for the signature under the price."
        )
    )


def _must_be_complete(visit: AppointmentBrief, order: OrderBrief) -> None:
    norm, photos = norm_at_the_door(order), Photo.objects.filter(appointment_id=visit.id)
    said = Findings.objects.filter(appointment_id=visit.id).order_by("said_at", "id").last()
    lacking = lacking_of(norm, _answers(visit), photos, found=bool(said and said.work))
    steps = {one.code: in_words(one) for one in norm.checklist}
    shown = {one.code: in_words(one) for one in norm.photos}
    missing = {
        "steps": [steps[code] for code in lacking.steps],
        "photos": [
            *(steps[code] for code in lacking.pictures_of),
            *(shown[code] for code in lacking.shows),
        ],
    }
    if missing["steps"]:
        text = _("Not answered yet: {steps}.").format(steps="; ".join(missing["steps"]))
        raise NotComplete(text, fields={"steps": text})
    if missing["photos"]:
        text = _("A photo is missing: {photos}.").format(photos="; ".join(missing["photos"]))
        raise NotComplete(text, fields={"photos": text})
    if lacking.findings:
        raise NotComplete(_("Note first what was done."), fields={"work": _("Say what was done.")})


def _answers(visit: AppointmentBrief) -> dict[str, str]:
    """By step, the last one said."""
    rows = StepAnswer.objects.filter(appointment_id=visit.id).order_by("said_at", "id")
    return dict(rows.values_list("step", "answer"))


def _common(
    actor: Actor, visit: AppointmentBrief, client_ref: UUID, said_at: datetime, now: datetime
) -> dict[str, Any]:
    return {
        "client_ref": client_ref,
        "work_order_id": visit.order_id,
        "appointment_id": visit.id,
        "by_member_id": actor.staff_id,
        "said_at": min(said_at, now),
        "kept_at": now,
    }


def _own_file(actor: Actor, file_id: int) -> int:
    if file_id not in own_file_ids(actor=actor, ids=[file_id]):
        raise Invalid.of("file", _("There is no such file."))
    return file_id


def _refused(fault: Fault) -> StepRefused:
    return StepRefused(
        {
            Fault.UNKNOWN_STEP: _("This step does not belong to the job."),
            Fault.DANGER_FIRST: _("A safety step before this one has not been confirmed."),
            Fault.DANGER_STAYS: _(
                "A safety step cannot be left out. If it cannot be done, end the visit."
            ),
            Fault.WITHOUT_REASON: _("Say why the step is left out."),
        }[fault]
    )


def _recorded(
    actor: Actor, visit: AppointmentBrief, verb: str, at: datetime, **detail: Any
) -> None:
    record(actor=actor, verb=verb, subject=f"order:{visit.order_id}", at=at, visit=visit.id,
           **detail)  # fmt: skip
