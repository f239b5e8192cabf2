"""The parts on the page of a work order: needed, reserved, used, waited for."""

from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from aftercare.fieldservice.parts import actions
from aftercare.fieldservice.parts.queries import SEE_ORDER_PARTS, Fate, parts_of_order
from aftercare.fieldservice.spares.queries import part_codes, places
from aftercare.fieldservice.workorders.queries import SEE_ORDERS, OrderBrief, State, order_brief
from aftercare.web.kit.requests import Request, needs

from . import part_forms as forms
from .drawers import Deed, drawer, posted
from .product_forms import Sure
from .stores import part_of

# Code in the address -> what it is called, what it says when done, its action, its form.
STEPS: dict[str, tuple[Promise, Promise, str, type[django_forms.Form]]] = {
    "need": (gettext_lazy("A part is needed"), gettext_lazy("Noted."),
             "need_parts", forms.NeedForm),
    "reserve": (gettext_lazy("Reserve"), gettext_lazy("Reserved, as far as it lies there."),
                "reserve_parts", forms.FromPlaceForm),
    "hand-out": (gettext_lazy("Hand out into a van"), gettext_lazy("Handed out."),
                 "hand_out_parts", forms.HandOutForm),
    "use": (gettext_lazy("A part was used"), gettext_lazy("Noted."), "use_part", forms.UseForm),
    "release": (gettext_lazy("Release what is reserved"), gettext_lazy("Released."),
                "release_parts", Sure),
    "wait": (gettext_lazy("Wait for a part"), gettext_lazy("Noted; the head was told."),
             "wait_for_part", forms.WaitForm),
    "came": (gettext_lazy("The part is there"), gettext_lazy("The order goes on."),
             "end_waiting", Sure),
    "old": (gettext_lazy("An old part was taken out"), gettext_lazy("Noted."),
            "return_old_part", forms.OldPartForm),
    "back": (gettext_lazy("It was not used"), gettext_lazy("Put back."),
             "put_part_back", forms.ReasonForm),
    "settle": (gettext_lazy("Settle the old part"), gettext_lazy("Settled."),
               "settle_old_part", forms.SettleForm),
}  # fmt: skip


def panel_of(request: Request, order: OrderBrief) -> dict[str, Any]:
    """What the panel shows, and which steps there are for this person now."""
    if not request.actor.may(SEE_ORDER_PARTS):
        return {}
    found = parts_of_order(actor=request.actor, order=order)
    lacks = any(need.missing for need in found.needs)
    waits = any(need.reserved for need in found.needs)
    open_now = {
        "need": order.is_live, "reserve": order.is_live and lacks,
        "hand-out": order.is_live and waits, "use": order.is_live, "release": waits,
        "wait": order.is_live and lacks and found.wait is None, "came": found.wait is not None,
        "old": order.state != State.CALLED_OFF,
    }  # fmt: skip
    return {
        "parts": found,
        "steps": [(code, STEPS[code][0]) for code, is_open in open_now.items()
                  if is_open and request.actor.may(f"parts.{STEPS[code][2]}")],
        "names": {place.id: place.name for place in places(actor=request.actor, way=True)},
        "may_put_back": request.actor.may("parts.put_part_back"),
        "may_settle": request.actor.may("parts.settle_old_part"),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs(SEE_ORDERS)
def do(request: Request, order_id: int, code: str) -> HttpResponse:
    """One of STEPS, in a drawer; those of a row name it by `of`."""
    if code not in STEPS:
        raise Http404
    title, done, name, form = STEPS[code]
    request.actor.must(f"parts.{name}")
    order = order_brief(actor=request.actor, order_id=order_id)
    deed = Deed(
        title=f"{title} · {order.number}",
        button=title,
        done=done,
        back=reverse("desk:order", args=[order_id]),
        help=_("Clocks of the case stand still only as far as its policy allows.")
        if code == "wait"
        else "",
        lists={"parts": part_codes(actor=request.actor)},
    )
    perform = getattr(actions, name)

    def performed(given: dict[str, Any]) -> None:
        perform(actor=request.actor, now=request.now, **_said(request, order, code, given))

    return drawer(request, deed, _form(request, order, form), performed)


def _said(request: Request, order: OrderBrief, code: str, given: dict[str, Any]) -> dict[str, Any]:
    """The words of the action."""
    of = request.GET.get("of", "")
    row = int(of) if of.isascii() and of.isdigit() and len(of) < 19 else 0  # noqa: PLR2004
    if code == "settle":
        return given | {"old_part_id": row, "fate": Fate(given["fate"])}
    given["order_id"] = order.id
    if code == "back":
        given["movement_id"] = row
    if code == "hand-out":
        given["to_place_id"] = given.pop("place_id")
    if "part" in given:
        given["part_id"] = part_of(request, given.pop("part"))
    if code == "need":
        given["wanted"] = {given.pop("part_id"): given.pop("count")}
    if code == "use":
        given["count"] = given["count"] or 1
    return given


def _form(request: Request, order: OrderBrief, form: type[django_forms.Form]) -> django_forms.Form:
    initial = {"part": request.GET.get("part", "")}
    if not issubclass(form, forms.FromPlaceForm):
        return form(posted(request), initial=initial)
    found = places(actor=request.actor)
    offered = [(place.id, place.name) for place in found]
    mine = [one.id for one in found if one.member_id == request.actor.staff_id and one.member_id]
    station = [one.id for one in found if one.org_unit_id == order.org_unit_id]
    initial["place_id"] = next(iter([*mine, *station]), None)  # type: ignore[assignment]
    return form(posted(request), initial=initial, places=offered)
