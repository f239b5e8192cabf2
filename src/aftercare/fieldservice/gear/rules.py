"""How a tool or a piece of protective gear stands on a day (R-FS-14)."""

from datetime import date, timedelta
from enum import StrEnum

WARN_DAYS = 30
"""Before the end of an inspection, people are told."""


class Standing(StrEnum):
    """`unlimited`: needs no inspection. `withdrawn`: not to be used any more."""

    UNLIMITED = "unlimited"
    VALID = "valid"
    ENDING = "ending"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


USABLE = frozenset({Standing.UNLIMITED, Standing.VALID, Standing.ENDING})


def standing(*, valid_until: date | None, is_withdrawn: bool, on: date) -> Standing:
    """`valid_until` is the last day on which it may be used."""
    if is_withdrawn:
        return Standing.WITHDRAWN
    if valid_until is None:
        return Standing.UNLIMITED
    if on > valid_until:
        return Standing.ENDED
    return Standing.ENDING if on >= valid_until - timedelta(days=WARN_DAYS) else Standing.VALID
