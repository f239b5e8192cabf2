"""Stations on the map, and who goes out from them."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.customers.products.queries import lines
from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.queries import (
    SEE_SITES,
    site_of,
    sites,
    stations_without_place,
)
from aftercare.fieldservice.technicians.actions import set_technician
from aftercare.fieldservice.technicians.queries import (
    SEE_TECHNICIANS,
    technician_card,
    technician_cards,
    technician_page,
)
from aftercare.foundation.regions import region_name
from aftercare.people.organisation.queries import unit_brief
from aftercare.people.staff.queries import members
from aftercare.web.kit.requests import Request, needs, page

from . import field_forms as forms
from .drawers import Deed, drawer

SET = ("starts_at", "ends_at", "meal_from", "meal_until", "meal_minutes", "pace", "longest_leg",
       "is_active")  # fmt: skip
MOST = 500


@require_GET
@needs(SEE_SITES)
def stations(request: Request) -> HttpResponse:
    """Where the stations are, what they serve, and which have no place yet."""
    actor = request.actor
    crews: dict[int, int] = {}
    if actor.may(SEE_TECHNICIANS):
        for card in technician_cards(actor=actor):
            crews[card.site.org_unit_id] = crews.get(card.site.org_unit_id, 0) + 1
    found = sites(actor=actor)
    context: dict[str, object] = {
        "rows": [(card, [region_name(code) for code in card.areas]) for card in found],
        "crews": crews,
        "unplaced": stations_without_place(actor=actor),
        "lines": {line.code: line.name for line in lines(actor=actor)},
        "may_place": actor.may("sites.place_station"),
    }
    return page(request, "desk/field/stations", context)


@require_http_methods(["GET", "POST"])
@needs("sites.place_station")
def station(request: Request, org_unit_id: int) -> HttpResponse:
    unit = unit_brief(actor=request.actor, org_unit_id=org_unit_id)
    card = site_of(actor=request.actor, org_unit_id=org_unit_id)
    initial: dict[str, Any] = {"is_own": True, "is_active": True}
    if card is not None:
        initial = {
            "longitude": card.point.longitude,
            "latitude": card.point.latitude,
            "address": card.address,
            "areas": card.areas,
            "product_lines": card.product_lines,
            "is_own": card.is_own,
            "is_active": card.is_active,
        }
    known = [(line.code, line.name) for line in lines(actor=request.actor)]
    form = forms.Station(request.POST or None, lines=known, initial=initial)
    deed = Deed(
        title=f"{_('Station on the map')} · {unit.name}",
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:stations"),
    )
    return drawer(
        request,
        deed,
        form,
        lambda _given: place_station(
            actor=request.actor, org_unit_id=org_unit_id, now=request.now, **form.given()
        ),
    )


@require_GET
@needs(SEE_TECHNICIANS)
def technicians(request: Request) -> HttpResponse:
    """Who goes out, from where, how fast."""
    actor = request.actor
    cursor = request.GET.get("cursor", "")
    context: dict[str, object] = {
        "page": technician_page(actor=actor, former=True, cursor=cursor),
        "may_set": actor.may("technicians.set_technician"),
    }
    return page(request, "desk/field/technicians", context)


@require_http_methods(["GET", "POST"])
@needs("technicians.set_technician")
def new(request: Request) -> HttpResponse:
    """A colleague goes out from now on."""
    actor = request.actor
    out = {card.member.id for card in technician_cards(actor=actor, former=True)}
    free = [
        card.brief for card in members(actor=actor, limit=MOST).rows if card.brief.id not in out
    ]
    form = forms.Technician(
        request.POST or None,
        stations=_stations(request),
        members=[(one.id, f"{one.name} · {one.org_unit_name}") for one in free],
        initial={
            "starts_at": "station", "ends_at": "station", "meal_from": "11:30", "pace": 100,
            "meal_until": "12:45", "meal_minutes": 30, "is_active": True,
        },
    )  # fmt: skip
    return drawer(
        request,
        _deed(_("A new technician")),
        form,
        lambda _given: set_technician(actor=actor, now=request.now, **form.given()),
    )


@require_http_methods(["GET", "POST"])
@needs("technicians.set_technician")
def change(request: Request, member_id: int) -> HttpResponse:
    card = technician_card(actor=request.actor, member_id=member_id)
    initial = {name: getattr(card, name) for name in SET} | {"org_unit_id": card.site.org_unit_id}
    if card.home:
        initial |= {"home_longitude": card.home.longitude, "home_latitude": card.home.latitude}
    form = forms.Technician(request.POST or None, stations=_stations(request), initial=initial)
    return drawer(
        request,
        _deed(card.member.name),
        form,
        lambda _given: set_technician(
            actor=request.actor, member_id=member_id, now=request.now, **form.given()
        ),
    )


def _stations(request: Request) -> list[tuple[int, str]]:
    return [(card.org_unit_id, card.name) for card in sites(actor=request.actor)]


def _deed(title: str) -> Deed:
    return Deed(
        title=title, button=_("Save"), done=_("Saved."), back=reverse("desk:technicians"),
        help=_("The shift comes from the roster, skills and certificates from the page of the "
               "colleague."),
    )  # fmt: skip
