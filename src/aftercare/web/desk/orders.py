"""Work orders: the list, the page of one, and what can be done to it."""

from dataclasses import replace
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import case_brief
from aftercare.customers.homes.actions import note_home
from aftercare.customers.homes.queries import home_of
from aftercare.fieldservice.appointments.queries import appointment_of
from aftercare.fieldservice.quotes.queries import Price, price_of
from aftercare.fieldservice.records.queries import SEE_RECORDS
from aftercare.fieldservice.workorders import actions
from aftercare.fieldservice.workorders.queries import (
    SEE_ORDERS,
    OrderBrief,
    address_of,
    order_brief,
)
from aftercare.foundation.actor import SYSTEM
from aftercare.web.kit.homes import HomeForm, initial_of
from aftercare.web.kit.requests import Request, needs, page
from aftercare.web.kit.service_records import record_sheet

from . import order_forms as forms
from .case_order_steps import station_choices
from .drawers import Deed, drawer, posted
from .order_bulk import ORDERS
from .order_page import context_of
from .order_rows import FIXED_DAYS, arrivals_of, asked_of, counted, filter_of, fixed_of, page_of
from .order_views import views_shown
from .quotes import held_up


@require_GET
@needs(SEE_ORDERS)
def index(request: Request) -> HttpResponse:
    """Orders in sight: those that wait, by state, the late ones, the ended."""
    form = filter_of(request)
    asked = asked_of(request, form)
    found, rows = page_of(request, asked, cursor=request.GET.get("cursor", ""))
    context: dict[str, object] = {
        "filter": form,
        "asked": asked,
        "tabs": counted(request, asked),
        "page": found,
        "rows": rows,
        **views_shown(request),
        "acts": ORDERS.offered(request),
        "may_export": request.actor.may("workorders.export_orders"),
        "is_narrowed": any(request.GET.get(name) for name in ("q", "job", "station", "technician")),
        "days": FIXED_DAYS,
        "ended": asked.state in {"done", "called_off", "rework"},
        "came": arrivals_of(request) if asked.state == "done" else [],
        "fixed": fixed_of(request) if asked.state == "rework" else [],
    }
    return page(request, "desk/orders/index", context)


@require_GET
@needs(SEE_ORDERS)
def show(request: Request, order_id: int) -> HttpResponse:
    return page(request, "desk/orders/show", context_of(request, order_id))


@require_GET
@needs(SEE_RECORDS)
def record(request: Request, order_id: int) -> HttpResponse:
    """What was done, on paper."""
    return record_sheet(request, order_brief(actor=request.actor, order_id=order_id))


@require_http_methods(["GET", "POST"])
@needs("workorders.change_order")
def change(request: Request, order_id: int) -> HttpResponse:
    order = order_brief(actor=request.actor, order_id=order_id)
    names = ("version", "task", "org_unit_id", "priority", "minutes", "persons", "due_at")
    form = forms.ChangeOrder(
        posted(request),
        initial={name: getattr(order, name) for name in names},
        stations=station_choices(request),
    )
    deed = _deed(order, _("Change"), _("Changed."),
                 help=_("Station, time and persons only before a time is told."))  # fmt: skip
    return drawer(request, deed, form, lambda given: actions.change_order(
        actor=request.actor, order_id=order_id, now=request.now, **given))  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("workorders.finish_order")
def finish(request: Request, order_id: int) -> HttpResponse:
    order = order_brief(actor=request.actor, order_id=order_id)
    live = appointment_of(actor=SYSTEM, order=order)
    form = forms.FinishOrder(
        posted(request),
        initial={"version": order.version},
        is_noted=live is not None and live.arrived_at is not None,
    )
    deed = _deed(order, _("The work is done"), _("Done; the case waits no longer for it."),
                 help=_("For work that nobody noted on the phone. An agreed visit counts as "
                        "carried out."))  # fmt: skip
    if held := held_up(request, order):
        deed = replace(deed, button="", help=held.words, way=held.way)
        return drawer(request, deed, django_forms.Form(), lambda _said: None)
    return drawer(request, deed, form, lambda given: actions.finish_order(
        actor=request.actor, order_id=order_id, now=request.now, **given))  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("workorders.call_off_order")
def call_off(request: Request, order_id: int) -> HttpResponse:
    order = order_brief(actor=request.actor, order_id=order_id)
    declined = price_of(actor=SYSTEM, order=order, now=request.now) is Price.DECLINED
    reason = _("The customer declined the price.") if declined else ""
    form = forms.CallOffOrder(posted(request), initial={"version": order.version, "reason": reason})
    deed = _deed(order, _("Call the order off"), _("Called off."), danger=True,
                 help=_("Nobody goes; time and parts put by for it are free again."))  # fmt: skip
    return drawer(request, deed, form, lambda given: actions.call_off_order(
        actor=request.actor, order_id=order_id, now=request.now, **given))  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("homes.note_home")
def home(request: Request, order_id: int) -> HttpResponse:
    """What whoever comes should know of the place that the order leads to."""
    order = order_brief(actor=request.actor, order_id=order_id)
    customer_id = case_brief(actor=SYSTEM, case_id=order.case_id).customer_id
    address = address_of(actor=SYSTEM, order=order)
    known = home_of(actor=SYSTEM, customer_id=customer_id, address=address,
                    on=timezone.localdate(request.now))  # fmt: skip
    form = HomeForm(posted(request), initial=initial_of(known))
    deed = _deed(
        order,
        _("The home"),
        _("Noted for whoever comes; it holds for a year."),
        help=_("Sealed, for this address only; what is left empty is not known."),
    )
    return drawer(request, deed, form, lambda _given: note_home(
        actor=request.actor, customer_id=customer_id, address=address, facts=form.facts(),
        now=request.now))  # fmt: skip


def _deed(order: OrderBrief, what: str, done: str, **more: Any) -> Deed:
    return Deed(
        title=f"{what} · {order.number}",
        button=what,
        done=done,
        back=reverse("desk:order", args=[order.id]),
        **more,
    )
