"""The official data against a second source, and the days that others get wrong."""

from datetime import date, timedelta

import holidays
import pytest

from aftercare.policy.calendars.adapters import official_days


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_two_sources_agree_on_every_date_of_the_year(year: int) -> None:
    official = official_days().days
    second = holidays.country_holidays("CN", years=year)
    for on in (date(year, 1, 1) + timedelta(days=n) for n in range(365)):
        ours = official[on].works if on in official else on.weekday() < 5
        assert ours == second.is_working_day(on), on


@pytest.mark.parametrize("on", [date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28)])
def test_a_make_up_day_at_the_weekend_is_a_working_day(on: date) -> None:
    assert official_days().days[on].works


@pytest.mark.parametrize(
    ("on", "name"),
    [(date(2026, 2, 17), "春节"), (date(2026, 10, 1), "国庆节"), (date(2026, 1, 2), "元旦")],
)
def test_a_holiday_has_its_chinese_name(on: date, name: str) -> None:
    day = official_days().days[on]

    assert (day.works, day.name) == (False, name)


def test_the_data_ends_with_the_last_year_announced() -> None:
    assert official_days().known_until == date(2026, 12, 31)
