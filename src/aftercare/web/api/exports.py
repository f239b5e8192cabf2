"""Long lists as files: asked for, written in the background, fetched within a week."""

from collections.abc import Sequence
from typing import Annotated, Literal, cast

from django.http import FileResponse, HttpResponse
from ninja import Router
from pydantic import Field

from aftercare.casework.exports import queries
from aftercare.casework.exports.actions import fetch_export, request_export
from aftercare.casework.exports.queries import ExportBrief
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Id, In, Line

router = Router(tags=["exports"])
Words = Annotated[dict[Annotated[str, shapes.fits(20)], list[Line]], Field(max_length=30)]


class ExportIn(In):
    """`words` narrow a list of cases as the address of its page does: {"open": ["yes"]}."""

    what: Literal["cases", "customers", "units", "models"]
    form: Literal["xlsx", "csv"] = "xlsx"
    language: Literal["zh-hans", "en"] = "zh-hans"
    words: Words = {}
    order: Literal["", "due", "newest"] = ""
    case_ids: Annotated[list[Id], Field(max_length=500)] = []


@deed(router, "", out=ExportBrief, status=201)
def request_list(request: Request, body: ExportIn) -> ExportBrief:
    """Has a list written as a file, in the sight of the token's user, names and numbers masked."""
    return request_export(
        actor=request.actor,
        wanted=queries.Wanted(
            what=body.what, words=body.words, order=body.order, case_ids=tuple(body.case_ids)
        ),
        form=body.form,
        language=body.language,
        now=request.now,
    )


@router.get("", response={200: list[ExportBrief], **PROBLEMS})
def list_exports(request: Request) -> Sequence[ExportBrief]:
    """One's own, newest first: how many lines are written, until when a file is kept."""
    return queries.exports(actor=request.actor)


@router.get("/{export_id}/file", response={200: bytes, **PROBLEMS})
def read_export_file(request: Request, export_id: Id) -> HttpResponse:
    """The file. 409 while it is being written, and when it has expired."""
    opened = fetch_export(actor=request.actor, export_id=export_id, now=request.now)
    return cast(
        HttpResponse,
        FileResponse(opened.stream, filename=opened.brief.name, content_type=opened.mime),
    )
