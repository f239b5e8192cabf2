"""Every due time tells how it came about, in both languages."""

from collections.abc import Sequence
from datetime import date, time

import pytest

from aftercare.foundation.counting import explain
from aftercare.foundation.measure import Amount, Promise, Unit
from aftercare.foundation.sentences import CHINESE, ENGLISH, sentences
from aftercare.foundation.steps import Pause, Step, StepCode
from aftercare.foundation.worktime import OwnDay, WorkCalendar

from .test_worked_examples import OFFICE, OFFICIAL, SHANGHAI, at

H, WH, D, WD = Unit.HOUR, Unit.WORKING_HOUR, Unit.DAY, Unit.WORKING_DAY
OWN = WorkCalendar(
    zone=SHANGHAI,
    weekly=OFFICE.weekly,
    official=OFFICIAL.days,
    own={
        date(2026, 1, 12): OwnDay("盘点"),
        date(2026, 1, 17): OwnDay("促销加班", ((time(10), time(15)),)),
    },
)
PausesGiven = Sequence[tuple[str, str | None, str]]


def steps_of(
    start: str,
    amount: Amount,
    unit: Unit,
    pauses: PausesGiven = (),
    calendar: WorkCalendar = OFFICE,
    seen: str | None = None,
) -> tuple[Step, ...]:
    promise = Promise(calendar=calendar, start=at(start), amount=amount, unit=unit)
    given = [Pause(at(begin), at(end) if end else None, reason) for begin, end, reason in pauses]
    return explain(promise, given, seen_at=at(seen) if seen else None)


def test_holidays_and_make_up_days_are_named() -> None:
    assert sentences(steps_of("2026-02-13T16:30", 3, WD), WD) == [
        "2026年2月13日（周五）16:30起算",
        "2月13日（周五）为起始日，不计入（民法典第二百零一条）",
        "2月14日（周六）（春节调休上班）：计 1 个工作日，累计 1 个",
        "2月15日（周日）至2月23日（周一）：春节放假，不计",
        "2月24日（周二）至2月25日（周三）：计 2 个工作日，累计 3 个",
        "2026年2月25日（周三）17:00到期",
    ]


def test_working_hours_are_told_date_by_date_and_like_dates_together() -> None:
    assert sentences(steps_of("2026-01-09T18:30", 30, WH, calendar=OWN), WH, "en") == [
        "Starts Fri 2026-01-09 18:30",
        "Fri 2026-01-09 18:30 is outside opening hours: counting begins Tue 2026-01-13 09:00",
        "Sat 2026-01-10 to Sun 2026-01-11: days of rest, not counted",
        "Mon 2026-01-12: closed (盘点), not counted",
        (
            "Tue 2026-01-13 to Fri 2026-01-16, each day 09:00–12:00, 13:00–17:00: 28 h counted, "
            "28 h so far"
        ),
        "Sat 2026-01-17 10:00–12:00 (促销加班): 2 h counted, 30 h so far",
        "Due Sat 2026-01-17 12:00",
    ]


def test_a_last_day_of_rest_moves_on() -> None:
    assert sentences(steps_of("2026-01-09T16:30", 1, D), D)[2:] == [
        "1月10日（周六）：计 1 日，累计 1 日",
        "期限的最后一日不是工作日或处于暂停中，顺延至1月12日（周一）（民法典第二百零三条）",
        "2026年1月12日（周一）24:00到期",
    ]


def test_pauses_are_told_with_their_reasons_and_what_they_took() -> None:
    pauses = [
        ("2026-06-10T10:00", "2026-06-12T10:00", "customer"),
        ("2026-06-11T10:00", "2026-06-13T10:00", "part"),
        ("2026-06-14T10:00", "2026-06-14T11:00", "part"),
    ]
    names = {"customer": "等待客户", "part": "等待配件"}

    assert sentences(steps_of("2026-06-09T18:30", 3, D, pauses), D, "zh", names)[2:] == [
        "6月10日（周三）10:00至6月13日（周六）10:00暂停（等待客户、等待配件）：有 3 日不计",
        "6月10日（周三）至6月12日（周五）：处于暂停中，不计",
        "6月13日（周六）至6月15日（周一）：计 3 日，累计 3 日",
        "6月14日（周日）10:00至6月14日（周日）11:00暂停（等待配件）：对时限没有影响",
        "2026年6月15日（周一）24:00到期",
    ]


def test_stretches_of_hours_stand_between_pauses() -> None:
    pauses = [("2026-01-09T18:00", "2026-01-10T18:00", "customer")]

    assert sentences(steps_of("2026-01-09T16:30", 24, H, pauses), H, "en")[1:] == [
        "Fri 2026-01-09 16:30 to Fri 2026-01-09 18:00: 1.5 h counted, 1.5 h so far",
        "Paused Fri 2026-01-09 18:00 to Sat 2026-01-10 18:00 (customer): takes out 24 h",
        "Sat 2026-01-10 18:00 to Sun 2026-01-11 16:30: 22.5 h counted, 24 h so far",
        "Due Sun 2026-01-11 16:30",
    ]


def test_while_a_pause_is_open_it_says_what_is_left() -> None:
    pauses = [("2026-06-10T22:00", None, "part")]
    told = steps_of("2026-06-09T18:30", 3, WD, pauses, seen="2026-06-12T18:00")

    assert sentences(told, WD)[2:] == [
        "6月10日（周三）：计 1 个工作日，累计 1 个",
        "6月11日（周四）至6月12日（周五）：处于暂停中，不计",
        "自6月10日（周三）22:00起暂停（part），尚未恢复：没有到期时间，剩余 2 个工作日",
    ]


def test_dates_not_announced_yet_are_marked() -> None:
    assert sentences(steps_of("2026-12-30T18:30", 3, D), D, "en")[4] == (
        "Fri 2027-01-01 to Mon 2027-01-04: the holidays are not announced yet; "
        "Monday to Friday is assumed and will be recomputed"
    )


@pytest.mark.parametrize(("amount", "unit"), [(100, WD), (700, WH), (120, D)])
def test_a_long_span_is_told_by_months(amount: int, unit: Unit) -> None:
    told = steps_of("2026-03-09T18:30", amount, unit)
    months = [step for step in told if step.code is StepCode.MONTH]

    assert len(told) < 12
    assert [step.first_on.month for step in months] == list(range(3, 3 + len(months)))
    assert months[-1].total_days == (amount if unit.counts_dates else 0)
    assert unit is not WH or months[-1].total.total_seconds() == amount * 3600
    assert unit is not WD or months[2].names == ("劳动节",)


def test_both_languages_have_every_sentence() -> None:
    assert CHINESE.keys() == ENGLISH.keys()
    assert all(
        any(words == code.value or words.startswith(code.value) for words in CHINESE)
        for code in StepCode
    )
