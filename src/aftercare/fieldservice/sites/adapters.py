"""How long ways take: by distance, or as a program outside measures them."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from aftercare.fieldservice.dispatch.queries import Travel

from .rules import Point, StraightTravel


class TravelTimes(Protocol):
    def travel(self, points: Sequence[Point], known: Travel | None = None) -> Travel:
        """Seconds between each two of the points, in their order, after those already known."""
        ...


class ByDistance:
    """The default: asks nobody."""

    def travel(self, points: Sequence[Point], known: Travel | None = None) -> Travel:
        return known.grown(points) if isinstance(known, StraightTravel) else StraightTravel(points)


@cache
def travel_times() -> TravelTimes:
    """The adapter that the settings name."""
    made: TravelTimes = import_string(settings.AFTERCARE_TRAVEL_TIMES)()
    return made
