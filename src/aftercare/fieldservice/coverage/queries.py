"""Which customers are far from every station, how loaded those are, and where one more helps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aftercare.fieldservice.sites.queries import Point, SiteCard, point_of, sites, travel
from aftercare.fieldservice.technicians.queries import SEE_TECHNICIANS, technician_cards
from aftercare.fieldservice.workorders.queries import orders_by_region, orders_by_station
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.regions import region_name

from .adapters import location_solver
from .rules import MOST_NEW, Reach, candidates, nearest, reach, saved

__all__ = ["MOST_NEW", "Reach"]

SEE_COVERAGE = view("coverage.see_coverage")
WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """`orders` were given to the station; `near` of all demand have it as their nearest.

    `per_week`: orders of a technician a week, None where nobody goes out from there.
    """

    site: SiteCard
    technicians: int
    orders: int
    near: int
    per_week: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """Demand of one region. `seconds` to `station`, its nearest one; `is_covered`: near enough."""

    region: str
    name: str
    point: Point
    orders: int
    station: SiteCard
    seconds: int
    is_covered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSite:
    """A region at whose seat a station would be opened; `orders` would be served from there."""

    region: str
    name: str
    point: Point
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCard:
    """`unplaced`: orders of which nobody can say where they are. Areas: most orders first.

    `proposed` and `after` only where new stations were asked for.
    """

    days: int
    minutes: int
    sites: list[SiteRow]
    areas: list[AreaRow]
    unplaced: int
    before: Reach | None
    proposed: list[NewSite]
    after: Reach | None


@dataclass(frozen=True, slots=True)
class _Demand:
    region: str
    point: Point
    orders: int


def coverage(
    *, actor: Actor, days: int = 90, minutes: int = 45, more: int = 0, now: datetime
) -> CoverageCard:
    """Work orders of the last `days` in sight against stations in sight that are in use.

    Near enough is whoever is reached in `minutes`. `more`: how many new stations to propose.
    """
    actor.must(SEE_COVERAGE)
    since = now - timedelta(days=days)
    cards = [card for card in sites(actor=actor) if card.is_active]
    demand, unplaced = _demand(orders_by_region(actor=actor, since=since))
    given = orders_by_station(actor=actor, since=since)
    crews = _crews(actor)
    if not cards or not demand:
        rows = [_site_row(card, crews, given, 0, days) for card in cards]
        return CoverageCard(days=days, minutes=minutes, sites=rows, areas=[], unplaced=unplaced,
                            before=None, proposed=[], after=None)  # fmt: skip
    weights = [one.orders for one in demand]
    ways = _ways(demand, [card.point for card in cards])
    standing = nearest(ways, range(len(cards)))
    seconds = [way for _place, way in standing]
    proposed, later = _proposed(demand, weights, seconds, more)
    near: dict[int, int] = {}
    for one, (place, _way) in zip(demand, standing, strict=True):
        near[place] = near.get(place, 0) + one.orders
    return CoverageCard(
        days=days,
        minutes=minutes,
        sites=[
            _site_row(card, crews, given, near.get(place, 0), days)
            for place, card in enumerate(cards)
        ],
        areas=[
            _area(one, cards[place], way, minutes * 60)
            for one, (place, way) in zip(demand, standing, strict=True)
        ],
        unplaced=unplaced,
        before=reach(weights, seconds, limit=minutes * 60),
        proposed=proposed,
        after=reach(weights, later, limit=minutes * 60) if more else None,
    )


def _proposed(
    demand: Sequence[_Demand], weights: Sequence[int], seconds: Sequence[int], more: int
) -> tuple[list[NewSite], list[int]]:
    """New stations, and how far everybody is with them."""
    tried = candidates(weights, seconds) if more else []
    ways = _ways(demand, [demand[one].point for one in tried])
    chosen = location_solver().best(saved(weights, seconds, ways), number=min(more, MOST_NEW))
    later, served = list(seconds), dict.fromkeys(chosen, 0)
    for number, row in enumerate(ways):
        for place in chosen:
            later[number] = min(later[number], row[place])
        best = min(chosen, key=row.__getitem__, default=None)
        if best is not None and row[best] < seconds[number]:
            served[best] += weights[number]
    rows = [
        NewSite(
            region=demand[tried[place]].region,
            name=region_name(demand[tried[place]].region),
            point=demand[tried[place]].point,
            orders=orders,
        )
        for place, orders in served.items()
    ]
    return sorted(rows, key=lambda row: -row.orders), later


def _demand(orders: Mapping[str, int]) -> tuple[list[_Demand], int]:
    found, unplaced = [], 0
    for region, count in orders.items():
        point = point_of(actor=SYSTEM, longitude=None, latitude=None, region=region)
        if point is None:
            unplaced += count
        else:
            found.append(_Demand(region, point, count))
    return sorted(found, key=lambda one: (-one.orders, one.region)), unplaced


def _ways(demand: Sequence[_Demand], places: Sequence[Point]) -> list[list[int]]:
    """From each demand to each place."""
    size = len(demand)
    asked = travel(actor=SYSTEM, points=[*(one.point for one in demand), *places])
    return [list(asked.row(number)[size:]) for number in range(size)]


def _crews(actor: Actor) -> Mapping[int, int]:
    """Technicians of each station."""
    found: dict[int, int] = {}
    cards = technician_cards(actor=actor) if actor.may(SEE_TECHNICIANS) else []
    for card in cards:
        found[card.site.org_unit_id] = found.get(card.site.org_unit_id, 0) + 1
    return found


def _site_row(
    card: SiteCard, crews: Mapping[int, int], given: Mapping[int, int], near: int, days: int
) -> SiteRow:
    technicians, orders = crews.get(card.org_unit_id, 0), given.get(card.org_unit_id, 0)
    per_week = orders * WEEK / days / technicians if technicians else None
    return SiteRow(site=card, technicians=technicians, orders=orders, near=near, per_week=per_week)


def _area(one: _Demand, station: SiteCard, seconds: int, limit: int) -> AreaRow:
    return AreaRow(
        region=one.region,
        name=region_name(one.region),
        point=one.point,
        orders=one.orders,
        station=station,
        seconds=seconds,
        is_covered=seconds <= limit,
    )
