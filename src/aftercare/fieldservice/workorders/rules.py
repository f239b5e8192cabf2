"""What is done on site: the jobs there are, and how far one has come (R-FS-01)."""

from datetime import date
from enum import StrEnum

HOLD = "work_order"  # the hold of a job at the customer's place that is not finished


class Job(StrEnum):
    REPAIR = "repair"
    INSTALLATION = "installation"
    CARE = "care"
    INSPECTION = "inspection"
    PICKUP = "pickup"
    RECYCLING = "recycling"
    SMART_HOME = "smart_home"


class State(StrEnum):
    """`waiting`: for a time. `under_way`: somebody is there, or was and must come again."""

    WAITING = "waiting"
    BOOKED = "booked"
    UNDER_WAY = "under_way"
    DONE = "done"
    CALLED_OFF = "called_off"


ENDED = frozenset({State.DONE, State.CALLED_OFF})


def order_number(*, day: date, serial: int) -> str:
    """WO261122-00017: the local day and a serial never repeated."""
    return f"WO{day:%y%m%d}-{serial:05d}"
