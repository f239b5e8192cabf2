"""Points on the map and the ways between them. All degrees are WGS-84, never GCJ-02."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from math import cos, dist, radians, sin

from aftercare.fieldservice.dispatch.queries import Travel

EARTH = 6_371_000.0  # metres
DETOUR = 1.4
"""Metres on the road for each of the straight line, in Chinese cities."""
IN_TOWN = 22 / 3.6
BEYOND = 50 / 3.6
"""Metres in a second, lights and parking included, on the first `TOWN` metres and after them."""
TOWN = 12_000.0
OUT_OF_TOWN = TOWN / IN_TOWN

Spot = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """WGS-84 degrees, as satellites and open maps say them."""

    longitude: float
    latitude: float


def is_on_earth(point: Point) -> bool:
    return -180 <= point.longitude <= 180 and -90 <= point.latitude <= 90  # noqa: PLR2004


class StraightTravel(Travel):
    """Great circles made longer by a city's streets; reckoned leg by leg when asked.

    Between places of one city the chord through the earth is the arc, to a millimetre.
    """

    __slots__ = ("_rows", "_spots")

    def __init__(self, points: Sequence[Point]) -> None:
        self.size = len(points)
        self._spots = [_spot(point) for point in points]
        self._rows: dict[int, list[int]] = {}
        self._seconds = None

    def __call__(self, origin: int, target: int) -> int:
        return seconds_of(dist(self._spots[origin], self._spots[target]))

    def row(self, origin: int) -> Sequence[int]:
        known = self._rows.get(origin)
        if known is None:
            metres = map(dist, self._spots, repeat(self._spots[origin]))
            known = [
                int(m / IN_TOWN if m < TOWN else OUT_OF_TOWN + (m - TOWN) / BEYOND) for m in metres
            ]
            self._rows[origin] = known
        return known

    def column(self, target: int) -> Sequence[int]:
        """There is as far as back."""
        return self.row(target)

    def grown(self, points: Sequence[Point]) -> "StraightTravel":
        """With more points after those that are known."""
        made = StraightTravel(())
        made._spots = [*self._spots, *map(_spot, points)]
        made.size = len(made._spots)
        return made


def seconds_of(metres: float) -> int:
    """How long it takes to drive so many metres."""
    return int(metres / IN_TOWN if metres < TOWN else OUT_OF_TOWN + (metres - TOWN) / BEYOND)


def road_km(origin: Point, target: Point) -> float:
    """Kilometres on the road, by the same reckoning."""
    return dist(_spot(origin), _spot(target)) / 1000


def _spot(point: Point) -> Spot:
    """Where a point is in space, in metres of road."""
    longitude, latitude = radians(point.longitude), radians(point.latitude)
    scale = EARTH * DETOUR
    return (
        scale * cos(latitude) * cos(longitude),
        scale * cos(latitude) * sin(longitude),
        scale * sin(latitude),
    )
