from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.memory.queries import remembered
from aftercare.foundation.work import glance
from aftercare.foundation.worktime import (
    Day,
    DayKind,
    OfficialDay,
    OwnDay,
    WorkCalendar,
    check_openings,
)

from . import models
from .rules.edits import (
    Basis,
    Edit,
    Era,
    HoursEdit,
    NamedDay,
    OwnDayEdit,
    YearEdit,
    differences,
    edited,
    first_day_of,
    read_edit,
    same_subject,
    written_edit,
)
from .rules.hours import Weekly, is_rest, openings_of, weekly_of, weekly_sentences, written
from .rules.notices import Arrangement, NoticeFault, Slip, is_notice, read_notice, read_rows

__all__ = [
    "Arrangement",
    "CalendarBrief",
    "CalendarMonth",
    "DayCell",
    "Edit",
    "EraRow",
    "Exceptions",
    "HoursEdit",
    "HoursUnreadable",
    "NamedDay",
    "NeverOpens",
    "NoticeFault",
    "OwnDayEdit",
    "OwnDayRow",
    "Slip",
    "Weekly",
    "YearEdit",
    "calendar_name",
    "calendar_year",
    "calendars",
    "check_edits",
    "differences",
    "exceptions_of",
    "first_day_of",
    "is_notice",
    "known_until",
    "legal_rest",
    "official_days_of",
    "read_edit",
    "read_notice",
    "read_rows",
    "same_subject",
    "supposed_calendars",
    "weekly_hours",
    "work_calendar",
    "work_calendars",
    "written",
    "written_edit",
]


class NeverOpens(Invalid):
    """A calendar without any opening for 60 days."""


class HoursUnreadable(Invalid):
    """Opening hours that are no times of a day, overlap or stand out of order."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDayRow:
    """A date with hours of its own, of the company or one station; `hours` is "" when closed."""

    org_unit: int | None
    on: date
    name: str
    hours: str
    openings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EraRow:
    """Weekly hours of the calendar or a station, Monday first, and from when they hold."""

    org_unit: int | None
    since: date | None
    hours: tuple[str, ...]
    weekly: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceptions:
    """What a calendar keeps besides the official arrangement."""

    own_days: tuple[OwnDayRow, ...]
    eras: tuple[EraRow, ...]
    station_eras: tuple[EraRow, ...]


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


def supposed_calendars(
    *, actor: Actor, edits: Sequence[Edit], wanted: Collection[tuple[str, int | None]]
) -> dict[tuple[str, int | None], WorkCalendar]:
    """Calendars as they would be with these edits: (code, org_unit_id) -> calendar."""
    del actor
    with glance():
        return {key: _calendar_of(edited(_basis(*key), edits)) for key in set(wanted)}


def check_edits(*, actor: Actor, edits: Sequence[Edit], now: datetime) -> None:
    """Raises HoursUnreadable, NotFound, and NeverOpens for what would not open in 60 days."""
    for edit in edits:
        if isinstance(edit, HoursEdit):
            _readable(edit.weekly)
        elif isinstance(edit, OwnDayEdit) and edit.openings is not None:
            _readable({"0": edit.openings})
    touched = {(e.calendar, e.org_unit) for e in edits if not isinstance(e, YearEdit)}
    for one in supposed_calendars(actor=actor, edits=edits, wanted=touched).values():
        begins = [datetime.combine(first_day_of(edit), time(), one.zone) for edit in edits]
        if not all(one.opens_within(max(now, begin)) for begin in begins):
            raise NeverOpens(_("This calendar would not open once in 60 days."))


def official_days_of(*, actor: Actor, year: int) -> dict[date, OfficialDay]:
    """The dates of a year that the official arrangement takes out of the usual week."""
    del actor
    return {on: day for on, day in _official()[0].items() if on.year == year}


def known_until(*, actor: Actor) -> date | None:
    """The last date that the official data covers; later ones are provisional."""
    del actor
    return _official()[2]


def weekly_hours(
    *, actor: Actor, code: str, org_unit_id: int | None, on: date, edits: Sequence[Edit] = ()
) -> tuple[tuple[str, ...], ...]:
    """The usual openings of each weekday, Monday first, as they hold on a date."""
    del actor
    basis = edited(_basis(code, org_unit_id), edits)
    weekly = _held(basis.station_eras or basis.eras, on)
    return tuple(tuple(weekly.get(str(weekday), ())) for weekday in range(7))


def exceptions_of(*, actor: Actor, code: str, since: date) -> Exceptions:
    """What differs from the calendar's usual week: own days to come, and hours of stations."""
    calendar = models.Calendar.objects.filter(code=code).first()
    if calendar is None:
        raise NotFound(_("There is no such calendar."))
    days = calendar.own_days.filter(on__gte=since).order_by("on", "org_unit")
    return Exceptions(
        own_days=tuple(
            OwnDayRow(
                org_unit=day.org_unit,
                on=day.on,
                name=day.name,
                hours=written(openings_of(day.openings)),
                openings=tuple(day.openings),
            )
            for day in days
        ),
        eras=tuple(_era_row(None, era) for era in eras_of(calendar)),
        station_eras=tuple(
            _era_row(station.org_unit, era)
            for station in calendar.stations.order_by("org_unit")
            for era in eras_of(station)
        ),
    )


