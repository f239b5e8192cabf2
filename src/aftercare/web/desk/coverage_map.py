"""A plain map of demand and stations, drawn as a picture: no tiles, nothing fetched."""

from dataclasses import dataclass
from math import cos, radians, sqrt

from aftercare.fieldservice.coverage.queries import CoverageCard
from aftercare.fieldservice.sites.queries import Point

WIDTH, EDGE, LEAST_HEIGHT, MOST_HEIGHT = 960, 40, 240, 640
SMALLEST, LARGEST = 3, 22  # radius of a spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Demand of a region, joined to the station that is nearest."""

    x: int
    y: int
    radius: int
    look: str
    title: str
    to_x: int
    to_y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    x: int
    y: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    width: int
    height: int
    spots: list[Spot]
    stations: list[Mark]
    proposed: list[Mark]


class Projection:
    """Degrees to the picture: north is up, and a kilometre as long in both directions."""

    def __init__(self, points: list[Point]) -> None:
        west, east = _ends([point.longitude for point in points])
        south, north = _ends([point.latitude for point in points])
        squeeze = cos(radians((south + north) / 2))
        room = WIDTH - 2 * EDGE
        self.scale = min(room / ((east - west) * squeeze), (MOST_HEIGHT - 2 * EDGE) /
                         (north - south))  # fmt: skip
        self.squeeze, self.west, self.north = squeeze, west, north
        drawn = (north - south) * self.scale + 2 * EDGE
        self.height = round(max(drawn, LEAST_HEIGHT))
        self.left = EDGE + (room - (east - west) * squeeze * self.scale) / 2
        self.top = EDGE + (self.height - drawn) / 2

    def __call__(self, point: Point) -> tuple[int, int]:
        return (
            round(self.left + (point.longitude - self.west) * self.squeeze * self.scale),
            round(self.top + (self.north - point.latitude) * self.scale),
        )


def drawn(card: CoverageCard) -> Map:
    """The small above the large, so that none hides another."""
    places = [area.point for area in card.areas] + [row.site.point for row in card.sites]
    on = Projection(places)
    most = max(area.orders for area in card.areas)
    spots = []
    for area in card.areas:
        (x, y), (to_x, to_y) = on(area.point), on(area.station.point)
        spots.append(
            Spot(
                x=x,
                y=y,
                to_x=to_x,
                to_y=to_y,
                radius=round(max(SMALLEST, LARGEST * sqrt(area.orders / most))),
                look="near" if area.is_covered else "far",
                title=f"{area.name} · {area.orders}",
            )
        )
    return Map(
        width=WIDTH,
        height=on.height,
        spots=spots,
        stations=[_mark(row.site.name, on(row.site.point)) for row in card.sites],
        proposed=[_mark(f"{one.name} · {one.orders}", on(one.point)) for one in card.proposed],
    )


def _mark(title: str, place: tuple[int, int]) -> Mark:
    return Mark(x=place[0], y=place[1], title=title)


def _ends(values: list[float]) -> tuple[float, float]:
    """Never the same: what lies in one spot is shown in the middle of a few kilometres."""
    low, high = min(values), max(values)
    lacking = max(0.1 - (high - low), 0) / 2
    return low - lacking, high + lacking
