"""Work orders: jobs at customers' places, with what they take."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from aftercare.casework.cases.queries import case_brief
from aftercare.customers.homes import actions as homes
from aftercare.customers.homes.queries import SEE_HOMES, HomeCard, HomeFacts, home_of
from aftercare.fieldservice.plans.queries import pooled_orders
from aftercare.fieldservice.workorders import actions, queries
from aftercare.fieldservice.workorders.queries import (
    Norm,
    Order,
    OrderBrief,
    OrderDraft,
    OrderFilter,
    OrderRow,
)
from aftercare.foundation.actor import SYSTEM
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Cursor, Done, Id, In, Line, Moment, VersionIn, fits

router = Router(tags=["work orders"])

Job = Literal["repair", "installation", "care", "inspection", "pickup", "recycling", "smart_home"]
OrderState = Literal["waiting", "booked", "under_way", "done", "called_off"]
Minutes = Annotated[int, Field(ge=5, le=1440)]
Persons = Annotated[int, Field(ge=1, le=2)]
Priority = Annotated[int, Field(ge=1, le=3)]
Task = Annotated[str, fits(2000)]


class OrderPage(Schema):
    rows: Sequence[OrderRow]
    next_cursor: str | None


class OrderWanted(Schema):
    """Narrows the list; what is left out does not. `text` as in the search of the page."""

    live: bool | None = None
    state: OrderState | None = None
    job: Job | None = None
    org_unit_id: Id | None = None
    unit_id: Id | None = None
    case_id: Id | None = None
    late: bool = False
    rework: bool | None = None
    pooled: bool = False
    text: Line = ""


class OrderCard(Schema):
    """An order, norm and checklist of its job as they are now, what is known of the home."""

    order: OrderBrief
    norm: Norm
    home: HomeCard | None


class OrderIn(In):
    """What is left out comes from the case and the norm; `rework` left out: as the rule finds."""

    job: Job
    goods: Line = ""
    task: Task = ""
    unit_id: Id | None = None
    org_unit_id: Id | None = None
    address: Annotated[str, fits(200)] = ""
    region: Annotated[str, fits(6)] = ""
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    minutes: Minutes | None = None
    persons: Persons | None = None
    priority: Priority = 2
    due_at: Moment | None = None
    follows_id: Id | None = None
    rework: bool | None = None


class OrderChangeIn(VersionIn):
    task: Task = ""
    org_unit_id: Id
    minutes: Minutes
    persons: Persons
    priority: Priority
    due_at: Moment | None = None


class OrderEndIn(VersionIn):
    """`text`: what was done, or why nobody goes.

    `arrived_at`: when somebody came, where it is done and nobody noted that at the door.
    """

    outcome: Literal["done", "called_off"]
    text: Annotated[str, fits(5000, least=1)]
    arrived_at: Moment | None = None


class HomeIn(In):
    floor: Annotated[int, Field(ge=-5, le=150)] | None = None
    has_lift: bool | None = None
    parking: Literal["free", "paid", "none", ""] = ""
    access: Annotated[str, fits(200)] = ""
    children: bool | None = None
    pets: bool | None = None
    shoe_covers: bool | None = None
    note: Annotated[str, fits(300)] = ""


@router.get("/orders", response={200: OrderPage, **PROBLEMS})
def list_orders(
    request: Request,
    wanted: Query[OrderWanted],
    order: Literal["newest", "due"] = "newest",
    cursor: Cursor = "",
) -> OrderPage:
    """Work orders in sight; `pooled`: those that technicians may take by themselves."""
    narrowed = OrderFilter(
        is_live=wanted.live,
        states=[wanted.state] if wanted.state else (),
        jobs=[wanted.job] if wanted.job else (),
        org_unit_ids=[wanted.org_unit_id] if wanted.org_unit_id else (),
        unit_id=wanted.unit_id,
        case_id=wanted.case_id,
        late=wanted.late,
        rework=wanted.rework,
        ids=pooled_orders(actor=request.actor) if wanted.pooled else None,
        text=wanted.text,
    )
    found = queries.order_page(
        actor=request.actor, narrowed=narrowed, order=Order(order), cursor=cursor, now=request.now
    )
    return OrderPage(rows=found.rows, next_cursor=found.next_cursor)


@router.get("/orders/{order_id}", response={200: OrderCard, **PROBLEMS})
def read_order(request: Request, order_id: Id) -> OrderCard:
    """A work order in sight, with the norm of its job and, where allowed, facts of the home."""
    order = queries.order_brief(actor=request.actor, order_id=order_id)
    norm = queries.norm_of(
        actor=request.actor, job=order.job, product_line=order.product_line, goods=order.goods
    )
    home = None
    if request.actor.may(SEE_HOMES):
        on = timezone.localdate(request.now)
        home = home_of(actor=request.actor, on=on, **_place(order))
    return OrderCard(order=order, norm=norm, home=home)


@deed(router, "/orders/{order_id}/home", out=Done)
def note_home(request: Request, order_id: Id, body: HomeIn) -> Done:
    """What whoever comes should know of the place; what is left out is not known."""
    request.actor.must("homes.note_home")
    order = queries.order_brief(actor=request.actor, order_id=order_id)
    facts = HomeFacts(**body.dict())
    homes.note_home(actor=request.actor, facts=facts, now=request.now, **_place(order))
    return Done()


def _place(order: OrderBrief) -> dict[str, Any]:
    """Whose place an order leads to; whoever sees the order sees what is known of it."""
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    address = queries.address_of(actor=SYSTEM, order=order)
    return {"customer_id": case.customer_id, "address": address}


@deed(router, "/cases/{case_id}/orders", out=OrderBrief, status=201)
def open_order(request: Request, case_id: Id, body: OrderIn) -> OrderBrief:
    """Opens a work order for a case, which does not close before it ends."""
    return actions.open_order(
        actor=request.actor, case_id=case_id, draft=OrderDraft(**body.dict()), now=request.now
    )


@deed(router, "/orders/{order_id}", out=OrderBrief)
def change_order(request: Request, order_id: Id, body: OrderChangeIn) -> OrderBrief:
    """Station, minutes and persons only before a time is told to the customer."""
    return actions.change_order(
        actor=request.actor, order_id=order_id, now=request.now, **body.dict()
    )


@deed(router, "/orders/{order_id}/end", out=OrderBrief)
def end_order(request: Request, order_id: Id, body: OrderEndIn) -> OrderBrief:
    """The work is done, or nobody goes: each has a permission of its own."""
    if body.outcome == "done":
        return actions.finish_order(
            actor=request.actor, order_id=order_id, version=body.version, result=body.text,
            arrived_at=body.arrived_at, now=request.now,
        )  # fmt: skip
    return actions.call_off_order(
        actor=request.actor, order_id=order_id, version=body.version, reason=body.text,
        now=request.now,
    )  # fmt: skip
