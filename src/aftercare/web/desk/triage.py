"""How far people follow what triage proposes; the company's rules and what it has taught."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from aftercare.casework.triage.queries import (
    SEE_AGREEMENT,
    SEE_RULES,
    AgreementRow,
    Field,
    RuleRow,
    TrainedBrief,
    agreement_by_month,
    deciding_words,
    rules_in_order,
    trained_models,
)
from aftercare.customers.products.queries import lines as product_lines
from aftercare.foundation.actor import Actor
from aftercare.foundation.shares import percent
from aftercare.web.kit.requests import Request, needs, page

from .templatetags.casework import FIELDS, LABELS

MONTHS_SHOWN = 6
YES_NO = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}
WEAK, STRONG = 0.7, 0.9  # under it a field is marked, from it on praised


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`percent` of what was proposed was kept; None where nothing was. `tone` is a badge's."""

    percent: int | None
    proposed: int
    filled: int
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    field: str
    whole: Share
    months: tuple[Share, ...]

    @property
    def course(self) -> list[int]:
        """The percentages of the months in which something was proposed, oldest first."""
        return [share.percent for share in self.months if share.percent is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedLine:
    """A training with what it judged right before and after, in percent of what was held out."""

    brief: TrainedBrief
    before: int
    after: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule in words: where it holds, and what it settles as (field, value)."""

    order: int
    name: str
    is_active: bool
    holds: tuple[str, ...]
    settles: tuple[tuple[str, str], ...]


@require_GET
@needs(SEE_AGREEMENT)
def index(request: Request) -> HttpResponse:
    months = _months(timezone.localdate(request.now))
    rows = agreement_by_month(
        actor=request.actor, since=_midnight(months[0]), until=request.now + timedelta(days=1)
    )
    context = {
        "months": months,
        "lines": [_line(field.value, months, rows) for field in Field] if rows else [],
        "trained": [_trained(one) for one in trained_models(actor=request.actor)],
        "words": deciding_words(actor=request.actor),
        "rules": _rules(request.actor) if request.actor.may(SEE_RULES) else [],
    }
    return page(request, "desk/triage/index", context)


def _trained(one: TrainedBrief) -> TrainedLine:
    return TrainedLine(
        brief=one,
        before=percent(one.right_before, one.held_out) or 0,
        after=percent(one.right, one.held_out) or 0,
        share=one.right / max(1, one.held_out),
    )


def _rules(actor: Actor) -> list[RuleLine]:
    lines = {line.code: line.name for line in product_lines(actor=actor)}
    return [_rule(row, lines) for row in rules_in_order(actor=actor)]


def _rule(row: RuleRow, lines: dict[str, str]) -> RuleLine:
    words: dict[str, Mapping[str, Any]] = {
        **LABELS,
        "product_line": lines,
        "urgent": YES_NO,
        "complex": YES_NO,
    }
    return RuleLine(
        order=row.order,
        name=row.name,
        is_active=row.is_active,
        holds=(
            *(str(LABELS["channel"].get(code, code)) for code in row.channels),
            *(lines.get(code, code) for code in row.product_lines),
            *row.customer_classes,
            *row.words,
        ),
        settles=tuple(
            (str(FIELDS.get(name, name)), str(words.get(name, {}).get(value, value)))
            for name, value in row.sets.items()
        ),
    )


def _months(today: date) -> list[date]:
    """The first days of the latest months, oldest first, as the picture beside them runs."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS_SHOWN:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


def _line(field: str, months: Sequence[date], rows: Sequence[AgreementRow]) -> FieldLine:
    ours = [row for row in rows if row.field == field]
    return FieldLine(
        field=field,
        whole=_share(ours),
        months=tuple(_share([row for row in ours if row.month == month]) for month in months),
    )


def _share(rows: Sequence[AgreementRow]) -> Share:
    agreed, changed = sum(row.agreed for row in rows), sum(row.changed for row in rows)
    proposed = agreed + changed
    rate = agreed / proposed if proposed else None
    tone = "" if rate is None or WEAK <= rate < STRONG else "soon" if rate < WEAK else "good"
    return Share(
        percent=percent(agreed, proposed),
        proposed=proposed,
        filled=sum(row.filled for row in rows),
        tone=tone,
    )
