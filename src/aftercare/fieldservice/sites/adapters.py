"""How long ways take: by distance, or as a program outside measures them."""

import json
import logging
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from itertools import chain
from time import monotonic
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string

from aftercare.fieldservice.dispatch.queries import Travel

from .rules import Point, StraightTravel

log = logging.getLogger(__name__)
TIMEOUT, SILENCE = 3.0, 60.0
"""Seconds that a table of ways may take, and for which one that failed is not asked again."""
BLOCK, MOST_LEGS = 50, 2_000_000
"""Places on either side of one question (usual tables answer a hundred), legs remembered."""


class TravelTimes(Protocol):
    def travel(self, points: Sequence[Point], known: Travel | None = None) -> Travel:
        """Seconds between each two of the points, in their order, after those already known."""
        ...

    @property
    def is_guessing(self) -> bool:
        """Whether what measures the ways does not answer just now."""
        ...


class ByDistance:
    """The default: asks nobody."""

    is_guessing = False

    def travel(self, points: Sequence[Point], known: Travel | None = None) -> Travel:
        return known.grown(points) if isinstance(known, StraightTravel) else StraightTravel(points)


class RoadTravel(Travel):
    """Ways on the road, with the points between which they lead."""

    __slots__ = ("points",)

    def __init__(self, points: Sequence[Point], rows: Sequence[Sequence[int]]) -> None:
        super().__init__(len(points), array("i", chain.from_iterable(rows)))
        self.points = tuple(points)


class ByTable:
    """A service that answers tables of ways as OSRM does: `…/table/v1/driving/lon,lat;…`.

    Legs are remembered. Where it does not answer in time, or knows no way, distance stands in; it
    is then left alone for a minute.
    """

    def __init__(self, address: str = "") -> None:
        self._at = urlsplit(address or settings.AFTERCARE_TRAVEL_TABLE)
        self._legs: dict[tuple[Point, Point], int] = {}
        self._silent_until = 0.0

    @property
    def is_guessing(self) -> bool:
        return monotonic() < self._silent_until

    def travel(self, points: Sequence[Point], known: Travel | None = None) -> Travel:
        if not isinstance(known, RoadTravel):
            return RoadTravel(points, self._rows(points, points))
        there, on = self._rows(known.points, points), self._rows(points, known.points)
        among = self._rows(points, points)
        old = [[*known.row(k), *more] for k, more in enumerate(there)]
        fresh = [[*row, *more] for row, more in zip(on, among, strict=True)]
        return RoadTravel((*known.points, *points), [*old, *fresh])

    def _rows(self, origins: Sequence[Point], targets: Sequence[Point]) -> list[list[int]]:
        if len(self._legs) > MOST_LEGS:
            self._legs.clear()
        fallen = ByDistance()
        for some, others in _blocks(origins, targets):
            self._ask(some, others)
        return [
            [
                leg if (leg := self._legs.get((a, b))) is not None
                else fallen.travel([a, b])(0, 1)
                for b in targets
            ]
            for a in origins
        ]  # fmt: skip

    def _ask(self, origins: Sequence[Point], targets: Sequence[Point]) -> None:
        legs = self._legs
        if self.is_guessing or all((a, b) in legs for a in origins for b in targets):
            return
        try:
            rows = self._answer(origins, targets)
        except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
            self._silent_until = monotonic() + SILENCE
            log.warning("no ways from the table: %s", type(error).__name__)
            return
        for origin, row in zip(origins, rows, strict=False):
            for target, seconds in zip(targets, row, strict=False):
                if seconds is not None:
                    legs[origin, target] = int(seconds)

    def _answer(
        self, origins: Sequence[Point], targets: Sequence[Point]
    ) -> list[list[float | None]]:
        places = ";".join(f"{p.longitude:.6f},{p.latitude:.6f}" for p in (*origins, *targets))
        first = ";".join(str(k) for k in range(len(origins)))
        rest = ";".join(str(len(origins) + k) for k in range(len(targets)))
        kind = HTTPSConnection if self._at.scheme == "https" else HTTPConnection
        connection = kind(self._at.hostname or "", self._at.port, timeout=TIMEOUT)
        try:
            connection.request("GET", f"{self._at.path.rstrip('/')}/{places}?sources={first}"
                                      f"&destinations={rest}&annotations=duration")  # fmt: skip
            told = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        rows: list[list[float | None]] = told["durations"]
        if len(rows) != len(origins) or any(len(row) != len(targets) for row in rows):
            raise ValueError("the table is not as large as asked")
        return rows


def _blocks(
    origins: Sequence[Point], targets: Sequence[Point]
) -> Iterator[tuple[Sequence[Point], Sequence[Point]]]:
    for first in range(0, len(origins), BLOCK):
        for second in range(0, len(targets), BLOCK):
            yield origins[first : first + BLOCK], targets[second : second + BLOCK]


@cache
def travel_times() -> TravelTimes:
    """The adapter that the settings name."""
    made: TravelTimes = import_string(settings.AFTERCARE_TRAVEL_TIMES)()
    return made
