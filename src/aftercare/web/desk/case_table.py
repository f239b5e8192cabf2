"""What the cells of a table of cases say, made once a row: its template only places them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.web.kit.addresses import address
from aftercare.web.kit.clocks import clock
from aftercare.web.kit.formats import short_moment
from aftercare.web.kit.templatetags.kit import badge

from .case_rows import ListRow
from .templatetags.casework import label

SEVERITIES = {"A": ("bad", "alert-triangle"), "B": ("soon", "")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """`row` as it is; the rest in words. `glow` differs when the case does, and the row lights."""

    row: ListRow
    url: str
    choose: str
    received: str
    marks: SafeString
    state: SafeString
    left: SafeString
    glow: str


def table_of(rows: Iterable[ListRow], now: datetime) -> list[TableRow]:
    language = get_language() or ""
    return [_table_row(row, now, language) for row in rows]


def _table_row(row: ListRow, now: datetime, language: str) -> TableRow:
    case = row.case
    danger = "safety" if case.safety else "urgent" if case.urgent else ""
    return TableRow(
        row=row,
        url=address("desk:case", case.id),
        choose=_("Choose %(number)s") % {"number": case.number},
        received=short_moment(case.received_at, now),
        marks=_marks(language, case.category, case.severity, danger),
        state=_state(language, case.stage, rose=bool(case.escalation)),
        left=_left(row, now),
        glow=f"{case.version}-{case.stage}-{case.owner_id}",
    )


def _left(row: ListRow, now: datetime) -> SafeString:
    if row.case.closed_at:
        at = short_moment(row.case.closed_at, now)
        return format_html('<span class="soft small">{}</span>', at)
    badge_ = clock(
        due_at=row.due_at, start_at=row.start_at, warn_at=row.warn_at, state=row.state, now=now
    )
    return badge_ + format_html('<span class="cell-more">{}</span>', row.promise)


@cache
def _marks(language: str, category: str, severity: str, danger: str) -> SafeString:
    """There are few of these: each is made once for each language."""
    del language  # what the labels read
    tone, icon = SEVERITIES.get(severity, ("", ""))
    marks = [badge(label("category", category)), badge(severity, tone, icon)]
    if danger == "safety":
        marks.append(badge(_("Danger"), "bad", "flame"))
    elif danger:
        marks.append(badge(_("Urgent"), "soon", "bolt"))
    return SafeString(" ".join(marks))


@cache
def _state(language: str, stage: str, *, rose: bool) -> SafeString:
    del language
    mark = format_html(" {}", badge(_("rose"), "bad", "chevron-up")) if rose else ""
    return format_html("{}{}", label("stage", stage), mark)
