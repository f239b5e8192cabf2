"""Requests of persons about their own data, by program (R-SEC-04)."""

from collections.abc import Sequence
from typing import Annotated, Literal

from ninja import Router, Schema

from aftercare.matters.datarequests import actions
from aftercare.matters.datarequests.queries import (
    RequestCard,
    RequestRow,
    Section,
    request_card,
    requests,
)
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Cursor, Id, In, Line, fits

router = Router(tags=["customers"])


class DataRequestIn(In):
    kind: Literal["access", "copy", "correction", "erasure"]
    proof: Literal["call_back", "paper", "known", "link"]
    wish: Annotated[str, fits(1000)] = ""


class DataAnswerIn(In):
    """Granted: what was done; else why it is refused. The person reads it."""

    granted: bool
    answer: Annotated[str, fits(1000, least=1)]


class DataCopyIn(In):
    reason: Line


class DataRequestsPage(Schema):
    rows: Sequence[RequestRow]
    next_cursor: str | None


@router.get("/data-requests", response={200: DataRequestsPage, **PROBLEMS})
def list_data_requests(
    request: Request, state: Literal["open", "ended"] = "open", cursor: Cursor = ""
) -> DataRequestsPage:
    """To be answered, the nearest due first; or ended, the latest first."""
    found = requests(actor=request.actor, is_open=state == "open", now=request.now, cursor=cursor)
    return DataRequestsPage(rows=found.rows, next_cursor=found.next_cursor)


@router.get("/data-requests/{request_id}", response={200: RequestCard, **PROBLEMS})
def read_data_request(request: Request, request_id: Id) -> RequestCard:
    """What a person asked about their own data, until when it is to be answered, and the answer."""
    return request_card(actor=request.actor, request_id=request_id, now=request.now)


@deed(router, "/customers/{customer_id}/data-requests", out=RequestCard)
def take_data_request(request: Request, customer_id: Id, body: DataRequestIn) -> RequestCard:
    """Takes down what a person asks about their own data; an open request is added to."""
    return actions.take_request(
        actor=request.actor, customer_id=customer_id, now=request.now, **body.dict()
    )


@deed(router, "/data-requests/{request_id}/answer", out=RequestCard)
def answer_data_request(request: Request, request_id: Id, body: DataAnswerIn) -> RequestCard:
    """Answers a request, or refuses it with the ground; an erasure is granted by doing it."""
    return actions.answer_request(
        actor=request.actor, request_id=request_id, now=request.now, **body.dict()
    )


@deed(router, "/data-requests/{request_id}/erasure", out=RequestCard)
def erase_person(request: Request, request_id: Id) -> RequestCard:
    """For good: what is counted stays. 409 while a case of the person is open."""
    return actions.erase_person(actor=request.actor, request_id=request_id, now=request.now)


@deed(router, "/data-requests/{request_id}/copy", out=list[Section])
def copy_person(request: Request, request_id: Id, body: DataCopyIn) -> Sequence[Section]:
    """All that is kept about the person, in clear; leaves its trace."""
    return actions.copy_person(
        actor=request.actor, request_id=request_id, now=request.now, **body.dict()
    )
