"""Customers, their things and the catalogue as files: masked, or in clear for a reason."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

from django import forms
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from aftercare.casework.exports.queries import Wanted
from aftercare.casework.imports.queries import TARGET_CHOICES
from aftercare.customers.registers.actions import export_in_clear, export_records
from aftercare.customers.registers.queries import WRITTEN_OUT, Target, rows_out
from aftercare.foundation.actor import Actor
from aftercare.web.kit.formats import plain_cell, tongue
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on

from . import exports
from .exports import in_the_background

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_CLEAR = "registers.export_in_clear"
Rows = Iterator[list[str]]


class ExportedRows(forms.Form):
    target = forms.ChoiceField(
        label=_("What the rows are"),
        choices=[pair for pair in TARGET_CHOICES if pair[0] in WRITTEN_OUT],
    )
    form = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[
            ("xlsx", _("Excel (.xlsx)")),
            ("csv", _("CSV, opens in Excel and WPS")),
            ("json", "JSON"),
        ],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why names, numbers and addresses must be readable"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty for a masked file. The reason is kept with your name."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not actor.may(IN_CLEAR):
            del self.fields["reason"]


@require_http_methods(["GET", "POST"])
@needs("registers.export_records")
def export(request: Request) -> HttpResponse:
    """The answer to the form is the file, written as it is read."""
    form = ExportedRows(request.POST or None, actor=request.actor, initial=request.GET.dict())
    if form.is_valid():
        asked = form.cleaned_data
        with refusals_shown_on(form):
            return _file(request, Target(asked["target"]), asked["form"], asked.get("reason", ""))
    return page(request, "desk/customers/export", {"form": form})


def _file(request: Request, target: Target, form: str, reason: str) -> HttpResponse:
    actor, now = request.actor, request.now
    clear = bool(reason.strip())
    if form != "json" and not clear and _is_long(actor, target):
        return in_the_background(request, Wanted(what=target.value, words={}), form)
    if clear:
        export_in_clear(actor=actor, target=target, form=form, reason=reason, now=now)
    else:
        export_records(actor=actor, target=target, form=form, now=now)
    rows = rows_out(actor=actor, target=target, clear=clear, chinese=tongue() == "zh")
    answer: Any = {"xlsx": _as_xlsx, "csv": _as_csv, "json": _as_json}[form](rows)
    name = f"{target}-{timezone.localtime(now):%Y%m%d-%H%M}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return cast(HttpResponse, answer)  # a streaming answer is one in all that views do with it


def _is_long(actor: Actor, target: Target) -> bool:
    rows = rows_out(actor=actor, target=target, clear=False, chinese=True)
    return next(islice(rows, exports.AT_HAND_MOST + 1, None), None) is not None


def _as_csv(rows: Rows) -> StreamingHttpResponse:
    def parts() -> Iterator[bytes]:
        yield b"\xef\xbb\xbf"  # by which Excel and WPS know UTF-8
        for row in rows:
            line = io.StringIO()
            csv.writer(line).writerow([plain_cell(text) for text in row])
            yield line.getvalue().encode()

    return StreamingHttpResponse(parts(), content_type="text/csv; charset=utf-8")


def _as_json(rows: Rows) -> StreamingHttpResponse:
    def parts() -> Iterator[str]:
        names, begin = next(rows), "[\n"
        for row in rows:
            yield begin + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
            begin = ",\n"
        yield "[]" if begin == "[\n" else "\n]"

    return StreamingHttpResponse(parts(), content_type="application/json")


def _as_xlsx(rows: Rows) -> FileResponse:
    """Every cell as text: nothing that stands in a file becomes a formula."""
    import xlsxwriter  # heavy, and few ask for a table

    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 16, 16)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(at, column, text, None if at else bold)
    file.seek(0)
    return FileResponse(file, content_type=XLSX)
