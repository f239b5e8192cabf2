"""Changes of calendars in words: what held, and what would hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.sentences import HOLIDAYS_IN_ENGLISH
from aftercare.foundation.worktime import OfficialDay
from aftercare.people.organisation.queries import unit_names
from aftercare.policy.calendars.queries import (
    Edit,
    HoursEdit,
    OwnDayEdit,
    YearEdit,
    calendar_name,
    differences,
    official_days_of,
    weekly_hours,
    work_calendar,
    written,
)
from aftercare.policy.revisions.queries import RevisionCard
from aftercare.web.kit.formats import WEEKDAYS, day, tongue

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEdit:
    """One change of a draft: rows are (what, before, after); `days` counts those of a year."""

    title: str
    note: str
    rows: tuple[tuple[str, str, str], ...]
    days: int = 0


def told_edits(actor: Actor, card: RevisionCard, now: datetime) -> list[ToldEdit]:
    names = unit_names(actor=actor, ids=_units(card))
    return [_told(actor, edit, names, now) for edit in card.edits]


def stages_of(card: RevisionCard, now: datetime) -> list[dict[str, str]]:
    """Written, reviewed, approved: by whom."""
    place = ("draft", "proposed", "reviewed").index(card.state)
    names = [
        (_("Draft"), card.proposer if place else day(card.begun_at, now)),
        (_("Awaiting review"), card.reviewer),
        (_("Awaiting approval"), ""),
        (_("In force"), ""),
    ]
    return [
        {
            "name": name,
            "spent": spent,
            "state": "done" if n < place else "now" if n == place else "next",
        }
        for n, (name, spent) in enumerate(names)
    ]


def _units(card: RevisionCard) -> set[int]:
    return {
        edit.org_unit
        for edit in card.edits
        if not isinstance(edit, YearEdit) and edit.org_unit is not None
    }


def _told(actor: Actor, edit: Edit, names: dict[int, str], now: datetime) -> ToldEdit:
    if isinstance(edit, YearEdit):
        return _told_year(actor, edit, now)
    whose = names.get(edit.org_unit or 0, "") or _("the whole company")
    title = f"{calendar_name(actor=actor, code=edit.calendar)} · {whose}"
    if isinstance(edit, HoursEdit):
        since = _("from %(day)s on") % {"day": day(edit.since, now)}
        return ToldEdit(title=title, note=since, rows=_hours_rows(actor, edit))
    return ToldEdit(title=title, note=edit.name, rows=(_day_row(actor, edit, now),))


def _hours_rows(actor: Actor, edit: HoursEdit) -> tuple[tuple[str, str, str], ...]:
    before = weekly_hours(
        actor=actor, code=edit.calendar, org_unit_id=edit.org_unit, on=edit.since - ONE_DAY
    )
    after = [tuple(edit.weekly.get(str(n), ())) for n in range(7)]
    return tuple(
        (weekday, _hours(former), _hours(later))
        for weekday, former, later in zip(WEEKDAYS[tongue()], before, after, strict=True)
        if former != later
    )


def _day_row(actor: Actor, edit: OwnDayEdit, now: datetime) -> tuple[str, str, str]:
    calendar = work_calendar(actor=actor, code=edit.calendar, org_unit_id=edit.org_unit)
    before = written(calendar.day(edit.on).openings) or _("closed")
    if edit.openings is None:
        return day(edit.on, now), before, _("as usual")
    return day(edit.on, now), before, _hours(edit.openings)


def _told_year(actor: Actor, edit: YearEdit, now: datetime) -> ToldEdit:
    known = official_days_of(actor=actor, year=edit.year)
    rows = tuple(
        (day(on, now), _kind(before), _kind(after))
        for on, (before, after) in differences(known, edit).items()
    )
    title = _("Official days of %(year)d") % {"year": edit.year}
    return ToldEdit(title=title, note=edit.source, rows=rows, days=len(edit.days))


def _kind(official: OfficialDay | None) -> str:
    if official is None:
        return _("as the weekday")
    name = official.name
    said = name if tongue() == "zh" else HOLIDAYS_IN_ENGLISH.get(name, name)
    return (_("%(name)s: make-up working day") if official.works else _("%(name)s: rest")) % {
        "name": said
    }


def _hours(openings: tuple[str, ...]) -> str:
    return ", ".join(openings).replace("-", "–") or _("closed")
