"""Where parts may lie, and when more are to be ordered (R-FS-11)."""

from enum import StrEnum


class PlaceKind(StrEnum):
    CENTRE = "centre"
    STATION = "station"
    VAN = "van"


def to_order(*, free: int, least: int, most: int) -> int:
    """How many to order: up to `most` once no more than `least` are free, else none."""
    return max(0, most - free) if free <= least else 0
