"""What is noted at the customer's door, as the page of technicians notes it."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Router

from aftercare.fieldservice.records import actions
from aftercare.fieldservice.records.queries import RecordCard, records_of, stop_of
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Id, In, Line, Moment, Sentence, Word, fits

router = Router(tags=["work orders"])
Long = Annotated[str, fits(2000)]


class VisitNoteIn(In):
    """One note; each kind takes the fields that it needs.

    `step`: `step`, `answer`, `note`. `photo`: `shows`, `step`, `file_id`. `findings`: `work`, and
    `fault`, `cause`, `tested`. `signature`: `signer`, `file_id`. `completion`: nothing more.
    `client_ref`: made by the sender; sent again, it is the same note. `said_at`: if not now.
    """

    what: Literal["step", "photo", "findings", "signature", "completion"]
    client_ref: UUID
    said_at: Moment | None = None
    step: Annotated[str, fits(30)] = ""
    answer: Literal["done", "left"] = "done"
    note: Sentence = ""
    shows: Word = "other"
    file_id: Id | None = None
    fault: Long = ""
    cause: Long = ""
    work: Long = ""
    tested: Long = ""
    signer: Line = ""


@router.get("/orders/{order_id}/records", response={200: list[RecordCard], **PROBLEMS})
def list_records(request: Request, order_id: Id) -> list[RecordCard]:
    """What was noted on each visit of an order, oldest first."""
    order = order_brief(actor=request.actor, order_id=order_id)
    return records_of(actor=request.actor, order=order)


@deed(router, "/appointments/{appointment_id}/notes", out=list[RecordCard])
def note_visit(request: Request, appointment_id: Id, body: VisitNoteIn) -> list[RecordCard]:
    """Only who comes on the visit may; dangerous steps come in their order. All that is noted."""
    said = {"actor": request.actor, "appointment_id": appointment_id, "now": request.now}
    said["said_at"] = body.said_at or request.now
    _write(body)(**said)
    stop = stop_of(actor=request.actor, appointment_id=appointment_id)
    return records_of(actor=request.actor, order=stop.order)


def _write(body: VisitNoteIn) -> Callable[..., object]:
    """The action of a kind of note, with what it takes of the body."""
    file_id = body.file_id or 0
    kinds: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {
        "step": (actions.check_step, {"step": body.step, "answer": body.answer, "note": body.note}),
        "photo": (
            actions.attach_photo, {"shows": body.shows, "step": body.step, "file_id": file_id}
        ),
        "findings": (
            actions.note_findings,
            {"fault": body.fault, "cause": body.cause, "work": body.work, "tested": body.tested},
        ),
        "signature": (actions.sign_record, {"signer": body.signer, "file_id": file_id}),
    }  # fmt: skip
    if body.what == "completion":
        return actions.complete_visit
    act, values = kinds[body.what]
    return partial(act, client_ref=body.client_ref, **values)
