"""Lists as files: masked, noted in the history, written as they are read."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import CaseFilter, Order, case_counts, case_page
from aftercare.casework.exports import queries
from aftercare.casework.exports.actions import fetch_export, request_export
from aftercare.casework.exports.queries import Wanted
from aftercare.casework.views.actions import export_cases
from aftercare.casework.views.queries import Words, filter_of, order_of
from aftercare.customers.registers.queries import Target, rows_out
from aftercare.foundation.actor import Actor
from aftercare.web.kit.formats import plain_cell, tongue
from aftercare.web.kit.requests import Request, live, needs, page

from . import case_filters as filters
from .bulk import CASES
from .case_rows import ListRow, rows_of
from .list_forms import ExportForm

EXPORT = "views.export_cases"
AT_ONCE, MOST = 500, 50_000
AT_HAND_MOST = 2000  # what is longer is written in the background
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | datetime | date | Decimal | None


@require_http_methods(["GET", "POST"])
@needs(EXPORT)
def export(request: Request) -> HttpResponse:
    """The kind of file is asked in a drawer; the answer to it is the file."""
    form = ExportForm(request.POST or None)
    ids = CASES.ids_of(request)
    if not form.is_valid():
        return page(request, "desk/lists/export", {"form": form, "ids": ids, "most": MOST})
    kind = form.cleaned_data["form"]
    words = filters.words_of(request)
    wanted = Wanted(
        what="cases", words=words, order=request.GET.get("order", ""), case_ids=tuple(ids)
    )
    if not ids and is_long(request, words):
        return in_the_background(request, wanted, kind)
    export_cases(
        actor=request.actor, words={} if ids else words, case_ids=ids, form=kind, now=request.now
    )
    name = f"cases-{timezone.localtime(request.now):%Y%m%d-%H%M}.{kind}"
    return as_file(_cases(request.actor, wanted, request.now), kind, name)


@require_GET
@needs(queries.SEE_EXPORTS)
def index(request: Request) -> HttpResponse:
    """One's own files: being written, ready, expired."""
    return page(request, "desk/exports/index", _own(request))


@require_GET
@needs(queries.SEE_EXPORTS)
def progress(request: Request) -> HttpResponse:
    return live(request, "desk/exports/_list.html", _own(request))


@require_GET
@needs("exports.fetch_export")
def fetch(request: Request, export_id: int) -> HttpResponse:
    opened = fetch_export(actor=request.actor, export_id=export_id, now=request.now)
    response = FileResponse(
        opened.stream, as_attachment=True, filename=opened.brief.name, content_type=opened.mime
    )
    response["Cache-Control"] = "no-store"
    return cast(HttpResponse, response)


def _own(request: Request) -> dict[str, object]:
    rows = queries.exports(actor=request.actor)
    waiting = any(row.state == queries.STATES.WAITING for row in rows)
    return {"rows": rows, "waiting": waiting}


def is_long(request: Request, words: Words) -> bool:
    narrowed = filter_of(actor=request.actor, words=words, now=request.now)
    most = AT_HAND_MOST + 1
    counted = case_counts(
        actor=request.actor, narrowed={"all": narrowed}, now=request.now, most=most
    )
    return counted["all"] > AT_HAND_MOST


def in_the_background(request: Request, wanted: Wanted, kind: str) -> HttpResponse:
    request_export(
        actor=request.actor,
        wanted=wanted,
        form=kind,
        language=get_language() or "zh-hans",
        now=request.now,
    )
    messages.success(request, _("The list is long: it is being written, and you will be told."))
    return redirect("desk:exports")


def write_list(
    *, actor: Actor, wanted: Wanted, form: str, file: IO[bytes], tell: queries.Tell, now: datetime
) -> None:
    """As the pages would write it. `tell` hears how many lines there are so far, without the head.

    Raises NotAllowed where the actor may no longer see the list.
    """
    if wanted.what == queries.CASES:
        lines = _cases(actor, wanted, now)
    else:
        chinese = tongue() == "zh"
        lines = cast(
            Iterator[list[Cell]],
            rows_out(actor=actor, target=Target(wanted.what), clear=False, chinese=chinese),
        )
    write = _write_xlsx if form == "xlsx" else _write_csv
    write(file, _counted(lines, tell))


def _counted(lines: Iterable[list[Cell]], tell: queries.Tell) -> Iterator[list[Cell]]:
    number = -1
    for number, line in enumerate(lines):
        yield line
        if number % AT_ONCE == 0:
            tell(number)
    tell(max(number, 0))


def _cases(actor: Actor, wanted: Wanted, now: datetime) -> Iterator[list[Cell]]:
    ids = wanted.case_ids
    narrowed = CaseFilter(ids=ids) if ids else filter_of(actor=actor, words=wanted.words, now=now)
    order = order_of(actor=actor, code=wanted.order)
    return lines_of(actor=actor, narrowed=narrowed, order=order, now=now)


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
    return StreamingHttpResponse(_csv_of(rows), content_type="text/csv; charset=utf-8")


def _csv_of(rows: Iterable[list[Cell]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"  # by which Excel and WPS know UTF-8
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([_plain(cell) for cell in row])
        yield line.getvalue().encode()


def _write_csv(file: IO[bytes], rows: Iterable[list[Cell]]) -> None:
    file.writelines(_csv_of(rows))


def _as_xlsx(rows: Iterable[list[Cell]]) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    _write_xlsx(file, rows)
    file.seek(0)
    return FileResponse(file, content_type=XLSX)


def _write_xlsx(file: IO[bytes], rows: Iterable[list[Cell]]) -> None:
    import xlsxwriter  # heavy, and few ask for a table

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


def _plain(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{timezone.localtime(cell):%Y-%m-%d %H:%M}"
    if isinstance(cell, (date, Decimal)):
        return str(cell)
    return plain_cell(cell or "")
