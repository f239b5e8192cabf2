from datetime import date, datetime
from uuid import uuid4

from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.worktime import check_openings

from .adapters import founding_calendars, official_days
from .models import Calendar, CalendarDay, Edition
from .queries import work_calendar
from .rules import Weekly, weekly_of

SOURCE = "国务院办公厅节假日安排（chinesecalendar）"


class NeverOpens(Invalid):
    """A calendar without any opening in the next 60 days."""


class HoursUnreadable(Invalid):
    """Opening hours that are no times of a day, overlap or stand out of order."""


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

    How many dates were added, changed or taken out. R-POL-02.
    """
    official = official_days()
    known = {day.on: day for day in CalendarDay.objects.all()}
    wanted = {
        on: CalendarDay(on=on, works=day.works, name=day.name, source=SOURCE)
        for on, day in official.days.items()
    }
    stale = [
        day
        for on, day in known.items()
        if official.known_from <= on <= official.known_until
        and (on not in wanted or (day.works, day.name) != (wanted[on].works, wanted[on].name))
    ]
    CalendarDay.objects.filter(id__in=[day.id for day in stale]).delete()
    kept = set(known) - {day.on for day in stale}
    fresh = [day for on, day in wanted.items() if on not in kept]
    CalendarDay.objects.bulk_create(fresh)
    if stale or fresh or not Edition.objects.filter(known_until=official.known_until).exists():
        _renew(known_from=official.known_from, known_until=official.known_until)
        record(
            actor=actor,
            verb="calendar.official_days_installed",
            subject="calendar:official",
            at=now,
            known_until=official.known_until.isoformat(),
            taken_out=sorted(day.on.isoformat() for day in stale),
            added=len(fresh),
        )
    return len(stale) + len(fresh)


@action
def keep_own_day(
    *,
    actor: Actor,
    code: str,
    on: date,
    name: str,
    openings: list[str],
    now: datetime,
    org_unit_id: int | None = None,
) -> None:
    """Sets other hours, or none, for one date: of the company, or of one station."""
    calendar = _calendar(code)
    _readable({"0": openings})
    calendar.own_days.update_or_create(
        on=on, org_unit=org_unit_id, defaults={"name": name, "openings": openings}
    )
    _renew()
    _must_open(actor, code, org_unit_id, now)
    record(
        actor=actor,
        verb="calendar.own_day_kept",
        subject=f"calendar:{code}",
        at=now,
        words={"name": name},
        on=on.isoformat(),
        openings=openings,
        org_unit=org_unit_id,
    )


@action
def keep_station_hours(
    *, actor: Actor, code: str, org_unit_id: int, weekly: Weekly, now: datetime
) -> None:
    """Sets the weekly hours of one station in place of the calendar's."""
    calendar = _calendar(code)
    _readable(weekly)
    calendar.stations.update_or_create(org_unit=org_unit_id, defaults={"weekly": weekly})
    _renew()
    _must_open(actor, code, org_unit_id, now)
    record(
        actor=actor,
        verb="calendar.station_hours_kept",
        subject=f"calendar:{code}",
        at=now,
        org_unit=org_unit_id,
        weekly=weekly,
    )


def _calendar(code: str) -> Calendar:
    calendar = Calendar.objects.select_for_update().filter(code=code).first()
    if calendar is None:
        raise NotFound(_("There is no such calendar."))
    return calendar


def _readable(weekly: Weekly) -> None:
    try:
        for openings in weekly_of(weekly).values():
            check_openings(openings)
    except ValueError as error:
        message = _("Write hours in order and apart, like 09:00-12:00 and 13:00-17:00.")
        raise HoursUnreadable(message, fields={"openings": message}) from error


def _must_open(actor: Actor, code: str, org_unit_id: int | None, now: datetime) -> None:
    if not work_calendar(actor=actor, code=code, org_unit_id=org_unit_id).opens_within(now):
        raise NeverOpens(_("This calendar would not open once in the next 60 days."))


def _renew(**known: date) -> None:
    Edition.objects.update_or_create(id=1, defaults={"stamp": uuid4(), **known})
