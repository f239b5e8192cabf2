"""The rows of a table of cases as they stand in the page.

A page has fifty: laid out here they cost a fifth of what a template takes for them. The frame
around them is `desk/lists/_table.html`.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.web.kit.addresses import address
from aftercare.web.kit.clocks import clock
from aftercare.web.kit.formats import short_moment
from aftercare.web.kit.markup import filled
from aftercare.web.kit.templatetags.kit import badge

from .case_rows import ListRow
from .templatetags.casework import label

SEVERITIES = {"A": ("bad", "alert-triangle"), "B": ("soon", "")}
# `glow` differs when the case does, and the row lights.
ROW = """
<tr data-row id="case-{id}" data-glow="{version}-{stage}-{owner_id}"{late}>{box}
  <td class="nowrap"><a class="mono" data-open-row href="{url}">{number}</a>\
<span class="cell-more fold-away">{received}</span></td>
  <td class="case-who">{customer}<span class="cell-more nowrap">{phone}</span></td>
  <td class="fold-whole case-what"><span class="cell-main">{subject}</span>\
<span class="cell-more">{product}</span></td>
  <td class="case-class">{marks}</td>
  <td class="nowrap">{owner}<span class="cell-more fold-away">{org_unit}</span></td>
  <td class="case-state">{state}</td>
  <td class="case-left">{left}</td>
</tr>"""
BOX = """
  <td class="case-box"><input type="checkbox" class="form-check-input" name="case" value="{}"\
 form="bulk" aria-label="{}"></td>"""
LATE = SafeString(' class="row-late"')
CLOSED = '<span class="soft small">{}</span>'
PROMISE = '{}<span class="cell-more">{}</span>'


def table_of(rows: Iterable[ListRow], now: datetime, *, choosing: bool = False) -> SafeString:
    """With boxes where one may choose among them; "" where there is none."""
    language, choose = get_language() or "", _("Choose %(number)s") if choosing else ""
    return SafeString("".join(_row(row, now, language, choose) for row in rows))


def _row(row: ListRow, now: datetime, language: str, choose: str) -> SafeString:
    case = row.case
    danger = "safety" if case.safety else "urgent" if case.urgent else ""
    return filled(
        ROW,
        id=case.id,
        version=case.version,
        stage=case.stage,
        owner_id=case.owner_id,
        late=LATE if row.is_late else "",
        box=filled(BOX, case.id, choose % {"number": case.number}) if choose else "",
        url=address("desk:case", case.id),
        number=case.number,
        received=short_moment(case.received_at, now),
        customer=row.customer,
        phone=row.phone,
        subject=case.subject,
        product=case.product_text,
        marks=_marks(language, case.category, case.severity, danger),
        owner=row.owner,
        org_unit=row.org_unit,
        state=_state(language, case.stage, rose=bool(case.escalation)),
        left=_left(row, now),
    )


def _left(row: ListRow, now: datetime) -> SafeString:
    if row.case.closed_at:
        return filled(CLOSED, short_moment(row.case.closed_at, now))
    badge_ = clock(
        due_at=row.due_at, start_at=row.start_at, warn_at=row.warn_at, state=row.state, now=now
    )
    return filled(PROMISE, badge_, row.promise)


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
    mark = filled(" {}", badge(_("rose"), "bad", "chevron-up")) if rose else ""
    return filled("{}{}", label("stage", stage), mark)
