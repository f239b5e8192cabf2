"""n of one unit of time: what is counted after a start, pauses taken out, and when n is reached.

Civil Code art. 201: hours run from the moment, the first day is not counted; art. 203: a last day
that is a day of rest moves to the next working day and ends at 24:00, or at close of business.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from aftercare.foundation.worktime import Span, Table, WorkCalendar, instant, micros

HOUR = 3_600_000_000  # microseconds
FOREVER = 1 << 62
MOST = 1_000_000  # of any unit; beyond lies a slip of the keyboard

Amount = Decimal | int | float
Outs = tuple[tuple[int, int], ...]


class Unit(StrEnum):
    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    DAY = "day"
    WORKING_DAY = "working_day"

    @property
    def counts_dates(self) -> bool:
        return self in (Unit.DAY, Unit.WORKING_DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """`amount` of `unit` from `start` on.

    `close_of_business` ends the last of n `day`s then instead of at 24:00; the other units ignore
    it. Raises ValueError for an amount that cannot be counted.
    """

    calendar: WorkCalendar
    start: datetime
    amount: Amount
    unit: Unit
    close_of_business: bool = False
    started: int = field(init=False, repr=False, compare=False)
    """`start` in microseconds."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "started", micros(self.start))
        if not 0 < self.amount <= MOST:
            raise ValueError("amount")
        if self.unit.counts_dates and self.amount != int(self.amount):
            raise ValueError("amount")

    @property
    def duration(self) -> int:
        """The amount of an hour unit in microseconds."""
        return max(round(self.amount * HOUR), 1)


def merged(pauses: Iterable[Span], open_since: datetime | None = None) -> Outs:
    """The union, in order: what overlaps or touches counts once, what is empty not at all."""
    spans = sorted((micros(pause.start), micros(pause.end)) for pause in pauses)
    if open_since is not None:
        spans.append((micros(open_since), FOREVER))
        spans.sort()
    union: list[tuple[int, int]] = []
    for start, end in spans:
        if union and start <= union[-1][1]:
            if end > union[-1][1]:
                union[-1] = (union[-1][0], end)
        elif start < end:
            union.append((start, end))
    return tuple(union)


def due(promise: Promise, outs: Outs = ()) -> datetime | None:
    """The first moment at which the amount is reached; None while a pause stays open before it.

    Raises NeverOpen where the calendar has no such moment within forty years.
    """
    at = reached(promise, outs)
    return None if at is None else instant(at)


def reached(promise: Promise, outs: Outs = ()) -> int | None:
    """`due` in microseconds."""
    if promise.unit.counts_dates:
        return _date_reached(promise, outs)
    return Meter(promise, outs).reach(promise.duration)


def dates_counted(promise: Promise, outs: Outs, until: datetime) -> int:
    """How many dates of a `day` or `working_day` promise have counted by `until`, n at most."""
    stop = micros(until) + 1
    lost = sum(dates_ending(promise, begin, min(end, stop)) for begin, end in outs)
    counted = dates_ending(promise, promise.started, stop) - lost
    return min(max(counted, 0), int(promise.amount))


def dates_ending(promise: Promise, begin: int, end: int) -> int:
    """How many of the dates after the start have their last moment in `begin` … `end`."""
    if end <= begin:
        return 0
    start = promise.started
    table = promise.calendar.table(start, max(end, start))
    ends, first = _ends(promise, table, start)
    return max(bisect_left(ends, end) - max(bisect_left(ends, begin), first), 0)


def covers(outs: Outs, at: int) -> bool:
    nth = bisect_right(outs, (at, FOREVER)) - 1
    return nth >= 0 and outs[nth][1] > at


class Meter:
    """Time counted after the start, `outs` taken out: round the clock for `hour`, else open time.

    For the units that count dates this is the measure of their progress in percent.
    """

    def __init__(self, promise: Promise, outs: Outs = ()) -> None:
        self._calendar = None if promise.unit is Unit.HOUR else promise.calendar
        self._start = promise.started
        self._outs = outs

    def gross(self, until: int) -> int:
        """With the pauses."""
        return self._passed(self._start, until)

    def net(self, until: int) -> int:
        return self.gross(until) - self.out(until)

    def out(self, until: int) -> int:
        """What the pauses took."""
        return sum(
            self._passed(max(begin, self._start), min(end, until))
            for begin, end in self._outs
            if begin < until and end > self._start
        )

    def reach(self, amount: int) -> int | None:
        """The first moment at which `amount` is counted; None while a pause stays open before."""
        if self._calendar is None:
            return self._elapsed(amount)
        table = self._calendar.table(self._start)
        while (at := self._opened(table, amount)) == FOREVER:
            table = self._calendar.longer(table, self._start)
        return at

    def _passed(self, begin: int, end: int) -> int:
        if end <= begin:
            return 0
        if self._calendar is None:
            return end - begin
        table = self._calendar.table(begin, end)
        return table.open_before(end) - table.open_before(begin)

    def _elapsed(self, amount: int) -> int | None:
        at = self._start + amount
        for begin, end in self._outs:
            if at <= begin:
                break
            if end == FOREVER:
                return None
            at += max(end - max(begin, self._start), 0)
        return at

    def _opened(self, table: Table, amount: int) -> int | None:
        target = table.open_before(self._start) + amount
        for begin, end in self._outs:
            if end <= self._start:
                continue
            before = table.open_before(max(begin, self._start))
            if target <= before:
                break
            if end == FOREVER:
                return None if begin < table.midnights[-1] else FOREVER
            target += table.open_before(end) - before
        at = table.reach(target)
        return FOREVER if at is None else at


def _ends(promise: Promise, table: Table, start: int) -> tuple[list[int], int]:
    """The moments at which the dates of the unit end, and the first of them that counts."""
    if promise.unit is Unit.DAY:
        return table.midnights, table.date_of(start) - table.low + 2
    return table.closings, bisect_right(table.dates, table.date_of(start))


def _date_reached(promise: Promise, outs: Outs) -> int | None:
    start = promise.started
    table = promise.calendar.table(start)
    while (at := _date_in(promise, table, start, outs)) == FOREVER:
        table = promise.calendar.longer(table, start)
    return at


def _date_in(promise: Promise, table: Table, start: int, outs: Outs) -> int | None:
    ends, first = _ends(promise, table, start)
    nth = first + int(promise.amount) - 1
    for begin, end in outs:
        low = max(bisect_left(ends, begin), first)
        if low > nth or low == len(ends):
            break
        if end == FOREVER:
            return None
        nth += max(bisect_left(ends, end) - low, 0)
    if nth >= len(ends):
        return FOREVER
    if promise.unit is Unit.WORKING_DAY:
        return ends[nth]
    return _last_day(promise, table, table.low + nth - 1, outs)


def _last_day(promise: Promise, table: Table, ordinal: int, outs: Outs) -> int | None:
    """The first working date from `ordinal` on whose last moment no pause covers."""
    for nth in range(bisect_left(table.dates, ordinal), len(table.dates)):
        at = table.closings[nth]
        if not promise.close_of_business:
            at = table.midnights[table.dates[nth] - table.low + 1]
        if not covers(outs, at):
            return at
        if outs[-1][1] == FOREVER and outs[-1][0] <= at:
            return None
    return FOREVER


def is_provisional(promise: Promise, until: datetime) -> bool:
    """Whether a date that official data does not cover took part in the count."""
    calendar = promise.calendar
    return promise.unit is not Unit.HOUR and (
        calendar.is_provisional(calendar.local_date(until - timedelta(microseconds=1)))
        or calendar.is_provisional(calendar.local_date(promise.start))
    )