def legal_rest(*, actor: Actor) -> Callable[[date], bool]:
    """Which dates are rest for everybody: no last day of a legal time may fall on one."""
    del actor
    official, _known_from, _known_until = _official()
    return partial(is_rest, official=official)


def calendars(*, actor: Actor, on: date | None = None) -> list[CalendarBrief]:
    """Every calendar with the hours that it keeps on a date; without one, those that last."""
    edition = models.Edition.objects.first()
    return [
        CalendarBrief(
            code=calendar.code,
            name=_name_of(calendar),
            follows_official=calendar.follows_official,
            hours=weekly_sentences(_held(eras_of(calendar), on)),
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
    basis = _basis(code, org_unit_id)
    if org_unit_id and not basis.station_eras and not basis.station_days:
        return _built(code, None)
    return _calendar_of(basis)


def _basis(code: str, org_unit_id: int | None) -> Basis:
    calendar = models.Calendar.objects.filter(code=code).first()
    if calendar is None:
        raise NotFound(_("There is no such calendar."))
    station = calendar.stations.filter(org_unit=org_unit_id or 0).first()
    own: dict[int | None, dict[date, OwnDay]] = {None: {}, org_unit_id: {}}
    for day in calendar.own_days.filter(Q(org_unit=None) | Q(org_unit=org_unit_id or 0)):
        own[day.org_unit][day.on] = OwnDay(day.name, openings_of(day.openings))
    official, known_from, known_until = _official()
    return Basis(
        code=code,
        org_unit=org_unit_id,
        zone=calendar.zone,
        follows_official=calendar.follows_official,
        eras=eras_of(calendar),
        station_eras=eras_of(station) if station else (),
        official=official,
        company_days=own[None],
        station_days=own[org_unit_id] if org_unit_id else {},
        known_from=known_from,
        known_until=known_until,
    )


def _calendar_of(basis: Basis) -> WorkCalendar:
    follows = basis.follows_official
    (_since, weekly), *later = basis.station_eras or basis.eras
    return WorkCalendar(
        zone=ZoneInfo(basis.zone),
        weekly=weekly_of(weekly),
        later=[(since, weekly_of(hours)) for since, hours in later if since],
        official=basis.official if follows else {},
        own={**basis.company_days, **basis.station_days},
        known_from=basis.known_from if follows else None,
        known_until=basis.known_until if follows else None,
    )


def eras_of(row: models.Calendar | models.StationHours) -> tuple[Era, ...]:
    """The weekly hours of a calendar or a station, one after the other."""
    later = ((date.fromisoformat(era["since"]), era["weekly"]) for era in row.later)
    return ((None, row.weekly), *later)


@remembered("calendars_edition")
def _official() -> tuple[dict[date, OfficialDay], date | None, date | None]:
    edition = models.Edition.objects.first()
    days = models.CalendarDay.objects.values_list("on", "name", "works")
    return (
        {on: OfficialDay(name, works=works) for on, name, works in days},
        edition.known_from if edition else None,
        edition.known_until if edition else None,
    )


def _readable(weekly: Weekly) -> None:
    try:
        for openings in weekly_of(weekly).values():
            check_openings(openings)
    except ValueError as error:
        message = _("Write hours in order and apart, like 09:00-12:00 and 13:00-17:00.")
        raise HoursUnreadable(message, fields={"openings": message}) from error


def _held(eras: Sequence[Era], on: date | None) -> Weekly:
    held = [weekly for since, weekly in eras if on is None or since is None or since <= on]
    return held[-1]


def _era_row(org_unit: int | None, era: Era) -> EraRow:
    since, weekly = era
    plain = {weekday: tuple(openings) for weekday, openings in weekly.items()}
    return EraRow(org_unit=org_unit, since=since, hours=weekly_sentences(weekly), weekly=plain)


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
