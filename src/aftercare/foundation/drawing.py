"""How a count of time looks, date by date: what counted, was paused, is left or late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from aftercare.foundation.worktime import DayKind, Span, WorkCalendar

MOST_DATES = 45
"""A longer count shows its last dates."""


class Look(StrEnum):
    COUNTED = "counted"
    PAUSED = "paused"
    LEFT = "left"  # counts still to come
    LATE = "late"  # after the due
    FREE = "free"  # of the date of the start, from whose end on whole dates are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSpan:
    """A part of a date; `since` and `until` are shares of its twenty-four hours."""

    since: float
    until: float
    look: Look
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnDay:
    """A local date; nothing is drawn where it is closed or lies outside the count."""

    on: date
    kind: DayKind
    name: str
    provisional: bool
    spans: tuple[DrawnSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A count to draw: `due_at` is None while a pause is open; `seen_at` is now or its end.

    `whole_dates`: dates are counted, of which that of the start is none (Civil Code art. 201).
    """

    calendar: WorkCalendar
    started_at: datetime
    due_at: datetime | None
    seen_at: datetime
    pauses: Sequence[Span]
    round_the_clock: bool
    whole_dates: bool = False


def drawn_days(course: Course) -> tuple[DrawnDay, ...]:
    """The dates from the start to the due, or to what was seen if that is later."""
    calendar = course.calendar
    last = max(filter(None, (course.due_at, course.seen_at)))
    begin, end = calendar.local_date(course.started_at), calendar.local_date(last)
    begin = max(begin, end - timedelta(days=MOST_DATES - 1))
    dates = (begin + timedelta(days=nth) for nth in range((end - begin).days + 1))
    return tuple(_drawn(course, on) for on in dates)


def _drawn(course: Course, on: date) -> DrawnDay:
    calendar = course.calendar
    midnight = datetime.combine(on, time(), calendar.zone)
    whole = Span(midnight, datetime.combine(on + timedelta(days=1), time(), calendar.zone))
    openings = [whole] if course.round_the_clock else calendar.openings(whole.start, whole.end)
    length = whole.end.timestamp() - whole.start.timestamp()
    day = calendar.day(on)
    return DrawnDay(
        on=on,
        kind=day.kind,
        name=day.name,
        provisional=day.provisional and not course.round_the_clock,
        spans=tuple(
            DrawnSpan(
                since=(part.start.timestamp() - midnight.timestamp()) / length,
                until=(part.end.timestamp() - midnight.timestamp()) / length,
                look=look,
                begins_at=part.start,
                ends_at=part.end,
            )
            for opening in openings
            for part in _cut(course, opening)
            if (look := _look(course, part)) is not None
        ),
    )


def _cut(course: Course, opening: Span) -> Iterator[Span]:
    """The parts of an opening, each of one look."""
    edges = {course.started_at, course.due_at or course.seen_at, course.seen_at}
    edges |= {edge for pause in course.pauses for edge in (pause.start, pause.end)}
    inside = sorted(edge for edge in edges if opening.start < edge < opening.end)
    for begin, end in zip([opening.start, *inside], [*inside, opening.end], strict=True):
        yield Span(begin, end)


def _look(course: Course, part: Span) -> Look | None:
    if part.end <= course.started_at:
        return None
    if course.whole_dates and _on_the_first_date(course, part):
        return Look.FREE
    if course.due_at is not None and part.start >= course.due_at:
        return Look.LATE if part.end <= course.seen_at else None
    return _look_before_the_due(course, part)


def _look_before_the_due(course: Course, part: Span) -> Look | None:
    if any(pause.start <= part.start and part.end <= pause.end for pause in course.pauses):
        return Look.PAUSED
    if part.end <= course.seen_at:
        return Look.COUNTED
    return Look.LEFT if course.due_at is not None else None


def _on_the_first_date(course: Course, part: Span) -> bool:
    local = course.calendar.local_date
    return local(part.start) == local(course.started_at)
