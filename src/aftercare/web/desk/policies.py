"""What the company promises and when it works: the packs in force, and the calendars."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from aftercare.foundation.errors import Invalid
from aftercare.foundation.sentences import HOLIDAYS_IN_ENGLISH
from aftercare.foundation.worktime import DayKind
from aftercare.people.organisation.queries import unit_names
from aftercare.policy.calendars.queries import (
    CalendarBrief,
    CalendarMonth,
    DayCell,
    calendar_year,
    calendars,
    exceptions_of,
)
from aftercare.policy.compliance.queries import SEE_REGISTER, overdue_count
from aftercare.policy.packs.queries import packs_in_force, promises_of, versions_to_come
from aftercare.policy.revisions.queries import revisions
from aftercare.web.kit.formats import MONTHS, WEEKDAYS, tongue
from aftercare.web.kit.requests import Request, page, signed_in

YEARS = range(2004, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPanel:
    """A month as it is drawn; `named` are its holidays and own days, like "16–23 春节"."""

    title: str
    blanks: range
    days: tuple[DayCell, ...]
    named: tuple[str, ...]


@require_GET
@signed_in
def index(request: Request) -> HttpResponse:
    packs = packs_in_force(actor=request.actor, at=request.now)
    coming = versions_to_come(actor=request.actor, at=request.now)
    rows = [(pack, promises_of(actor=request.actor, version_id=pack.version_id)) for pack in packs]
    return page(
        request,
        "desk/policies/index",
        {
            "packs": [
                (
                    pack,
                    len(promises),
                    sum(row.confirm for row in promises),
                    [card for card in coming if card.pack_code == pack.pack_code],
                )
                for pack, promises in rows
            ],
            "calendars": calendars(actor=request.actor, on=timezone.localdate(request.now)),
            "revisions": [one for one in revisions(actor=request.actor) if one.is_under_way],
            "may_change": request.actor.may("revisions.start_revision"),
            "sees_register": request.actor.may(SEE_REGISTER),
            "overdue": overdue_count(actor=request.actor, at=request.now),
        },
    )


@require_GET
@signed_in
def calendar(request: Request, code: str) -> HttpResponse:
    """A year of a calendar, day by day: what is open, what rests and why, what is not known yet."""
    year = _year(request)
    today = timezone.localdate(request.now)
    shown = next((c for c in calendars(actor=request.actor, on=today) if c.code == code), None)
    months = calendar_year(actor=request.actor, code=code, year=year)
    brief: CalendarBrief | None = shown
    return page(
        request,
        "desk/policies/calendar",
        {
            "calendar": brief,
            "hours": list(zip(WEEKDAYS[tongue()], brief.hours if brief else (), strict=False)),
            "months": [_panel_of(month) for month in months],
            "weekdays": [
                name[-1:] if tongue() == "zh" else name[:2] for name in WEEKDAYS[tongue()]
            ],
            "year": year,
            "around": [n for n in (year - 1, year + 1) if n in YEARS],
            "today": today,
            **_own(request, code),
        },
    )


def _own(request: Request, code: str) -> dict[str, object]:
    """What the company and its stations keep besides the official days; where it is changed."""
    today = timezone.localdate(request.now)
    kept = exceptions_of(actor=request.actor, code=code, since=today)
    units = {row.org_unit or 0 for row in kept.own_days} | {
        era.org_unit or 0 for era in kept.station_eras
    }
    names = unit_names(actor=request.actor, ids=units)
    week = WEEKDAYS[tongue()]
    mine = [
        one
        for one in revisions(actor=request.actor)
        if one.is_draft and request.actor.user_id in one.writer_ids
    ]
    return {
        "own_days": [(row, names.get(row.org_unit or 0, "")) for row in kept.own_days],
        "coming": [
            (era.since, list(zip(week, era.hours, strict=True)))
            for era in kept.eras
            if era.since and era.since > today
        ],
        "week": week,
        "stations": [(era, names.get(era.org_unit or 0, "")) for era in kept.station_eras],
        "draft": mine[0] if mine else None,
        "may_change": request.actor.may("revisions.start_revision"),
    }


def _year(request: Request) -> int:
    asked = request.GET.get("year") or str(timezone.localdate(request.now).year)
    if asked not in map(str, YEARS):
        raise Invalid(_("There is no such year here."), fields={"year": asked})
    return int(asked)


def _panel_of(month: CalendarMonth) -> MonthPanel:
    groups = groupby(month.days, lambda cell: (cell.name, cell.kind is DayKind.MADE_UP))
    return MonthPanel(
        title=f"{month.month}月" if tongue() == "zh" else MONTHS[month.month - 1],
        blanks=range(month.blanks),
        days=month.days,
        named=tuple(
            _named_days(list(cells), name, makes_up=makes_up)
            for (name, makes_up), cells in groups
            if name
        ),
    )


def _named_days(cells: list[DayCell], name: str, *, makes_up: bool) -> str:
    """`15–23 春节`, `14 春节（上班）`."""
    days = f"{cells[0].on.day}–{cells[-1].on.day}" if len(cells) > 1 else str(cells[0].on.day)
    said_name = name if tongue() == "zh" else HOLIDAYS_IN_ENGLISH.get(name, name)
    if makes_up:
        said_name = _("%(name)s (work)") % {"name": said_name}
    return f"{days} {said_name}"
