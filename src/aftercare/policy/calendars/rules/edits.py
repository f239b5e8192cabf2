"""Changes of calendars as values: what is written into a revision, and what holds with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from aftercare.foundation.worktime import OfficialDay, OwnDay

from .hours import Weekly, openings_of

Era = tuple[date | None, Weekly]
"""Weekly hours and the date from which they hold; None for those of the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursEdit:
    """Other weekly hours from a date on: of the calendar, or of one station."""

    calendar: str
    org_unit: int | None
    since: date
    weekly: Weekly


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDayEdit:
    """Other hours, or none, for one date; `openings` is None: as any other date again."""

    calendar: str
    org_unit: int | None
    on: date
    name: str
    openings: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A date that the State Council's notice takes out of the usual week."""

    on: date
    name: str
    works: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEdit:
    """The official arrangement of a year: every date that differs from Monday to Friday."""

    year: int
    days: tuple[NamedDay, ...]
    source: str


Edit = HoursEdit | OwnDayEdit | YearEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Everything of which the calendar of a unit is made."""

    code: str
    org_unit: int | None
    zone: str
    follows_official: bool
    eras: tuple[Era, ...]
    station_eras: tuple[Era, ...]
    official: Mapping[date, OfficialDay]
    company_days: Mapping[date, OwnDay]
    station_days: Mapping[date, OwnDay]
    known_from: date | None
    known_until: date | None


def edited(basis: Basis, edits: Sequence[Edit]) -> Basis:
    """The basis as it would be with these edits, in their order."""
    for edit in edits:
        if isinstance(edit, YearEdit):
            basis = _with_year(basis, edit)
        elif edit.calendar != basis.code or edit.org_unit not in {None, basis.org_unit}:
            continue
        elif isinstance(edit, HoursEdit):
            basis = _with_hours(basis, edit)
        else:
            basis = _with_own_day(basis, edit)
    return basis


def with_era(eras: Sequence[Era], since: date, weekly: Weekly) -> tuple[Era, ...]:
    """With hours from a date on, in place of those that were to hold from that very date."""
    others = [era for era in eras if era[0] != since]
    return tuple(sorted([*others, (since, weekly)], key=lambda era: era[0] or date.min))


def differences(
    known: Mapping[date, OfficialDay], edit: YearEdit
) -> dict[date, tuple[OfficialDay | None, OfficialDay | None]]:
    """What a year's arrangement changes: date -> (before, after), in the order of the dates."""
    after = official_of(edit)
    before = {on: day for on, day in known.items() if on.year == edit.year}
    return {
        on: (before.get(on), after.get(on))
        for on in sorted({*before, *after})
        if before.get(on) != after.get(on)
    }


def official_of(edit: YearEdit) -> dict[date, OfficialDay]:
    return {day.on: OfficialDay(day.name, works=day.works) for day in edit.days}


def written_edit(edit: Edit) -> dict[str, Any]:
    """As plain data; `read_edit` reads it back."""
    if isinstance(edit, YearEdit):
        days = [[day.on.isoformat(), day.name, day.works] for day in edit.days]
        return {"kind": "year", "year": edit.year, "days": days, "source": edit.source}
    about = {"calendar": edit.calendar, "org_unit": edit.org_unit}
    if isinstance(edit, HoursEdit):
        weekly = {weekday: list(openings) for weekday, openings in edit.weekly.items()}
        return about | {"kind": "hours", "since": edit.since.isoformat(), "weekly": weekly}
    openings = None if edit.openings is None else list(edit.openings)
    told = {"on": edit.on.isoformat(), "name": edit.name, "openings": openings}
    return about | {"kind": "own_day"} | told


def read_edit(data: Mapping[str, Any]) -> Edit:
    if data["kind"] == "year":
        days = tuple(
            NamedDay(on=date.fromisoformat(on), name=name, works=works)
            for on, name, works in data["days"]
        )
        return YearEdit(year=data["year"], days=days, source=data["source"])
    about = {"calendar": data["calendar"], "org_unit": data["org_unit"]}
    if data["kind"] == "hours":
        return HoursEdit(since=date.fromisoformat(data["since"]), weekly=data["weekly"], **about)
    openings = None if data["openings"] is None else tuple(data["openings"])
    on = date.fromisoformat(data["on"])
    return OwnDayEdit(on=on, name=data["name"], openings=openings, **about)


def same_subject(one: Edit, other: Edit) -> bool:
    """Whether the later of two edits of one revision takes the place of the former."""
    if isinstance(one, YearEdit) or isinstance(other, YearEdit):
        return isinstance(one, YearEdit) and isinstance(other, YearEdit) and one.year == other.year
    if (one.calendar, one.org_unit) != (other.calendar, other.org_unit):
        return False
    if isinstance(one, HoursEdit):
        return isinstance(other, HoursEdit) and one.since == other.since
    return isinstance(other, OwnDayEdit) and one.on == other.on


def first_day_of(edit: Edit) -> date:
    """From when an edit changes anything."""
    if isinstance(edit, HoursEdit):
        return edit.since
    return edit.on if isinstance(edit, OwnDayEdit) else date(edit.year, 1, 1)


def codes_of(edits: Sequence[Edit]) -> tuple[str, ...]:
    """The calendars that edits change; empty where it is every one that follows official days."""
    if any(isinstance(edit, YearEdit) for edit in edits):
        return ()
    return tuple(sorted({e.calendar for e in edits if not isinstance(e, YearEdit)}))


def _with_hours(basis: Basis, edit: HoursEdit) -> Basis:
    if edit.org_unit is None:
        return replace(basis, eras=with_era(basis.eras, edit.since, edit.weekly))
    station = basis.station_eras or basis.eras
    return replace(basis, station_eras=with_era(station, edit.since, edit.weekly))


def _with_own_day(basis: Basis, edit: OwnDayEdit) -> Basis:
    days = basis.company_days if edit.org_unit is None else basis.station_days
    changed = {on: day for on, day in days.items() if on != edit.on}
    if edit.openings is not None:
        changed[edit.on] = OwnDay(edit.name, openings_of(edit.openings))
    if edit.org_unit is None:
        return replace(basis, company_days=changed)
    return replace(basis, station_days=changed)


def _with_year(basis: Basis, edit: YearEdit) -> Basis:
    others = {on: day for on, day in basis.official.items() if on.year != edit.year}
    end = date(edit.year, 12, 31)
    return replace(
        basis,
        official=others | official_of(edit),
        known_from=basis.known_from or date(edit.year, 1, 1),
        known_until=max(basis.known_until or end, end),
    )
