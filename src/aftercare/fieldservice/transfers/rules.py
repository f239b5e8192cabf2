"""What may become of parts that were sent from one store to another (R-FS-11)."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    ON_WAY = "on_way"
    RECEIVED = "received"
    GOING_BACK = "going_back"  # the receiver did not want it
    CAME_BACK = "came_back"
    CALLED_BACK = "called_back"  # the sender took it back before it was received


UNDER_WAY = (State.ON_WAY, State.GOING_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What came of a line: pieces that are good, and damaged ones; the rest is missing."""

    arrived: int
    damaged: int = 0


def missing(*, sent: int, got: Got) -> int | None:
    """How many of a line did not come at all; None where that cannot be."""
    if min(got.arrived, got.damaged) < 0 or got.arrived + got.damaged > sent:
        return None
    return sent - got.arrived - got.damaged
