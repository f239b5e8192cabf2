"""What customers are entitled to, for a case or for a thing, with clause, facts and questions."""

from datetime import date
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.rights.actions import note_facts
from aftercare.casework.rights.queries import (
    Cause,
    FaultFacts,
    entitlement_of,
    entitlement_of_unit,
)
from aftercare.web.kit.entitlements import EntitlementWords, in_words
from aftercare.web.kit.requests import Request

from . import shapes
from .door import deed
from .shapes import PROBLEMS, Id

router = Router(tags=["entitlements"])
Day = Annotated[date, Field(ge=date(1994, 1, 1), le=date(2199, 12, 31))]


Part = Annotated[str, shapes.fits(60)]
Past = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]


class FactsIn(shapes.In):
    """Facts of the purchase (kept with the thing) and of the fault; null and "" are not known."""

    unit_id: Id | None = None
    described_as: shapes.Line = ""
    purchased_on: Past | None = None
    delivered_on: Past | None = None
    installed_on: Past | None = None
    fitted_by_seller: bool | None = None
    made_on: Past | None = None
    proof: Literal["", "invoice", "order", "card", "registered", "dealer", "none"] = ""
    sold_remotely: bool | None = None
    made_to_order: bool | None = None
    return_waived: bool | None = None
    paid_amount: shapes.Money | None = None
    part: Part = ""
    cause: Cause | Literal[""] = ""
    proven: bool | None = None
    confirmed: bool | None = None
    serious: bool | None = None
    goods_state: Literal["", "intact", "opened", "used"] = ""


class AskedIn(shapes.In):
    """`fault` is its cause, `part` the part concerned; the day is today unless one is given."""

    fault: Cause = Cause.UNKNOWN
    proven: bool | None = None
    confirmed: bool = False
    part: Part = ""
    on: Day | None = Field(None, alias="date")


@router.get("/units/{unit_id}/entitlement", response={200: EntitlementWords, **PROBLEMS})
def read_entitlement_of_unit(
    request: Request, unit_id: Id, asked: Query[AskedIn]
) -> EntitlementWords:
    """What is owed for a thing if it has such a fault; what is not known comes as questions."""
    card = entitlement_of_unit(
        actor=request.actor,
        unit_id=unit_id,
        on=asked.on or timezone.localdate(request.now),
        fault=FaultFacts(
            cause=asked.fault, proven=asked.proven, confirmed=asked.confirmed, part=asked.part
        ),
    )
    return in_words(card)


@router.get("/cases/{case_id}/entitlement", response={200: EntitlementWords, **PROBLEMS})
def read_entitlement_of_case(
    request: Request, case_id: Id, date: Day | None = None
) -> EntitlementWords:
    """What the customer of a case is entitled to, by the policy at the sale."""
    case = case_brief(actor=request.actor, case_id=case_id)
    on = date or timezone.localdate(request.now)
    return in_words(entitlement_of(actor=request.actor, case=case, on=on))


@deed(router, "/cases/{case_id}/facts", out=CaseBrief)
def note(request: Request, case_id: Id, body: FactsIn) -> CaseBrief:
    """Answers what the entitlement asks; what is left out stays as it was."""
    said = body.dict(exclude_unset=True)
    if said.get("cause") == Cause.UNKNOWN:
        said["cause"] = ""
    unit_id, described_as = said.pop("unit_id", None), said.pop("described_as", "")
    return note_facts(
        actor=request.actor,
        case_id=case_id,
        unit_id=unit_id,
        described_as=described_as,
        facts=said,
        now=request.now,
    )
