"""What the company promises and when it works: policy packs and calendars, to read."""

import re
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import CATEGORY_CHOICES, KIND_CHOICES
from aftercare.casework.commitments.queries import COMMITMENT_CHOICES
from aftercare.foundation.errors import Invalid
from aftercare.foundation.sentences import HOLIDAYS_IN_ENGLISH
from aftercare.foundation.worktime import DayKind
from aftercare.policy.calendars.queries import (
    CalendarBrief,
    CalendarMonth,
    DayCell,
    calendar_year,
    calendars,
)
from aftercare.policy.packs.queries import (
    PackBrief,
    PromiseRow,
    check_of,
    handling_rules,
    pack_brief,
    packs_in_force,
    promises_of,
    said,
)
from aftercare.web.kit.formats import MONTHS, WEEKDAYS, tongue
from aftercare.web.kit.requests import Request, page, signed_in

from .templatetags.casework import APPROVALS, FIELDS, LABELS, UNITS

YEARS = range(2004, 2100)
CODES = dict([*KIND_CHOICES, *CATEGORY_CHOICES, *COMMITMENT_CHOICES])
OCCASIONS = {
    "opened": gettext_lazy("when the customer's word was received"),
    "agreed": gettext_lazy("when the customer agrees"),
    "resolved": gettext_lazy("when the case is resolved"),
    "dissatisfied": gettext_lazy("when a follow-up brings the case back"),
    "goods_returned": gettext_lazy("when the goods are back"),
    "mediation_opened": gettext_lazy("when an authority passes a complaint on"),
    "mediation_accepted": gettext_lazy("when the authority takes the complaint up"),
    "grave_harm": gettext_lazy("when grave harm becomes known"),
    "promised": gettext_lazy("when a date is agreed upon"),
}
KEPT_BY = {
    "reached": gettext_lazy("a contact that reached the customer"),
    "reached_by_owner": gettext_lazy("a contact by the person responsible"),
    "findings": gettext_lazy("the findings"),
    "proposed": gettext_lazy("a resolution put to the customer"),
    "carried_out": gettext_lazy("the resolution carried out"),
    "resolved": gettext_lazy("the case resolved"),
    "followed_up": gettext_lazy("the follow-up"),
    "refunded": gettext_lazy("the refund paid"),
    "mediation_accepted": gettext_lazy("the answer of the authority"),
    "mediation_ended": gettext_lazy("the end of the mediation"),
    "authority_told": gettext_lazy("the report to the authority"),
    "referred": gettext_lazy("the question with a specialist"),
    "appointed": gettext_lazy("an appointment agreed upon"),
    "shown": gettext_lazy("word of it, with evidence"),
}
CLOSING_NEEDS = {
    "result": gettext_lazy("result"),
    "root_cause": gettext_lazy("root cause"),
    "cost": gettext_lazy("cost"),
    "satisfaction_or_follow_up": gettext_lazy("satisfaction, or a follow-up tried often enough"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """A promise in words: for whom, how long, from when, kept by what."""

    row: PromiseRow
    cases: tuple[str, ...]
    limit: str
    starts: str
    kept_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseLine:
    name: str
    longest_days: int
    evidence_needed: bool
    stops: tuple[str, ...]


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
    rows = [(pack, promises_of(actor=request.actor, version_id=pack.version_id)) for pack in packs]
    return page(
        request,
        "desk/policies/index",
        {
            "packs": [(pack, len(rows), sum(row.confirm for row in rows)) for pack, rows in rows],
            "calendars": calendars(actor=request.actor),
        },
    )


def _in_words(sentence: str) -> str:
    """Packs know kinds and categories by their codes only; people read them in words."""
    return re.sub(r"\b[a-z_]{4,}\b", lambda code: str(CODES.get(code[0], code[0])), sentence)


@require_GET
@signed_in
def show(request: Request, version_id: int) -> HttpResponse:
    """One version of a pack, every promise with its clause, then how cases are handled under it."""
    pack: PackBrief = pack_brief(actor=request.actor, version_id=version_id)
    rules = handling_rules(actor=request.actor, version_id=version_id)
    check = check_of(actor=request.actor, version_id=version_id)
    codes = dict(COMMITMENT_CHOICES)
    lines = [_line_of(row) for row in promises_of(actor=request.actor, version_id=version_id)]
    return page(
        request,
        "desk/policies/show",
        {
            "pack": pack,
            "lines": lines,
            "check": [
                _in_words(sentence) for sentence in (*check.overlaps, *check.gaps)
            ],
            "rules": rules,
            "approvals": [
                (limit.up_to, [str(APPROVALS[step]) for step in limit.steps])
                for limit in rules.approval_limits
            ],
            "pauses": [
                PauseLine(
                    name=said(reason.name),
                    longest_days=reason.longest_days,
                    evidence_needed=reason.evidence_needed,
                    stops=tuple(str(name) for code, name in codes.items()
                                if code in reason.commitments),
                )
                for reason in rules.pause_reasons
            ],
            "follow_up_kinds": _named("kind", rules.follow_up_kinds),
            "closing": _needs(rules.closing_needs),
            "closing_of": [(_named("kind", (kind,))[0], _needs(needs))
                           for kind, needs in rules.closing_needs_of.items()],
        },
    )  # fmt: skip


@require_GET
@signed_in
def calendar(request: Request, code: str) -> HttpResponse:
    """A year of a calendar, day by day: what is open, what rests and why, what is not known yet."""
    year = _year(request)
    shown = next((c for c in calendars(actor=request.actor) if c.code == code), None)
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
            "today": timezone.localdate(request.now),
        },
    )


def _year(request: Request) -> int:
    asked = request.GET.get("year") or str(timezone.localdate(request.now).year)
    if not asked.isdecimal() or int(asked) not in YEARS:
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


def _line_of(row: PromiseRow) -> PromiseLine:
    unit = str(UNITS.get(row.unit, ""))
    limit = f"{row.amount} {unit}" if row.amount else _("by the date agreed upon")
    return PromiseLine(
        row=row,
        cases=tuple(words for name, values in row.when for words in _words(name, values)),
        limit=limit,
        starts=str(OCCASIONS[row.starts_on]),
        kept_by=str(KEPT_BY[row.met_on]),
    )


def _words(name: str, values: tuple[str, ...]) -> list[str]:
    if name in LABELS:
        return [" · ".join(_named(name, values))]
    word = str(FIELDS.get(name, name))
    return [word if "true" in values else _("not: %(word)s") % {"word": word}]


def _needs(codes: tuple[str, ...]) -> list[str]:
    return [str(CLOSING_NEEDS[need]) for need in codes]


def _named(group: str, codes: frozenset[str] | tuple[str, ...]) -> list[str]:
    return [str(label) for code, label in LABELS[group].items() if code in codes]
