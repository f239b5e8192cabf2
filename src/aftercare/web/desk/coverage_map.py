"""A plain map of demand and stations, drawn as a picture: no tiles, nothing fetched."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sqrt

from aftercare.fieldservice.coverage.queries import CoverageCard
from aftercare.fieldservice.sites.queries import Point

WIDTH, EDGE, LEAST_HEIGHT, MOST_HEIGHT = 960, 40, 240, 640
SMALLEST, LARGEST = 3, 22  # radius of a spot
LETTER, GAP = 32, 12  # as large as names are on a phone; from the middle of their mark

Box = tuple[int, int, int, int]


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
    """`side`: where its name stands; none where there is room only on a wide screen."""

    x: int
    y: int
    title: str
    side: str


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
    named = _named(
        [(row.site.name, on(row.site.point)) for row in card.sites]
        + [(f"{one.name} · {one.orders}", on(one.point)) for one in card.proposed]
    )
    return Map(
        width=WIDTH,
        height=on.height,
        spots=spots,
        stations=named[: len(card.sites)],
        proposed=named[len(card.sites) :],
    )


def _named(places: list[tuple[str, tuple[int, int]]]) -> list[Mark]:
    """Names beside their marks, so that even as large as a phone needs them none covers another."""
    taken = [(x - GAP, y - GAP, x + GAP, y + GAP) for _title, (x, y) in places]
    marks = []
    for title, (x, y) in places:
        free = [
            (side, box)
            for side, box in _boxes(title, x, y)
            if not any(_meet(box, other) for other in taken) and box[0] >= 0 and box[2] <= WIDTH
        ]
        taken += [box for _side, box in free[:1]]
        marks.append(Mark(x=x, y=y, title=title, side=free[0][0] if free else ""))
    return marks


def _boxes(title: str, x: int, y: int) -> Iterator[tuple[str, Box]]:
    """Left, top, right and bottom of a name on each side of its mark."""
    length = round(sum(LETTER if letter > "\u2e80" else LETTER / 2 for letter in title))
    half, high = length // 2, LETTER // 2
    yield "right", (x + GAP, y - high, x + GAP + length, y + high)
    yield "left", (x - GAP - length, y - high, x - GAP, y + high)
    yield "below", (x - half, y + GAP, x + half, y + GAP + LETTER)
    yield "above", (x - half, y - GAP - LETTER, x + half, y - GAP)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _ends(values: list[float]) -> tuple[float, float]:
    """Never the same: what lies in one spot is shown in the middle of a few kilometres."""
    low, high = min(values), max(values)
    lacking = max(0.1 - (high - low), 0) / 2
    return low - lacking, high + lacking
