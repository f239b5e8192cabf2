"""Parts on their way between stores: sent, received, refused, called back (R-FS-11)."""

from collections.abc import Sequence
from typing import Annotated, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from aftercare.fieldservice.stores.queries import Some, tidy_serials
from aftercare.fieldservice.transfers import actions
from aftercare.fieldservice.transfers.queries import (
    Got,
    LineRow,
    TransferCard,
    TransferRow,
    transfer_card,
    transfers,
)
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Cursor, Id, In, Made, fits

router = Router(tags=["parts"])

Short = Annotated[str, fits(60)]
Why = Annotated[str, fits(200, least=1)]
Pieces = Annotated[int, Field(ge=0, le=100_000)]


class SentParts(Schema):
    """A transfer with its lines; `arrived` of a line is empty while it is under way."""

    transfer: TransferRow
    lines: Sequence[LineRow]


class SentPartsPage(Schema):
    rows: Sequence[SentParts]
    next_cursor: str | None


class TransfersWanted(Schema):
    """Narrows the transfers; what is left out does not. `place_id`: from there or to there."""

    place_id: Id | None = None
    under_way: bool | None = None


class SendRow(In):
    """`serials` in place of `count` where each piece bears a number; no `lot_id`: the oldest."""

    part_id: Id
    count: Pieces = 0
    serials: Annotated[list[Short], Field(max_length=1000)] = []
    lot_id: Id | None = None


class SendIn(In):
    from_place_id: Id
    to_place_id: Id
    rows: Annotated[list[SendRow], Field(min_length=1, max_length=100)]
    waybill: Short = ""
    note: Annotated[str, fits(200)] = ""


class CameRow(In):
    line_id: Id
    arrived: Pieces
    damaged: Pieces = 0


class ReceiveTransferIn(In):
    """What came of the lines; those that are not named came as they were sent."""

    do: Literal["receive"]
    rows: Annotated[list[CameRow], Field(max_length=2000)] = []
    reason: Annotated[str, fits(200)] = ""


class SendBackIn(In):
    do: Literal["refuse", "call_back"]
    reason: Why


TransferDeedIn = Annotated[ReceiveTransferIn | SendBackIn, Field(discriminator="do")]


@router.get("/transfers", response={200: SentPartsPage, **PROBLEMS})
def list_transfers(
    request: Request, wanted: Query[TransfersWanted], cursor: Cursor = ""
) -> SentPartsPage:  # fmt: skip
    """The newest first; of a place those from there and to there."""
    found = transfers(
        actor=request.actor, place_id=wanted.place_id, is_under_way=wanted.under_way, cursor=cursor
    )
    return SentPartsPage(rows=[_shown(card) for card in found.rows], next_cursor=found.next_cursor)


@deed(router, "/transfers", out=Made, status=201)
def send_parts(request: Request, body: SendIn) -> Made:
    """Parts leave a store for another one; they lie on the way until they are received there."""
    rows = [
        Some(part_id=row.part_id, count=row.count, lot_id=row.lot_id,
             serials=tidy_serials("\n".join(row.serials)))
        for row in body.rows
    ]  # fmt: skip
    made = actions.send_parts(
        actor=request.actor, from_place_id=body.from_place_id, to_place_id=body.to_place_id,
        rows=rows, waybill=body.waybill, note=body.note, now=request.now,
    )  # fmt: skip
    return Made(id=made)


@router.get("/transfers/{transfer_id}", response={200: SentParts, **PROBLEMS})
def read_transfer(request: Request, transfer_id: Id) -> SentParts:
    """What was sent, and what came of it."""
    return _shown(transfer_card(actor=request.actor, transfer_id=transfer_id))


@deed(router, "/transfers/{transfer_id}", out=SentParts)
def do_with_transfer(request: Request, transfer_id: Id, body: TransferDeedIn) -> SentParts:
    """Receive it (with less or damaged pieces a reason), refuse it, call it back."""
    actor, now = request.actor, request.now
    if isinstance(body, ReceiveTransferIn):
        got = {row.line_id: Got(arrived=row.arrived, damaged=row.damaged) for row in body.rows}
        actions.receive_transfer(actor=actor, transfer_id=transfer_id, got=got,
                                 reason=body.reason, now=now)  # fmt: skip
    elif body.do == "refuse":
        actions.refuse_transfer(actor=actor, transfer_id=transfer_id, reason=body.reason, now=now)
    else:
        actions.call_back_transfer(actor=actor, transfer_id=transfer_id, reason=body.reason,
                                   now=now)  # fmt: skip
    return _shown(transfer_card(actor=actor, transfer_id=transfer_id))


def _shown(card: TransferCard) -> SentParts:
    return SentParts(transfer=card.row, lines=card.lines)
