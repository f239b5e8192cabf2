"""What may be noted of cash that was handed in (R-FS-12)."""

from decimal import Decimal
from enum import StrEnum


class Fault(StrEnum):
    """Why a count is not kept."""

    OWN = "own"  # nobody counts the own cash
    MOVED = "moved"  # more was taken, or went back, since it was shown
    NO_REASON = "no_reason"


def fault_of(
    *, is_own: bool, shown: Decimal, expected: Decimal, counted: Decimal, reason: str
) -> Fault | None:
    """Somebody else counts what was shown; what differs has a reason."""
    if is_own:
        return Fault.OWN
    if shown != expected:
        return Fault.MOVED
    return unexplained(expected, counted, reason)


def unexplained(shown: Decimal, said: Decimal, reason: str) -> Fault | None:
    """What differs from what was shown has a reason."""
    return None if said == shown or reason.strip() else Fault.NO_REASON
