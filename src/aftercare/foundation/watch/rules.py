"""When somebody reads or carries out more customer data than is usual; no database (R-SEC-03)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

# Enough earlier days to know what is usual for a person.
DAYS_KNOWN = 5
# So many times the usual is unusual, once it is a good part of what nobody may exceed unseen.
TIMES_USUAL, PART_OF_LIMIT = 4, 0.25


class Kind(StrEnum):
    PAGE = "page"  # a customer's file opened, masked
    REVEAL = "reveal"  # looked at in clear
    EXPORT = "export"  # a list taken out as a file


class Reason(StrEnum):
    HOUR = "hour"
    DAY = "day"
    USUAL = "usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Readings of one kind by one person that are told to nobody."""

    per_hour: int
    per_day: int


def limits(text: str) -> dict[Kind, Limit]:
    """Of "page=100/400 reveal=40/150": an hour's and a day's. Raises ValueError."""
    found = {}
    for part in text.split():
        kind, _is, numbers = part.partition("=")
        per_hour, _per, per_day = numbers.partition("/")
        found[Kind(kind)] = Limit(per_hour=int(per_hour), per_day=int(per_day))
    return found


def usual(earlier: Collection[int]) -> float | None:
    """The mean of the earlier days on which the person read at all; None while these are few."""
    return sum(earlier) / len(earlier) if len(earlier) >= DAYS_KNOWN else None


def unusual(*, hour: int, day: int, earlier: Collection[int], limit: Limit) -> Reason | None:
    """What makes the readings of this hour and this day unusual, if anything does.

    `earlier`: what each earlier day came to.
    """
    if hour > limit.per_hour:
        return Reason.HOUR
    if day > limit.per_day:
        return Reason.DAY
    mean = usual(earlier)
    if mean is not None and day > max(mean * TIMES_USUAL, limit.per_day * PART_OF_LIMIT):
        return Reason.USUAL
    return None
