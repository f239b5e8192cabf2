"""Files become cases, customers, things or models: upload, columns, check, import; all or none."""

import csv
import io
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.cases.queries import KIND_CHOICES
from aftercare.casework.imports import actions, queries
from aftercare.casework.imports.queries import ImportBrief
from aftercare.foundation.errors import NotAllowed, NotFound, Refusal
from aftercare.web.kit.formats import plain_cell
from aftercare.web.kit.requests import Request, live, needs, page, refusals_shown_on

from . import import_forms as forms

State = queries.STATES


def may_import(request: Request, target: str) -> bool:
    """Whether a page may lead to the import of such tables."""
    may = request.actor.may
    return may("imports.upload_table") and may(queries.grant_for(target))


STEPS = (State.UPLOADED, State.READY, State.IMPORTING, State.DONE)


@require_http_methods(["GET", "POST"])
@needs(queries.SEE_IMPORTS)
def index(request: Request) -> HttpResponse:
    """The files so far, and the place to drop the next one."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.Upload(*given, actor=request.actor, initial={"target": request.GET.get("of")})
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_shown_on(form):
            run = actions.upload_table(
                actor=request.actor,
                name=file.name,
                content=file.read(),
                target=form.cleaned_data["target"],
                now=request.now,
            )
            return redirect("desk:import", run.id)
    rows = queries.imports(actor=request.actor, cursor=request.GET.get("cursor", ""))
    return page(
        request, "desk/imports/index", {"form": form, "page": rows, "may": len(form.offered) > 1}
    )


@require_GET
@needs(queries.SEE_IMPORTS)
def show(request: Request, run_id: int) -> HttpResponse:
    """Where the import stands, and the one next step."""
    run = queries.import_brief(actor=request.actor, run_id=run_id)
    if run.state in (State.UPLOADED, State.FAILED) or "edit" in request.GET:
        return _columns(request, run, _columns_form(request, run, bound=False))
    context: dict[str, object] = {"run": run, "stages": stages(run)}
    if run.state == State.READY:
        context |= {
            "report": queries.report(actor=request.actor, run_id=run_id),
            "kinds": dict(KIND_CHOICES),
        }
    if run.state == State.DONE and run.target == queries.CASES:
        context["cases"] = queries.imported_cases(actor=request.actor, run_id=run_id)
    return page(request, "desk/imports/show", context)


@require_POST
@needs(queries.CHECK_IMPORT)
def sheet(request: Request, run_id: int) -> HttpResponse:
    run = queries.import_brief(actor=request.actor, run_id=run_id)
    form = forms.SheetForm(request.POST, run=run)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.choose_sheet(
                actor=request.actor, run_id=run_id, now=request.now, **form.cleaned_data
            )
            return redirect("desk:import", run_id)
    return _columns(request, run, _columns_form(request, run, bound=False), form)


@require_POST
@needs(queries.CHECK_IMPORT)
def check(request: Request, run_id: int) -> HttpResponse:
    """Settles the columns; the rows are read in the background."""
    run = queries.import_brief(actor=request.actor, run_id=run_id)
    form = _columns_form(request, run, bound=True)
    if form.is_valid():
        try:
            actions.check_import(
                actor=request.actor,
                run_id=run_id,
                fields=form.chosen(),
                options=form.options(),
                now=request.now,
            )
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            for key, text in (refusal.fields or {"": str(refusal)}).items():
                form.add_error(form.name_of(key), text)
        else:
            return redirect("desk:import", run_id)
    return _columns(request, run, form)


@require_POST
@needs("imports.start_import")
def start(request: Request, run_id: int) -> HttpResponse:
    actions.start_import(actor=request.actor, run_id=run_id, now=request.now)
    return redirect("desk:import", run_id)


@require_POST
@needs("imports.cancel_import")
def cancel(request: Request, run_id: int) -> HttpResponse:
    actions.cancel_import(actor=request.actor, run_id=run_id, now=request.now)
    messages.success(request, _("Cancelled. Nothing of the file was kept."))
    return redirect("desk:imports")


@require_GET
@needs(queries.SEE_IMPORTS)
def progress(request: Request, run_id: int) -> HttpResponse:
    """Polled while something runs; leads on when it has ended."""
    run = queries.import_brief(actor=request.actor, run_id=run_id)
    if not run.is_running:
        return HttpResponse(headers={"HX-Redirect": reverse("desk:import", args=[run_id])})
    return live(request, "desk/imports/_progress.html", {"run": run})


@require_GET
@needs(queries.CHECK_IMPORT)
def problems(request: Request, run_id: int, form: str) -> HttpResponse:
    """The list of what is wrong, as XLSX or CSV, to mend the file by."""
    run = queries.import_brief(actor=request.actor, run_id=run_id)
    report = queries.report(actor=request.actor, run_id=run_id)
    rows = [[_("Row"), _("Column"), _("Value"), _("What is wrong"), _("What would be right"), ""]]
    for one in report.problems:
        grade = _("Note") if one.warning else _("Error")
        rows.append([str(one.row), one.column, one.value, one.wrong, one.advice, grade])
    content, mime = (_xlsx(rows), XLSX) if form == "xlsx" else (_csv(rows), "text/csv")
    name = quote(f"{run.file_name}-{_('problems')}.{form}")
    return HttpResponse(
        content,
        content_type=mime,
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _xlsx(rows: list[list[str]]) -> bytes:
    """Every cell as text: nothing that stood in a file becomes a formula."""
    import xlsxwriter  # heavy, and few ask for a table

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        table = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                table.write_string(r, c, text, bold if r == 0 else None)
        table.set_column(0, 0, 6)
        table.set_column(1, 2, 20)
        table.set_column(3, 4, 48)
        table.freeze_panes(1, 0)
    return out.getvalue()


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    for row in rows:
        csv.writer(out).writerow([plain_cell(text) for text in row])
    return out.getvalue().encode("utf-8-sig")


def stages(run: ImportBrief) -> list[dict[str, object]]:
    """The steps of the bar: upload is always behind, the rest by state."""
    names = [_("Upload"), _("Columns"), _("Check"), _("Import"), _("Result")]
    now = {State.UPLOADED: 1, State.FAILED: 1, State.CHECKING: 2, State.READY: 2}.get(
        State(run.state), 3 if run.state == State.IMPORTING else 4
    )
    return [
        {"name": name, "state": "done" if i < now else "now" if i == now else "next"}
        for i, name in enumerate(names)
    ]


def _columns_form(request: Request, run: ImportBrief, *, bound: bool) -> forms.Columns:
    report = queries.report(actor=request.actor, run_id=run.id)
    return forms.Columns(
        request.POST if bound else None,
        run=run,
        columns=queries.columns(actor=request.actor, run_id=run.id),
        choices=queries.field_choices(actor=request.actor, target=run.target),
        unknown=list(dict.fromkeys([*report.unknown_kinds, *run.options.kind_words])),
    )


def _columns(
    request: Request,
    run: ImportBrief,
    form: forms.Columns,
    sheet_form: forms.SheetForm | None = None,
) -> HttpResponse:
    context: dict[str, object] = {
        "run": run,
        "form": form,
        "sheet_form": sheet_form or forms.SheetForm(run=run),
        "stages": [{**stage, "state": "now" if i == 1 else "done" if i == 0 else "next"}
                   for i, stage in enumerate(stages(run))],
    }  # fmt: skip
    wrong = sheet_form is not None and not sheet_form.is_valid()
    return page(request, "desk/imports/columns", context, status=422 if wrong else None)
