"""A plain map of demand and stations, drawn as a picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from aftercare.fieldservice.coverage.queries import CoverageCard

from .ground import Ground
from .outlines import atlas

WIDTH, EDGE, LEAST_HEIGHT, MOST_HEIGHT = 960, 40, 240, 640
SMALLEST, LARGEST = 3, 22  # radius of a spot
LETTER, WIDE_LETTER = 32, 14  # as large as names are on a phone, and on a wide screen
GAP = 12  # from the middle of their mark

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
    """`side`: where its name stands, `is_wide` where only a wide screen has room; "" for none."""

    x: int
    y: int
    title: str
    side: str
    is_wide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """`areas` are addresses of the outlines of what the stations serve."""

    ground: Ground
    areas: list[str]
    spots: list[Spot]
    stations: list[Mark]
    proposed: list[Mark]


def drawn(card: CoverageCard) -> Map:
    """The small above the large, so that none hides another."""
    places = [area.point for area in card.areas] + [row.site.point for row in card.sites]
    on = Ground(places, width=WIDTH, least=LEAST_HEIGHT, most=MOST_HEIGHT, edge=EDGE)
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
        ground=on,
        areas=atlas().areas(sorted({code for row in card.sites for code in row.site.areas})),
        spots=spots,
        stations=named[: len(card.sites)],
        proposed=named[len(card.sites) :],
    )


def _named(places: list[tuple[str, tuple[int, int]]]) -> list[Mark]:
    """Names beside their marks, so that even as large as a phone needs them none covers another."""
    taken = [(x - GAP, y - GAP, x + GAP, y + GAP) for _title, (x, y) in places]
    sides = [_side(taken, title, x, y, LETTER) for title, (x, y) in places]
    marks = []
    for (title, (x, y)), side in zip(places, sides, strict=True):
        wide = "" if side else _side(taken, title, x, y, WIDE_LETTER)
        marks.append(Mark(x=x, y=y, title=title, side=side or wide, is_wide=not side))
    return marks


def _side(taken: list[Box], title: str, x: int, y: int, letter: int) -> str:
    """The first side with room, which is taken then; "" where there is none."""
    for side, box in _boxes(title, x, y, letter):
        if box[0] >= 0 and box[2] <= WIDTH and not any(_meet(box, other) for other in taken):
            taken.append(box)
            return side
    return ""


def _boxes(title: str, x: int, y: int, size: int) -> Iterator[tuple[str, Box]]:
    """Left, top, right and bottom of a name on each side of its mark."""
    length = round(sum(size if letter > "\u2e80" else size / 2 for letter in title))
    half, high = length // 2, size // 2
    yield "right", (x + GAP, y - high, x + GAP + length, y + high)
    yield "left", (x - GAP - length, y - high, x - GAP, y + high)
    yield "below", (x - half, y + GAP, x + half, y + GAP + size)
    yield "above", (x - half, y - GAP - size, x + half, y - GAP)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
