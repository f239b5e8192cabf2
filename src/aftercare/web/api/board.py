"""The board of a day: who goes where when, and what waits for a time (R-FS-03)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from aftercare.fieldservice.plans.queries import (
    SEE_BOARD,
    number_of,
    pooled_orders,
    sheet_of,
    units_planned,
)
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.web.kit.requests import Request

from .shapes import PROBLEMS, Id

router = Router(tags=["dispatch"])

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


class BoardOrder(Schema):
    """What the board shows of a work order."""

    id: int
    number: str
    job: str
    goods: str
    region: str
    org_unit_id: int
    minutes: int
    persons: int
    priority: int
    due_at: datetime | None
    state: str


class BoardVisit(Schema):
    """`runs_at`: when it begins as the day goes, where that is not `starts_at`.

    `is_late`: after the window that was told to the customer. `leads`: one of two persons.
    `is_locked`: no plan and no free time gives it to anybody else.
    """

    appointment_id: int
    order: BoardOrder
    state: str
    starts_at: datetime
    ends_at: datetime
    window_from: datetime
    window_until: datetime
    held_until: datetime | None
    begun_at: datetime | None
    leads: bool
    is_locked: bool
    runs_at: datetime | None
    is_late: bool


class BoardLane(Schema):
    """A technician's day; without a shift they are away. `version` changes with the day."""

    member_id: int
    name: str
    org_unit_id: int
    shift_from: datetime | None
    shift_until: datetime | None
    version: int
    visits: Sequence[BoardVisit]


class BoardWaiting(Schema):
    """`pooled_at`: since when it is offered to the qualified."""

    order: BoardOrder
    pooled_at: datetime | None


class Board(Schema):
    """`waiting`: without a time yet, the pressing first."""

    day: date
    technicians: Sequence[BoardLane]
    waiting: Sequence[BoardWaiting]


@router.get("/board", response={200: Board, **PROBLEMS})
def read_board(request: Request, day: Day | None = None, org_unit_id: Id | None = None) -> Board:
    """One day (without one: today) of a station, or of all in sight."""
    actor = request.actor
    actor.must(SEE_BOARD)
    shown = day or timezone.localdate(request.now)
    units = units_planned(actor=actor, org_unit_id=org_unit_id)
    sheet = sheet_of(actor=actor, day=shown, org_units=units, now=request.now)
    delayed, late = sheet.delayed, sheet.late
    shifts = {one.id: (one.begins, one.ends) for one in sheet.crew.technicians}
    visits: dict[int, list[BoardVisit]] = defaultdict(list)
    for seat in sheet.seats:
        number = number_of(seat) * (1 if seat.leads else -1)
        same = ("appointment_id", "state", "starts_at", "ends_at", "window_from", "window_until",
                "held_until", "begun_at", "leads")  # fmt: skip
        visits[seat.technician_id].append(BoardVisit(
            order=_order(sheet.orders[seat.order_id]),
            runs_at=sheet.moment(delayed[number]) if number in delayed else None,
            is_late=number in late,
            is_locked=seat.order_id in sheet.locks and not seat.is_over,
            **{name: getattr(seat, name) for name in same},
        ))  # fmt: skip
    pooled = pooled_orders(actor=actor)
    return Board(
        day=shown,
        technicians=[
            BoardLane(
                member_id=member,
                name=card.member.name,
                org_unit_id=card.site.org_unit_id,
                shift_from=sheet.moment(shifts[member][0]) if member in shifts else None,
                shift_until=sheet.moment(shifts[member][1]) if member in shifts else None,
                version=sheet.versions[member],
                visits=visits[member],
            )
            for member, card in sheet.crew.cards.items()
            if member in shifts or visits[member]
        ],
        waiting=[
            BoardWaiting(order=_order(order), pooled_at=pooled.get(order.id))
            for order in sheet.waiting
        ],
    )


def _order(order: OrderBrief) -> BoardOrder:
    return BoardOrder(**{name: getattr(order, name) for name in BoardOrder.model_fields})
