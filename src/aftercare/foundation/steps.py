"""The steps of an explanation, as values to draw a calendar from or to put in words. R-POL-04."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from aftercare.foundation.worktime import ZERO, DayKind, Span

REVOKED = "revoked"
"""The reason of a 'pause' between a promise kept and its reopening."""


class StepCode(StrEnum):
    START = "start"
    OUTSIDE = "outside"  # the start lies outside opening hours; counting begins at `until_at`
    FIRST_DATE = "first_date"  # the date of the start is not counted
    COUNTED = "counted"
    MADE_UP = "made_up"  # counted, an official make-up working day
    SPECIAL = "special"  # counted, by the hours of an own exception
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"  # closed by an own exception
    PAUSE = "pause"  # `amount` or `days` is what it took; `names` its reasons
    PAUSED_DATE = "paused_date"  # a date that does not count for a pause
    MOVED = "moved"  # the last day is a day of rest, or ends in a pause: the next working day
    MONTH = "month"  # what a month of a long span came to
    PROVISIONAL = "provisional"  # dates in it are not in the official data yet
    OPEN = "open"  # a pause is open: no due, `amount` or `days` left
    PROMISED = "promised"  # a promised moment, not a measure
    DUE = "due"


COUNTING = {StepCode.COUNTED, StepCode.MADE_UP, StepCode.SPECIAL}
OF_KIND = {
    DayKind.WORKING: StepCode.COUNTED,
    DayKind.MADE_UP: StepCode.MADE_UP,
    DayKind.SPECIAL: StepCode.SPECIAL,
    DayKind.WEEKEND: StepCode.WEEKEND,
    DayKind.HOLIDAY: StepCode.HOLIDAY,
    DayKind.CLOSED: StepCode.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Pause:
    """`end` None: open."""

    start: datetime
    end: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; the dates `first_on` … `last_on` are local and both belong to it.

    `from_at`, `until_at` (in the calendar's zone) where moments matter; `amount` and `days` are
    what the step counts (or takes away), `skipped` the dates of a MONTH that did not count,
    `total`, `total_days` what has counted so far; `spans` the open time counted on each date of
    the step, given for `first_on`; `names` of the holiday or exception, or the pause's reasons.
    """

    code: StepCode
    first_on: date
    last_on: date
    from_at: datetime | None = None
    until_at: datetime | None = None
    names: tuple[str, ...] = ()
    amount: timedelta = ZERO
    days: int = 0
    skipped: int = 0
    total: timedelta = ZERO
    total_days: int = 0
    spans: tuple[Span, ...] = ()
