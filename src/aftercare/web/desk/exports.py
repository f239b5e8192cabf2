"""Lists as files: masked, noted in the history, written as they are read."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import cast

import xlsxwriter
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aftercare.casework.cases.queries import CaseFilter, Order, case_page
from aftercare.casework.views.actions import export_cases
from aftercare.casework.views.queries import filter_of, order_of
from aftercare.foundation.actor import Actor
from aftercare.web.kit.formats import plain_cell
from aftercare.web.kit.requests import Request, needs, page

from . import case_filters as filters
from .bulk import ids_of
from .case_rows import ListRow, rows_of
from .list_forms import ExportForm

EXPORT = "views.export_cases"
AT_ONCE, MOST = 500, 50_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | datetime | date | Decimal | None


@require_http_methods(["GET", "POST"])
@needs(EXPORT)
def export(request: Request) -> HttpResponse:
    """The kind of file is asked in a drawer; the answer to it is the file."""
    form = ExportForm(request.POST or None)
    ids = ids_of(request)
    if not form.is_valid():
        return page(request, "desk/lists/export", {"form": form, "ids": ids, "most": MOST})
    kind = form.cleaned_data["form"]
    words = filters.words_of(request)
    export_cases(
        actor=request.actor, words={} if ids else words, case_ids=ids, form=kind, now=request.now
    )
    narrowed = (
        CaseFilter(ids=ids) if ids else filter_of(actor=request.actor, words=words, now=request.now)
    )
    order = order_of(actor=request.actor, code=request.GET.get("order", ""))
    name = f"cases-{timezone.localtime(request.now):%Y%m%d-%H%M}.{kind}"
    rows = lines_of(actor=request.actor, narrowed=narrowed, order=order, now=request.now)
    return as_file(rows, kind, name)


def as_file(rows: Iterable[list[Cell]], kind: str, name: str) -> HttpResponse:
    """Rows as a file of that kind, the head first; nothing in a cell is ever a formula."""
    response = _as_xlsx(rows) if kind == "xlsx" else _as_csv(rows)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return cast(HttpResponse, response)  # a streaming answer is one in all that views do with it


def lines_of(
    *, actor: Actor, narrowed: CaseFilter, order: Order, now: datetime
) -> Iterator[list[Cell]]:
    """The head, then a line for each case; read in pages, so that no list is too long."""
    language = get_language() or "zh-hans"
    with override(language):
        yield _head()
    cursor, left = "", MOST
    while left > 0:
        with override(language):  # the file is written after the request has been answered
            found = case_page(
                actor=actor,
                narrowed=narrowed,
                order=order,
                cursor=cursor,
                limit=min(AT_ONCE, left),
                now=now,
            )
            lines = [_line(row) for row in rows_of(actor=actor, cases=found.rows, now=now)]
        yield from lines
        left -= len(lines)
        cursor = found.next_cursor or ""
        if not cursor:
            return
    with override(language):
        yield [_("There are more cases; narrow the list to have them in a file.")]


def _head() -> list[Cell]:
    return [
        _("Number"),
        _("Received"),
        _("Customer"),
        _("Phone"),
        _("Matter"),
        _("Product"),
        _("Kind"),
        _("Category"),
        _("Level"),
        _("Severity"),
        _("Urgent"),
        _("Danger"),
        _("Channel"),
        _("State"),
        _("Owner"),
        _("Unit"),
        _("Next promise"),
        _("Due"),
        _("Closed"),
    ]


def _line(row: ListRow) -> list[Cell]:
    case = row.case

    def said(name: str) -> str:
        value = getattr(case, "stage" if name == "state" else name)
        return str(dict(filters.CODES[name]).get(value, value))

    return [
        case.number,
        case.received_at,
        row.customer,
        row.phone,
        case.subject,
        case.product_text,
        *(said(name) for name in ("kind", "category", "level", "severity")),
        _("yes") if case.urgent else "",
        _("yes") if case.safety else "",
        said("channel"),
        said("state"),
        row.owner,
        row.org_unit,
        row.promise,
        None if case.closed_at else row.due_at,
        case.closed_at,
    ]


def _as_csv(rows: Iterable[list[Cell]]) -> StreamingHttpResponse:
    def parts() -> Iterator[bytes]:
        yield b"\xef\xbb\xbf"  # by which Excel and WPS know UTF-8
        for row in rows:
            line = io.StringIO()
            csv.writer(line).writerow([_plain(cell) for cell in row])
            yield line.getvalue().encode()

    return StreamingHttpResponse(parts(), content_type="text/csv; charset=utf-8")


def _as_xlsx(rows: Iterable[list[Cell]]) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet, moment = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sum_ = book.add_format({"num_format": "#,##0.00"})
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 18, 16)
    sheet.set_column(4, 4, 50)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(
                    at, column, timezone.localtime(cell).replace(tzinfo=None), moment
                )
            elif isinstance(cell, date):
                sheet.write_datetime(at, column, datetime.combine(cell, time()), day)
            elif isinstance(cell, Decimal):
                sheet.write_number(at, column, float(cell), sum_)
            elif cell:
                sheet.write_string(at, column, cell, None if at else bold)
    book.close()
    file.seek(0)
    return FileResponse(file, content_type=XLSX)


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%Y-%m-%d %H:%M}"
    if isinstance(cell, (date, Decimal)):
        return str(cell)
    return plain_cell(cell or "")
