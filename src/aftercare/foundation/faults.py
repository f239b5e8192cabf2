"""What is wrong with data that people write (a pack, a table), and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FaultKind(StrEnum):
    MISSING = "missing"
    UNKNOWN = "unknown"
    TOO_SMALL = "too_small"
    TOO_MANY = "too_many"
    OUT_OF_ORDER = "out_of_order"
    NEVER_USED = "never_used"
    NO_PERCENTAGE = "no_percentage"
    BELOW_LAW = "below_law"
    NO_AMOUNT = "no_amount"
    BELOW_LEAST = "below_least"  # the highest lies below the lowest


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a pack, and where: `where` is a path like `commitment[3].unit`."""

    where: str
    kind: FaultKind
    found: str = ""
    allowed: tuple[str, ...] = ()


def missing(data: Mapping[str, Any], where: str, names: Sequence[str]) -> list[Fault]:
    return [Fault(where=where + name, kind=FaultKind.MISSING) for name in names if name not in data]


def unknown(where: str, found: Sequence[Any], allowed: Sequence[Any]) -> list[Fault]:
    return [
        Fault(
            where=where,
            kind=FaultKind.UNKNOWN,
            found=str(value),
            allowed=tuple(str(one) for one in allowed),
        )
        for value in found
        if value not in allowed
    ]
