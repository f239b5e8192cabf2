"""Times at the customer's place: what is free, what stands, and how a visit goes on."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Annotated, Any, Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from aftercare.fieldservice.appointments import actions
from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    Outcome,
    appointments_of,
    day_of,
)
from aftercare.fieldservice.reminders.actions import announce_delay
from aftercare.fieldservice.reminders.queries import LONGEST
from aftercare.fieldservice.slots.actions import move_to_slot, take_slot
from aftercare.fieldservice.slots.queries import Slots, free_slots
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.errors import Invalid
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Id, In, Moment, Sentence, Version, Word

router = Router(tags=["appointments"])
AgreedBy = Literal["phone", "portal", "chat", "sms", "email", "visit", "api"]


class SlotIn(In):
    """A free window. With `agreed_by` it is booked at once, without it held for some minutes."""

    window_from: Moment
    agreed_by: AgreedBy | None = None


class AppointmentStepIn(In):
    """What becomes of it; each step takes the fields that it needs.

    `move`: `window_from`, `reason`, `agreed_by`. `call_off`: `reason`. `end`: `outcome`, and
    `reason` unless it is done. `late`: `minutes` behind the window, told to the customer at once.
    `at`: when a step was taken, if not now.
    """

    step: Literal["book", "move", "call_off", "late", "depart", "arrive", "begin", "end"]
    version: Version | None = None
    window_from: Moment | None = None
    agreed_by: AgreedBy = "api"
    reason: Word = ""
    note: Sentence = ""
    outcome: Literal["done", "again", "nobody_home"] | None = None
    minutes: Annotated[int, Field(ge=1, le=LONGEST)] | None = None
    at: Moment | None = None


@router.get("/orders/{order_id}/slots", response={200: Slots, **PROBLEMS})
def list_slots(request: Request, order_id: Id) -> Slots:
    """Free windows of the next days. None is a promise before it is taken."""
    order = order_brief(actor=request.actor, order_id=order_id)
    return free_slots(actor=request.actor, order=order, now=request.now)


@router.get("/orders/{order_id}/appointments", response={200: list[AppointmentBrief], **PROBLEMS})
def list_appointments(request: Request, order_id: Id) -> Sequence[AppointmentBrief]:
    """All there were, oldest first; times that nobody took are left out."""
    order = order_brief(actor=request.actor, order_id=order_id)
    return appointments_of(actor=request.actor, orders=[order])[order.id]


@deed(router, "/orders/{order_id}/appointments", out=AppointmentBrief, status=201)
def make_appointment(request: Request, order_id: Id, body: SlotIn) -> AppointmentBrief:
    """Takes a free window; 409 where it is free no longer."""
    actor, now = request.actor, request.now
    held = take_slot(actor=actor, order_id=order_id, window_from=body.window_from, now=now)
    if body.agreed_by is None:
        return held
    return actions.book(actor=actor, appointment_id=held.id, agreed_by=body.agreed_by, now=now)


@deed(router, "/appointments/{appointment_id}", out=AppointmentBrief)
def take_step(request: Request, appointment_id: Id, body: AppointmentStepIn) -> AppointmentBrief:
    """Books, moves or calls off; departure, arrival, beginning and end of a visit."""
    act = partial(STEPS[body.step], body)
    return act(actor=request.actor, appointment_id=appointment_id, now=request.now)


@router.get("/technicians/{member_id}/day", response={200: list[AppointmentBrief], **PROBLEMS})
def read_day(
    request: Request, member_id: Id, on: Annotated[date | None, Field()] = None
) -> Sequence[AppointmentBrief]:
    """What a technician has to do on a day, in order; today without a day."""
    day = on or timezone.localdate(request.now)
    return day_of(actor=request.actor, technician_id=member_id, day=day)


def _book(body: AppointmentStepIn, **who: Any) -> AppointmentBrief:
    return actions.book(agreed_by=body.agreed_by, **who)


def _move(body: AppointmentStepIn, **who: Any) -> AppointmentBrief:
    if body.window_from is None:
        raise Invalid.of("window_from", _("Choose a time."))
    return move_to_slot(
        window_from=body.window_from, reason=body.reason, agreed_by=body.agreed_by,
        version=body.version, **who,
    )  # fmt: skip


def _call_off(body: AppointmentStepIn, **who: Any) -> AppointmentBrief:
    return actions.cancel_appointment(
        version=body.version, reason=body.reason, note=body.note, **who
    )


def _late(body: AppointmentStepIn, **who: Any) -> AppointmentBrief:
    if body.minutes is None:
        raise Invalid.of("minutes", _("Say by how many minutes."))
    return announce_delay(minutes=body.minutes, **who)


def _end(body: AppointmentStepIn, **who: Any) -> AppointmentBrief:
    if body.outcome is None:
        raise Invalid.of("outcome", _("Say how it ended."))
    outcome, at = Outcome(body.outcome), body.at
    return actions.end_visit(outcome=outcome, reason=body.reason, note=body.note, at=at, **who)


STEPS: dict[str, Callable[..., AppointmentBrief]] = {
    "book": _book,
    "move": _move,
    "call_off": _call_off,
    "late": _late,
    "depart": lambda body, **who: actions.depart(at=body.at, **who),
    "arrive": lambda body, **who: actions.arrive(at=body.at, **who),
    "begin": lambda body, **who: actions.begin_work(at=body.at, **who),
    "end": _end,
}
