"""A clock is read from facts, never counted up: start, promise, pauses, stop.

State, spent, left, late-by and due all come from the one computation in `read_clock`.
R-POL-03, R-POL-04; semantics 1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from aftercare.foundation.measure import (
    Amount,
    Unit,
)
from aftercare.foundation.worktime import Span, WorkCalendar


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseFacts:
    """A pause for a reason of the policy; it ends by itself at `longest_until`."""

    reason: str
    started_at: datetime
    ended_at: datetime | None = None
    longest_until: datetime | None = None

    @property
    def until(self) -> datetime | None:
        """None: open, and nothing ends it by itself."""
        return min(filter(None, (self.ended_at, self.longest_until)), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFacts:
    """`amount` of `unit` from `started_at`, or a promised `moment` that pauses do not shift.

    `revoked` are the times between a 'met' and the reopening that took it back. `attached_at` is
    when the clock was hung on its case: what should have warned before that stays silent.
    """

    unit: Unit
    amount: Amount
    started_at: datetime
    pauses: Sequence[PauseFacts] = ()
    revoked: Sequence[Span] = ()
    met_at: datetime | None = None
    cancelled_at: datetime | None = None
    attached_at: datetime | None = None
    moment: datetime | None = None
    close_of_business: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One clock at one moment.

    `total` is the whole promise as time, `spent` its used part (net), `paused` what pauses took;
    for units that count dates these are open time between start and due, and `left_dates` says
    how many dates have still to count. `late_by` is wall-clock time. `due_at` is None while a
    pause is open; a met or cancelled clock keeps the due it had.
    """

    state: State
    spent: timedelta
    paused: timedelta
    total: timedelta
    left: timedelta
    left_dates: int | None
    late_by: timedelta
    due_at: datetime | None
    percent: int
    provisional: bool

    @property
    def gross(self) -> timedelta:
        return self.spent + self.paused


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A warning at `percent` of the time used, or an escalation `after_due` (negative: before).

    `after_due` is counted as the clock counts: round the clock for `hour`, else in open time.
    """

    code: str
    percent: int | None = None
    after_due: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rings:
    """`rung`: alarms whose moment has come; `next_at`: the next moment worth waking for."""

    rung: tuple[str, ...] = ()
    next_at: datetime | None = None


BREACH = "breach"


def read_clock(facts: ClockFacts, calendar: WorkCalendar, now: datetime) -> Reading:
    """The clock as it stands at `now`; it stands still from `met_at` or `cancelled_at` on."""
    raise NotImplementedError


def rings(
    facts: ClockFacts,
    calendar: WorkCalendar,
    now: datetime,
    alarms: Iterable[Alarm] = (),
    fired: Iterable[str] = (),
) -> Rings:
    """Which alarms have rung by `now` and were not `fired` yet, BREACH among them."""
    raise NotImplementedError


def next_ring(
    facts: ClockFacts,
    calendar: WorkCalendar,
    now: datetime,
    warn_at: Sequence[int] = (),
    escalations: Sequence[Alarm] = (),
) -> datetime | None:
    raise NotImplementedError
