"""Dispatch: who may do an order and why, giving it, plans of a day, and the pool."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Router, Schema
from pydantic import Field

from aftercare.fieldservice.appointments.queries import AppointmentBrief
from aftercare.fieldservice.locks import actions as locks
from aftercare.fieldservice.locks.queries import LONGEST_REASON, LockBrief
from aftercare.fieldservice.plans import actions
from aftercare.fieldservice.plans.queries import (
    Candidate,
    ProposalCard,
    choice_for,
    proposal_card,
    takers_of,
    units_planned,
)
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Done, Id, In, Made, Moment, fits

router = Router(tags=["dispatch"])

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
How = Literal["phone", "chat", "sms", "email", "visit"]


class CandidateRow(Schema):
    """A technician for an order on a day: `failed` rules, `strains` of the time.

    `fit` is yes, reason (may be overruled by one) or no. `starts_at` costs least: `detour` and
    `change` (another than was told) are seconds of travel.
    """

    member_id: int
    name: str
    org_unit_id: int
    is_there: bool
    fit: Literal["yes", "reason", "no"]
    failed: list[str]
    strains: list[str]
    starts_at: datetime | None
    detour: int
    change: int


class AssignmentIn(In):
    """`technicians`: member ids, the first leads. `agreed_by`: for a window that is new.

    `reason` overrules a rule that may be.
    """

    technicians: Annotated[list[Id], Field(min_length=1, max_length=2)]
    starts_at: Moment
    agreed_by: How | None = None
    reason: Annotated[str, fits(200)] = ""


class LockIn(In):
    reason: Annotated[str, fits(LONGEST_REASON)] = ""


class PlanIn(In):
    """A station, or all in sight. `agreed_by`: orders without a time are planned, too."""

    day: Day
    org_unit_id: Id | None = None
    agreed_by: How | None = None


class PlanEndIn(In):
    """`leaving`: the orders of `blocked`, where the rest is applied and these stay as they are."""

    outcome: Literal["applied", "dropped"]
    leaving: list[Id] = Field(default=[], max_length=500)


class PoolOfferIn(In):
    """Null windows take the order out of the pool again."""

    window_from: Moment | None = None
    window_until: Moment | None = None
    agreed_by: How | None = None


class PoolOffered(Done):
    """`takers`: how many technicians may take it now; none is a window that leads nowhere.

    Null where the order was taken out of the pool.
    """

    takers: int | None


@router.get("/orders/{order_id}/candidates", response={200: list[CandidateRow], **PROBLEMS})
def list_candidates(request: Request, order_id: Id, day: Day) -> Sequence[CandidateRow]:
    """Who may do it on a day, who may not and why; the best first."""
    request.actor.must("plans.assign_order")
    order = order_brief(actor=request.actor, order_id=order_id)
    units = units_planned(actor=request.actor)
    choice = choice_for(actor=request.actor, order=order, day=day, org_units=units, now=request.now)
    return [_row(one) for one in choice.candidates]


@deed(router, "/orders/{order_id}/assignment", out=AppointmentBrief)
def assign_order(request: Request, order_id: Id, body: AssignmentIn) -> AppointmentBrief:
    """Gives an order to people at a time: a new appointment, or other people within the told."""
    given = body.dict()
    agreed_by = given.pop("agreed_by") or ""
    return actions.assign_order(
        actor=request.actor, order_id=order_id, agreed_by=agreed_by, now=request.now, **given
    )


@deed(router, "/orders/{order_id}/assignment/undoing", out=Done)
def take_back_move(request: Request, order_id: Id) -> Done:
    """Undoes the last assignment of an order within ten minutes, where nothing changed since."""
    actions.take_back(actor=request.actor, order_id=order_id, now=request.now)
    return Done()


@deed(router, "/orders/{order_id}/lock", out=LockBrief)
def lock_visit(request: Request, order_id: Id, body: LockIn) -> LockBrief:
    """Locks the agreed visit to its technician: no plan and no free time gives it to others."""
    return locks.lock_visit(
        actor=request.actor, order_id=order_id, reason=body.reason, now=request.now
    )


@deed(router, "/orders/{order_id}/unlock", out=Done)
def unlock_visit(request: Request, order_id: Id) -> Done:
    """Whoever may do the visit may have it again."""
    locks.unlock_visit(actor=request.actor, order_id=order_id, now=request.now)
    return Done()


@deed(router, "/orders/{order_id}/offer", out=PoolOffered)
def offer_order(request: Request, order_id: Id, body: PoolOfferIn) -> PoolOffered:
    """Offers a work order in the pool to all who may do it, or takes it out of it."""
    if body.window_from is None or body.window_until is None:
        actions.withdraw_offer(actor=request.actor, order_id=order_id, now=request.now)
        return PoolOffered(takers=None)
    actions.offer_order(
        actor=request.actor, order_id=order_id, window_from=body.window_from,
        window_until=body.window_until, agreed_by=body.agreed_by or "", now=request.now,
    )  # fmt: skip
    takers = takers_of(actor=SYSTEM, order_ids=[order_id], now=request.now)[order_id]
    return PoolOffered(takers=takers)


@deed(router, "/plans", out=Made)
def ask_for_plan(request: Request, body: PlanIn) -> Made:
    """Has a plan of a day made in the background; `GET /plans/{id}` tells when it is there."""
    made = actions.ask_for_plan(
        actor=request.actor, day=body.day, org_unit_id=body.org_unit_id,
        agreed_by=body.agreed_by or "", now=request.now,
    )  # fmt: skip
    return Made(id=made)


@router.get("/plans/{plan_id}", response={200: ProposalCard, **PROBLEMS})
def read_plan(request: Request, plan_id: Id) -> ProposalCard:
    """How far it is; once it is ready what it would change and why."""
    return proposal_card(actor=request.actor, proposal_id=plan_id, now=request.now)


@deed(router, "/plans/{plan_id}/end", out=Done)
def end_plan(request: Request, plan_id: Id, body: PlanEndIn) -> Done:
    """Applied whole, or dropped: each has a permission of its own."""
    if body.outcome == "applied":
        actions.apply_plan(
            actor=request.actor, proposal_id=plan_id, leaving=body.leaving, now=request.now
        )
    else:
        actions.drop_plan(actor=request.actor, proposal_id=plan_id, now=request.now)
    return Done()


def _row(one: Candidate) -> CandidateRow:
    fit = "yes" if one.verdict.is_plain else "reason" if one.verdict.is_possible else "no"
    return CandidateRow.model_validate(
        {
            "member_id": one.card.member.id,
            "name": one.card.member.name,
            "org_unit_id": one.card.site.org_unit_id,
            "is_there": one.is_there,
            "fit": fit if one.is_there else "no",
            "failed": [finding.rule for finding in one.verdict.failed],
            "strains": list(one.verdict.strains),
            "starts_at": one.starts_at,
            "detour": one.detour,
            "change": one.change,
        }
    )
