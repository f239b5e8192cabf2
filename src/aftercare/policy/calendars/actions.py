from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import NotFound
from aftercare.foundation.events import publish

from .adapters import founding_calendars, official_days
from .events import CalendarsChanged
from .models import Calendar, CalendarDay, Edition, StationHours
from .queries import check_edits, eras_of
from .rules.edits import (
    Edit,
    Era,
    HoursEdit,
    OwnDayEdit,
    YearEdit,
    codes_of,
    first_day_of,
    official_of,
    with_era,
    written_edit,
)

SOURCE = "国务院办公厅节假日安排（chinesecalendar）"
VERBS = {
    YearEdit: "calendar.year_kept",
    HoursEdit: "calendar.hours_kept",
    OwnDayEdit: "calendar.own_day_kept",
}
TOLD_APART = {
    "kind",
    "calendar",
    "name",
    "days",
    "source",
}  # of an edit: in its entry's verb, subject, words


@action
def install_calendars(*, actor: Actor, now: datetime) -> int:
    """Adds the founding calendars that are missing; what the company changed stays. How many."""
    known = set(Calendar.objects.values_list("code", flat=True))
    missing = [entry for entry in founding_calendars() if entry["code"] not in known]
    for entry in missing:
        Calendar.objects.create(
            code=entry["code"],
            name=entry["name"],
            weekly=entry["weekly"],
            follows_official=entry["follows_official"],
        )
        record(
            actor=actor,
            verb="calendar.installed",
            subject=f"calendar:{entry['code']}",
            at=now,
            weekly=entry["weekly"],
        )
    if missing:
        _renew()
    return len(missing)


@action
def install_official_days(*, actor: Actor, now: datetime) -> int:
    """Brings the official holidays and make-up days in step with the data that ships.

    A year that the company has imported itself stays as it is. How many dates were added, changed
    or taken out. R-POL-02.
    """
    official = official_days()
    known = {day.on: day for day in CalendarDay.objects.all()}
    own_years = {day.on.year for day in known.values() if day.source != SOURCE}
    wanted = {
        on: CalendarDay(on=on, works=day.works, name=day.name, source=SOURCE)
        for on, day in official.days.items()
        if on.year not in own_years
    }
    stale = [
        day
        for on, day in known.items()
        if official.known_from <= on <= official.known_until
        and on.year not in own_years
        and (on not in wanted or (day.works, day.name) != (wanted[on].works, wanted[on].name))
    ]
    CalendarDay.objects.filter(id__in=[day.id for day in stale]).delete()
    kept = set(known) - {day.on for day in stale}
    fresh = [day for on, day in wanted.items() if on not in kept]
    CalendarDay.objects.bulk_create(fresh)
    edition = Edition.objects.filter(known_until__gte=official.known_until).first()
    if stale or fresh or edition is None:
        until = (edition and edition.known_until) or official.known_until
        _renew(known_from=official.known_from, known_until=until)
        record(
            actor=actor,
            verb="calendar.official_days_installed",
            subject="calendar:official",
            at=now,
            known_until=official.known_until.isoformat(),
            taken_out=sorted(day.on.isoformat() for day in stale),
            added=len(fresh),
        )
        publish(CalendarsChanged(codes=(), since=official.known_from, why="", at=now))
    return len(stale) + len(fresh)


@action
def change_calendars(*, actor: Actor, edits: Sequence[Edit], why: str = "", now: datetime) -> None:
    """Puts changes of calendars in force. `why` names what brought them, like `revision:7`.

    Raises HoursUnreadable, NeverOpens for a calendar that would not open in 60 days, and NotFound.
    """
    check_edits(actor=actor, edits=edits, now=now)
    for edit in edits:
        if isinstance(edit, YearEdit):
            _keep_year(edit)
        elif isinstance(edit, HoursEdit):
            _keep_hours(edit)
        else:
            _keep_own_day(edit)
        _record_edit(actor, edit, why, now)
    if edits:
        since = min(map(first_day_of, edits))
        publish(CalendarsChanged(codes=codes_of(edits), since=since, why=why, at=now))


def _record_edit(actor: Actor, edit: Edit, why: str, now: datetime) -> None:
    told = {k: v for k, v in written_edit(edit).items() if k not in TOLD_APART}
    if isinstance(edit, YearEdit):
        subject, words = "official", {"source": edit.source}
    else:
        subject, words = edit.calendar, {}
    if isinstance(edit, OwnDayEdit):
        words = {"name": edit.name}
    record(actor=actor, verb=VERBS[type(edit)], subject=f"calendar:{subject}", at=now,
           words=words, why=why, **told)  # fmt: skip


def _keep_year(edit: YearEdit) -> None:
    days = official_of(edit)
    CalendarDay.objects.filter(on__year=edit.year).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(on=on, works=day.works, name=day.name, source=edit.source)
        for on, day in days.items()
    )
    edition = Edition.objects.filter(id=1).first()
    end = date(edit.year, 12, 31)
    _renew(
        known_from=(edition and edition.known_from) or date(edit.year, 1, 1),
        known_until=max((edition and edition.known_until) or end, end),
    )


def _keep_hours(edit: HoursEdit) -> None:
    calendar = _calendar(edit.calendar)
    row: Calendar | StationHours = calendar
    if edit.org_unit is not None:
        row = calendar.stations.filter(org_unit=edit.org_unit).first() or StationHours(
            calendar=calendar, org_unit=edit.org_unit, weekly=calendar.weekly, later=calendar.later
        )
    row.later = [_written_era(era) for era in with_era(eras_of(row), edit.since, edit.weekly)[1:]]
    row.save()
    _renew()


def _keep_own_day(edit: OwnDayEdit) -> None:
    days = _calendar(edit.calendar).own_days
    if edit.openings is None:
        days.filter(on=edit.on, org_unit=edit.org_unit).delete()
    else:
        days.update_or_create(
            on=edit.on,
            org_unit=edit.org_unit,
            defaults={"name": edit.name, "openings": list(edit.openings)},
        )
    _renew()


def _calendar(code: str) -> Calendar:
    calendar = Calendar.objects.select_for_update().filter(code=code).first()
    if calendar is None:
        raise NotFound(_("There is no such calendar."))
    return calendar


def _written_era(era: Era) -> dict[str, object]:
    since, weekly = era
    return {"since": since and since.isoformat(), "weekly": weekly}


def _renew(**known: date) -> None:
    Edition.objects.update_or_create(id=1, defaults={"stamp": uuid4(), **known})
