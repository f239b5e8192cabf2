"""Where parts may lie, and when more are to be ordered (R-FS-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    CENTRE = "centre"
    STATION = "station"
    VAN = "van"
    WAY = "way"  # sent from one store to another, and not received yet; nobody's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Whose a place is. `units`: its unit or that of its owner, and all units above it."""

    kind: str
    units: Sequence[int]


def are_together(one: Home, other: Home) -> bool:
    """Whether parts go from hand to hand: vans of a station and its store, or vans of one unit."""
    if PlaceKind.VAN not in {one.kind, other.kind} or not (one.units and other.units):
        return False
    if one.kind == other.kind:
        return one.units[-1] == other.units[-1]
    store, van = (one, other) if other.kind == PlaceKind.VAN else (other, one)
    return store.kind == PlaceKind.STATION and store.units[-1] in van.units


def to_order(*, free: int, least: int, most: int) -> int:
    """How many to order: up to `most` once no more than `least` are free, else none."""
    return max(0, most - free) if free <= least else 0
