"""How moments, spans and amounts read in Chinese and in English; made to be called once a row."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeGuard

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUTE, HOUR, DAY = 60, 3600, 86_400
TICK = timedelta(minutes=1)

# What a spreadsheet takes for the start of a formula; full-width signs too, in Chinese ones.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def plain_cell(text: str) -> str:
    """A cell of a CSV file that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def tongue() -> str:
    """The form in which we write: `zh` or `en`."""
    return "zh" if (get_language() or "zh").startswith("zh") else "en"


def local(at: datetime) -> datetime:
    """In the house's time zone, which no request changes: `timezone.localtime` would ask."""
    return at.astimezone(timezone.get_default_timezone())


def day(on: date | None, now: datetime | None = None) -> str:
    """`11月22日 周日`, `Sun 22 Nov`; with the year unless it is that of `now`."""
    if on is None:
        return ""
    if isinstance(on, datetime):
        on = local(on).date()
    with_year = now is None or local(now).year != on.year
    if tongue() == "zh":
        year = f"{on.year}年" if with_year else ""
        return f"{year}{on.month}月{on.day}日 {WEEKDAYS['zh'][on.weekday()]}"
    year = f" {on.year}" if with_year else ""
    return f"{WEEKDAYS['en'][on.weekday()]} {on.day} {MONTHS[on.month - 1]}{year}"


def moment(at: datetime | None, now: datetime | None = None) -> str:
    """`11月22日 周日 14:30`, `Sun 22 Nov 14:30`, in the house's time zone."""
    if at is None:
        return ""
    here = local(at)
    return f"{day(here.date(), now)} {here.hour:02}:{here.minute:02}"


def due(at: datetime | None, now: datetime | None = None) -> str:
    """A `moment` until which something is to be done: midnight is 24:00 of the day that ends.

    The Civil Code (art. 203) ends the last day at 24:00; read as 00:00 it is taken for a day more.
    """
    return _ended(moment(at - TICK, now)) if _is_midnight(at) else moment(at, now)


def short_due(at: datetime | None, now: datetime) -> str:
    """As `due`, for narrow columns."""
    return _ended(short_moment(at - TICK, now)) if _is_midnight(at) else short_moment(at, now)


def _is_midnight(at: datetime | None) -> TypeGuard[datetime]:
    return at is not None and (local(at).hour, local(at).minute) == (0, 0)


def _ended(text: str) -> str:
    """The last minute of a day, written as its end."""
    return f"{text.removesuffix('23:59')}24:00" if text.endswith("23:59") else text


def short_moment(at: datetime | None, now: datetime) -> str:
    """`14:30` today, else `11-22 14:30`, else `2025-11-22`: for narrow columns."""
    if at is None:
        return ""
    here, today = local(at), local(now)
    if here.date() == today.date():
        return f"{here.hour:02}:{here.minute:02}"
    if here.year == today.year:
        return f"{here.month:02}-{here.day:02} {here.hour:02}:{here.minute:02}"
    return here.date().isoformat()


def span(length: timedelta | float) -> str:
    """`2 小时 10 分`, `2 h 10 min`; two units at most, below a minute "under a minute"."""
    seconds = length.total_seconds() if isinstance(length, timedelta) else length
    left = abs(int(seconds))
    if left < MINUTE:
        return _("under a minute")
    days, hours, minutes = left // DAY, left % DAY // HOUR, left % HOUR // MINUTE
    if days:
        text = ngettext("%d day", "%d days", days) % days
        return f"{text} {_('%d h') % hours}" if hours and days < 10 else text  # noqa: PLR2004
    if hours:
        return f"{_('%d h') % hours} {_('%d min') % minutes}" if minutes else _("%d h") % hours
    return _("%d min") % minutes


def hours(minutes: int) -> str:
    """`14 h`, `1 h 30 min`: working time is never told in days, whose length differs."""
    whole, rest = divmod(minutes, 60)
    parts = [_("%d h") % whole] if whole else []
    return " ".join([*parts, _("%d min") % rest] if rest else parts)


def time_left(due_at: datetime, now: datetime) -> str:
    """`还剩 2 小时 10 分` or `超时 3 小时`."""
    left = due_at - now
    return (_("%s left") if left.total_seconds() >= 0 else _("%s late")) % span(left)


def ago(at: datetime | None, now: datetime) -> str:
    """`5 分前`; `刚刚` below a minute."""
    if at is None:
        return ""
    passed = now - at
    return _("just now") if passed.total_seconds() < MINUTE else _("%s ago") % span(passed)


def money(amount: Decimal | float | None) -> str:
    """`¥1,234.50`, without `.00`."""
    if amount is None:
        return ""
    text = f"{amount:,.2f}"
    sign = "-" if text.startswith("-") else ""
    return f"{sign}¥{text.removeprefix('-').removesuffix('.00')}"


def number(value: float | None) -> str:
    """`12,345`."""
    return "" if value is None else f"{value:,}"


def listed(words: Iterable[str]) -> str:
    """`一级、二级`, `Level one, Level two`."""
    return ("、" if tongue() == "zh" else ", ").join(words)
