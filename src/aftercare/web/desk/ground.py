"""The ground of a map: where points lie in a picture, and what is drawn beneath them.

Mercator's projection, as the services draw their tiles; north is up. Without a service
(`AFTERCARE_TILES`) these are our own outlines, and nothing is fetched from anywhere else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import asinh, ceil, floor, log2, pi, radians, tan

from django.conf import settings

from aftercare.fieldservice.sites.queries import Point

from .outlines import atlas

LEAST_SPAN = 0.1 / 360  # of the world: what lies in one spot is shown amid a few kilometres
TILE, DEEPEST = 256, 18  # pixels; the last level that every service draws
BESIDE = 0.1  # of the width, on either side: a page may show more of a picture than it holds
NORTHMOST = 85.0  # degrees; beyond it Mercator's world has no end


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the picture; its place as words, for these are written into the page."""

    x: str
    y: str
    side: str
    address: str


class Ground:
    """A picture `width` wide that holds the points, `edge` from its borders or further."""

    do_not_call_in_templates = True  # which would ask it for a place without a point

    def __init__(
        self, points: Sequence[Point], *, width: int, least: int, most: int, edge: int
    ) -> None:
        places = [_place(point) for point in points]
        west, east = _ends([x for x, _y in places])
        north, south = _ends([y for _x, y in places])
        room = width - 2 * edge
        self.scale = min(room / (east - west), (most - 2 * edge) / (south - north))
        drawn = (south - north) * self.scale + 2 * edge
        self.width, self.height = width, round(max(drawn, least))
        self.left = edge + (room - (east - west) * self.scale) / 2 - west * self.scale
        self.top = edge + (self.height - drawn) / 2 - north * self.scale

    def __call__(self, point: Point) -> tuple[int, int]:
        x, y = _place(point)
        return round(self.left + x * self.scale), round(self.top + y * self.scale)

    @property
    def tiles(self) -> list[Tile]:
        """What covers the picture, at the level whose tiles are drawn nearest to their own size."""
        return list(self.tiles_from(settings.AFTERCARE_TILES)) if settings.AFTERCARE_TILES else []

    @property
    def outlines(self) -> list[str]:
        """Addresses of what is drawn, where there are no tiles, in the measure of `in_units`."""
        return [] if settings.AFTERCARE_TILES else atlas().beneath(self.box)

    @property
    def in_units(self) -> str:
        """How outlines come to lie in the picture."""
        return f"translate({self.left:.2f} {self.top:.2f}) scale({self.scale / atlas().units:.6g})"

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, north, east and south of what a page may show, as parts of the world."""
        beside = self.width * BESIDE
        west, east = -beside - self.left, self.width + beside - self.left
        north, south = -self.top, self.height - self.top
        return west / self.scale, north / self.scale, east / self.scale, south / self.scale

    @property
    def note(self) -> str:
        """Whose map it is, as its publisher asks to have it said."""
        note: str = settings.AFTERCARE_TILES_NOTE
        return note

    def tiles_from(self, service: str) -> Iterator[Tile]:
        level = min(DEEPEST, max(0, round(log2(self.scale / TILE))))
        count = 2**level
        side = self.scale / count
        rows = range(max(0, floor(-self.top / side)),
                     min(count, ceil((self.height - self.top) / side)))  # fmt: skip
        beside = self.width * BESIDE
        columns = range(floor((-beside - self.left) / side),
                        ceil((self.width + beside - self.left) / side))  # fmt: skip
        for row in rows:
            for column in columns:
                address = service.format(z=level, x=column % count, y=row)
                x, y = self.left + column * side, self.top + row * side
                yield Tile(f"{x:.1f}", f"{y:.1f}", f"{side + 0.5:.1f}", address)


def _place(point: Point) -> tuple[float, float]:
    """In a world that is one wide and one high, from its north-west."""
    latitude = radians(max(-NORTHMOST, min(NORTHMOST, point.latitude)))
    return point.longitude / 360 + 0.5, 0.5 - asinh(tan(latitude)) / (2 * pi)


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    lacking = max(LEAST_SPAN - (high - low), 0) / 2
    return low - lacking, high + lacking
