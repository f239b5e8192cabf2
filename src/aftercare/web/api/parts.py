"""Parts: their list, where they lie, how they move, and the way both back and forth (R-FS-11)."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from aftercare.customers.units.queries import SEE_UNITS, units_by_code
from aftercare.fieldservice.parts.queries import used_of_lot, used_on_unit
from aftercare.fieldservice.spares import actions as spares
from aftercare.fieldservice.spares.queries import (
    PartBrief,
    PartDraft,
    PlaceBrief,
    ReorderBrief,
    part_brief,
    part_briefs,
    parts,
    place_page,
    reorder_points,
)
from aftercare.fieldservice.stores import actions
from aftercare.fieldservice.stores.queries import (
    LotBrief,
    MovementFilter,
    MovementRow,
    Portion,
    ShelfRow,
    lots_named,
    movements,
    place_totals,
    stock_page,
    tidy_serials,
    where_is,
)
from aftercare.fieldservice.transfers.actions import move_parts
from aftercare.fieldservice.transfers.queries import OrderLine, lines_to_order
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Cursor, Id, In, Line, Made, Word, fits

router = Router(tags=["parts"])
FEW = 5  # things that one number may name

Named = Annotated[str, fits(80, least=1)]
Short = Annotated[str, fits(60)]
Why = Annotated[str, fits(200)]
Pieces = Annotated[int, Field(ge=0, le=100_000)]
Serials = Annotated[list[Short], Field(max_length=1000)]
Move = Literal[
    "received", "transferred", "reserved", "released", "used", "put_back", "found", "missing",
    "scrapped",
]  # fmt: skip


class SparePage(Schema):
    rows: Sequence[PartBrief]
    next_cursor: str | None


class SpareIn(In):
    """All that is said of a part; what is left out is as for a new one.

    `suppliers` are its genuine sources, `has_serials` never changes.
    """

    code: Annotated[str, fits(40, least=1)]
    name: Named
    measure: Annotated[str, fits(10, least=1)]
    has_serials: bool = False
    suppliers: Annotated[list[Named], Field(min_length=1, max_length=20)]
    product_lines: Annotated[list[Word], Field(max_length=20)] = []
    model_ids: Annotated[list[Id], Field(max_length=500)] = []
    price_amount: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]
    warranty_days: Annotated[int, Field(ge=0, le=3650)] = 90
    is_kept: bool = True


class HeldAt(Schema):
    """How many of a part lie at a place; `free` do not wait for work orders."""

    place_id: int
    count: int
    reserved: int
    free: int


class SpareCard(Schema):
    part: PartBrief
    held: Sequence[HeldAt]
    reorder_points: Sequence[ReorderBrief]


class StoreRow(Schema):
    """`kinds` of parts lie there, in all so many `pieces`."""

    place: PlaceBrief
    kinds: int
    pieces: int


class StorePage(Schema):
    rows: Sequence[StoreRow]
    next_cursor: str | None


class StoreIn(In):
    """A store belongs to a unit, a van to a colleague."""

    kind: Literal["centre", "station", "van"]
    name: Short = ""
    org_unit_id: Id | None = None
    member_id: Id | None = None


class StockPage(Schema):
    """`parts`: those of the rows."""

    rows: Sequence[ShelfRow]
    parts: Sequence[PartBrief]
    next_cursor: str | None


class MovementPage(Schema):
    rows: Sequence[MovementRow]
    next_cursor: str | None


class MovementWanted(Schema):
    """Narrows the movements; what is left out does not. `place_id`: from there or to there."""

    place_id: Id | None = None
    part_id: Id | None = None
    lot_id: Id | None = None
    kind: Move | None = None


class TracedLot(Schema):
    """A supplier's batch, and for which work orders its pieces were used."""

    lot: LotBrief
    part: PartBrief
    used: Sequence[MovementRow]


class ReceiveIn(In):
    """`serials` in place of `count` where each piece bears a number."""

    do: Literal["receive"]
    part_id: Id
    supplier: Named
    lot_number: Annotated[str, fits(60, least=1)]
    count: Pieces = 0
    serials: Serials = []
    reference: Short = ""


class TransferIn(In):
    """Without `lot_id` the oldest first."""

    do: Literal["transfer"]
    part_id: Id
    to_place_id: Id
    count: Pieces = 0
    serials: Serials = []
    lot_id: Id | None = None


class ScrapIn(In):
    do: Literal["scrap"]
    part_id: Id
    count: Pieces = 0
    serials: Serials = []
    lot_id: Id | None = None
    reason: Why


class StockCountIn(In):
    """What lies there of a batch; what differs has a `reason`."""

    do: Literal["count"]
    lot_id: Id
    counted: Pieces | None = None
    shown_count: Pieces | None = None
    serials: Serials = []
    reason: Why = ""


class ReorderIn(In):
    """Both 0: the place keeps none of it."""

    do: Literal["reorder"]
    part_id: Id
    least: Pieces
    most: Pieces


StoreDeedIn = Annotated[
    ReceiveIn | TransferIn | ScrapIn | StockCountIn | ReorderIn, Field(discriminator="do")
]


class StoreDeedOut(Schema):
    """The batch that came, the difference that was counted, the pieces that were moved."""

    lot_id: int | None = None
    difference: int | None = None
    moved: Sequence[Portion] = ()


@router.get("/parts", response={200: SparePage, **PROBLEMS})
def list_parts(
    request: Request, text: Line = "", line: Word = "", model_id: Id | None = None,
    cursor: Cursor = "",
) -> SparePage:  # fmt: skip
    """By code; `text` is part of code or name, `line` and `model_id` are what they fit."""
    found = parts(
        actor=request.actor, text=text, line_code=line, model_id=model_id, cursor=cursor
    )  # fmt: skip
    return SparePage(rows=found.rows, next_cursor=found.next_cursor)


