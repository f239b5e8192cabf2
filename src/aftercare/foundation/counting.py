"""How a due time comes about, as a list of steps: data to draw a calendar from, or to put in words.

The steps are counted by walking from date to date, apart from the bisections of `measure`;
tests hold the two against each other. R-POL-04.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from aftercare.foundation.measure import (
    FOREVER,
    Meter,
    Outs,
    Promise,
    Unit,
    covers,
    dates_counted,
    dates_ending,
    is_provisional,
    merged,
    reached,
)
from aftercare.foundation.steps import COUNTING, OF_KIND, Pause, Step, StepCode
from aftercare.foundation.worktime import (
    DAY,
    Day,
    Span,
    Table,
    WorkCalendar,
    instant,
    micros,
)

DAY_BY_DAY = 92
"""Dates that are told one by one (like ones in a row together); a longer span is told by months."""


def explain(
    promise: Promise, pauses: Sequence[Pause] = (), *, seen_at: datetime | None = None
) -> tuple[Step, ...]:
    """The steps from start to due; while a pause is open, to `seen_at` (or that pause's start).

    Raises NeverOpen as `due` does.
    """
    since = min((pause.start for pause in pauses if pause.end is None), default=None)
    outs = merged((Span(p.start, p.end) for p in pauses if p.end is not None), since)
    at = reached(promise, outs)
    until = instant(at) if at is not None else max(promise.start, seen_at or since or promise.start)
    count = _Count(promise, pauses, outs, until, at)
    told = sorted((*count.dates(), *count.pauses_met()), key=itemgetter(0))
    return (*count.beginning(), *(step for _, step in told), *count.ending())


def promised_moment(calendar: WorkCalendar, moment: datetime) -> Step:
    local = moment.astimezone(calendar.zone)
    return Step(code=StepCode.PROMISED, first_on=local.date(), last_on=local.date(), until_at=local)


Told = tuple[int, Step]
"""A step and the moment by which it is put in order."""
Spans = tuple[tuple[int, int], ...]


class _Row(NamedTuple):
    """One date of the walk; `spans` is the open time counted on it, from its midnight on."""

    on: date
    midnight: int
    code: StepCode
    name: str = ""
    days: int = 0
    spans: Spans = ()

    @property
    def begins(self) -> int:
        if self.code is StepCode.PAUSED_DATE:
            return self.midnight + DAY - 1  # after the pause that begins on it
        return self.midnight + (self.spans[0][0] if self.spans else 0)

    @property
    def amount(self) -> int:
        return sum(end - begin for begin, end in self.spans)


@dataclass(frozen=True, slots=True)
class _Count:
    promise: Promise
    pauses: Sequence[Pause]
    outs: Outs
    until: datetime
    due: int | None

    def beginning(self) -> Iterator[Step]:
        at = self._local(self.promise.start)
        yield Step(code=StepCode.START, first_on=at.date(), last_on=at.date(), from_at=at)
        if self.promise.unit.counts_dates:
            yield Step(code=StepCode.FIRST_DATE, first_on=at.date(), last_on=at.date())
        elif self.promise.unit is Unit.WORKING_HOUR:
            opening = self._next_opening()
            if opening is not None and opening > self.promise.start:
                begins = self._local(opening)
                yield Step(
                    code=StepCode.OUTSIDE,
                    first_on=at.date(),
                    last_on=begins.date(),
                    from_at=at,
                    until_at=begins,
                )

    def ending(self) -> Iterator[Step]:
        at = self._local(self.until)
        if is_provisional(self.promise, self.until):
            unknown = self.promise.calendar.is_provisional
            dates = [on for on in self._local_dates(after=0) if unknown(on)]
            yield Step(code=StepCode.PROVISIONAL, first_on=dates[0], last_on=dates[-1])
        if self.due is not None:
            yield Step(code=StepCode.DUE, first_on=at.date(), last_on=at.date(), until_at=at)
            return
        since = self._local(instant(max(self.outs[-1][0], self.promise.started)))
        left, left_dates = 0, 0
        if self.promise.unit.counts_dates:
            left_dates = int(self.promise.amount)
            left_dates -= dates_counted(self.promise, self.outs, self.until)
        else:
            left = self.promise.duration - Meter(self.promise, self.outs).net(micros(self.until))
        yield Step(
            code=StepCode.OPEN,
            first_on=since.date(),
            last_on=since.date(),
            from_at=since,
            names=self._reasons(*self.outs[-1]),
            amount=_span(left),
            days=left_dates,
        )

    def pauses_met(self) -> Iterator[Told]:
        """The pauses that are over and touch the count, what overlaps or touches as one."""
        start, end = self.promise.started, micros(self.until)
        meter, counts_dates = Meter(self.promise, self.outs), self.promise.unit.counts_dates
        for begin, stop in self.outs:
            if stop <= start or begin >= end or stop == FOREVER:
                continue
            first, last = (self._local(instant(at)) for at in (begin, stop))
            took = 0 if counts_dates else meter.out(stop) - meter.out(begin)
            step = Step(
                code=StepCode.PAUSE,
                first_on=first.date(),
                last_on=last.date(),
                from_at=first,
                until_at=last,
                names=self._reasons(begin, stop),
                amount=_span(took),
                days=dates_ending(self.promise, begin, stop) if counts_dates else 0,
            )
            yield max(begin, start), step

    def dates(self) -> Iterator[Told]:
        """What became of every date or, for `hour`, of every stretch between pauses."""
        if self.promise.unit is Unit.HOUR:
            return self._stretches()
        walk = self._dates_of_days() if self.promise.unit.counts_dates else self._dates_of_hours()
        rows = list(walk)
        long = rows and (rows[-1].on - rows[0].on).days > DAY_BY_DAY
        return self._by_month(rows) if long else self._in_runs(rows)

    def _stretches(self) -> Iterator[Told]:
        begin, end = self.promise.started, micros(self.until)
        total = 0
        for pause, stop in (*self.outs, (end, end)):
            if begin < min(pause, end):
                total += min(pause, end) - begin
                first, last = self._local(instant(begin)), self._local(instant(min(pause, end)))
                step = Step(
                    code=StepCode.COUNTED,
                    first_on=first.date(),
                    last_on=last.date(),
                    from_at=first,
                    until_at=last,
                    amount=_span(min(pause, end) - begin),
                    total=_span(total),
                )
                yield begin, step
            begin = max(begin, stop)

    def _dates_of_days(self) -> Iterator[_Row]:
        end = micros(self.until)
        table = self.promise.calendar.table(self.promise.started, end)
        counted = 0
        for on in self._local_dates(after=1):
            day = self.promise.calendar.day(on)
            rests = self.promise.unit is Unit.WORKING_DAY and not day.openings
            midnight = table.midnights[on.toordinal() - table.low]
            at = self._last_moment(table, on, day)
            if counted == self.promise.amount:
                yield _Row(on, midnight, StepCode.MOVED)
            elif at > end and self.due is None:
                return
            elif rests:
                yield _Row(on, midnight, OF_KIND[day.kind], day.name)
            elif covers(self.outs, at):
                yield _Row(on, midnight, StepCode.PAUSED_DATE)
            else:
                counted += 1
                yield _Row(on, midnight, *self._counted_as(day), 1)

    def _last_moment(self, table: Table, on: date, day: Day) -> int:
        if self.promise.unit is Unit.WORKING_DAY and day.openings:
            return table.closings[bisect_left(table.dates, on.toordinal())]
        return table.midnights[on.toordinal() + 1 - table.low]

    def _counted_as(self, day: Day) -> tuple[StepCode, str]:
        if self.promise.unit is Unit.DAY:
            return StepCode.COUNTED, ""
        return OF_KIND[day.kind], day.name

    def _dates_of_hours(self) -> Iterator[_Row]:
        start, end = self.promise.started, micros(self.until)
        table = self.promise.calendar.table(start, end)
        for on in self._local_dates(after=0):
            day = self.promise.calendar.day(on)
            midnight = table.midnights[on.toordinal() - table.low]
            within = [
                (max(opens, start), min(shuts, end))
                for opens, shuts in _openings_of(table, on.toordinal())
                if opens < end and shuts > start
            ]
            if not day.openings:
                yield _Row(on, midnight, OF_KIND[day.kind], day.name)
            elif spans := _less(within, self.outs):
                since = tuple((opens - midnight, shuts - midnight) for opens, shuts in spans)
                yield _Row(on, midnight, OF_KIND[day.kind], day.name, 0, since)
            elif within:
                yield _Row(on, midnight, StepCode.PAUSED_DATE)

    def _in_runs(self, rows: Sequence[_Row]) -> Iterator[Told]:
        """Like dates in a row become one step."""
        total, total_days = 0, 0
        for _, group in groupby(rows, itemgetter(slice(2, None))):
            run = list(group)
            first = run[0]
            amount, days = first.amount * len(run), first.days * len(run)
            counts = bool(amount or days)
            total, total_days = total + amount, total_days + days
            step = Step(
                code=first.code,
                first_on=first.on,
                last_on=run[-1].on,
                names=(first.name,) if first.name else (),
                amount=_span(amount),
                days=days,
                total=_span(total * counts),
                total_days=total_days * counts,
                spans=tuple(self._local_span(first.midnight, *span) for span in first.spans),
            )
            yield first.begins, step

    def _by_month(self, rows: Sequence[_Row]) -> Iterator[Told]:
        total, total_days = 0, 0
        for _, group in groupby(rows, lambda row: (row.on.year, row.on.month)):
            month = list(group)
            amount, days = sum(row.amount for row in month), sum(row.days for row in month)
            total, total_days = total + amount, total_days + days
            step = Step(
                code=StepCode.MONTH,
                first_on=month[0].on,
                last_on=month[-1].on,
                names=tuple(dict.fromkeys(row.name for row in month if row.name)),
                amount=_span(amount),
                days=days,
                skipped=sum(row.code not in COUNTING for row in month),
                total=_span(total),
                total_days=total_days,
            )
            yield month[0].begins, step

    def _local_span(self, midnight: int, begin: int, end: int) -> Span:
        return Span(self._local(instant(midnight + begin)), self._local(instant(midnight + end)))

    def _local_dates(self, *, after: int) -> Iterator[date]:
        first = self.promise.calendar.local_date(self.promise.start).toordinal()
        last = self.promise.calendar.local_date(self.until - timedelta(microseconds=1)).toordinal()
        return map(date.fromordinal, range(first + after, last + 1))

    def _next_opening(self) -> datetime | None:
        start = self.promise.start
        opening = next(self.promise.calendar.openings(start, start + timedelta(days=60)), None)
        return None if opening is None else opening.start

    def _reasons(self, begin: int, end: int) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                pause.reason
                for pause in self.pauses
                if micros(pause.start) < end and (pause.end is None or micros(pause.end) > begin)
            )
        )

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.promise.calendar.zone)


def _openings_of(table: Table, ordinal: int) -> list[tuple[int, int]]:
    begin, end = table.midnights[ordinal - table.low : ordinal - table.low + 2]
    first, stop = bisect_left(table.opens, begin), bisect_left(table.opens, end)
    return list(zip(table.opens[first:stop], table.shuts[first:stop], strict=True))


def _less(spans: list[tuple[int, int]], outs: Outs) -> list[tuple[int, int]]:
    for begin, end in outs:
        spans = [
            piece
            for start, stop in spans
            for piece in ((start, min(stop, begin)), (max(start, end), stop))
        ]
    return [(start, stop) for start, stop in spans if start < stop]


def _span(of: int) -> timedelta:
    return timedelta(microseconds=of)
