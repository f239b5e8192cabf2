"""The reference: the definitions of the units, written down slowly, minute by minute, date by date.

It shares nothing with the product but the words: wall-clock minutes of each date are marked open,
paused ones are wiped out, and what is left is counted from the start on. All moments are whole
minutes; opening hours of zones with summer time keep clear of the hours of the change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import takewhile
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)
FAR = datetime(2100, 1, 1, tzinfo=UTC)

Hours = tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class SlowCalendar:
    zone: ZoneInfo
    weekly: dict[int, Hours]
    rests: frozenset[date]
    made_up: frozenset[date]
    own: dict[date, Hours]

    def hours(self, on: date) -> Hours:
        if on in self.own:
            return self.own[on]
        if on in self.rests:
            return ()
        if on in self.made_up:
            weekdays = [self.weekly[day] for day in range(5) if self.weekly.get(day)]
            return weekdays[0] if weekdays else self.weekly.get(on.weekday(), ())
        return self.weekly.get(on.weekday(), ())


@dataclass(frozen=True)
class SlowClock:
    calendar: SlowCalendar
    start: datetime
    pauses: tuple[tuple[datetime, datetime | None], ...]

    def paused(self, at: datetime) -> bool:
        return any(begin <= at < (end or FAR) for begin, end in self.pauses)

    def due(self, amount: int, unit: str, *, close_of_business: bool) -> datetime | None:
        """`amount` in minutes for the hour units, else in dates."""
        if unit == "hour":
            return self._minutes_reached(amount, open_only=False)
        if unit == "working_hour":
            return self._minutes_reached(amount, open_only=True)
        if unit == "day":
            return self._day_reached(amount, close_of_business=close_of_business)
        return self._working_day_reached(amount)

    def spent(self, until: datetime, *, open_only: bool) -> int:
        """Minutes."""
        begun = takewhile(lambda day: day[0] < until, self._masks(open_only=open_only))
        return sum(mask.count(1, 0, int((until - begin) / MINUTE)) for begin, mask in begun)

    def _minutes_reached(self, amount: int, *, open_only: bool) -> datetime | None:
        left = amount
        for begin, mask in self._masks(open_only=open_only):
            if mask.count(1) < left:
                left -= mask.count(1)
                continue
            for minute, counts in enumerate(mask, 1):
                left -= counts
                if left == 0:
                    return begin + minute * MINUTE
        return None

    def _masks(self, *, open_only: bool) -> Iterator[tuple[datetime, bytearray]]:
        """Of each date: when it begins, and which of its minutes count."""
        on = self.start.astimezone(self.calendar.zone).date()
        for _ in range(200):
            begin, wall = wall_minutes(self.calendar.zone, on)
            mask = bytearray(len(wall))
            for opens, closes in self.calendar.hours(on):
                first, stop = minute_of(opens), minute_of(closes) or 1440
                for minute, shown in enumerate(wall) if len(wall) != 1440 else ():
                    mask[minute] |= first <= shown < stop
                if len(wall) == 1440:
                    mask[first:stop] = b"\1" * (stop - first)
            if not open_only:
                mask[:] = b"\1" * len(mask)
            for pause, end in ((begin, self.start), *self.pauses):
                first = max(int((pause - begin) / MINUTE), 0)
                stop = min(int(((end or FAR) - begin) / MINUTE), len(mask))
                if first < stop:
                    mask[first:stop] = bytes(stop - first)
            yield begin, mask
            on += ONE_DAY

    def _day_reached(self, amount: int, *, close_of_business: bool) -> datetime | None:
        counted = 0
        for on in self._dates_after_start():
            end = self._instant(on + ONE_DAY, time())
            moment = end
            if counted < amount and not self.paused(end):
                counted += 1
            if counted == amount and (hours := self.calendar.hours(on)):
                if close_of_business:
                    moment = self._close(on, hours)
                if not self.paused(moment):
                    return moment
        return None

    def _working_day_reached(self, amount: int) -> datetime | None:
        counted = 0
        for on in self._dates_after_start():
            if hours := self.calendar.hours(on):
                close = self._close(on, hours)
                if not self.paused(close):
                    counted += 1
                    if counted == amount:
                        return close
        return None

    def _dates_after_start(self) -> Iterator[date]:
        first = self.start.astimezone(self.calendar.zone).date()
        return (first + n * ONE_DAY for n in range(1, 400))

    def _close(self, on: date, hours: Hours) -> datetime:
        closes = hours[-1][1]
        return self._instant(on + (ONE_DAY if closes == time() else 0 * ONE_DAY), closes)

    def _instant(self, on: date, at: time) -> datetime:
        return datetime.combine(on, at, self.calendar.zone).astimezone(UTC)


def minute_of(at: time) -> int:
    return at.hour * 60 + at.minute


@cache
def wall_minutes(zone: ZoneInfo, on: date) -> tuple[datetime, Sequence[int]]:
    """When a local date begins, and what the clock on the wall shows in each of its minutes."""
    begin = datetime.combine(on, time(), zone).astimezone(UTC)
    hours = [begin + timedelta(hours=n) for n in range(-1, 25)]
    if len({at.astimezone(zone).utcoffset() for at in hours}) == 1:
        return begin, range(1440)
    every = (begin + n * MINUTE for n in range(1560))
    shown = (at.astimezone(zone) for at in every)
    return begin, [minute_of(local.time()) for local in shown if local.date() == on]
