"""Tools and protective gear: who holds what, and until when it may be used."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.fieldservice.gear import actions
from aftercare.fieldservice.gear.queries import (
    SEE_GEAR,
    GearFilter,
    gear_page,
    item_card,
    kinds,
)
from aftercare.people.organisation.queries import unit_tree
from aftercare.people.staff.queries import members
from aftercare.web.kit.requests import Request, needs, page

from . import field_forms as forms
from .drawers import Deed, drawer, posted
from .policy_forms import Reason

MOST = 500
ACTS = ("register_gear", "hand_out_gear", "take_gear_back", "inspect_gear", "withdraw_gear")


@require_GET
@needs(SEE_GEAR)
def index(request: Request) -> HttpResponse:
    """What ends first at the head."""
    actor = request.actor
    form = forms.GearSearch(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    narrowed = GearFilter(
        state=asked.get("state", ""),
        kind=asked.get("kind", ""),
        org_unit_id=asked.get("unit"),
        text=asked.get("q", ""),
    )
    rows = gear_page(
        actor=actor,
        narrowed=narrowed,
        on=timezone.localdate(request.now),
        cursor=request.GET.get("cursor"),
    )
    context: dict[str, object] = {
        "page": rows,
        "asked": narrowed,
        "states": forms.STATES,
        "kinds": _kinds(request),
        "may": {name: actor.may(f"gear.{name}") for name in ACTS},
    }
    return page(request, "desk/field/gear", context)


@require_http_methods(["GET", "POST"])
@needs("gear.register_gear")
def new(request: Request) -> HttpResponse:
    form = forms.Item(
        request.POST or None, kinds=list(_kinds(request).items()), stations=_stations(request)
    )
    return drawer(
        request,
        _deed(_("A new piece of gear")),
        form,
        lambda given: actions.register_gear(actor=request.actor, now=request.now, **given),
    )


@require_http_methods(["GET", "POST"])
@needs("gear.hand_out_gear")
def hand_out(request: Request, item_id: int) -> HttpResponse:
    known = members(actor=request.actor, limit=MOST).rows
    people = [(one.brief.id, f"{one.brief.name} · {one.brief.org_unit_name}") for one in known]
    return drawer(
        request,
        _deed(_named(request, item_id, _("Hand out"))),
        forms.Holder(request.POST or None, members=people),
        lambda given: actions.hand_out_gear(
            actor=request.actor, item_id=item_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("gear.take_gear_back")
def take_back(request: Request, item_id: int) -> HttpResponse:
    return drawer(
        request,
        _deed(_named(request, item_id, _("Take back"))),
        forms.Sure(posted(request)),
        lambda _given: actions.take_gear_back(
            actor=request.actor, item_id=item_id, now=request.now
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("gear.inspect_gear")
def inspect(request: Request, item_id: int) -> HttpResponse:
    today = timezone.localdate(request.now)
    return drawer(
        request,
        _deed(_named(request, item_id, _("Note an inspection"))),
        forms.Inspection(request.POST or None, initial={"inspected_on": today}),
        lambda given: actions.inspect_gear(
            actor=request.actor, item_id=item_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("gear.withdraw_gear")
def withdraw(request: Request, item_id: int) -> HttpResponse:
    return drawer(
        request,
        _deed(_named(request, item_id, _("Withdraw")), danger=True),
        Reason(request.POST or None),
        lambda given: actions.withdraw_gear(
            actor=request.actor, item_id=item_id, now=request.now, **given
        ),
    )


def _kinds(request: Request) -> dict[str, str]:
    chinese = (get_language() or "zh").startswith("zh")
    return {
        code: one.text_zh if chinese else one.text_en
        for code, one in kinds(actor=request.actor).items()
    }


def _stations(request: Request) -> list[tuple[int, str]]:
    found = unit_tree(actor=request.actor)
    mine = (
        one for one in found if request.actor.sees_everything or one.id in request.actor.org_units
    )
    return [(one.id, one.name) for one in mine if one.kind == "station"]


def _named(request: Request, item_id: int, act: str) -> str:
    card = item_card(actor=request.actor, item_id=item_id, on=timezone.localdate(request.now))
    return f"{act} · {_kinds(request).get(card.kind, card.kind)} {card.number}"


def _deed(title: str, *, danger: bool = False) -> Deed:
    return Deed(
        title=title, button=_("Save"), done=_("Saved."), back=reverse("desk:gear"), danger=danger
    )
