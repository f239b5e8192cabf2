"""Steps of an explanation as plain sentences, in Chinese or English.

Here and not in the message catalogue because the command line says them without Django.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from aftercare.foundation.measure import Unit
from aftercare.foundation.steps import REVOKED, Step, StepCode

HOUR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
Words = Mapping[str, str]

CHINESE: Words = {
    "weekdays": "周一 周二 周三 周四 周五 周六 周日",
    "date": "{month}月{day}日（{weekday}）",
    "full_date": "{year}年{month}月{day}日（{weekday}）",
    "moment": "{0}{1}",
    "from_to": "{0}至{1}",
    "and": "、",
    "start": "{from_full}起算",
    "outside": "{from_at}不在营业时间内，自{until_at}起计",
    "first_date": "{first}为起始日，不计入（民法典第二百零一条）",
    "counted_hour": "{from_at}至{until_at}：计 {amount} 小时，累计 {total} 小时",
    "counted_time": "{dates}{hours}：计 {amount} 小时，累计 {total} 小时",
    "counted_times": "{dates}每天 {hours}：计 {amount} 小时，累计 {total} 小时",
    "made_up_time": "{dates}{hours}（{names}调休上班）：计 {amount} 小时，累计 {total} 小时",
    "special_time": "{dates}{hours}（{names}）：计 {amount} 小时，累计 {total} 小时",
    "counted_working_day": "{dates}：计 {days} 个工作日，累计 {total_days} 个",
    "counted_day": "{dates}：计 {days} 日，累计 {total_days} 日",
    "made_up_working_day": "{dates}（{names}调休上班）：计 {days} 个工作日，累计 {total_days} 个",
    "special_working_day": "{dates}（{names}）：计 {days} 个工作日，累计 {total_days} 个",
    "weekend": "{dates}：休息日，不计",
    "holiday": "{dates}：{names}放假，不计",
    "closed": "{dates}：{names}，不营业，不计",
    "pause_time": "{from_at}至{until_at}暂停{reasons}：扣除 {amount} 小时",
    "pause_days": "{from_at}至{until_at}暂停{reasons}：有 {days} 日不计",
    "pause_nothing": "{from_at}至{until_at}暂停{reasons}：对时限没有影响",
    "revoked_time": "{from_at}至{until_at}已办结，后重新打开：扣除 {amount} 小时",
    "revoked_days": "{from_at}至{until_at}已办结，后重新打开：有 {days} 日不计",
    "revoked_nothing": "{from_at}至{until_at}已办结，后重新打开：对时限没有影响",
    "paused_date": "{dates}：处于暂停中，不计",
    "moved": "期限的最后一日不是工作日或处于暂停中，顺延至{last}（民法典第二百零三条）",
    "month_time": "{dates}：计 {amount} 小时{holidays}，累计 {total} 小时",
    "month_day": "{dates}：计 {days} 日，{skipped} 日不计{holidays}，累计 {total_days} 日",
    "month_working_day": "{dates}：计 {days} 个工作日，{skipped} 日不计{holidays}，"
    "累计 {total_days} 个",
    "provisional": "{dates}的放假安排尚未公布，暂按周一至周五推算，公布后重新计算",
    "open_time": "自{from_at}起暂停{reasons}，尚未恢复：没有到期时间，剩余 {amount} 小时",
    "open_day": "自{from_at}起暂停{reasons}，尚未恢复：没有到期时间，剩余 {days} 日",
    "open_working_day": "自{from_at}起暂停{reasons}，尚未恢复：没有到期时间，剩余 {days} 个工作日",
    "promised": "约定时间：{until_full}，不因暂停而改变",
    "due": "{until_full}到期",
    "in_brackets": "（{0}）",
}
ENGLISH: Words = {
    "weekdays": "Mon Tue Wed Thu Fri Sat Sun",
    "date": "{weekday} {year}-{month:02}-{day:02}",
    "full_date": "{weekday} {year}-{month:02}-{day:02}",
    "moment": "{0} {1}",
    "from_to": "{0} to {1}",
    "and": ", ",
    "start": "Starts {from_full}",
    "outside": "{from_at} is outside opening hours: counting begins {until_at}",
    "first_date": "{first} is the day of the start and does not count (Civil Code art. 201)",
    "counted_hour": "{from_at} to {until_at}: {amount} h counted, {total} h so far",
    "counted_time": "{dates} {hours}: {amount} h counted, {total} h so far",
    "counted_times": "{dates}, each day {hours}: {amount} h counted, {total} h so far",
    "made_up_time": "{dates} {hours}, make-up working day ({names}): {amount} h counted, "
    "{total} h so far",
    "special_time": "{dates} {hours} ({names}): {amount} h counted, {total} h so far",
    "counted_working_day": "{dates}: working days counted {days}, {total_days} so far",
    "counted_day": "{dates}: days counted {days}, {total_days} so far",
    "made_up_working_day": "{dates}, make-up working day ({names}): working days counted {days}, "
    "{total_days} so far",
    "special_working_day": "{dates} ({names}): working days counted {days}, {total_days} so far",
    "weekend": "{dates}: days of rest, not counted",
    "holiday": "{dates}: holiday ({names}), not counted",
    "closed": "{dates}: closed ({names}), not counted",
    "pause_time": "Paused {from_at} to {until_at}{reasons}: takes out {amount} h",
    "pause_days": "Paused {from_at} to {until_at}{reasons}: days not counted {days}",
    "pause_nothing": "Paused {from_at} to {until_at}{reasons}: changes nothing",
    "revoked_time": "Settled {from_at}, reopened {until_at}: takes out {amount} h",
    "revoked_days": "Settled {from_at}, reopened {until_at}: days not counted {days}",
    "revoked_nothing": "Settled {from_at}, reopened {until_at}: changes nothing",
    "paused_date": "{dates}: paused, not counted",
    "moved": "The last day is no working day, or ends in a pause: moved on to {last} "
    "(Civil Code art. 203)",
    "month_time": "{dates}: {amount} h counted{holidays}, {total} h so far",
    "month_day": "{dates}: days counted {days}, not counted {skipped}{holidays}, "
    "{total_days} so far",
    "month_working_day": "{dates}: working days counted {days}, days not counted "
    "{skipped}{holidays}, {total_days} so far",
    "provisional": "{dates}: the holidays are not announced yet; Monday to Friday is assumed "
    "and will be recomputed",
    "open_time": "Paused since {from_at}{reasons}: nothing is due, {amount} h left",
    "open_day": "Paused since {from_at}{reasons}: nothing is due, days left {days}",
    "open_working_day": "Paused since {from_at}{reasons}: nothing is due, working days left {days}",
    "promised": "Promised for {until_full}; pauses do not move it",
    "due": "Due {until_full}",
    "in_brackets": " ({0})",
}
LANGUAGES: Mapping[str, Words] = {"zh": CHINESE, "en": ENGLISH}
HOLIDAYS_IN_ENGLISH = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明": "Tomb-sweeping Day",
    "劳动节": "Labour Day",
    "端午": "Dragon Boat Festival",
    "中秋": "Mid-autumn Festival",
    "国庆节": "National Day",
}
VARIES = {
    StepCode.COUNTED,
    StepCode.MADE_UP,
    StepCode.SPECIAL,
    StepCode.PAUSE,
    StepCode.OPEN,
    StepCode.MONTH,
}
"""Steps whose sentence depends on the unit that is counted."""


def sentences(
    steps: Iterable[Step],
    unit: Unit,
    language: str = "zh",
    reason_names: Mapping[str, str] | None = None,
) -> list[str]:
    """`language` is "zh" or "en"; `reason_names` is what the codes of pause reasons are called."""
    words = LANGUAGES[language]
    return [
        words[_which(step, unit)].format_map(_Slots(step, words, reason_names or {}))
        for step in steps
    ]


def _which(step: Step, unit: Unit) -> str:
    code = step.code
    if code not in VARIES:
        return code.value
    if code is StepCode.PAUSE:
        what = "revoked" if step.names == (REVOKED,) else "pause"
        return what + ("_time" if step.amount else "_days" if step.days else "_nothing")
    if code in (StepCode.OPEN, StepCode.MONTH):
        return f"{code.value}_{unit.value if unit.counts_dates else 'time'}"
    if unit is Unit.WORKING_HOUR:
        several = code is StepCode.COUNTED and step.first_on != step.last_on
        return code.value + ("_times" if several else "_time")
    return f"{code.value}_{unit.value}"


class _Slots(dict[str, str]):
    """What stands in the braces, made when asked for."""

    def __init__(self, step: Step, words: Words, reasons: Mapping[str, str]) -> None:
        super().__init__()
        self.step, self.words, self.reason_names = step, words, reasons

    def __missing__(self, slot: str) -> str:
        made: str = getattr(self, f"_{slot}")()
        return made

    def _first(self) -> str:
        return self._date(self.step.first_on)

    def _last(self) -> str:
        return self._date(self.step.last_on)

    def _dates(self) -> str:
        if self.step.first_on == self.step.last_on:
            return self._first()
        return self.words["from_to"].format(self._first(), self._last())

    def _from_at(self) -> str:
        return self._moment(self.step.from_at, "date")

    def _until_at(self) -> str:
        return self._moment(self.step.until_at, "date")

    def _from_full(self) -> str:
        return self._moment(self.step.from_at, "full_date")

    def _until_full(self) -> str:
        return self._moment(self.step.until_at, "full_date", ends=True)

    def _hours(self) -> str:
        return self.words["and"].join(
            f"{_clock(span.start)}–{_clock(span.end)}" for span in self.step.spans
        )

    def _amount(self) -> str:
        return _hours(self.step.amount)

    def _total(self) -> str:
        return _hours(self.step.total)

    def _days(self) -> str:
        return str(self.step.days)

    def _skipped(self) -> str:
        return str(self.step.skipped)

    def _total_days(self) -> str:
        return str(self.step.total_days)

    def _names(self) -> str:
        return self.words["and"].join(map(self._name, self.step.names))

    def _holidays(self) -> str:
        return self._bracketed(self._names())

    def _reasons(self) -> str:
        names = (self.reason_names.get(name, name) for name in self.step.names)
        return self._bracketed(self.words["and"].join(filter(None, names)))

    def _name(self, name: str) -> str:
        return HOLIDAYS_IN_ENGLISH.get(name, name) if self.words is ENGLISH else name

    def _bracketed(self, text: str) -> str:
        return self.words["in_brackets"].format(text) if text else ""

    def _date(self, on: date, form: str = "date") -> str:
        return _date_said(on, self.words[form], self.words["weekdays"])

    def _moment(self, at: datetime | None, form: str, *, ends: bool = False) -> str:
        """A midnight that ends something is 24:00 of the date before."""
        if at is None:
            return ""
        if ends and at.time() == time():
            return self.words["moment"].format(self._date(at.date() - ONE_DAY, form), "24:00")
        return self.words["moment"].format(self._date(at.date(), form), _clock(at))


@lru_cache(maxsize=4096)
def _date_said(on: date, form: str, weekdays: str) -> str:
    weekday = weekdays.split()[on.weekday()]
    return form.format(year=on.year, month=on.month, day=on.day, weekday=weekday)


def _clock(at: datetime) -> str:
    seconds = f":{at.second:02}" if at.second else ""
    return f"{at.hour:02}:{at.minute:02}{seconds}"


def _hours(amount: timedelta) -> str:
    return f"{amount / HOUR:.2f}".rstrip("0").rstrip(".")
