"""What was done at the door, for whoever does it, checks it, or prints it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import CaseBrief
from aftercare.customers.parties.queries import CustomerClear, customer_clear
from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    appointment_brief,
    appointments_of,
    day_of,
    next_day_of,
)
from aftercare.fieldservice.workorders.queries import (
    Named,
    Norm,
    OrderBrief,
    StepSpec,
    names_at_work,
    norm_of,
    order_brief,
    order_briefs,
)
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import FileBrief, file_briefs

from . import rules
from .models import ANSWER_CHOICES, Findings, Photo, Signature, StepAnswer
from .rules import ABSENT, AGREED, ALWAYS, AT_WORK, OTHER, Answer, Lacking, said

__all__ = ["ABSENT", "AGREED", "ANSWER_CHOICES", "AT_WORK", "OTHER", "Answer", "Lacking", "said"]

SEE_RECORDS = view("records.see_records")

Said = TypeVar("Said", StepAnswer, Photo, Findings, Signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBrief:
    """One note of the door as it was kept: by the clock there, and by ours."""

    id: int
    client_ref: UUID
    said_at: datetime
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """`shows`: a code, `caption` its words; `step`: of which step of the checklist, if of one."""

    id: int
    shows: str
    caption: str
    step: str
    file: FileBrief
    taken_at: datetime
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """`answer` "" where nobody has said anything yet; `before_price`: it waits for no agreement."""

    code: str
    text: str
    is_danger: bool
    needs_photo: bool
    before_price: bool
    answer: str = ""
    note: str = ""
    said_at: datetime | None = None
    photos: Sequence[PhotoRow] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsRow:
    fault: str
    cause: str
    work: str
    tested: str
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """The file is a picture of the hand."""

    signer: str
    file: FileBrief
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCard:
    """One visit as it was noted; `lacking` is what a signature still waits for.

    `wanted`: what the norm of the job wants to see on photos, with its words.
    """

    appointment_id: int
    steps: list[StepRow]
    wanted: list[tuple[Named, str]]
    photos: list[PhotoRow]
    findings: FindingsRow | None
    signature: SignatureRow | None
    lacking: Lacking

    @property
    def is_blank(self) -> bool:
        """Nothing was noted on this visit."""
        answered = any(step.answer for step in self.steps)
        return not (answered or self.photos or self.findings or self.signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A visit of the technician's own, and the job it is for: the proof that both are in sight."""

    visit: AppointmentBrief
    order: OrderBrief


def stops_of(*, actor: Actor, day: date) -> list[Stop]:
    """What the actor has to do on a day, in the order of the route."""
    actor.must(SEE_RECORDS)
    if actor.staff_id is None:
        return []
    visits = day_of(actor=actor, technician_id=actor.staff_id, day=day)
    orders = order_briefs(actor=SYSTEM, ids=[visit.order_id for visit in visits])
    return [Stop(visit=visit, order=orders[visit.order_id]) for visit in visits]


def next_round_after(*, actor: Actor, day: date) -> date | None:
    """The next day on which the actor has visits."""
    actor.must(SEE_RECORDS)
    if actor.staff_id is None:
        return None
    return next_day_of(actor=actor, technician_id=actor.staff_id, after=day)


def stop_of(*, actor: Actor, appointment_id: int) -> Stop:
    """Raises NotFound where the actor does not come on that visit."""
    actor.must(SEE_RECORDS)
    visit = appointment_brief(actor=actor, appointment_id=appointment_id)
    if actor.staff_id is None or actor.staff_id not in visit.technicians:
        raise NotFound(_("There is no such appointment."))
    return Stop(visit=visit, order=order_brief(actor=SYSTEM, order_id=visit.order_id))


def record_of(*, actor: Actor, order: OrderBrief, visit: AppointmentBrief) -> RecordCard:
    """Of one visit; whoever holds both briefs has seen them."""
    actor.must(SEE_RECORDS)
    return _cards(order, [visit.id])[0]


def records_of(*, actor: Actor, order: OrderBrief) -> list[RecordCard]:
    """Of all visits of an order on which something was noted, oldest first."""
    actor.must(SEE_RECORDS)
    visits = appointments_of(actor=SYSTEM, orders=[order])[order.id]
    return [card for card in _cards(order, [one.id for one in visits]) if not card.is_blank]


def picture(*, actor: Actor, visit: AppointmentBrief, file_id: int) -> FileBrief:
    """A photo or the signature of a visit. Raises NotFound."""
    actor.must(SEE_RECORDS)
    for model in (Photo, Signature):
        if model.objects.filter(appointment_id=visit.id, file_id=file_id).exists():
            return file_briefs(actor=actor, ids=[file_id])[file_id]
    raise NotFound(_("There is no such file."))


def things_to_bring(*, actor: Actor, order: OrderBrief) -> list[str]:
    """Gear and tools of the job, in words."""
    del actor
    norm = norm_at_the_door(order)
    return [in_words(one) for one in (*norm.gear, *norm.tools)]


def customer_shown(
    *, actor: Actor, stop: Stop, case: CaseBrief, at: datetime
) -> CustomerClear | None:
    """Whom to call, while the look that `show_customer` opened lasts and the visit is not over."""
    if not stop.visit.is_live:
        return None
    return customer_clear(
        actor=replace(actor, sees_everything=True), customer_id=case.customer_id, case_id=case.id,
        at=at,
    )  # fmt: skip


