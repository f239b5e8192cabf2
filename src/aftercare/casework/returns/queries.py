"""What a return or exchange rests on, and what became of the goods."""

from dataclasses import dataclass
from datetime import datetime

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor

from .models import (
    CONDITION_CHOICES,
    GROUND_CHOICES,
    PURPOSE_CHOICES,
    Claim,
    Delivery,
    Inspection,
)

__all__ = ["CONDITION_CHOICES", "GROUND_CHOICES", "PURPOSE_CHOICES"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    granted: bool
    ground: str
    proof: str
    proof_reference: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRow:
    id: int
    purpose: str
    received_at: datetime
    condition: str
    finding: str
    accepted: bool
    refused_because: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCard:
    """`claim` None: proof and ground have not been looked at yet."""

    claim: ClaimRow | None
    inspections: list[InspectionRow]
    delivered_at: datetime | None
    delivery_reference: str


def return_of(*, actor: Actor, case: CaseBrief) -> ReturnCard:
    actor.must(SEE_CASES)
    claim = Claim.objects.filter(case_id=case.id).first()
    goods = Inspection.objects.filter(case_id=case.id).order_by("id")
    delivery = Delivery.objects.filter(case_id=case.id).first()
    return ReturnCard(
        claim=_row_of(claim) if claim else None,
        inspections=[
            InspectionRow(**{name: getattr(row, name) for name in InspectionRow.__slots__})
            for row in goods
        ],
        delivered_at=delivery.delivered_at if delivery else None,
        delivery_reference=delivery.reference if delivery else "",
    )


def _row_of(claim: Claim) -> ClaimRow:
    return ClaimRow(**{name: getattr(claim, name) for name in ClaimRow.__slots__})
