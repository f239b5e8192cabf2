"""Where stations are, what they serve, where regions lie, and how long ways take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _

from aftercare.fieldservice.dispatch.queries import Travel
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.memory.queries import remembered
from aftercare.foundation.regions import in_use
from aftercare.people.organisation.queries import UnitBrief, unit_tree

from .adapters import travel_times
from .models import Site
from .rules import Point, road_km

__all__ = ["Point", "road_km"]

SEE_SITES = view("sites.see_sites")
STATION = "station"
PROVINCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCard:
    """A station and its place; `areas` are those of the unit where none are written."""

    id: int
    org_unit_id: int
    name: str
    point: Point
    address: str
    areas: tuple[str, ...]
    product_lines: tuple[str, ...]
    is_own: bool
    is_active: bool


def sites(*, actor: Actor) -> list[SiteCard]:
    """Those of the units in sight, by the order of the tree."""
    actor.must(SEE_SITES)
    return [card for card in _sites() if _in_sight(actor, card.org_unit_id)]


def site_card(*, actor: Actor, org_unit_id: int) -> SiteCard:
    """The place of a station. Raises NotFound, also for one out of sight."""
    actor.must(SEE_SITES)
    found = site_of(actor=actor, org_unit_id=org_unit_id)
    if found is None or not _in_sight(actor, org_unit_id):
        raise NotFound(_("There is no such station."))
    return found


def site_of(*, actor: Actor, org_unit_id: int) -> SiteCard | None:
    """Known to every colleague, as the names of units are."""
    del actor
    return next((card for card in _sites() if card.org_unit_id == org_unit_id), None)


def stations_without_place(*, actor: Actor) -> list[UnitBrief]:
    """Stations in sight of which nobody has said yet where they are."""
    actor.must(SEE_SITES)
    known = {card.org_unit_id for card in _sites()}
    return [
        unit
        for unit in unit_tree(actor=SYSTEM)
        if unit.kind == STATION and unit.id not in known and _in_sight(actor, unit.id)
    ]


def point_of(
    *, actor: Actor, longitude: float | None, latitude: float | None, region: str
) -> Point | None:
    """The point itself; without one the seat of the smallest region that is known.

    None where neither says anything.
    """
    del actor
    if longitude is not None and latitude is not None:
        return Point(longitude=longitude, latitude=latitude)
    code = in_use(region)
    while len(code) >= PROVINCE:
        if code in _seats():
            return _seats()[code]
        code = code[:-2]
    return None


def travel(*, actor: Actor, points: Sequence[Point], known: Travel | None = None) -> Travel:
    """Seconds between each two of the points, by the adapter that the settings name.

    `known`: ways between places that come before the points, and are not reckoned again.
    """
    del actor
    return travel_times().travel(points, known)


def ways_are_guessed(*, actor: Actor) -> bool:
    """What measures the ways does not answer: distances stand in for a while."""
    del actor
    return travel_times().is_guessing


def _in_sight(actor: Actor, org_unit_id: int) -> bool:
    return actor.sees_everything or org_unit_id in actor.org_units


@remembered("sites_site", "organisation_orgunit")
def _sites() -> tuple[SiteCard, ...]:
    rows = Site.objects.select_related("org_unit").order_by("org_unit__code")
    return tuple(
        SiteCard(
            id=row.id,
            org_unit_id=row.org_unit_id,
            name=row.org_unit.name,
            point=Point(longitude=row.longitude, latitude=row.latitude),
            address=row.address,
            areas=tuple(row.areas) or ((row.org_unit.region,) if row.org_unit.region else ()),
            product_lines=tuple(row.product_lines),
            is_own=row.is_own,
            is_active=row.is_active,
        )
        for row in rows
    )


@cache
def _seats() -> Mapping[str, Point]:
    text = files(__package__).joinpath("data/seats.csv").read_text("utf-8")
    lines = (line.split(",") for line in text.splitlines() if not line.startswith("#"))
    return {
        code: Point(longitude=float(longitude), latitude=float(latitude))
        for code, longitude, latitude in lines
    }
