"""When somebody comes: the customer chooses, confirms, changes and calls off (R-FS-02)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import CaseBrief
from aftercare.fieldservice.appointments.actions import book, cancel_appointment
from aftercare.fieldservice.appointments.queries import (
    REASON_CHOICES,
    AppointmentBrief,
    State,
    appointment_of,
    appointments_of,
    live_appointments,
)
from aftercare.fieldservice.reminders.queries import expected_at
from aftercare.fieldservice.slots.actions import move_to_slot, take_slot
from aftercare.fieldservice.slots.queries import free_slots, is_any_free
from aftercare.fieldservice.workorders.queries import (
    JOB_CHOICES,
    OrderBrief,
    order_brief,
    orders_of,
)
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound, Refusal
from aftercare.people.organisation.queries import company_card
from aftercare.people.staff.queries import faces, member_briefs
from aftercare.web.kit.faces import face_answer
from aftercare.web.kit.formats import listed
from aftercare.web.kit.invitations import Event, calendar_file
from aftercare.web.kit.requests import Request, page, refusals_shown_on
from aftercare.web.kit.slots import SlotForm, window_words

from .customer import holder_of

BY = "portal"
WISH = "customer_wish"
CAME: dict[str, tuple[str, Promise]] = {
    State.DONE: ("tools", gettext_lazy("We were with you, and the work is done")),
    State.AGAIN: ("tools", gettext_lazy("We were with you; another visit is needed")),
    State.NOBODY_HOME: ("home", gettext_lazy("We stood at your door, and nobody was there")),
    State.DECLINED: ("receipt", gettext_lazy("You did not agree to the price; nothing was done")),
}


class Act(forms.Form):
    """What a button says; `window_from` comes with a choice."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("choose", "book", "call_off")])
    version = forms.IntegerField(required=False)


@require_http_methods(["GET", "POST"])
def visit(request: Request, token: str, order_id: int) -> HttpResponse:
    """Once the work is over, the page of the matter says what was done."""
    actor, order = _order(token, order_id)
    if not order.is_live:
        return redirect("portal:follow", token)
    live = appointment_of(actor=actor, order=order)
    act = Act(request.POST or None)
    form: forms.Form = act
    if request.method == "POST" and act.is_valid():
        form = _form_of(request, actor, order) if act.cleaned_data["act"] == "choose" else act
        if form.is_valid():
            with refusals_shown_on(form):
                _done(request, actor, order, live, {**act.cleaned_data, **form.cleaned_data})
                return redirect("portal:visit", token, order.id)
    status = 422 if form.is_bound else 200
    return page(request, "portal/visit", _context(request, token, order, form), status=status)


@require_GET
def calendar(request: Request, token: str, order_id: int) -> HttpResponse:
    """The appointment for the customer's own calendar."""
    actor, order = _order(token, order_id)
    live = live_appointments(actor=actor, orders=[order]).get(order.id) if order.is_live else None
    one = live or _off(actor, [order], request.now).get(order.id)
    if one is None:
        raise NotFound(_("There is no such appointment."))
    company = company_card(actor=SYSTEM)
    event = Event(
        uid=f"{order.number}@aftercare",
        sequence=2 * one.id + (live is None),
        from_at=one.window_from,
        until_at=one.window_until,
        title=_("{company}: somebody comes to you").format(company=company.name or _("Service")),
        organiser=company.name,
        mail=company.email,
        is_off=live is None,
        text=_("{goods}. Work order {number}. Change it: {link}").format(
            goods=order.goods,
            number=order.number,
            link=request.build_absolute_uri(f"/f/{token}/visits/{order.id}"),
        ),
    )
    return calendar_file(event, now=request.now)


@require_GET
def face(request: Request, token: str, order_id: int) -> HttpResponse:
    """Who leads the visit that comes: seen by whom they come to, and by nobody else."""
    actor, order = _order(token, order_id)
    live = appointment_of(actor=actor, order=order)
    if live is None or live.told_at is None:
        raise NotFound(_("There is no such appointment."))
    return face_answer(request, live.technicians[0] if live.technicians else None)


def cards_of(request: Request, actor: Actor, case: CaseBrief) -> list[dict[str, Any]]:
    """The jobs of a case that somebody comes for, with the time that stands."""
    orders = orders_of(actor=actor, case=case)
    live = live_appointments(actor=actor, orders=[one for one in orders if one.is_live])
    off = _off(actor, orders, request.now)
    return [
        _card(request, actor, order, live.get(order.id)) | {"off": _off_words(request, off, order)}
        for order in orders
        if order.is_live or order.id in off
    ]


def came_of(actor: Actor, case: CaseBrief) -> list[tuple[datetime, str, str, str]]:
    """When somebody was there and how that ended, in the customer's words: at, icon, title, why."""
    orders = orders_of(actor=actor, case=case)
    visits = [one for some in appointments_of(actor=actor, orders=orders).values() for one in some]
    why = dict(REASON_CHOICES)
    return [
        (one.ended_at, CAME[one.state][0], str(CAME[one.state][1]), str(why.get(one.reason, "")))
        for one in visits
        if one.ended_at and one.state in CAME
    ]


