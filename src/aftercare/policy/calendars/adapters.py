"""The official arrangement of holidays and make-up working days, from `chinesecalendar`.

Its source is the yearly notice of the State Council; 2027 and later are not in it yet. R-POL-02.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from aftercare.foundation.worktime import OfficialDay

FOUNDING = Path(__file__).parent / "data" / "founding.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDays:
    """Days that differ from Monday to Friday, for every date of `known_from` … `known_until`."""

    days: Mapping[date, OfficialDay]
    known_from: date
    known_until: date


@cache
def official_days() -> OfficialDays:
    """Names are Chinese as on the notice: 春节, 国庆节. Reads no database; 0.03 s, then cached."""
    from chinese_calendar.constants import Holiday, holidays, workdays

    names = {holiday.value: holiday.chinese for holiday in Holiday}
    days = {on: OfficialDay(names[name]) for on, name in holidays.items()}
    days |= {on: OfficialDay(names[name], works=True) for on, name in workdays.items()}
    return OfficialDays(
        days=days,
        known_from=date(min(holidays).year, 1, 1),
        known_until=date(max(holidays).year, 12, 31),
    )


def founding_calendars() -> list[dict[str, Any]]:
    """The calendars that ship, as they stand in `data/founding.toml`."""
    found: list[dict[str, Any]] = tomllib.loads(FOUNDING.read_text("utf-8"))["calendar"]
    return found
