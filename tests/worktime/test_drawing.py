"""A count of time as it is drawn, date by date, agrees with how it is counted."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from aftercare.foundation.drawing import MOST_DATES, Course, DrawnDay, Look, drawn_days
from aftercare.foundation.worktime import DayKind, OfficialDay, Span, WorkCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = WorkCalendar(
    zone=SHANGHAI,
    weekly=dict.fromkeys(range(5), ((time(9), time(12)), (time(13), time(17)))),
    official={date(2026, 1, 13): OfficialDay("检查日")},
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def drawn(**facts: object) -> tuple[DrawnDay, ...]:
    course: dict[str, object] = {
        "calendar": OFFICE,
        "started_at": at("2026-01-09 16:00"),
        "due_at": at("2026-01-14 17:00"),
        "seen_at": at("2026-01-12 10:00"),
        "pauses": (),
        "round_the_clock": False,
    }
    return drawn_days(Course(**(course | facts)))  # type: ignore[arg-type]


def looks(day: DrawnDay) -> list[tuple[str, str, Look]]:
    return [
        (
            f"{span.begins_at.astimezone(SHANGHAI):%H:%M}",
            f"{span.ends_at.astimezone(SHANGHAI):%H:%M}",
            span.look,
        )
        for span in day.spans
    ]


def test_counted_before_now_and_left_after_it() -> None:
    friday, saturday, sunday, monday, tuesday, wednesday = drawn()

    assert looks(friday) == [("16:00", "17:00", Look.COUNTED)]
    assert (saturday.kind, looks(saturday), looks(sunday)) == (DayKind.WEEKEND, [], [])
    assert looks(monday) == [
        ("09:00", "10:00", Look.COUNTED),
        ("10:00", "12:00", Look.LEFT),
        ("13:00", "17:00", Look.LEFT),
    ]
    assert (tuesday.kind, tuesday.name, looks(tuesday)) == (DayKind.HOLIDAY, "检查日", [])
    assert looks(wednesday)[-1] == ("13:00", "17:00", Look.LEFT)


def test_where_whole_dates_are_counted_that_of_the_start_is_neither_counted_nor_left() -> None:
    pause = Span(at("2026-01-09 16:30"), at("2026-01-09 16:45"))

    friday, *_weekend, monday, _tuesday, _wednesday = drawn(whole_dates=True, pauses=[pause])

    assert {span.look for span in friday.spans} == {Look.FREE}
    assert looks(monday)[0] == ("09:00", "10:00", Look.COUNTED)
    at_once = drawn(whole_dates=True, seen_at=at("2026-01-09 16:10"))
    assert {span.look for span in at_once[0].spans} == {Look.FREE}


def test_shares_are_those_of_the_day() -> None:
    span = drawn()[0].spans[0]

    assert (span.since, span.until) == (pytest.approx(16 / 24), pytest.approx(17 / 24))


def test_a_pause_is_drawn_where_it_took_open_time() -> None:
    pause = Span(at("2026-01-09 16:30"), at("2026-01-12 09:30"))

    friday, *_weekend, monday = drawn(pauses=[pause], due_at=at("2026-01-12 17:00"))

    assert looks(friday) == [("16:00", "16:30", Look.COUNTED), ("16:30", "17:00", Look.PAUSED)]
    assert looks(monday)[0] == ("09:00", "09:30", Look.PAUSED)


def test_what_lies_after_the_due_is_late_up_to_now() -> None:
    days = drawn(due_at=at("2026-01-09 16:30"))

    assert looks(days[0]) == [("16:00", "16:30", Look.COUNTED), ("16:30", "17:00", Look.LATE)]
    assert looks(days[3]) == [("09:00", "10:00", Look.LATE)]


def test_while_a_pause_is_open_nothing_is_left_to_draw() -> None:
    pause = Span(at("2026-01-09 16:30"), at("2026-01-12 10:00"))

    days = drawn(pauses=[pause], due_at=None)

    assert {span.look for day in days for span in day.spans} == {Look.COUNTED, Look.PAUSED}


def test_round_the_clock_nights_count_too() -> None:
    friday, saturday = drawn(
        round_the_clock=True, due_at=at("2026-01-10 16:00"), seen_at=at("2026-01-10 01:00")
    )

    assert looks(friday) == [("16:00", "00:00", Look.COUNTED)]
    assert looks(saturday) == [("00:00", "01:00", Look.COUNTED), ("01:00", "16:00", Look.LEFT)]


def test_a_long_count_shows_its_last_dates() -> None:
    days = drawn(due_at=at("2026-01-09 16:00") + timedelta(days=400))

    assert len(days) == MOST_DATES
    assert days[-1].on == date(2027, 2, 13)