def norm_at_the_door(order: OrderBrief) -> Norm:
    return norm_of(actor=SYSTEM, job=order.job, product_line=order.product_line, goods=order.goods)


def brief_of(entry: StepAnswer | Photo | Findings | Signature) -> NoteBrief:
    return NoteBrief(
        id=entry.id, client_ref=entry.client_ref, said_at=entry.said_at, kept_at=entry.kept_at
    )


def steps_of(norm: Norm) -> list[rules.Step]:
    return [
        rules.Step(code=one.code, is_danger=one.is_danger, needs_photo=one.needs_photo)
        for one in norm.checklist
    ]


def subjects_of(norm: Norm) -> set[str]:
    """What a picture of this job may show."""
    return {*ALWAYS, *(one.code for one in norm.photos)}


def in_words(one: StepSpec | Named) -> str:
    return one.text_zh if (get_language() or "zh").startswith("zh") else one.text_en


def lacking_of(
    norm: Norm, answers: dict[str, str], photos: Iterable[Photo], *, found: bool
) -> Lacking:
    pictures = list(photos)
    return rules.lacking(
        steps_of(norm),
        answers,
        pictured={one.step for one in pictures},
        shown={one.shows for one in pictures},
        wanted=[one.code for one in norm.photos],
        found=found,
    )


def _cards(order: OrderBrief, visits: list[int]) -> list[RecordCard]:
    """Four queries, and one of the files, however many visits there were."""
    norm = norm_at_the_door(order)
    answers = _by_visit(StepAnswer.objects.all(), visits)
    photos = _by_visit(Photo.objects.all(), visits)
    found = _by_visit(Findings.objects.all(), visits)
    signed = _by_visit(Signature.objects.all(), visits)
    kept = [one.file_id for rows in photos.values() for one in rows]
    kept += [one.file_id for rows in signed.values() for one in rows]
    files = file_briefs(actor=SYSTEM, ids=kept) if kept else {}
    cards = []
    for visit in visits:
        said = {one.step: one for one in answers[visit]}
        findings = found[visit][-1] if found[visit] else None
        pictures = [_photo(norm, one, files[one.file_id]) for one in photos[visit]]
        cards.append(
            RecordCard(
                appointment_id=visit,
                steps=[_step(one, said.get(one.code), pictures) for one in norm.checklist],
                wanted=[(one, in_words(one)) for one in norm.photos],
                photos=pictures,
                findings=_findings(findings) if findings else None,
                signature=_signature(signed[visit][0], files) if signed[visit] else None,
                lacking=lacking_of(
                    norm,
                    {code: one.answer for code, one in said.items()},
                    photos[visit],
                    found=bool(findings and findings.work),
                ),
            )
        )
    return cards


def _by_visit(rows: QuerySet[Said], visits: list[int]) -> dict[int, list[Said]]:
    """In the order of saying: the last one counts."""
    by_visit: dict[int, list[Said]] = {visit: [] for visit in visits}
    for row in rows.filter(appointment_id__in=visits).order_by("said_at", "id"):
        by_visit[row.appointment_id].append(row)
    return by_visit


def _step(spec: StepSpec, answer: StepAnswer | None, photos: Sequence[PhotoRow]) -> StepRow:
    return StepRow(
        photos=[one for one in photos if one.step == spec.code],
        code=spec.code,
        text=in_words(spec),
        is_danger=spec.is_danger,
        needs_photo=spec.needs_photo,
        before_price=spec.before_price,
        answer=answer.answer if answer else "",
        note=answer.note if answer else "",
        said_at=answer.said_at if answer else None,
    )


def codes_in_words(*, actor: Actor) -> dict[str, dict[str, str]]:
    """What the steps of all jobs are called (`check`), and what pictures show (`shows`)."""
    steps, photos = names_at_work(actor=actor)
    return {
        "check": {code: in_words(one) for code, one in steps.items()},
        "shows": {code: in_words(one) for code, one in photos.items()} | _usual(),
    }


def _usual() -> dict[str, str]:
    return {
        "before": _("Before"),
        "after": _("After"),
        AGREED: _("Signed for the price"),
        ABSENT: _("Nobody at home"),
        OTHER: _("Other"),
    }


def _photo(norm: Norm, photo: Photo, file: FileBrief) -> PhotoRow:
    words = {one.code: in_words(one) for one in norm.photos}
    steps = {one.code: in_words(one) for one in norm.checklist}
    return PhotoRow(
        id=photo.id,
        shows=photo.shows,
        caption=steps.get(photo.step) or words.get(photo.shows) or _usual().get(photo.shows, ""),
        step=photo.step,
        file=file,
        taken_at=photo.said_at,
        kept_at=photo.kept_at,
    )


def _findings(row: Findings) -> FindingsRow:
    return FindingsRow(**{name: getattr(row, name) for name in FindingsRow.__slots__})


def _signature(row: Signature, files: dict[int, FileBrief]) -> SignatureRow:
    return SignatureRow(signer=row.signer, file=files[row.file_id], signed_at=row.said_at)
