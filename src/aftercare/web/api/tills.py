"""Cash that is to be handed in, and what was counted of it (R-FS-12)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Router, Schema
from pydantic import Field

from aftercare.money.tills import actions
from aftercare.money.tills.queries import HandInRow, Takings, hand_ins, takings_out
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Cursor, Id, In, Made, fits

router = Router(tags=["settlement"])
Cash = Annotated[Decimal, Field(ge=0, le=99_999_999, max_digits=10, decimal_places=2)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Why = Annotated[str, fits(200)]


class Tills(Schema):
    """`out`: by person and day what is to be handed in; `counted` where `state` asks for it."""

    out: Sequence[Takings] = ()
    counted: Sequence[HandInRow] = ()
    next_cursor: str | None


class CountIn(In):
    """`shown_amount`: what was to be handed in when it was read."""

    do: Literal["count"]
    member_id: Id
    on: Day
    shown_amount: Cash
    counted_amount: Cash
    reason: Why = ""


class DeclareIn(In):
    """Of the caller: `amount` was given away, `shown_amount` is what was on their list."""

    do: Literal["declare"]
    on: Day
    shown_amount: Cash
    amount: Cash
    reason: Why = ""


class RecountIn(In):
    do: Literal["correct"]
    hand_in_id: Id
    counted_amount: Cash
    reason: Why = ""


@router.get("/tills", response={200: Tills, **PROBLEMS})
def list_tills(
    request: Request,
    state: Literal["out", "counted", "differing"] = "out",
    cursor: Cursor = "",
) -> Tills:
    """What is to be handed in, the longest ago first; or what was counted, the newest first."""
    if state == "out":
        out = takings_out(actor=request.actor, cursor=cursor)
        return Tills(out=out.rows, next_cursor=out.next_cursor)
    told = hand_ins(actor=request.actor, differing=state == "differing", cursor=cursor)
    return Tills(counted=told.rows, next_cursor=told.next_cursor)


@deed(router, "/tills", out=Made, status=201)
def count_till(
    request: Request, body: Annotated[CountIn | DeclareIn | RecountIn, Field(discriminator="do")]
) -> Made:
    """Say that the own cash was given away, count what somebody took, or correct a count.

    The id of what was said, or of the count.
    """
    given = body.dict(exclude={"do"})
    if isinstance(body, DeclareIn):
        return Made(id=actions.declare_hand_in(actor=request.actor, now=request.now,
                                               said_at=request.now, **given))  # fmt: skip
    if isinstance(body, CountIn):
        return Made(id=actions.count_till(actor=request.actor, now=request.now, **given))
    actions.correct_count(actor=request.actor, now=request.now, **given)
    return Made(id=body.hand_in_id)
