"""Official days first, then the company's own, then the station's."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import NotFound
from aftercare.foundation.worktime import DayKind
from aftercare.policy.calendars.actions import (
    change_calendars,
    install_calendars,
    install_official_days,
)
from aftercare.policy.calendars.models import CalendarDay
from aftercare.policy.calendars.queries import (
    HoursEdit,
    HoursUnreadable,
    NamedDay,
    NeverOpens,
    OwnDayEdit,
    Weekly,
    YearEdit,
    calendar_year,
    calendars,
    exceptions_of,
    work_calendar,
)

NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)
TODAY = date(2026, 1, 5)
EASTER_MARKET = date(2026, 4, 11)  # a Saturday

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _installed() -> None:
    install_calendars(actor=SYSTEM, now=NOW)
    install_official_days(actor=SYSTEM, now=NOW)


def keep_own_day(openings: list[str] | None, station: int | None = None) -> None:
    edit = OwnDayEdit(calendar="standard", org_unit=station, on=EASTER_MARKET, name="集市",
                      openings=None if openings is None else tuple(openings))  # fmt: skip
    change_calendars(actor=SYSTEM, edits=[edit], now=NOW)


def keep_hours(weekly: Weekly, station: int | None = None, since: date = TODAY) -> None:
    edit = HoursEdit(calendar="standard", org_unit=station, since=since, weekly=weekly)
    change_calendars(actor=SYSTEM, edits=[edit], now=NOW)


def hours_on(on: date, code: str = "standard", station: int | None = None) -> list[str]:
    day = work_calendar(actor=SYSTEM, code=code, org_unit_id=station).day(on)
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in day.openings]


def test_installing_twice_changes_nothing() -> None:
    assert install_calendars(actor=SYSTEM, now=NOW) == 0
    assert install_official_days(actor=SYSTEM, now=NOW) == 0


def test_a_date_that_the_notice_changed_is_brought_in_step() -> None:
    CalendarDay.objects.filter(on=date(2026, 2, 14)).update(works=False)

    assert install_official_days(actor=SYSTEM, now=NOW) == 2
    assert hours_on(date(2026, 2, 14)) == ["09:00-12:00", "13:00-17:00"]


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2026, 2, 13), DayKind.WORKING),
        (date(2026, 2, 14), DayKind.MADE_UP),
        (date(2026, 2, 17), DayKind.HOLIDAY),
        (date(2026, 1, 4), DayKind.MADE_UP),
        (date(2026, 1, 10), DayKind.WEEKEND),
    ],
)
def test_official_days_decide(on: date, kind: DayKind) -> None:
    assert work_calendar(actor=SYSTEM, code="standard").day(on).kind is kind


def test_the_urgent_calendar_knows_no_rest() -> None:
    assert hours_on(date(2026, 2, 17), "every_day") == ["09:00-12:00", "13:00-17:00"]


def test_the_companys_own_day_stands_above_the_official_one() -> None:
    keep_own_day(["10:00-18:00"])

    assert hours_on(EASTER_MARKET) == ["10:00-18:00"]


def test_the_stations_own_day_stands_above_the_companys() -> None:
    for station, openings in ((None, ["10:00-18:00"]), (7, ["12:00-24:00"])):
        keep_own_day(openings, station)

    assert hours_on(EASTER_MARKET, station=7) == ["12:00-00:00"]
    assert hours_on(EASTER_MARKET, station=8) == ["10:00-18:00"]


def test_a_station_keeps_its_own_hours_and_the_official_days() -> None:
    keep_hours({"0": ["08:00-20:00"]}, station=7)

    assert hours_on(date(2026, 1, 5), station=7) == ["08:00-20:00"]
    assert hours_on(date(2026, 1, 6), station=7) == []
    assert hours_on(date(2026, 2, 16), station=7) == []
    assert hours_on(date(2026, 1, 5), station=8) == ["09:00-12:00", "13:00-17:00"]


def test_new_weekly_hours_hold_from_their_day_and_not_before() -> None:
    keep_hours({"0": ["10:00-16:00"]}, since=date(2026, 3, 2))

    assert hours_on(date(2026, 2, 23)) == []  # Spring Festival, as before
    assert hours_on(date(2026, 2, 25)) == ["09:00-12:00", "13:00-17:00"]
    assert hours_on(date(2026, 3, 2)) == ["10:00-16:00"]
    assert hours_on(date(2026, 3, 3)) == []


def test_an_own_day_taken_back_is_a_day_as_any_other() -> None:
    keep_own_day(["10:00-18:00"])
    assert [
        day.on for day in exceptions_of(actor=SYSTEM, code="standard", since=TODAY).own_days
    ] == [EASTER_MARKET]
    keep_own_day(None)

    assert hours_on(EASTER_MARKET) == []


def test_a_year_of_the_companys_own_outlives_an_upgrade() -> None:
    day = NamedDay(on=date(2027, 1, 1), name="元旦", works=False)
    change_calendars(
        actor=SYSTEM, edits=[YearEdit(year=2027, days=(day,), source="国办发")], now=NOW
    )
    assert install_official_days(actor=SYSTEM, now=NOW) == 0

    new_year = calendar_year(actor=SYSTEM, code="standard", year=2027)[0].days[0]
    assert (new_year.kind, new_year.provisional) == (DayKind.HOLIDAY, False)
    assert calendar_year(actor=SYSTEM, code="standard", year=2028)[0].days[0].provisional


def test_a_calendar_that_would_never_open_is_refused() -> None:
    with pytest.raises(NeverOpens):
        keep_hours({}, station=7)


@pytest.mark.parametrize("hours", ["9-5", "09:00", "13:00-12:00", "09:00-12:00 11:00-13:00"])
def test_hours_that_cannot_be_read_are_refused(hours: str) -> None:
    with pytest.raises(HoursUnreadable):
        keep_own_day(hours.split())


def test_an_unknown_calendar_is_not_found() -> None:
    with pytest.raises(NotFound):
        work_calendar(actor=SYSTEM, code="lunar")


def test_a_calendar_known_already_costs_one_query() -> None:
    work_calendar(actor=SYSTEM, code="standard", org_unit_id=7)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        work_calendar(actor=SYSTEM, code="standard", org_unit_id=7)

    assert len(queries) == 1


def test_a_change_is_seen_at_once() -> None:
    before = work_calendar(actor=SYSTEM, code="standard")
    keep_own_day([])

    assert work_calendar(actor=SYSTEM, code="standard") is not before


def test_a_year_is_shown_by_months_with_the_unknown_marked() -> None:
    year = calendar_year(actor=SYSTEM, code="standard", year=2026)
    spring = {day.on.day: day for day in year[1].days}

    assert (len(year), year[1].blanks) == (12, 6)
    assert (spring[17].kind, spring[17].name) == (DayKind.HOLIDAY, "春节")
    assert spring[14].hours == "09:00–12:00, 13:00–17:00"
    assert not spring[14].provisional
    assert calendar_year(actor=SYSTEM, code="standard", year=2031)[0].days[0].provisional


def test_calendars_can_be_read() -> None:
    standard, every_day = calendars(actor=SYSTEM)

    assert standard.hours[0] == "09:00–12:00, 13:00–17:00"
    assert standard.hours[6] == ""
    assert every_day.hours[6] == "09:00–12:00, 13:00–17:00"
    assert standard.known_until == date(2026, 12, 31)
