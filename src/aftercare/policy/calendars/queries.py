from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.memory.queries import remembered
from aftercare.foundation.work import glance
from aftercare.foundation.worktime import Day, DayKind, OfficialDay, OwnDay, WorkCalendar

from . import models
from .rules import is_rest, openings_of, weekly_of, written

__all__ = [
    "CalendarBrief",
    "CalendarMonth",
    "DayCell",
    "calendar_name",
    "calendar_year",
    "calendars",
    "legal_rest",
    "work_calendar",
    "work_calendars",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarBrief:
    """A calendar to read: its hours by weekday (Monday first), each as a sentence."""

    code: str
    name: str
    follows_official: bool
    hours: tuple[str, ...]
    known_from: date | None
    known_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """One date of a year's page; `hours` is "" on a day of rest."""

    on: date
    kind: DayKind
    name: str
    hours: str
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMonth:
    """`blanks` cells stand before the first, so that Mondays are in the first column."""

    month: int
    blanks: int
    days: tuple[DayCell, ...]


def work_calendar(*, actor: Actor, code: str, org_unit_id: int | None = None) -> WorkCalendar:
    """The calendar as it holds for a unit: official days, the company's, then the station's.

    Kept per process until a calendar changes. Raises NotFound for an unknown code.
    """
    del actor
    return _built(code, org_unit_id)


def work_calendars(
    *, actor: Actor, wanted: Sequence[tuple[str, int | None]]
) -> dict[tuple[str, int | None], WorkCalendar]:
    """Many at the price of one: (code, org_unit_id) -> calendar."""
    del actor
    with glance():
        return {key: _built(*key) for key in set(wanted)}


def legal_rest(*, actor: Actor) -> Callable[[date], bool]:
    """Which dates are rest for everybody: no last day of a legal time may fall on one."""
    del actor
    official, _known_from, _known_until = _official()
    return partial(is_rest, official=official)


def calendars(*, actor: Actor) -> list[CalendarBrief]:
    edition = models.Edition.objects.first()
    return [
        CalendarBrief(
            code=calendar.code,
            name=_name_of(calendar),
            follows_official=calendar.follows_official,
            hours=tuple(
                written(weekly_of(calendar.weekly).get(weekday, ())) for weekday in range(7)
            ),
            known_from=edition.known_from if edition else None,
            known_until=edition.known_until if edition else None,
        )
        for calendar in models.Calendar.objects.order_by("id")
    ]


def calendar_name(*, actor: Actor, code: str) -> str:
    calendar = models.Calendar.objects.filter(code=code).first()
    return _name_of(calendar) if calendar else code


def calendar_year(
    *, actor: Actor, code: str, year: int, org_unit_id: int | None = None
) -> list[CalendarMonth]:
    """Twelve months of a calendar, day by day."""
    calendar = work_calendar(actor=actor, code=code, org_unit_id=org_unit_id)
    months = []
    for month in range(1, 13):
        first = date(year, month, 1)
        following = date(year + month // 12, month % 12 + 1, 1)
        days = (calendar.day(first + timedelta(days=n)) for n in range((following - first).days))
        months.append(
            CalendarMonth(month=month, blanks=first.weekday(), days=tuple(map(_cell_of, days)))
        )
    return months


@remembered("calendars_edition", most=2048)
def _built(code: str, org_unit_id: int | None) -> WorkCalendar:
    calendar = models.Calendar.objects.filter(code=code).first()
    if calendar is None:
        raise NotFound(_("There is no such calendar."))
    station = calendar.stations.filter(org_unit=org_unit_id or 0).first()
    own = calendar.own_days.filter(Q(org_unit=None) | Q(org_unit=org_unit_id or 0))
    own_days = list(own.order_by(F("org_unit").asc(nulls_first=True)))
    if org_unit_id and not station and not any(day.org_unit for day in own_days):
        return _built(code, None)
    official, known_from, known_until = _official()
    follows = calendar.follows_official
    return WorkCalendar(
        zone=ZoneInfo(calendar.zone),
        weekly=weekly_of(station.weekly if station else calendar.weekly),
        official=official if follows else {},
        own={day.on: OwnDay(day.name, openings_of(day.openings)) for day in own_days},
        known_from=known_from if follows else None,
        known_until=known_until if follows else None,
    )


@remembered("calendars_edition")
def _official() -> tuple[dict[date, OfficialDay], date | None, date | None]:
    edition = models.Edition.objects.first()
    days = models.CalendarDay.objects.values_list("on", "name", "works")
    return (
        {on: OfficialDay(name, works=works) for on, name, works in days},
        edition.known_from if edition else None,
        edition.known_until if edition else None,
    )


def _cell_of(day: Day) -> DayCell:
    return DayCell(
        on=day.on,
        kind=day.kind,
        name=day.name,
        hours=written(day.openings),
        provisional=day.provisional,
    )


def _name_of(calendar: models.Calendar) -> str:
    chinese = (get_language() or "zh").startswith("zh")
    return str(calendar.name["zh"] if chinese else calendar.name.get("en") or calendar.name["zh"])
