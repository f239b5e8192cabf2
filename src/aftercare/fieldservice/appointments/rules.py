"""A time at the customer's place, from the offer to the end of the visit (R-FS-02, R-FS-06)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from aftercare.foundation.errors import Refusal

HOLDING = timedelta(minutes=10)
"""How long a time that was picked waits for the customer's yes."""
CLOCKS_DIFFER = timedelta(minutes=5)
"""By how much the clock of a phone may be ahead of ours."""
AT_LEAST = timedelta(minutes=1)
AGREED_BY = ("phone", "portal", "chat", "sms", "email", "visit", "api")
"""How a customer says yes to a time."""


class Taken(Refusal):
    """Somebody else has that time meanwhile, or it was held for too long."""


class NotNow(Refusal):
    """The appointment is not at the point where this can be done."""


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
    DECLINED = "declined"  # the customer does not want the work at its price
    MOVED = "moved"
    CALLED_OFF = "called_off"
    LAPSED = "lapsed"  # held too long


class Outcome(StrEnum):
    """How a visit ends at the door."""

    DONE = "done"
    AGAIN = "again"
    NOBODY_HOME = "nobody_home"
    DECLINED = "declined"


LIVE = frozenset({State.HELD, State.BOOKED, State.ON_THE_WAY, State.ARRIVED, State.WORKING})
OUTCOMES = frozenset({State.DONE, State.AGAIN, State.NOBODY_HOME, State.DECLINED})
COMING = frozenset({State.BOOKED, State.ON_THE_WAY})
FROM = {
    State.BOOKED: frozenset({State.HELD}),
    State.LAPSED: frozenset({State.HELD}),
    State.MOVED: frozenset({State.BOOKED}),
    State.CALLED_OFF: frozenset({State.HELD, State.BOOKED, State.ON_THE_WAY}),
    State.ON_THE_WAY: frozenset({State.BOOKED}),
    State.ARRIVED: COMING,
    State.WORKING: frozenset({*COMING, State.ARRIVED}),
    State.DONE: frozenset({State.ARRIVED, State.WORKING}),
    State.AGAIN: frozenset({State.ARRIVED, State.WORKING}),
    State.NOBODY_HOME: frozenset({*COMING, State.ARRIVED}),
    State.DECLINED: frozenset({State.ARRIVED, State.WORKING}),
}
"""From which states each is reached; who works without network may leave one out."""
OURS = ("technician_ill", "running_late", "part_missing", "tool_missing", "weather")
REASONS: dict[State, tuple[str, ...]] = {
    State.MOVED: ("customer_wish", *OURS, "other"),
    State.CALLED_OFF: ("customer_wish", "solved", *OURS, "other"),
    State.AGAIN: (
        "part_missing", "tool_missing", "more_time", "other_fault", "unsafe", "customer_wish",
        "other",
    ),
    State.NOBODY_HOME: ("no_answer", "wrong_address", "refused_entry", "other"),
}  # fmt: skip
"""Why a visit ended without the work done, or not at the told time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatDraft:
    """Time of one technician; of two one leads."""

    technician_id: int
    starts_at: datetime
    ends_at: datetime
    leads: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Another time for a seat within the window that was told: nothing changes for the customer."""

    seat_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A window with who would come, and when; `shifts` make room in the days of these people."""

    window_from: datetime
    window_until: datetime
    seats: Sequence[SeatDraft]
    shifts: Sequence[Shift] = ()

    @property
    def holds(self) -> bool:
        return are_seats(self.seats, opens=self.window_from, closes=self.window_until)


def may_become(state: str, wanted: State, *, told_later: bool = False) -> bool:
    """`told_later`: a visit that nobody noted at the door, by the word of who ended its order."""
    return State(state) in FROM[wanted] | (COMING if told_later else frozenset())


def are_seats(seats: Sequence[SeatDraft], *, opens: datetime, closes: datetime) -> bool:
    """One leads, nobody twice, all begin together, within the window."""
    people = {seat.technician_id for seat in seats}
    begun = {seat.starts_at for seat in seats}
    leading = [seat for seat in seats if seat.leads]
    return (
        len(leading) == 1
        and len(people) == len(seats)
        and len(begun) == 1
        and opens <= leading[0].starts_at <= closes
        and all(seat.ends_at - seat.starts_at >= AT_LEAST for seat in seats)
    )


def is_possible(at: datetime, *, after: Collection[datetime | None], now: datetime) -> bool:
    """A step is noted when it was taken: after those before it, and not in the future."""
    return at <= now + CLOCKS_DIFFER and all(at >= one for one in after if one)


def is_late(
    *, window_until: datetime, state: str, arrived_at: datetime | None, by: datetime
) -> bool | None:
    """Nobody stood at the door before the told window ended (R-FS-06).

    `by`: until when nobody had come. None: the work was done, and nobody noted when somebody came.
    """
    if arrived_at is None and state == State.DONE:
        return None
    return (arrived_at or by) > window_until