@deed(router, "/parts", out=Made, status=201)
def add_part(request: Request, body: SpareIn) -> Made:
    """Adds a spare part to the list. 422 for a code in use, or without a genuine source."""
    draft = PartDraft(**body.dict())
    return Made(id=spares.save_part(actor=request.actor, draft=draft, now=request.now))


@router.get("/parts/{part_id}", response={200: SpareCard, **PROBLEMS})
def read_part(request: Request, part_id: Id) -> SpareCard:
    """With the models it fits, where pieces of it lie, and how many are to lie there."""
    part = part_brief(actor=request.actor, part_id=part_id)
    held = [
        HeldAt(place_id=one.place_id, count=one.count, reserved=one.reserved, free=one.free)
        for one in where_is(actor=request.actor, part_id=part_id)
    ]
    points = reorder_points(actor=request.actor, part_id=part_id)
    return SpareCard(part=part, held=held, reorder_points=points)


@deed(router, "/parts/{part_id}", out=Made)
def change_part(request: Request, part_id: Id, body: SpareIn) -> Made:
    """Says anew what a spare part is; whether it bears numbers never changes."""
    draft = PartDraft(**body.dict())
    made = spares.save_part(actor=request.actor, part_id=part_id, draft=draft, now=request.now)
    return Made(id=made)


@router.get("/stores", response={200: StorePage, **PROBLEMS})
def list_stores(request: Request, cursor: Cursor = "") -> StorePage:
    """Stores before vans; `may_change` says whether one may move what lies there."""
    found = place_page(actor=request.actor, cursor=cursor)
    totals = place_totals(actor=request.actor, ids=[place.id for place in found.rows])
    rows = []
    for place in found.rows:
        kinds, pieces = totals.get(place.id, (0, 0))
        rows.append(StoreRow(place=place, kinds=kinds, pieces=pieces))
    return StorePage(rows=rows, next_cursor=found.next_cursor)


@deed(router, "/stores", out=Made, status=201)
def open_store(request: Request, body: StoreIn) -> Made:
    """Opens a store of a unit, or a colleague's van; answers the one that is there already."""
    return Made(id=spares.open_place(actor=request.actor, now=request.now, **body.dict()))


@router.get("/stores/{place_id}/stock", response={200: StockPage, **PROBLEMS})
def list_stock(
    request: Request, place_id: Id, part_id: Id | None = None, cursor: Cursor = ""
) -> StockPage:
    """What lies there, part by part, batch by batch."""
    found = stock_page(actor=request.actor, place_id=place_id, part_id=part_id, cursor=cursor)
    known = part_briefs(actor=request.actor, ids={row.part_id for row in found.rows})
    return StockPage(rows=found.rows, parts=list(known.values()), next_cursor=found.next_cursor)


@deed(router, "/stores/{place_id}", out=StoreDeedOut)
def do_in_store(request: Request, place_id: Id, body: StoreDeedIn) -> StoreDeedOut:
    """Receive, transfer, scrap, count, set what is to lie there: each has its permission."""
    given: dict[str, Any] = body.dict(exclude={"do"}) | {
        "actor": request.actor, "now": request.now,
        "from_place_id" if body.do == "transfer" else "place_id": place_id,
    }  # fmt: skip
    if "serials" in given:
        given["serials"] = tidy_serials("\n".join(given["serials"]))
    if body.do == "receive":
        return StoreDeedOut(lot_id=actions.receive_parts(**given))
    if body.do == "transfer":
        return StoreDeedOut(moved=move_parts(**given))
    if body.do == "count":
        return StoreDeedOut(difference=actions.count_stock(**given))
    perform: dict[str, Callable[..., object]] = {
        "scrap": actions.scrap_parts,
        "reorder": spares.set_reorder_point,
    }
    perform[body.do](**given)
    return StoreDeedOut()


@router.get("/part-movements", response={200: MovementPage, **PROBLEMS})
def list_movements(
    request: Request, wanted: Query[MovementWanted], cursor: Cursor = ""
) -> MovementPage:
    """What happened to parts, the newest first."""
    narrowed = MovementFilter(**wanted.dict() | {"kind": wanted.kind or ""})
    found = movements(actor=request.actor, wanted=narrowed, cursor=cursor)
    return MovementPage(rows=found.rows, next_cursor=found.next_cursor)


@router.get("/part-trace", response={200: list[TracedLot], **PROBLEMS})
def trace_part(request: Request, text: Annotated[str, fits(60, least=1)]) -> list[TracedLot]:
    """Batches, and into which work orders they went. `text`: the number of a batch or a piece.

    Or the serial number of a customer's thing: the batches that went into it.
    """
    actor = request.actor
    things = units_by_code(actor=actor, code=text, limit=FEW) if actor.may(SEE_UNITS) else []
    used = [row for one in things for row in used_on_unit(actor=actor, unit_id=one.id)]
    lots = lots_named(actor=actor, text=text, ids={row.lot_id for row in used})
    known = part_briefs(actor=actor, ids=[lot.part_id for lot in lots])
    return [
        TracedLot(lot=lot, part=known[lot.part_id], used=used_of_lot(actor=actor, lot_id=lot.id))
        for lot in lots
    ]


@router.get("/part-reorders", response={200: list[OrderLine], **PROBLEMS})
def list_reorders(request: Request, place_id: Id | None = None) -> list[OrderLine]:
    """What is to be ordered, by place; `used` there within thirty days."""
    return lines_to_order(actor=request.actor, now=request.now, place_id=place_id)
