"""Every worked example of how promises are counted, on the official calendar of 2026."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftercare.foundation.measure import Amount, Promise, Unit, due, is_provisional, merged
from aftercare.foundation.worktime import (
    DayKind,
    NeverOpen,
    Opening,
    OwnDay,
    Span,
    WorkCalendar,
)
from aftercare.policy.calendars.adapters import official_days

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS: tuple[Opening, ...] = ((time(9), time(12)), (time(13), time(17)))
OFFICIAL = official_days()
OFFICE = WorkCalendar(
    zone=SHANGHAI,
    weekly=dict.fromkeys(range(5), HOURS),
    official=OFFICIAL.days,
    known_from=OFFICIAL.known_from,
    known_until=OFFICIAL.known_until,
)
H, WH, D, WD = Unit.HOUR, Unit.WORKING_HOUR, Unit.DAY, Unit.WORKING_DAY


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def span(begin: str, end: str) -> Span:
    return Span(at(begin), at(end))


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        # the examples of the specification
        ("2026-01-09T16:30", 1, WH, "2026-01-12T09:30"),
        ("2026-01-09T16:30", 24, H, "2026-01-10T16:30"),
        ("2026-01-09T16:30", 3, WD, "2026-01-14T17:00"),
        # a long holiday: Spring Festival 15 to 23 February, made up on Sat 14 and Sat 28
        ("2026-02-13T16:30", 3, WD, "2026-02-25T17:00"),
        ("2026-02-13T16:30", 1, WH, "2026-02-14T09:30"),
        ("2026-02-14T16:30", 1, WH, "2026-02-24T09:30"),
        ("2026-02-14T10:00", 1, WD, "2026-02-24T17:00"),
        ("2026-02-27T10:00", 1, WD, "2026-02-28T17:00"),
        ("2026-02-14T10:00", 3, D, "2026-02-25T00:00"),
        # New Year's Day 1 to 3 January, made up on Sun 4
        ("2025-12-31T16:30", 1, WD, "2026-01-04T17:00"),
        ("2025-12-31T16:30", 1, D, "2026-01-05T00:00"),
        ("2025-12-31T16:30", 4, WH, "2026-01-04T13:30"),
        # starts where something opens or closes, in the lunch break, at night, at the weekend
        ("2026-01-12T09:00", 7, WH, "2026-01-12T17:00"),
        ("2026-01-12T09:00", 3, WH, "2026-01-12T12:00"),
        ("2026-01-12T12:00", 1, WH, "2026-01-12T14:00"),
        ("2026-01-12T12:30", 1, WH, "2026-01-12T14:00"),
        ("2026-01-12T17:00", 1, WH, "2026-01-13T10:00"),
        ("2026-01-12T17:00", 0.5, H, "2026-01-12T17:30"),
        ("2026-01-12T23:59", 7, WH, "2026-01-13T17:00"),
        ("2026-01-10T11:00", 8, WH, "2026-01-13T10:00"),
        ("2026-01-10T11:00", 1, WD, "2026-01-12T17:00"),
        ("2026-01-12T06:00", 1, WD, "2026-01-13T17:00"),
        # days: the first is not counted, a last day of rest moves on
        ("2026-01-05T08:00", 3, D, "2026-01-09T00:00"),
        ("2026-01-09T00:00", 1, D, "2026-01-13T00:00"),
        ("2026-01-08T23:59", 1, D, "2026-01-10T00:00"),
        ("2026-09-23T09:00", 2, D, "2026-09-29T00:00"),
        # minutes and seconds of an hour
        ("2026-01-12T11:30", 0.75, WH, "2026-01-12T13:15"),
        ("2026-01-12T09:00", 0.1, H, "2026-01-12T09:06"),
    ],
)
def test_a_promise_falls_due(start: str, amount: Amount, unit: Unit, expected: str) -> None:
    promise = Promise(calendar=OFFICE, start=at(start), amount=amount, unit=unit)

    assert due(promise) == at(expected)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "pauses", "expected"),
    [
        # over the close of one working day: one working day later
        ("2026-01-09T16:30", 3, WD, [("2026-01-13T16:00", "2026-01-13T18:00")], "2026-01-15T17:00"),
        # within a working day: nothing is lost
        ("2026-01-09T16:30", 3, WD, [("2026-01-13T10:00", "2026-01-13T17:00")], "2026-01-14T17:00"),
        # half-open: at its first moment it is a pause, at its last no more
        ("2026-01-09T16:30", 3, WD, [("2026-01-13T17:00", "2026-01-13T17:01")], "2026-01-15T17:00"),
        # not wall-clock time: a pause from Friday to Monday takes two hours of work
        ("2026-01-09T09:00", 7, WH, [("2026-01-09T16:00", "2026-01-12T10:00")], "2026-01-12T11:00"),
        ("2026-01-09T09:00", 7, H, [("2026-01-09T10:00", "2026-01-12T10:00")], "2026-01-12T16:00"),
        # outside working time it costs nothing
        ("2026-01-09T16:30", 1, WH, [("2026-01-09T17:00", "2026-01-12T09:00")], "2026-01-12T09:30"),
        ("2026-01-12T11:00", 2, WH, [("2026-01-12T12:00", "2026-01-12T13:00")], "2026-01-12T14:00"),
        # overlapping reasons count once; touching ones are one; an empty one is none
        (
            "2026-01-12T09:00",
            2,
            WH,
            [("2026-01-12T10:00", "2026-01-12T11:00"), ("2026-01-12T10:30", "2026-01-12T11:30")],
            "2026-01-12T13:30",
        ),
        (
            "2026-01-12T09:00",
            2,
            WH,
            [("2026-01-12T10:00", "2026-01-12T10:30"), ("2026-01-12T10:30", "2026-01-12T11:00")],
            "2026-01-12T12:00",
        ),
        ("2026-01-12T09:00", 2, WH, [("2026-01-12T10:00", "2026-01-12T10:00")], "2026-01-12T11:00"),
        # before the start, over the start, after the due
        ("2026-01-12T09:00", 2, WH, [("2026-01-11T09:00", "2026-01-12T09:00")], "2026-01-12T11:00"),
        ("2026-01-12T09:00", 2, WH, [("2026-01-11T09:00", "2026-01-12T10:00")], "2026-01-12T12:00"),
        ("2026-01-12T09:00", 2, WH, [("2026-01-12T11:00", "2026-01-12T12:00")], "2026-01-12T11:00"),
        # a pause over everything: counting begins when it ends
        ("2026-01-12T09:00", 2, WH, [("2026-01-01T00:00", "2026-03-02T10:00")], "2026-03-02T12:00"),
        ("2026-01-12T09:00", 2, WD, [("2026-01-01T00:00", "2026-03-02T10:00")], "2026-03-03T17:00"),
        # days: a date whose 24:00 is in a pause does not count
        ("2026-01-05T08:00", 2, D, [("2026-01-06T23:00", "2026-01-07T01:00")], "2026-01-09T00:00"),
        ("2026-01-05T08:00", 2, D, [("2026-01-06T10:00", "2026-01-07T00:00")], "2026-01-08T00:00"),
        # a last day moved on from the weekend does not end in a pause either
        ("2026-01-09T08:00", 1, D, [("2026-01-12T10:00", "2026-01-13T10:00")], "2026-01-14T00:00"),
    ],
)
def test_pauses_are_taken_out(
    start: str, amount: Amount, unit: Unit, pauses: list[tuple[str, str]], expected: str
) -> None:
    promise = Promise(calendar=OFFICE, start=at(start), amount=amount, unit=unit)

    assert due(promise, merged(span(*pause) for pause in pauses)) == at(expected)


def test_while_a_pause_is_open_nothing_is_due() -> None:
    promise = Promise(calendar=OFFICE, start=at("2026-01-12T09:00"), amount=3, unit=WD)

    assert due(promise, merged([], at("2026-01-15T16:00"))) is None
    assert due(promise, merged([], at("2026-01-16T16:00"))) == at("2026-01-15T17:00")


def test_the_last_of_some_days_ends_at_close_of_business_where_the_promise_says_so() -> None:
    promise = Promise(
        calendar=OFFICE, start=at("2026-01-09T08:00"), amount=1, unit=D, close_of_business=True
    )

    assert due(promise) == at("2026-01-12T17:00")
    over_close = merged([span("2026-01-12T16:00", "2026-01-12T18:00")])
    assert due(promise, over_close) == at("2026-01-13T17:00")


def test_a_year_without_official_data_counts_monday_to_friday_and_says_so() -> None:
    promise = Promise(calendar=OFFICE, start=at("2026-12-30T10:00"), amount=3, unit=WD)
    known = Promise(calendar=OFFICE, start=at("2026-12-30T10:00"), amount=1, unit=D)

    assert due(promise) == at("2027-01-04T17:00")
    assert is_provisional(promise, at("2027-01-04T17:00"))
    assert due(known) == at("2027-01-01T00:00")
    assert not is_provisional(known, at("2027-01-01T00:00"))
    assert OFFICE.day(date(2027, 1, 1)).provisional


def test_own_days_come_after_official_ones() -> None:
    calendar = WorkCalendar(
        zone=SHANGHAI,
        weekly=OFFICE.weekly,
        official=OFFICIAL.days,
        own={
            date(2026, 1, 12): OwnDay("盘点"),
            date(2026, 2, 16): OwnDay("值班", ((time(10), time(11)),)),
        },
    )
    friday = Promise(calendar=calendar, start=at("2026-01-09T16:30"), amount=1, unit=WH)
    eve = Promise(calendar=calendar, start=at("2026-02-14T16:30"), amount=1, unit=WD)

    assert due(friday) == at("2026-01-13T09:30")
    assert due(eve) == at("2026-02-16T11:00")
    assert calendar.day(date(2026, 1, 12)).kind is DayKind.CLOSED
    assert calendar.day(date(2026, 2, 16)).kind is DayKind.SPECIAL
    assert calendar.day(date(2026, 2, 17)).name == "春节"


def test_a_day_may_be_open_until_midnight() -> None:
    night = WorkCalendar(zone=SHANGHAI, weekly=dict.fromkeys(range(7), ((time(22), time()),)))

    assert due(Promise(calendar=night, start=at("2026-01-12T09:00"), amount=3, unit=WH)) == at(
        "2026-01-13T23:00"
    )
    assert due(Promise(calendar=night, start=at("2026-01-12T09:00"), amount=1, unit=WD)) == at(
        "2026-01-14T00:00"
    )


def test_summer_time_neither_stretches_nor_shortens_open_time() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    nights = WorkCalendar(zone=berlin, weekly=dict.fromkeys(range(7), ((time(0), time(6)),)))
    short_night = datetime(2026, 3, 29, tzinfo=berlin)
    long_night = datetime(2026, 10, 25, tzinfo=berlin)

    assert nights.between(short_night, short_night.replace(hour=8)) == timedelta(hours=5)
    assert nights.between(long_night, long_night.replace(hour=8)) == timedelta(hours=7)


@pytest.mark.parametrize("unit", [WH, D, WD])
def test_a_calendar_that_never_opens_refuses(unit: Unit) -> None:
    closed = WorkCalendar(zone=SHANGHAI, weekly={})

    with pytest.raises(NeverOpen):
        due(Promise(calendar=closed, start=at("2026-01-12T09:00"), amount=1, unit=unit))


def test_a_gap_without_opening_is_seen() -> None:
    summer_only = WorkCalendar(
        zone=SHANGHAI,
        weekly={},
        own={date(2026, 7, 1): OwnDay("开放日", HOURS)},
    )

    assert OFFICE.opens_within(at("2026-02-14T18:00"))
    assert not summer_only.opens_within(at("2026-04-01T09:00"))
    assert summer_only.opens_within(at("2026-06-01T09:00"))


@pytest.mark.parametrize(
    ("amount", "unit"),
    [(0, H), (-1, WH), (float("nan"), H), (float("inf"), WH), (1.5, D), (0.5, WD), (2_000_000, H)],
)
def test_an_amount_that_cannot_be_counted_is_refused(amount: float, unit: Unit) -> None:
    with pytest.raises(ValueError, match="amount"):
        Promise(calendar=OFFICE, start=at("2026-01-12T09:00"), amount=amount, unit=unit)


@pytest.mark.parametrize(
    "openings",
    [
        ((time(12), time(9)),),
        ((time(9), time(9)),),
        ((time(9), time(12)), (time(11), time(17))),
        ((time(13), time(17)), (time(9), time(12))),
    ],
)
def test_openings_out_of_order_are_refused(openings: tuple[Opening, ...]) -> None:
    with pytest.raises(ValueError, match=r"\d\d:\d\d-\d\d:\d\d"):
        WorkCalendar(zone=SHANGHAI, weekly={0: openings})
