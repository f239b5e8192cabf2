"""Moves at the board that take a time away, and those that are taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aftercare.fieldservice.appointments.queries import appointment_of
from aftercare.fieldservice.plans.actions import take_back, unassign_order
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.web.kit.requests import Request, go, needs

from .drawers import Deed, drawer, posted
from .order_times import CallOffForm
from .visit_locks import back_to_board


@require_http_methods(["GET", "POST"])
@needs("plans.unassign_order")
def unassign(request: Request, order_id: int) -> HttpResponse:
    """The visit leaves the day it was dragged out of; its order waits again."""
    order = order_brief(actor=request.actor, order_id=order_id)
    standing = appointment_of(actor=SYSTEM, order=order)
    deed = Deed(
        title=f"{_('Call the visit off')} · {order.number}",
        button=_("Call the visit off"),
        done=_("Called off."),
        back=back_to_board(request, order),
        help=_("The order waits for another time."),
        danger=True,
    )
    start = {"version": standing.version if standing else 0}

    def perform(given: dict[str, Any]) -> None:
        unassign_order(actor=request.actor, order_id=order_id, now=request.now, **given)

    return drawer(request, deed, CallOffForm(posted(request), initial=start), perform)


@require_POST
@needs("plans.take_back")
def undo(request: Request, order_id: int) -> HttpResponse:
    """Back as it was; where that cannot be any more, the board says why."""
    order = order_brief(actor=request.actor, order_id=order_id)
    take_back(actor=request.actor, order_id=order_id, now=request.now)
    messages.success(request, _("Undone: %s stands as before.") % order.number)
    return go(request, back_to_board(request, order))
