"""How a due time comes about, as a list of steps: data to draw a calendar from, or to put in words.

The steps are counted by walking from date to date, apart from the bisections of `measure`;
tests hold the two against each other. R-POL-04.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

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
    ZERO,
    Day,
    Span,
    Table,
    WorkCalendar,
    instant,
    micros,
)

ONE = timedelta(days=1)
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
    told = sorted((*count.dates(), *count.pauses_met()), key=_begins)
    return (*count.beginning(), *_totalled(step for *_, step in told), *count.ending())


def promised_moment(calendar: WorkCalendar, moment: datetime) -> Step:
    local = moment.astimezone(calendar.zone)
    return Step(code=StepCode.PROMISED, first_on=local.date(), last_on=local.date(), until_at=local)


Told = tuple[int, tuple[object, ...], Step]
"""The moment by which a step is put in order, what it must share with its neighbour, the step."""


def _begins(told: Told) -> int:
    return told[0]


def _totalled(steps: Iterable[Step]) -> Iterator[Step]:
    total, total_days = ZERO, 0
    for step in steps:
        if step.code in COUNTING or step.code is StepCode.MONTH:
            total, total_days = total + step.amount, total_days + step.days
            yield replace(step, total=total, total_days=total_days)
        else:
            yield step


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
            calendar = self.promise.calendar
            known = calendar.known_until or date.min
            first = max(calendar.local_date(self.promise.start), min(known, date.max - ONE) + ONE)
            yield Step(code=StepCode.PROVISIONAL, first_on=min(first, at.date()), last_on=at.date())
        if self.due is not None:
            yield Step(code=StepCode.DUE, first_on=at.date(), last_on=at.date(), until_at=at)
            return
        since = self._local(instant(max(self.outs[-1][0], micros(self.promise.start))))
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
            amount=timedelta(microseconds=left),
            days=left_dates,
        )

    def pauses_met(self) -> Iterator[Told]:
        """The pauses that are over and touch the count, what overlaps or touches as one."""
        start, end = micros(self.promise.start), micros(self.until)
        meter = Meter(self.promise, self.outs)
        for begin, stop in self.outs:
            if stop <= start or begin >= end or stop == FOREVER:
                continue
            first, last = (self._local(instant(at)) for at in (begin, stop))
            took = meter.out(stop) - meter.out(begin)
            yield (
                max(begin, start),
                (),
                Step(
                    code=StepCode.PAUSE,
                    first_on=first.date(),
                    last_on=last.date(),
                    from_at=first,
                    until_at=last,
                    names=self._reasons(begin, stop),
                    amount=timedelta(microseconds=took),
                    days=dates_ending(self.promise, begin, stop),
                ),
            )

    def dates(self) -> Iterator[Told]:
        """What became of every date or, for `hour`, of every stretch between pauses."""
        if self.promise.unit is Unit.HOUR:
            return self._stretches()
        walk = self._dates_of_days() if self.promise.unit.counts_dates else self._dates_of_hours()
        told = list(walk)
        long = told and (told[-1][2].last_on - told[0][2].first_on).days > DAY_BY_DAY
        return _by_month(told) if long else _in_runs(told)

    def _stretches(self) -> Iterator[Told]:
        begin, end = micros(self.promise.start), micros(self.until)
        for pause, stop in (*self.outs, (end, end)):
            if begin < min(pause, end):
                first, last = self._local(instant(begin)), self._local(instant(min(pause, end)))
                yield (
                    begin,
                    (),
                    Step(
                        code=StepCode.COUNTED,
                        first_on=first.date(),
                        last_on=last.date(),
                        from_at=first,
                        until_at=last,
                        amount=timedelta(microseconds=min(pause, end) - begin),
                    ),
                )
            begin = max(begin, stop)

    def _dates_of_days(self) -> Iterator[Told]:
        end = micros(self.until)
        table = self.promise.calendar.table(micros(self.promise.start), end)
        counted = 0
        for on in self._local_dates(after=1):
            day = self.promise.calendar.day(on)
            rests = self.promise.unit is Unit.WORKING_DAY and not day.openings
            at = self._last_moment(table, on, day)
            if counted == self.promise.amount:
                yield self._told(table, on, StepCode.MOVED)
            elif at > end and self.due is None:
                return
            elif rests:
                yield self._told(table, on, OF_KIND[day.kind], day.name)
            elif covers(self.outs, at):
                yield self._told(table, on, StepCode.PAUSED_DATE)
            else:
                counted += 1
                yield self._told(table, on, *self._counted_as(day), days=1)

    def _last_moment(self, table: Table, on: date, day: Day) -> int:
        if self.promise.unit is Unit.WORKING_DAY and day.openings:
            return table.closings[bisect_left(table.dates, on.toordinal())]
        return table.midnights[on.toordinal() + 1 - table.low]

    def _counted_as(self, day: Day) -> tuple[StepCode, str]:
        if self.promise.unit is Unit.DAY:
            return StepCode.COUNTED, ""
        return OF_KIND[day.kind], day.name

    def _dates_of_hours(self) -> Iterator[Told]:
        start, end = micros(self.promise.start), micros(self.until)
        table = self.promise.calendar.table(start, end)
        for on in self._local_dates(after=0):
            day = self.promise.calendar.day(on)
            within = [
                (max(opens, start), min(shuts, end))
                for opens, shuts in _openings_of(table, on.toordinal())
                if opens < end and shuts > start
            ]
            if not day.openings:
                yield self._told(table, on, OF_KIND[day.kind], day.name)
            elif spans := _less(within, self.outs):
                yield self._told(table, on, OF_KIND[day.kind], day.name, spans=spans)
            elif within:
                yield self._told(table, on, StepCode.PAUSED_DATE)

    def _told(
        self,
        table: Table,
        on: date,
        code: StepCode,
        name: str = "",
        *,
        days: int = 0,
        spans: Sequence[tuple[int, int]] = (),
    ) -> Told:
        midnight = table.midnights[on.toordinal() - table.low]
        step = Step(
            code=code,
            first_on=on,
            last_on=on,
            names=(name,) if name else (),
            days=days,
            amount=timedelta(microseconds=sum(end - begin for begin, end in spans)),
            spans=tuple(
                Span(self._local(instant(begin)), self._local(instant(end))) for begin, end in spans
            ),
        )
        like = (code, name, *((begin - midnight, end - midnight) for begin, end in spans))
        if code is StepCode.PAUSED_DATE:
            return midnight + DAY - 1, like, step  # after the pause that begins on it
        return (spans[0][0] if spans else midnight), like, step

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


def _in_runs(told: Sequence[Told]) -> Iterator[Told]:
    """Like dates in a row become one step."""
    for like, group in groupby(told, lambda row: row[1]):
        run = list(group)
        at, _, first = run[0]
        if len(run) > 1:
            first = replace(
                first,
                last_on=run[-1][2].last_on,
                days=sum(step.days for *_, step in run),
                amount=sum((step.amount for *_, step in run), ZERO),
            )
        yield at, like, first


def _by_month(told: Sequence[Told]) -> Iterator[Told]:
    for like, group in groupby(told, lambda row: (row[2].first_on.year, row[2].first_on.month)):
        month = list(group)
        steps = [step for *_, step in month]
        counted = sum(step.code in COUNTING for step in steps)
        step = Step(
            code=StepCode.MONTH,
            first_on=steps[0].first_on,
            last_on=steps[-1].last_on,
            names=tuple(dict.fromkeys(name for step in steps for name in step.names)),
            days=counted,
            skipped=len(steps) - counted,
            amount=sum((step.amount for step in steps), ZERO),
        )
        yield month[0][0], like, step