def _card(
    request: Request, actor: Actor, order: OrderBrief, live: AppointmentBrief | None
) -> dict[str, Any]:
    """Where nobody can come the time is not the customer's to choose."""
    free = live is not None or (
        order.is_live and is_any_free(actor=actor, order=order, now=request.now)
    )
    return {"order": order, "visit": _visit(request, live), "is_any_free": free}


def _off(actor: Actor, orders: Sequence[OrderBrief], now: datetime) -> dict[int, AppointmentBrief]:
    """By order, the time that was called off and would still come, where no other stands."""
    told = {number: [one for one in some if one.told_at is not None]
            for number, some in appointments_of(actor=actor, orders=orders).items()}  # fmt: skip
    last = {number: some[-1] for number, some in told.items() if some}
    return {number: one for number, one in last.items()
            if one.state == State.CALLED_OFF and one.window_until > now}  # fmt: skip


def _off_words(request: Request, off: Mapping[int, AppointmentBrief], order: OrderBrief) -> str:
    one = off.get(order.id)
    return window_words(one.window_from, one.window_until, request.now) if one else ""


def _order(token: str, order_id: int) -> tuple[Actor, OrderBrief]:
    actor, _case_id = holder_of(token)
    return actor, order_brief(actor=actor, order_id=order_id)


def _form_of(request: Request, actor: Actor, order: OrderBrief) -> SlotForm:
    slots = free_slots(actor=actor, order=order, now=request.now)
    return SlotForm(request.POST or None, slots=slots, now=request.now)


def _done(
    request: Request,
    actor: Actor,
    order: OrderBrief,
    live: AppointmentBrief | None,
    said: dict[str, Any],
) -> None:
    now, version = request.now, said["version"]
    if live is not None and live.state not in (State.HELD, State.BOOKED):
        raise Refusal(_("Somebody is on the way to you already. To change it, call us, please."))
    if said["act"] == "choose" and live is not None and live.state == State.BOOKED:
        move_to_slot(actor=actor, appointment_id=live.id, version=version, reason=WISH,
                     window_from=said["window_from"], agreed_by=BY, now=now)  # fmt: skip
        messages.success(request, _("Changed. The new time stands."))
    elif said["act"] == "choose":
        take_slot(actor=actor, order_id=order.id, window_from=said["window_from"], now=now)
    elif live is None and said["act"] == "book":
        raise Refusal(_("The time was not kept any longer. Choose again, please."))
    elif live is not None and said["act"] == "book":
        book(actor=actor, appointment_id=live.id, agreed_by=BY, now=now)
        messages.success(request, _("Agreed. We come at that time."))
    else:
        if live is not None:
            cancel_appointment(actor=actor, appointment_id=live.id, version=version, reason=WISH,
                               now=now)  # fmt: skip
        messages.success(request, _("Called off. Choose another time whenever you like."))


def _context(request: Request, token: str, order: OrderBrief, form: forms.Form) -> dict[str, Any]:
    actor, _case = holder_of(token)
    live = appointment_of(actor=actor, order=order)
    visit = _visit(request, live if live and not _has_lapsed(request, live) else None)
    choosing = visit is None or "change" in request.GET or isinstance(form, SlotForm)
    may_change = visit is None or visit["state"] in (State.HELD, State.BOOKED)
    slots = times = None
    if choosing and may_change:
        slots = free_slots(actor=actor, order=order, now=request.now)
        times = form if isinstance(form, SlotForm) else SlotForm(slots=slots, now=request.now)
        times.offer(slots, request.now)
    return {
        "token": token,
        "order": order,
        "off": _off_words(request, _off(actor, [order], request.now), order),
        "phone": company_card(actor=SYSTEM).phone,
        "job": dict(JOB_CHOICES)[order.job],
        "visit": visit,
        "times": times,
        "slots": slots,
        "may_change": may_change,
        "form": form,
    }


def _has_lapsed(request: Request, live: AppointmentBrief) -> bool:
    return live.held_until is not None and live.held_until <= request.now


def _visit(request: Request, live: AppointmentBrief | None) -> dict[str, Any] | None:
    if live is None:
        return None
    names = member_briefs(actor=SYSTEM, ids=live.technicians)
    return {
        "state": live.state,
        "words": window_words(live.window_from, live.window_until, request.now),
        "held_until": live.held_until,
        "version": live.version,
        "face": faces(actor=SYSTEM, ids=live.technicians[:1]) if live.told_at else {},
        "who": listed(names[number].name for number in live.technicians),
        "expected_at": expected_at(actor=SYSTEM, ids=[live.id]).get(live.id),
        "departed_at": live.departed_at,
        "arrived_at": live.arrived_at,
    }
