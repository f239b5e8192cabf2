"""What is noted at the customer's door, as the page of technicians notes it."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Router

from aftercare.fieldservice.onsite import actions as onsite
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
    `part`: `part_id`, `place_id`, and `count` or `serial`. `part_back`: `movement_id`. `old_part`:
    `described_as`, `serial`, `left_with_customer`. `price`: `lines` (how many of which), the sum
    `shown`, `signer`, `file_id`; `price_declined`: `lines`, `shown`, `note`.
    `declined_end`: `note`, and where the visit itself is charged `lines` (`trip`, `inspection`),
    `shown`, `signer`, `file_id`. `payment`: `way`, `reference`. `next_visit`: `window_from`.
    `nobody_home`: `reason`, `note`, `file_id`. `client_ref`: made by the sender; sent again, it is
    the same note. `said_at`: if not now.
    """

    what: Literal[
        "step", "photo", "findings", "signature", "completion", "part", "part_back", "old_part",
        "price", "price_declined", "declined_end", "payment", "next_visit", "nobody_home",
    ]  # fmt: skip
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
    part_id: Id | None = None
    place_id: Id | None = None
    count: Annotated[int, Field(ge=1, le=99)] = 1
    serial: Line = ""
    movement_id: Id | None = None
    described_as: Line = ""
    left_with_customer: bool = False
    lines: dict[Word, Annotated[int, Field(ge=0, le=99)]] = {}
    shown: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)] = Decimal(0)
    way: Word = ""
    reference: Line = ""
    reason: Word = ""
    window_from: Moment | None = None


@router.get("/orders/{order_id}/records", response={200: list[RecordCard], **PROBLEMS})
def list_records(request: Request, order_id: Id) -> list[RecordCard]:
    """What was noted on each visit of an order, oldest first."""
    order = order_brief(actor=request.actor, order_id=order_id)
    return records_of(actor=request.actor, order=order)


@deed(router, "/appointments/{appointment_id}/notes", out=list[RecordCard])
def note_visit(request: Request, appointment_id: Id, body: VisitNoteIn) -> list[RecordCard]:
    """Only who comes on the visit may; dangerous steps come in their order. All that is noted."""
    frame = {"actor": request.actor, "appointment_id": appointment_id, "now": request.now}
    said_at = body.said_at or request.now
    if (write := _taking(body, said_at)) is None:
        write = partial(_write(body), said_at=said_at)
    write(**frame)
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


def _taking(body: VisitNoteIn, said_at: datetime) -> Callable[..., object] | None:
    """What the visit takes and costs; None for a note of the record."""
    once = {"client_ref": body.client_ref}
    priced = {"wanted": body.lines, "shown": body.shown}
    kinds: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {
        "part": (
            onsite.fit_part,
            once | {"part_id": body.part_id or 0, "place_id": body.place_id or 0,
                    "count": body.count, "serial": body.serial},
        ),
        "part_back": (onsite.take_part_out, {"movement_id": body.movement_id or 0}),
        "old_part": (
            onsite.keep_old_part,
            {"described_as": body.described_as, "serial": body.serial,
             "left_with_customer": body.left_with_customer},
        ),
        "price": (
            onsite.agree_price,
            once | priced | {"signer": body.signer, "file_id": body.file_id or 0,
                             "said_at": said_at},
        ),
        "price_declined": (onsite.decline_price, priced | {"why": body.note[:200]}),
        "declined_end": (
            onsite.end_declined,
            once | priced | {"signer": body.signer, "file_id": body.file_id,
                             "note": body.note[:200], "said_at": said_at},
        ),
        "payment": (onsite.take_money, once | {"way": body.way, "reference": body.reference}),
        "next_visit": (onsite.book_next_visit, {"window_from": body.window_from or said_at}),
        "nobody_home": (
            onsite.miss_customer,
            once | {"reason": body.reason, "note": body.note, "file_id": body.file_id,
                    "said_at": said_at},
        ),
    }  # fmt: skip
    if body.what not in kinds:
        return None
    act, values = kinds[body.what]
    return partial(act, **values)
