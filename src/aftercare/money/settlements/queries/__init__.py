"""Statements of stations: what they earned, why, and what they say to it (R-FS-12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from aftercare.customers.products.queries import lines as product_lines
from aftercare.fieldservice.sites.queries import sites
from aftercare.fieldservice.workorders.queries import JOB_CHOICES
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page, cursor_of, day_in, key_of, number_in
from aftercare.money.settlements.models import (
    PROVIDER_CHOICES,
    RUN_CHOICES,
    STATE_CHOICES,
    VERDICT_CHOICES,
    WAY_CHOICES,
    WHAT_CHOICES,
    Dispute,
    Line,
    Run,
    Statement,
)
from aftercare.money.settlements.rules import NOTHING, Band, Dated, Rate, State, Terms, What
from aftercare.people.organisation.queries import unit_names

from .facts import facts_of
from .people import TechnicianRow, technicians_of
from .terms import (
    SEE_TERMS,
    TermsCard,
    Whose,
    terms_cards,
    terms_for,
    whom_terms_hold,
)

__all__ = [
    "JOB_CHOICES", "PROVIDER_CHOICES", "RUN_CHOICES", "SEE_TERMS", "STATE_CHOICES",
    "VERDICT_CHOICES", "WAY_CHOICES", "WHAT_CHOICES", "Band", "Dated", "Rate", "State",
    "TechnicianRow", "Terms", "TermsCard", "What", "Whose", "facts_of", "terms_cards", "terms_for",
    "whom_terms_hold",
]  # fmt: skip

SEE_STATEMENTS = view("settlements.see_statements")
UNPAID = {
    "rework": gettext_noop("Rework of its own work: not paid"),
    "no_rate": gettext_noop("The terms name no sum for this job"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Narrows the list; what is empty does not. `month`: statements of days within it."""

    state: str = ""
    org_unit_id: int | None = None
    month: date | None = None

    @property
    def words(self) -> dict[str, Any]:
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: str(value) for name, value in given.items() if value not in ("", None)}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One line of the list; `open_disputes` wait for an answer."""

    id: int
    number: str
    org_unit_id: int
    station: str
    since: date
    until: date
    state: str
    total_amount: Decimal
    lines: int
    open_disputes: int
    sent_at: datetime | None
    agreed_at: datetime | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRow:
    """What the station said of a line, and what was answered; "" where nobody has."""

    id: int
    reason: str
    by_name: str
    raised_at: datetime
    verdict: str
    reply: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One sum. `clause`: by which terms; `why`: how it came to be so much, in words.

    `corrected`: what later corrections add to it.
    """

    id: int
    what: str
    on: date
    order_id: int
    order_number: str
    visit_id: int | None
    clause: str
    why: str
    amount: Decimal
    corrected_amount: Decimal
    disputes: Sequence[DisputeRow]

    @property
    def is_disputed(self) -> bool:
        return any(one.answered_at is None for one in self.disputes)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCard:
    """A statement whole; `sums`: what the lines come to, by what they are for.

    `technicians`: what held and who came late, as it is known today.
    """

    row: StatementRow
    drawn_at: datetime
    by_name: str
    agreed_by: str
    way: str
    reference: str
    paid_on: date | None
    sums: Mapping[str, Decimal]
    lines: Sequence[LineRow]
    technicians: Sequence[TechnicianRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """Statements of all stations being drawn up; `failed`: names of stations and why."""

    id: int
    since: date
    until: date
    state: str
    done: int
    total: int
    failed: Mapping[str, str]
    by_name: str
    asked_at: datetime


def statements(
    *, actor: Actor, wanted: StatementFilter, cursor: str = "", limit: int = 50
) -> Page[StatementRow]:
    """Those in sight, the latest days first."""
    actor.must(SEE_STATEMENTS)
    plain = {"state": wanted.state, "org_unit_id": wanted.org_unit_id}
    found = Statement.objects.visible_to(actor).filter(
        **{name: value for name, value in plain.items() if value}
    )
    if wanted.month:
        ends = (wanted.month.replace(day=28) + (date(2000, 1, 5) - date(2000, 1, 1))).replace(day=1)
        found = found.filter(since__lt=ends, until__gte=wanted.month.replace(day=1))
    if cursor:
        since, last = _place(cursor)
        found = found.filter(Q(since__lt=since) | Q(since=since, id__lt=last))
    rows = _rows(found.order_by("-since", "-id")[: limit + 1])
    shown = rows[:limit]
    more = cursor_of(shown[-1].since.isoformat(), shown[-1].id) if len(rows) > limit else None
    return Page(rows=shown, next_cursor=more)


def statement_card(*, actor: Actor, statement_id: int) -> StatementCard:
    """Raises NotFound, also for one that is not in sight."""
    actor.must(SEE_STATEMENTS)
    row = statement_in_sight(actor, statement_id)
    (head,) = _rows(Statement.objects.filter(id=row.id))
    lines = _lines(Line.objects.filter(statement_id=row.id))
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line.what] = sums.get(line.what, NOTHING) + line.amount
    same = ("drawn_at", "by_name", "agreed_by", "way", "reference", "paid_on")
    return StatementCard(
        row=head,
        sums={str(what): sums[what] for what in What if what in sums},
        lines=lines,
        technicians=technicians_of(
            actor=actor, org_unit_id=row.org_unit_id, since=row.since, until=row.until
        ),
        **{name: getattr(row, name) for name in same},
    )


