"""How far customers are from those who come to them, and where one more station helps (R-FS-15).

`ways[d][s]`: seconds from demand `d` to place `s`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

Ways = Sequence[Sequence[int]]
MOST_NEW = 5
MOST_CANDIDATES = 150
"""Where a new station is tried: what causes most travel first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """`orders`: of all demand; `covered` of them lie within the limit; `seconds`: mean way."""

    orders: int
    covered: int
    seconds: int

    @property
    def share(self) -> float:
        return self.covered / self.orders if self.orders else 1.0


def nearest(ways: Ways, opened: Collection[int]) -> list[tuple[int, int]]:
    """For each demand the nearest of the places that are open, and the seconds to it."""
    chosen = sorted(opened)
    return [min((row[place], place) for place in chosen)[::-1] for row in ways]


def reach(weights: Sequence[int], seconds: Sequence[int], *, limit: int) -> Reach:
    """`weights`: orders of each demand; `limit`: seconds that one may be away."""
    orders = sum(weights)
    total = sum(weight * way for weight, way in zip(weights, seconds, strict=True))
    covered = sum(weight for weight, way in zip(weights, seconds, strict=True) if way <= limit)
    return Reach(orders=orders, covered=covered, seconds=total // orders if orders else 0)


def candidates(weights: Sequence[int], seconds: Sequence[int]) -> list[int]:
    """Demand at whose place a station is worth trying, the most travel first."""
    travel = [weight * way for weight, way in zip(weights, seconds, strict=True)]
    worth = sorted(range(len(travel)), key=lambda one: (-travel[one], one))
    return [one for one in worth[:MOST_CANDIDATES] if travel[one]]


def saved(weights: Sequence[int], before: Sequence[int], ways: Ways) -> list[list[int]]:
    """Seconds of travel that each place would save each demand, never below nothing."""
    return [
        [weight * max(standing - way, 0) for way in row]
        for weight, standing, row in zip(weights, before, ways, strict=True)
    ]
