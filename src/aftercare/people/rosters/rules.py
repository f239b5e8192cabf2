"""Who is there when: shifts, days of rest, leave and stand-ins, without a database (R-PE-01).

Moments are aware; dates are those of the roster's zone. Spans are half-open.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise

from aftercare.foundation.worktime import Day, DayKind, Span

Shift = tuple[time, time]
"""Begins and ends; one that ends not after it begins ends on the date after."""

DAY = timedelta(days=1)
WORKDAYS = range(5)
MOST_SHIFTS = 4  # a day
LONGEST_LEAVE = timedelta(days=400)
_TIME = r"([01]?\d|2[0-3])[:：]([0-5]\d)"
_SHIFT = re.compile(rf"{_TIME}\s*[-–—~～至]\s*(?:{_TIME}|24[:：]00)")
_BETWEEN = re.compile(r"\s*[,，、;；]\s*")


class Where(StrEnum):
    """Where somebody is at a moment."""

    HERE = "here"
    OFF = "off"  # between shifts
    ON_LEAVE = "on_leave"
    AWAY = "away"  # by the switch


class LeaveState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class BadShift(ValueError):
    """What was written is not a shift, or shifts of a day overlap; the text is the argument."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    span: Span
    stand_in_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The hours of one member, as far as they are written down.

    `weekly` (Monday is 0) is None where no roster binds this member: present whenever the switch
    says so. With `{}` only the `days` of their own count. `days` win over the week; `()` is a
    day off. Official days of rest and the company's own closed days are off, unless
    `works_on_rest`; a make-up working day has the hours of its weekday, else of the first working
    day that has any.
    """

    weekly: Mapping[int, tuple[Shift, ...]] | None = None
    days: Mapping[date, tuple[Shift, ...]]
    leaves: tuple[Leave, ...] = ()
    works_on_rest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Where somebody is. `until` is when that ends, as far as known; `back_at` the next duty.

    `stand_in_id` takes what would come in meanwhile.
    """

    where: Where
    until: datetime | None = None
    back_at: datetime | None = None
    stand_in_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What of a roster matters from `start` to `end`: `spans` on duty, in order and apart."""

    start: datetime
    end: datetime
    spans: tuple[Span, ...]
    leaves: tuple[Leave, ...]


def shifts_of(text: str) -> tuple[Shift, ...]:
    """The shifts of "09:00-12:00, 13:00-18:00", in order; "" is a day off. Raises BadShift."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if len(parts) > MOST_SHIFTS:
        raise BadShift(text)
    shifts = tuple(sorted(map(_shift_of, parts)))
    ends = [_minutes(shift) for shift in shifts]
    if any(before[1] > after[0] for before, after in pairwise(ends)):
        raise BadShift(text)
    if ends and ends[-1][1] > ends[0][0] + 24 * 60:
        raise BadShift(text)
    return shifts


def written(shifts: Iterable[Shift]) -> str:
    """The shifts as `shifts_of` reads them."""
    return ", ".join(
        f"{begins:%H:%M}-{'24:00' if ends == time() else ends.strftime('%H:%M')}"
        for begins, ends in shifts
    )


def shifts_on(roster: Roster, day: Day) -> tuple[Shift, ...] | None:
    """The shifts that begin on a date; None where nothing binds."""
    if day.on in roster.days:
        return roster.days[day.on]
    if roster.weekly is None:
        return None
    own = roster.weekly.get(day.on.weekday(), ())
    if day.kind in {DayKind.HOLIDAY, DayKind.CLOSED} and not roster.works_on_rest:
        return ()
    if day.kind is DayKind.MADE_UP and not own:
        usual = (roster.weekly.get(weekday, ()) for weekday in WORKDAYS)
        return next((shifts for shifts in usual if shifts), ())
    return own


def duty(
    roster: Roster, *, first: date, last: date, zone: tzinfo, day_of: Callable[[date], Day]
) -> Duty:
    """When a member is on duty from the beginning of `first` to the end of `last`."""
    start, end = _midnight(first, zone), _midnight(last + DAY, zone)
    found: list[Span] = []
    on = first - DAY  # a night shift may reach in
    while on <= last:
        shifts = shifts_on(roster, day_of(on))
        found += (
            [Span(_midnight(on, zone), _midnight(on + DAY, zone))]
            if shifts is None
            else [_span(on, shift, zone) for shift in shifts]
        )
        on += DAY
    spans = _without(_joined(found), [leave.span for leave in roster.leaves])
    cut = (Span(max(s.start, start), min(s.end, end)) for s in spans)
    inside = tuple(span for span in cut if span.start < span.end)
    return Duty(start=start, end=end, spans=inside, leaves=roster.leaves)


def presence(duty: Duty | None, *, at: datetime, switched_on: bool) -> Presence:
    """Where somebody is at a moment; without `duty` no roster and no leave is known."""
    if duty is None:
        return Presence(where=Where.HERE if switched_on else Where.AWAY)
    leave = next((one for one in duty.leaves if one.span.start <= at < one.span.end), None)
    back_at = next((max(s.start, at) for s in duty.spans if s.end > at), None)
    if leave is not None:
        return Presence(where=Where.ON_LEAVE, until=leave.span.end, back_at=back_at,
                        stand_in_id=leave.stand_in_id)  # fmt: skip
    if not switched_on:
        return Presence(where=Where.AWAY)
    if back_at is None or back_at > at:
        return Presence(where=Where.OFF, until=back_at, back_at=back_at)
    until = next(span.end for span in duty.spans if span.end > at)
    return Presence(where=Where.HERE, until=None if until == duty.end else until, back_at=at)


def fits_together(spans: Sequence[Span], asked: Span) -> bool:
    """Whether a leave asked for overlaps none that stand."""
    return not any(span.start < asked.end and asked.start < span.end for span in spans)


def _shift_of(text: str) -> Shift:
    found = _SHIFT.fullmatch(text)
    if found is None:
        raise BadShift(text)
    begin_hour, begin_minute, end_hour, end_minute = found.groups()
    begins = time(int(begin_hour), int(begin_minute))
    ends = time() if end_hour is None else time(int(end_hour), int(end_minute))
    return begins, ends


def _minutes(shift: Shift) -> tuple[int, int]:
    begins, ends = (moment.hour * 60 + moment.minute for moment in shift)
    return begins, ends if ends > begins else ends + 24 * 60


def _midnight(on: date, zone: tzinfo) -> datetime:
    return datetime.combine(on, time(), zone)


def _span(on: date, shift: Shift, zone: tzinfo) -> Span:
    begins, ends = shift
    last = on if ends > begins else on + DAY
    return Span(datetime.combine(on, begins, zone), datetime.combine(last, ends, zone))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """In order, those that touch or overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _without(spans: Iterable[Span], gone: Sequence[Span]) -> Iterator[Span]:
    """What is left of the spans outside of all that is gone."""
    taken = _joined(gone)
    for span in spans:
        start = span.start
        for hole in taken:
            if hole.end <= start or hole.start >= span.end:
                continue
            if hole.start > start:
                yield Span(start, hole.start)
            start = max(start, hole.end)
        if start < span.end:
            yield Span(start, span.end)
