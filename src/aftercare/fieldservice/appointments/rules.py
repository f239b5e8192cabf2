"""A time at the customer's place, from the offer to the end of the visit (R-FS-02, R-FS-06)."""

from enum import StrEnum


class State(StrEnum):
    """`held`: offered, for some minutes. `booked`: told. The next three are reached at the door."""

    HELD = "held"
    BOOKED = "booked"
    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    WORKING = "working"
    DONE = "done"
    AGAIN = "again"  # another visit is needed
    NOBODY_HOME = "nobody_home"
    MOVED = "moved"
    CALLED_OFF = "called_off"
    LAPSED = "lapsed"  # held too long


LIVE = frozenset({State.HELD, State.BOOKED, State.ON_THE_WAY, State.ARRIVED, State.WORKING})