def line_row(*, actor: Actor, line_id: int) -> tuple[StatementRow, LineRow]:
    """A line and its statement. Raises NotFound, also where it is not in sight."""
    actor.must(SEE_STATEMENTS)
    found = Line.objects.filter(id=line_id, statement__isnull=False).first()
    if found is None:
        raise NotFound(_("There is no such line."))
    row = statement_in_sight(actor, found.statement_id or 0)
    (head,), (line,) = _rows(Statement.objects.filter(id=row.id)), _lines(
        Line.objects.filter(id=line_id))  # fmt: skip
    return head, line


def waiting_statements(*, actor: Actor) -> dict[str, int]:
    """How many in sight are in each state."""
    actor.must(SEE_STATEMENTS)
    found = Statement.objects.visible_to(actor).order_by().values("state")
    return dict(found.annotate(n=Count("id")).values_list("state", "n"))


def last_run(*, actor: Actor) -> RunRow | None:
    """The latest time that statements of all stations were asked for."""
    actor.must(SEE_TERMS)
    row = Run.objects.order_by("-id").first()
    if row is None:
        return None
    names = unit_names(actor=SYSTEM, ids=[int(unit) for unit in row.failed])
    failed = {names.get(int(unit), unit): why for unit, why in row.failed.items()}
    same = ("id", "since", "until", "state", "done", "total", "by_name", "asked_at")
    return RunRow(failed=failed, **{name: getattr(row, name) for name in same})


def stations_paid(*, actor: Actor) -> dict[int, str]:
    """Stations in sight that have a place and are in use, by id."""
    actor.must(SEE_STATEMENTS)
    cards = sites(actor=SYSTEM)
    return {
        card.org_unit_id: card.name
        for card in cards
        if card.is_active and (actor.sees_everything or card.org_unit_id in actor.org_units)
    }


def statement_in_sight(actor: Actor, statement_id: int) -> Statement:
    found = Statement.objects.visible_to(actor).filter(id=statement_id).first()
    if found is None:
        raise NotFound(_("There is no such statement."))
    return found


def _place(cursor: str) -> tuple[date, int]:
    since, last = key_of(cursor, parts=2)
    return day_in(since), number_in(last)


def _rows(found: QuerySet[Statement]) -> list[StatementRow]:
    is_open = Q(lines__disputes__isnull=False, lines__disputes__answered_at=None)
    rows = list(
        found.annotate(
            of_lines=Count("lines", distinct=True),
            open_disputes=Count("lines__disputes", filter=is_open, distinct=True),
        )
    )
    names = unit_names(actor=SYSTEM, ids=[row.org_unit_id for row in rows])
    same = ("id", "number", "org_unit_id", "since", "until", "state", "total_amount", "sent_at",
            "agreed_at", "settled_at", "open_disputes")  # fmt: skip
    return [
        StatementRow(
            station=names.get(row.org_unit_id, ""),
            lines=row.of_lines,
            **{name: getattr(row, name) for name in same},
        )
        for row in rows
    ]


def _lines(found: QuerySet[Line]) -> list[LineRow]:
    """All of one statement at once; the words of jobs and lines are asked once."""
    rows = list(
        found.select_related("order", "terms", "corrects__statement").prefetch_related("disputes")
    )
    added = Line.objects.filter(corrects_id__in=[row.id for row in rows]).order_by()
    corrected = dict(added.values_list("corrects_id").annotate(Sum("amount")))
    order = {str(what): place for place, what in enumerate(What)}
    rows.sort(key=lambda row: (row.on, row.order_id, order[row.what], row.id))
    words = {line.code: line.name for line in product_lines(actor=SYSTEM)}
    same = ("id", "what", "on", "order_id", "visit_id", "amount")
    return [
        LineRow(
            order_number=row.order.number,
            clause=_clause(row),
            why=_why(row, words),
            corrected_amount=corrected.get(row.id, NOTHING),
            disputes=_disputes(row.disputes.all()),
            **{name: getattr(row, name) for name in same},
        )
        for row in rows
    ]


def _disputes(rows: Iterable[Dispute]) -> list[DisputeRow]:
    names = DisputeRow.__slots__
    return [
        DisputeRow(**{name: getattr(row, name) for name in names})
        for row in sorted(rows, key=lambda row: row.id)
    ]


def _clause(row: Line) -> str:
    """Under which terms, or of which statement it is a correction."""
    if row.terms is not None:
        return _("Terms from {day}").format(day=row.terms.in_force_from)
    statement = row.corrects.statement if row.corrects else None
    return statement.number if statement else ""


def _why(row: Line, product_words: Mapping[str, str]) -> str:
    """How the sum came to be."""
    given = row.detail
    if given.get("unpaid"):
        return _(UNPAID[given["unpaid"]])
    if row.what == What.LABOUR:
        goods = product_words.get(given["line"], given["line"]) or _("goods of all lines")
        return f"{dict(JOB_CHOICES)[given['job']]} · {goods}"
    if row.what == What.TRAVEL:
        return _way(given)
    told = {
        What.PARTS: _("{percent} % of {base} yuan"),
        What.SURVEY: _("{stars} stars"),
        What.REWORK: _("{number} did not hold"),
        What.LATE: pgettext("statement", "After the told window"),
        What.MISSED: pgettext("statement", "Nobody came in the told window"),
        What.FIRST_TIME: pgettext("statement", "One visit, and it held"),
        What.ON_TIME: pgettext("statement", "Within the told window"),
    }
    shape = told.get(What(row.what))
    return shape.format(**given) if shape else row.reason


def _way(given: Mapping[str, str]) -> str:
    band = _("up to {n} km").format(n=given["up_to"]) if given["up_to"] else _("any distance")
    if not given["kilometres"]:
        return f"{_('distance not known')} · {band}"
    return f"{_('{n} km').format(n=given['kilometres'])} · {band}"
