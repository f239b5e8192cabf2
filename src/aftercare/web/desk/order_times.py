"""The time at the customer's place, agreed upon on the phone: three clicks (R-FS-02)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from aftercare.fieldservice.appointments.actions import book, cancel_appointment
from aftercare.fieldservice.appointments.queries import (
    COMING,
    REASON_CHOICES,
    REASONS,
    SEE_APPOINTMENTS,
    STATE_CHOICES,
    AppointmentBrief,
    State,
    appointment_of,
    appointments_of,
)
from aftercare.fieldservice.reminders.actions import announce_delay
from aftercare.fieldservice.reminders.queries import (
    LONGEST,
    WHAT_CHOICES,
    TellingRow,
    tellings_of,
)
from aftercare.fieldservice.slots.actions import move_to_slot, take_slot
from aftercare.fieldservice.slots.queries import free_slots
from aftercare.fieldservice.workorders.queries import OrderBrief, order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.queries import CHANNEL_CHOICES
from aftercare.foundation.errors import NotFound, Refusal
from aftercare.people.staff.queries import member_briefs
from aftercare.web.kit.formats import listed
from aftercare.web.kit.requests import Request, needs
from aftercare.web.kit.slots import (
    SlotForm,
    is_overdue,
    nothing_words,
    overdue_words,
    window_words,
)

from .drawers import Deed, drawer, posted
from .visit_locks import lock_words

HOW = [
    ("phone", gettext_lazy("on the phone")),
    ("chat", gettext_lazy("in a chat")),
    ("sms", gettext_lazy("by SMS")),
    ("email", gettext_lazy("by e-mail")),
    ("visit", gettext_lazy("at the door")),
]


def _reasons(state: State) -> list[tuple[str, Any]]:
    names = dict(REASON_CHOICES)
    return [(code, names[code]) for code in REASONS[state]]


class AgreeForm(SlotForm):
    """The window, and how the customer said yes to it."""

    agreed_by = forms.ChoiceField(label=gettext_lazy("The customer said yes"), choices=HOW)


class MoveForm(AgreeForm):
    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=_reasons(State.MOVED))
    version = forms.IntegerField(widget=forms.HiddenInput)


class CallOffForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=gettext_lazy("Why"), choices=_reasons(State.CALLED_OFF))
    note = forms.CharField(
        label=gettext_lazy("What should be known"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "POST"])
@needs("slots.take_slot")
def agree(request: Request, order_id: int) -> HttpResponse:
    """A free window for an order; in place of the time that stands, if one does."""
    actor, now = request.actor, request.now
    order = order_brief(actor=actor, order_id=order_id)
    if not order.is_live:
        raise Refusal(_("The work order has ended."))
    live = _told(request, order)
    slots = free_slots(actor=actor, order=order, now=now)
    known: dict[str, Any] = {"slots": slots, "now": now, "due_at": order.due_at}
    form: SlotForm = AgreeForm(posted(request), **known)
    if live is not None:
        form = MoveForm(posted(request), initial={"version": live.version}, **known)
    words = nothing_words(slots, now) if not slots.free else ""
    title = _("Agree on a time") if live is None else _("Another time")
    deed = _deed(order, title, _("Agreed and told."), told=words, tone="soon")
    if request.method == "GET" and not slots.free and not slots.later:
        return drawer(request, replace(deed, button=""), forms.Form(), lambda _said: None)
    return drawer(request, deed, form, lambda said: _agreed(request, order, live, said))


@require_http_methods(["GET", "POST"])
@needs("appointments.cancel_appointment")
def call_off(request: Request, order_id: int) -> HttpResponse:
    order = order_brief(actor=request.actor, order_id=order_id)
    live = _told(request, order)
    if live is None:
        raise NotFound(_("There is no such appointment."))
    form = CallOffForm(posted(request), initial={"version": live.version})
    deed = _deed(order, _("Call the visit off"), _("Called off."), danger=True,
                 help=_("The order waits for another time."))  # fmt: skip
    return drawer(request, deed, form, lambda said: cancel_appointment(
        actor=request.actor, appointment_id=live.id, now=request.now, **said))  # fmt: skip


class LateForm(forms.Form):
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes behind the agreed window"),
        min_value=1,
        max_value=LONGEST,
        initial=30,
    )


@require_http_methods(["GET", "POST"])
@needs("reminders.announce_delay")
def late(request: Request, order_id: int) -> HttpResponse:
    """The customer hears before the agreed time that somebody comes later (R-FS-06)."""
    order = order_brief(actor=request.actor, order_id=order_id)
    live = _told(request, order)
    if live is None:
        raise NotFound(_("There is no such appointment."))
    deed = _deed(order, _("Tell of a delay"), _("Noted and told, where a channel leads there."),
                 help=_("The customer gets a message at once, also in quiet hours."))  # fmt: skip
    return drawer(request, deed, LateForm(posted(request)), lambda said: announce_delay(
        actor=request.actor, appointment_id=live.id, now=request.now, **said))  # fmt: skip


def times_of(request: Request, order: OrderBrief) -> dict[str, Any] | None:
    """The times of an order, the standing one first; None for who may not see them."""
    actor, now = request.actor, request.now
    if not actor.may(SEE_APPOINTMENTS):
        return None
    rows = appointments_of(actor=actor, orders=[order])[order.id]
    told = [row for row in rows if row.state != State.HELD]
    people = {number for row in told for number in row.technicians}
    names = {n: one.name for n, one in member_briefs(actor=SYSTEM, ids=people).items()}
    said = tellings_of(actor=actor, ids=[row.id for row in told])
    shown = [_row(row, names, request) | _said(said.get(row.id, ())) for row in reversed(told)]
    live = next((row for row in told if row.is_live), None)
    return {
        "rows": shown,
        "held": next((row for row in rows if _is_held(row, now)), None),
        "may_agree": order.is_live
        and actor.may("slots.take_slot")
        and (live is None or live.state == State.BOOKED),
        "may_call_off": live is not None
        and live.state == State.BOOKED
        and actor.may("appointments.cancel_appointment"),
        "may_tell_late": live is not None
        and live.state in COMING
        and actor.may("reminders.announce_delay"),
        "stands": live is not None,
        "lock": lock_words(request, order, live),
        "now": now,
    }


def _is_held(row: AppointmentBrief, now: datetime) -> bool:
    """Somebody chose it, and has some minutes to say yes."""
    return row.state == State.HELD and (row.held_until or now) > now


def _row(row: AppointmentBrief, names: dict[int, str], request: Request) -> dict[str, Any]:
    return {
        "words": window_words(row.window_from, row.window_until, request.now),
        "state": row.state,
        "name": dict(STATE_CHOICES)[row.state],
        "is_live": row.is_live,
        "late": row.is_late(request.now) and row.state not in (State.MOVED, State.CALLED_OFF),
        "who": listed(names.get(number, "") for number in row.technicians),
        "why": dict(REASON_CHOICES).get(row.reason, ""),
        "note": row.note,
        "starts_at": row.starts_at,
        "arrived_at": row.arrived_at,
    }


def _said(rows: Sequence[TellingRow]) -> dict[str, Any]:
    """What the customer was told of the visit, in words of the page."""
    names, channels = dict(WHAT_CHOICES), dict(CHANNEL_CHOICES)
    told = [
        (str(names[row.what]), row.said_at, channels.get(row.channel, ""), row.expected_at)
        for row in rows
    ]
    return {"said": told}


def _told(request: Request, order: OrderBrief) -> AppointmentBrief | None:
    live = appointment_of(actor=request.actor, order=order)
    return None if live is None or live.state == State.HELD else live


def _agreed(
    request: Request, order: OrderBrief, live: AppointmentBrief | None, said: dict[str, Any]
) -> None:
    """What comes after the order's due time is said, not refused."""
    actor, now = request.actor, request.now
    if live is not None:
        one = move_to_slot(actor=actor, appointment_id=live.id, now=now, **said)
    else:
        held = take_slot(actor=actor, order_id=order.id, window_from=said["window_from"], now=now)
        one = book(actor=actor, appointment_id=held.id, agreed_by=said["agreed_by"], now=now)
    if order.due_at is not None and is_overdue(one.window_until, order.due_at):
        messages.warning(request, overdue_words(order.due_at, now))


def _deed(order: OrderBrief, what: str, done: str, **more: Any) -> Deed:
    back = reverse("desk:order", args=[order.id])
    return Deed(title=f"{what} · {order.number}", button=what, done=done, back=back, **more)
