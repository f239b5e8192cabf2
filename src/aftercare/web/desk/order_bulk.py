"""What can be done to many chosen work orders of the list at once."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.fieldservice.plans.actions import offer_order, withdraw_offer
from aftercare.fieldservice.plans.queries import takers_of
from aftercare.fieldservice.workorders.actions import change_order
from aftercare.fieldservice.workorders.queries import SEE_ORDERS, OrderBrief, order_briefs
from aftercare.foundation.actor import SYSTEM
from aftercare.web.kit.requests import Request, needs, page

from .bulk_acts import Act, Bulk, act_of, perform
from .case_order_steps import station_choices
from .dispatch_forms import NOBODY_TAKES, Offer
from .job_sheets import job_sheets
from .order_forms import GiveToStation

KEPT = ("task", "minutes", "persons", "priority", "due_at", "version")


def _give(request: Request, order: OrderBrief, values: dict[str, Any]) -> object:
    kept = {name: getattr(order, name) for name in KEPT}
    return change_order(
        actor=request.actor, order_id=order.id, now=request.now, **kept | values
    )  # fmt: skip


def _offer(request: Request, order: OrderBrief, values: dict[str, Any]) -> object:
    return offer_order(actor=request.actor, order_id=order.id, now=request.now, **values)


def _nobody_takes(request: Request, ids: Collection[int]) -> dict[int, str]:
    takers = takers_of(actor=SYSTEM, order_ids=ids, now=request.now)
    return {order: str(NOBODY_TAKES) for order, count in takers.items() if not count}


def _take_back(request: Request, order: OrderBrief, _values: dict[str, Any]) -> object:
    return withdraw_offer(actor=request.actor, order_id=order.id, now=request.now)


ORDERS = Bulk(
    field="order",
    address="desk:order",
    event="orders-changed",
    what="goods",
    chosen=lambda n: (
        ngettext("One work order is chosen.", "%(n)s work orders are chosen.", n) % {"n": n}
    ),
    done=lambda n: (
        ngettext("Done for one work order.", "Done for %(n)s work orders.", n) % {"n": n}
    ),
    refused=lambda n: (
        ngettext("One work order stayed as it was.", "%(n)s work orders stayed as they were.", n)
        % {"n": n}
    ),
    none=_("No work order is chosen. Tick some in the list first (key x)."),
    acts={
        "station": Act(
            label=_("Give to a station"),
            icon="building-store",
            permission="workorders.change_order",
            perform=_give,
            form=GiveToStation,
            offers=lambda request: {"stations": station_choices(request)},
        ),
        "offer": Act(
            label=_("Into the pool"),
            icon="users",
            permission="plans.offer_order",
            perform=_offer,
            form=Offer,
            warns=_nobody_takes,
        ),
        "take-back": Act(
            label=_("Out of the pool"),
            icon="arrow-back-up",
            permission="plans.withdraw_offer",
            perform=_take_back,
            form=forms.Form,
        ),
    },
)


@require_http_methods(["GET", "POST"])
@needs(SEE_ORDERS)
def do(request: Request, code: str) -> HttpResponse:
    """The form in a drawer; after it, what became of each order."""
    act = act_of(request, ORDERS, code)
    return perform(request, ORDERS, act, chosen(request))


@require_GET
@needs(SEE_ORDERS)
def sheets(request: Request) -> HttpResponse:
    """The sheets of the chosen orders to take along, one after the other on paper."""
    orders = chosen(request)
    if not orders:
        return page(request, "desk/lists/bulk_none", {"bulk": ORDERS})
    return job_sheets(request, orders)


def chosen(request: Request) -> list[OrderBrief]:
    """Those of the chosen orders that are in sight."""
    ids = ORDERS.ids_of(request)
    found = order_briefs(actor=request.actor, ids=ids) if ids else {}
    return [found[one] for one in ids if one in found]
