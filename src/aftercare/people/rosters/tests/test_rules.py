"""Who is there when, decided without a database."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftercare.foundation.worktime import OfficialDay, OwnDay, Span, WorkCalendar
from aftercare.people.rosters.rules import (
    BadShift,
    Duty,
    Leave,
    Roster,
    Where,
    duty,
    fits_together,
    presence,
    shifts_of,
    written,
)

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 2, 9)
LAST = MONDAY + timedelta(days=13)
EARLY, NIGHT = shifts_of("08:30-12:00, 13:00-17:30"), shifts_of("22:00-06:00")
OFFICIAL = {
    date(2026, 2, 14): OfficialDay("春节", works=True),  # a Saturday
    **{date(2026, 2, nth): OfficialDay("春节") for nth in range(15, 24)},
}
CALENDAR = WorkCalendar(
    zone=ZONE,
    weekly={n: ((time(9), time(17)),) for n in range(5)},
    official=OFFICIAL,
    own={date(2026, 2, 11): OwnDay("盘点")},
)
WEEKDAYS = dict.fromkeys(range(5), EARLY)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def of(roster: Roster) -> Duty:
    return duty(roster, first=MONDAY, last=LAST, zone=ZONE, day_of=CALENDAR.day)


def where(roster: Roster, text: str, *, switched_on: bool = True) -> Where:
    return presence(of(roster), at=at(text), switched_on=switched_on).where


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("9:00-18:00", "09:00-18:00"),
        ("13:00–18:00， 08:30~12:00", "08:30-12:00, 13:00-18:00"),
        ("22:00-06:00", "22:00-06:00"),
        ("18:00-24:00", "18:00-24:00"),
        ("09：00至17：00", "09:00-17:00"),
    ],
)
def test_shifts_are_read_as_people_write_them(text: str, kept: str) -> None:
    assert written(shifts_of(text)) == kept


@pytest.mark.parametrize(
    "text",
    ["早班", "25:00-26:00", "09:00", "09:00-12:00, 11:00-13:00", "22:00-06:00, 05:00-9:00"],
)
def test_what_is_no_shift_is_refused(text: str) -> None:
    with pytest.raises(BadShift):
        shifts_of(text)


def test_who_has_no_roster_is_there_whenever_the_switch_says_so() -> None:
    free = Roster(days={})
    assert where(free, "2026-02-15 03:00") is Where.HERE
    assert where(free, "2026-02-10 10:00", switched_on=False) is Where.AWAY
    assert presence(None, at=at("2026-02-10 10:00"), switched_on=True).where is Where.HERE


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-02-10 08:29", Where.OFF),
        ("2026-02-10 08:30", Where.HERE),
        ("2026-02-10 12:00", Where.OFF),
        ("2026-02-10 17:29", Where.HERE),
        ("2026-02-11 10:00", Where.OFF),  # the company's own closed day
        ("2026-02-14 10:00", Where.HERE),  # a make-up Saturday
        ("2026-02-16 10:00", Where.OFF),  # Spring Festival, a Monday
    ],
)
def test_a_week_follows_rest_and_make_up_days(moment: str, expected: Where) -> None:
    assert where(Roster(weekly=WEEKDAYS, days={}), moment) is expected


def test_who_works_on_days_of_rest_is_there() -> None:
    roster = Roster(weekly=WEEKDAYS, days={}, works_on_rest=True)
    assert where(roster, "2026-02-16 10:00") is Where.HERE


def test_a_single_day_wins_over_the_week() -> None:
    days = {date(2026, 2, 16): EARLY, date(2026, 2, 10): ()}
    roster = Roster(weekly=WEEKDAYS, days=days)
    assert where(roster, "2026-02-16 10:00") is Where.HERE
    assert where(roster, "2026-02-10 10:00") is Where.OFF


def test_day_by_day_means_off_unless_written() -> None:
    roster = Roster(weekly={}, days={date(2026, 2, 12): EARLY})
    assert where(roster, "2026-02-12 10:00") is Where.HERE
    assert where(roster, "2026-02-13 10:00") is Where.OFF


def test_a_night_shift_reaches_into_the_next_date() -> None:
    roster = Roster(weekly={6: NIGHT}, days={})  # Sunday before the first day asked for
    assert where(roster, "2026-02-09 05:59") is Where.HERE
    assert where(roster, "2026-02-09 06:00") is Where.OFF


def test_leave_names_its_end_the_return_and_the_stand_in() -> None:
    away = Leave(span=Span(at("2026-02-10 00:00"), at("2026-02-12 00:00")), stand_in_id=7)
    roster = Roster(weekly=WEEKDAYS, days={}, leaves=(away,))
    found = presence(of(roster), at=at("2026-02-10 10:00"), switched_on=True)
    assert (found.where, found.stand_in_id) == (Where.ON_LEAVE, 7)
    assert found.until == at("2026-02-12 00:00")
    assert found.back_at == at("2026-02-12 08:30")


def test_between_shifts_the_next_duty_is_known() -> None:
    found = presence(of(Roster(weekly=WEEKDAYS, days={})), at=at("2026-02-13 18:00"),
                     switched_on=True)  # fmt: skip
    assert found.back_at == at("2026-02-14 08:30")


def test_leave_that_overlaps_other_leave_does_not_fit() -> None:
    one = Span(at("2026-02-10 08:00"), at("2026-02-11 08:00"))
    assert not fits_together([one], Span(at("2026-02-11 07:00"), at("2026-02-12 08:00")))
    assert fits_together([one], Span(at("2026-02-11 08:00"), at("2026-02-12 08:00")))


half_hours = st.integers(0, 47).map(lambda n: time(n // 2, n % 2 * 30))
shifts = st.tuples(half_hours, half_hours).filter(lambda pair: pair[0] != pair[1])
day_plan = st.lists(shifts, max_size=1).map(tuple)
dates = st.integers(-1, 13).map(lambda n: MONDAY + timedelta(days=n))
hours = st.integers(0, 14 * 24 - 1).map(lambda n: at("2026-02-09 00:00") + timedelta(hours=n))
leave_spans = st.tuples(hours, st.integers(1, 72)).map(
    lambda given: Leave(span=Span(given[0], given[0] + timedelta(hours=given[1])))
)
rosters = st.builds(
    lambda weekly, days, leaves, rest: Roster(
        weekly=weekly, days=days, leaves=tuple(leaves), works_on_rest=rest
    ),
    st.none() | st.dictionaries(st.integers(0, 6), day_plan, max_size=7),
    st.dictionaries(dates, day_plan, max_size=5),
    st.lists(leave_spans, max_size=3),
    st.booleans(),
)
# The first draw of a test may be slow on a busy machine.
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(rosters)
def test_spans_on_duty_are_in_order_and_apart(roster: Roster) -> None:
    spans = of(roster).spans
    assert all(span.start < span.end for span in spans)
    assert all(a.end < b.start for a, b in pairwise(spans))


@calm
@given(rosters, hours)
def test_here_is_on_duty_and_on_no_leave(roster: Roster, moment: datetime) -> None:
    found = of(roster)
    on_duty = any(span.start <= moment < span.end for span in found.spans)
    on_leave = any(one.span.start <= moment < one.span.end for one in roster.leaves)
    told = presence(found, at=moment, switched_on=True)
    assert (told.where is Where.HERE) == on_duty
    assert (told.where is Where.ON_LEAVE) == on_leave


@calm
@given(rosters, hours)
def test_nobody_is_on_duty_before_the_return_that_was_told(
    roster: Roster, moment: datetime
) -> None:
    found = of(roster)
    told = presence(found, at=moment, switched_on=True)
    if told.back_at is None:
        assert not any(span.end > moment for span in found.spans)
        return
    assert any(span.start <= told.back_at < span.end for span in found.spans)
    between = [span for span in found.spans if moment < span.end and span.start < told.back_at]
    assert told.back_at == moment or not between


@calm
@given(rosters, leave_spans, hours)
def test_more_leave_never_means_more_duty(roster: Roster, more: Leave, moment: datetime) -> None:
    fuller = Roster(
        weekly=roster.weekly,
        days=roster.days,
        leaves=(*roster.leaves, more),
        works_on_rest=roster.works_on_rest,
    )
    before = presence(of(roster), at=moment, switched_on=True).where
    after = presence(of(fuller), at=moment, switched_on=True).where
    assert after is not Where.HERE or before is Where.HERE


@calm
@given(rosters, hours)
def test_who_switched_off_is_never_here(roster: Roster, moment: datetime) -> None:
    told = presence(of(roster), at=moment, switched_on=False)
    assert told.where in {Where.AWAY, Where.ON_LEAVE}
