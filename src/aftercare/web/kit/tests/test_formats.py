"""How moments, spans and amounts read."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from aftercare.web.kit import formats

SUNDAY = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)


def test_a_moment_reads_as_people_say_it() -> None:
    with translation.override("zh-hans"):
        assert formats.moment(SUNDAY, SUNDAY) == "11月22日 周日 14:30"
        assert formats.moment(SUNDAY) == "2026年11月22日 周日 14:30"
    with translation.override("en"):
        assert formats.moment(SUNDAY, SUNDAY) == "Sun 22 Nov 14:30"


def test_what_is_due_at_midnight_is_due_at_the_end_of_the_day_that_ends() -> None:
    """Civil Code art. 203: the last day ends at 24:00."""
    midnight = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    with translation.override("zh-hans"):
        assert formats.due(midnight, SUNDAY) == "11月22日 周日 24:00"
        assert formats.due(SUNDAY, SUNDAY) == "11月22日 周日 14:30"
    with translation.override("en"):
        assert formats.due(midnight, SUNDAY) == "Sun 22 Nov 24:00"
    assert formats.short_due(midnight, SUNDAY) == "24:00"
    assert formats.short_due(midnight - timedelta(days=1), SUNDAY) == "11-21 24:00"
    assert formats.short_due(midnight - timedelta(days=365), SUNDAY) == "2025-11-22"
    assert formats.due(None) == ""


def test_a_narrow_column_says_only_what_differs_from_now() -> None:
    assert formats.short_moment(SUNDAY, SUNDAY) == "14:30"
    assert formats.short_moment(SUNDAY - timedelta(days=1), SUNDAY) == "11-21 14:30"
    assert formats.short_moment(SUNDAY - timedelta(days=365), SUNDAY) == "2025-11-22"


@pytest.mark.parametrize(
    ("length", "chinese", "english"),
    [
        (timedelta(seconds=30), "不到 1 分钟", "under a minute"),
        (timedelta(minutes=5), "5 分", "5 min"),
        (timedelta(hours=2, minutes=10), "2 小时 10 分", "2 h 10 min"),
        (timedelta(hours=2), "2 小时", "2 h"),
        (timedelta(days=1, hours=3), "1 天 3 小时", "1 day 3 h"),
        (timedelta(days=12, hours=3), "12 天", "12 days"),
    ],
)
def test_a_span_has_two_units_at_most(length: timedelta, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert formats.span(length) == chinese
    with translation.override("en"):
        assert formats.span(length) == english


def test_time_left_turns_into_time_late() -> None:
    with translation.override("zh-hans"):
        assert formats.time_left(SUNDAY, SUNDAY - timedelta(hours=1)) == "还剩 1 小时"
        assert formats.time_left(SUNDAY, SUNDAY + timedelta(hours=1)) == "超时 1 小时"


def test_money_shows_cents_only_where_there_are_some() -> None:
    assert formats.money(Decimal("1234.5")) == "¥1,234.50"
    assert formats.money(Decimal("-1234.00")) == "-¥1,234"
