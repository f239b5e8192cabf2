"""What must hold for every promise, whatever the calendar and the pauses."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from aftercare.foundation.measure import Meter, Outs, Promise, Unit, due, merged, reached
from aftercare.foundation.worktime import Span, WorkCalendar, instant, micros

from .worlds import calendars

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)

moments = some.integers(0, 300 * 86_400).map(lambda seconds: NEW_YEAR + seconds * SECOND)
lengths = some.integers(0, 12 * 86_400).map(lambda seconds: seconds * SECOND)
pauses = some.lists(some.builds(lambda at, wide: Span(at, at + wide), moments, lengths), max_size=5)
units = some.sampled_from(Unit)
whole = some.integers(1, 40)
work_calendars = some.integers(0, 10_000).map(
    lambda seed: calendars(Random(seed))[0]  # noqa: S311 -- no secret, a world
)
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def due_of(
    calendar: WorkCalendar, start: datetime, amount: int, unit: Unit, spans: list[Span]
) -> datetime:
    promise = Promise(calendar=calendar, start=start, amount=amount, unit=unit)
    at = due(promise, merged(spans))
    assert at is not None
    return at


@often
@given(work_calendars, moments, lengths, whole, units, pauses)
def test_due_is_monotone_in_the_start(
    calendar: WorkCalendar,
    start: datetime,
    later: timedelta,
    amount: int,
    unit: Unit,
    spans: list[Span],
) -> None:
    first = due_of(calendar, start, amount, unit, spans)

    assert start < first <= due_of(calendar, start + later, amount, unit, spans)


@often
@given(work_calendars, moments, whole, whole, units, pauses)
def test_due_is_monotone_in_the_amount(
    calendar: WorkCalendar, start: datetime, amount: int, more: int, unit: Unit, spans: list[Span]
) -> None:
    first = due_of(calendar, start, amount, unit, spans)

    assert first <= due_of(calendar, start, amount + more, unit, spans)


@often
@given(work_calendars, moments, whole, units, pauses, pauses)
def test_another_pause_never_makes_due_earlier(
    calendar: WorkCalendar,
    start: datetime,
    amount: int,
    unit: Unit,
    spans: list[Span],
    others: list[Span],
) -> None:
    first = due_of(calendar, start, amount, unit, spans)

    assert first <= due_of(calendar, start, amount, unit, spans + others)


@often
@given(work_calendars, moments, whole, units, pauses, moments)
def test_a_pause_cut_in_two_touching_ones_changes_nothing(
    calendar: WorkCalendar,
    start: datetime,
    amount: int,
    unit: Unit,
    spans: list[Span],
    cut: datetime,
) -> None:
    pieces = [
        piece
        for span in spans
        for piece in (
            Span(span.start, max(min(cut, span.end), span.start)),
            Span(max(min(cut, span.end), span.start), span.end),
        )
    ]

    assert due_of(calendar, start, amount, unit, spans) == due_of(
        calendar, start, amount, unit, pieces
    )


@often
@given(
    work_calendars,
    moments,
    some.floats(1e-3, 400, allow_nan=False),
    some.sampled_from([Unit.HOUR, Unit.WORKING_HOUR]),
    pauses,
)
def test_the_measure_from_start_to_due_is_the_amount(
    calendar: WorkCalendar, start: datetime, amount: float, unit: Unit, spans: list[Span]
) -> None:
    promise = Promise(calendar=calendar, start=start, amount=amount, unit=unit)
    outs = merged(spans)
    at = reached(promise, outs)
    assert at is not None
    meter = Meter(promise, outs)

    assert meter.net(at) == promise.duration
    assert meter.net(at - 1) < promise.duration


@often
@given(work_calendars, moments, whole, units, pauses)
def test_nothing_falls_due_inside_a_pause(
    calendar: WorkCalendar, start: datetime, amount: int, unit: Unit, spans: list[Span]
) -> None:
    at = micros(due_of(calendar, start, amount, unit, spans))
    counts_dates = unit.counts_dates

    assert not any(
        begin < at < end or (counts_dates and at == begin) for begin, end in merged(spans)
    )


@often
@given(pauses)
def test_merged_pauses_are_apart_and_in_order(spans: list[Span]) -> None:
    union: Outs = merged(spans)
    edges = [edge for pair in union for edge in pair]

    assert edges == sorted(set(edges))
    covered = {span.start for span in spans if span.start < span.end}
    assert {instant(begin) for begin, _ in union} <= covered


@often
@given(work_calendars, moments, lengths, lengths)
def test_open_time_adds_up(
    calendar: WorkCalendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    middle, end = start + first, start + first + second

    assert calendar.between(start, middle) + calendar.between(middle, end) == calendar.between(
        start, end
    )
    spans = list(calendar.openings(start, end))
    assert sum((span.end - span.start for span in spans), timedelta()) == calendar.between(
        start, end
    )
