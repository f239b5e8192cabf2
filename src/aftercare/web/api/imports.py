"""Cases from a file, step by step: upload, settle the columns, check, import."""

from collections.abc import Sequence
from typing import Annotated, Literal

from ninja import File, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.imports import actions, queries
from aftercare.casework.imports.queries import ColumnCard, ImportBrief, Options, Report
from aftercare.foundation.pages import Page
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Cursor, Done, Id, In, Line

router = Router(tags=["imports"])
Header = Annotated[str, shapes.fits(2000)]
Fields = Annotated[dict[Header, Annotated[str, shapes.fits(40)]], Field(max_length=500)]


class ImportsPage(Schema):
    rows: Sequence[ImportBrief]
    next_cursor: str | None


class SheetIn(In):
    sheet: Line
    header_row: Annotated[int, Field(ge=1, le=100_000)] | None = None


class CheckIn(In):
    """`fields`: header to field, "" leaves a column out; without it the proposal is taken."""

    fields: Fields | None = None
    kind: shapes.Kind | None = None
    kind_words: Annotated[dict[Line, shapes.Kind], Field(max_length=200)] = {}
    day_first: bool | None = None
    long_days: bool | None = None
    year: Annotated[int, Field(ge=2000, le=2099)] | None = None
    leave_out_alike: bool = False
    change_known: bool = False


Target = Literal[
    "cases", "customers", "units", "models", "parts", "batches", "spares", "prices", "stock"
]


@router.get("", response={200: ImportsPage, **PROBLEMS})
def list_imports(request: Request, cursor: Cursor = "") -> Page[ImportBrief]:
    """Files taken in or waiting to be, newest first, without those that were cancelled."""
    return queries.imports(actor=request.actor, cursor=cursor)


@deed(router, "", out=ImportBrief, status=201)
def upload_table(
    request: Request, file: File[UploadedFile], target: Target = "cases"
) -> ImportBrief:
    """XLSX, XLS, CSV or JSON; sheet, row of names and fields are proposed.

    `target` says what the rows are; each asks for a grant of its own (cases: intake.register_case).
    """
    return actions.upload_table(
        actor=request.actor,
        name=file.name or "",
        content=file.read(),
        target=target,
        now=request.now,
    )


@router.get("/{run_id}", response={200: ImportBrief, **PROBLEMS})
def read_import(request: Request, run_id: Id) -> ImportBrief:
    """How far an import is; `done` of `total` rows while it is at work."""
    return queries.import_brief(actor=request.actor, run_id=run_id)


@router.get("/{run_id}/columns", response={200: list[ColumnCard], **PROBLEMS})
def list_columns(request: Request, run_id: Id) -> Sequence[ColumnCard]:
    """The columns with the fields chosen so far, how sure the program is, and sample values."""
    return queries.columns(actor=request.actor, run_id=run_id)


@deed(router, "/{run_id}/sheet", out=ImportBrief)
def choose_sheet(request: Request, run_id: Id, body: SheetIn) -> ImportBrief:
    """Takes another sheet or row of names; the fields are proposed anew."""
    return actions.choose_sheet(actor=request.actor, run_id=run_id, now=request.now, **body.dict())


@deed(router, "/{run_id}/check", out=ImportBrief)
def check_import(request: Request, run_id: Id, body: CheckIn) -> ImportBrief:
    """Settles the columns; every row is read in the background."""
    given = body.dict()
    fields = given.pop("fields")
    if fields is None:
        cards = queries.columns(actor=request.actor, run_id=run_id)
        fields = {card.key: card.field for card in cards}
    kind = given.pop("kind") or ""
    return actions.check_import(
        actor=request.actor, run_id=run_id, fields=fields, options=Options(kind=kind, **given),
        now=request.now,
    )  # fmt: skip


@router.get("/{run_id}/report", response={200: Report, **PROBLEMS})
def read_report(request: Request, run_id: Id) -> Report:
    """What the check of an import found, row by row, and a preview."""
    return queries.report(actor=request.actor, run_id=run_id)


@deed(router, "/{run_id}/start", out=ImportBrief)
def start_import(request: Request, run_id: Id) -> ImportBrief:
    """All rows become cases in the background, or none."""
    return actions.start_import(actor=request.actor, run_id=run_id, now=request.now)


@deed(router, "/{run_id}/cancel", out=Done)
def cancel_import(request: Request, run_id: Id) -> Done:
    """Ends a run and discards its file; one that is at work stops at the next row."""
    actions.cancel_import(actor=request.actor, run_id=run_id, now=request.now)
    return Done()


@router.get("/{run_id}/cases", response={200: list[CaseBrief], **PROBLEMS})
def list_imported(request: Request, run_id: Id) -> Sequence[CaseBrief]:
    """The cases that a run made, as far as the token's user may see them."""
    return queries.imported_cases(actor=request.actor, run_id=run_id)
