"""What a work order takes of parts: needed, reserved, used, waited for, brought back (R-FS-11)."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Router
from pydantic import Field

from aftercare.fieldservice.parts import actions
from aftercare.fieldservice.parts.queries import (
    SEE_ORDER_PARTS,
    Fate,
    OrderParts,
    parts_of_order,
)
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Id, In, Line, fits

router = Router(tags=["parts"])

Short = Annotated[str, fits(60)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


class NeedIn(In):
    """0 takes the part off the list."""

    do: Literal["need"]
    part_id: Id
    count: Annotated[int, Field(ge=0, le=1000)]


class ReserveIn(In):
    """Without a place in the store of the station that does the work."""

    do: Literal["reserve"]
    place_id: Id | None = None


class HandOutIn(In):
    """`serials` where each piece bears a number."""

    do: Literal["hand_out"]
    to_place_id: Id
    serials: Annotated[list[Short], Field(max_length=100)] = []


class UseIn(In):
    """Without a place from the own van, where it waits for the order, or the station."""

    do: Literal["use"]
    part_id: Id
    count: Annotated[int, Field(ge=1, le=1000)] = 1
    serial: Short = ""
    lot_id: Id | None = None
    place_id: Id | None = None


class PutBackIn(In):
    """What was noted as used was not; `movement_id` as in `used`."""

    do: Literal["put_back"]
    movement_id: Id
    reason: Annotated[str, fits(200, least=1)]


class OldPartIn(In):
    do: Literal["old_part"]
    described_as: Annotated[str, fits(80)] = ""
    part_id: Id | None = None
    serial: Short = ""
    place_id: Id | None = None
    left_with_customer: bool = False


class SettleOldIn(In):
    do: Literal["settle_old_part"]
    old_part_id: Id
    fate: Literal["sent_back", "scrapped"]
    reference: Short = ""


class WaitIn(In):
    """`reference`: the purchase, or what else shows that it comes."""

    do: Literal["wait"]
    reference: Line
    expected_on: Day | None = None


class PlainPartIn(In):
    do: Literal["release", "end_waiting"]


OrderPartDeedIn = Annotated[
    NeedIn | ReserveIn | HandOutIn | UseIn | PutBackIn | OldPartIn | SettleOldIn | WaitIn
    | PlainPartIn,
    Field(discriminator="do"),
]  # fmt: skip

DEEDS: dict[str, Callable[..., object]] = {
    "reserve": actions.reserve_parts,
    "hand_out": actions.hand_out_parts,
    "use": actions.use_part,
    "put_back": actions.put_part_back,
    "old_part": actions.return_old_part,
    "wait": actions.wait_for_part,
    "release": actions.release_parts,
    "end_waiting": actions.end_waiting,
}


@router.get("/orders/{order_id}/parts", response={200: OrderParts, **PROBLEMS})
def read_order_parts(request: Request, order_id: Id) -> OrderParts:
    """What it needs, has reserved, used and brought back; `wait` where it stands still now."""
    request.actor.must(SEE_ORDER_PARTS)
    order = order_brief(actor=request.actor, order_id=order_id)
    return parts_of_order(actor=request.actor, order=order)


@deed(router, "/orders/{order_id}/parts", out=OrderParts)
def do_with_order_parts(request: Request, order_id: Id, body: OrderPartDeedIn) -> OrderParts:
    """Needs, reserves, hands out, uses, puts back or awaits parts; answers what stands then."""
    given: dict[str, Any] = body.dict(exclude={"do"}) | {
        "actor": request.actor, "order_id": order_id, "now": request.now,
    }  # fmt: skip
    if isinstance(body, NeedIn):
        given["wanted"] = {given.pop("part_id"): given.pop("count")}
        actions.need_parts(**given)
    elif isinstance(body, SettleOldIn):
        del given["order_id"]
        actions.settle_old_part(**given | {"fate": Fate(body.fate)})
    else:
        DEEDS[body.do](**given)
    order = order_brief(actor=request.actor, order_id=order_id)
    return parts_of_order(actor=request.actor, order=order)
