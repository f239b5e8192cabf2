"""Old goods: what they were appraised at, whether we have them, their certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor

from .models import (
    CONDITION_CHOICES,
    PAID_CHOICES,
    TREATMENT_CHOICES,
    WAY_CHOICES,
    Appraisal,
    Certificate,
    Pickup,
)
from .rules import HOLD, Act, next_act

__all__ = [
    "CONDITION_CHOICES", "HOLD", "PAID_CHOICES", "TREATMENT_CHOICES", "WAY_CHOICES", "Act",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRow:
    """`answer`: "" while the customer has said nothing, agreed, refused, replaced."""

    id: int
    goods: str
    condition: str
    amount: Decimal
    note: str
    at: datetime
    answer: str
    reference: str
    comment: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupRow:
    collected_at: datetime
    way: str
    paid_by: str
    paid_reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow:
    number: str
    recycler: str
    treatment: str
    issued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecyclingCard:
    """`appraisals` oldest first; `next_act` is what comes next with the old goods."""

    appraisals: Sequence[AppraisalRow]
    pickup: PickupRow | None
    certificate: CertificateRow | None
    next_act: Act

    @property
    def last(self) -> AppraisalRow | None:
        return self.appraisals[-1] if self.appraisals else None


def recycling_of(*, actor: Actor, case: CaseBrief) -> RecyclingCard:
    actor.must(SEE_CASES)
    found = Appraisal.objects.filter(case_id=case.id).order_by("id")
    rows = [AppraisalRow(**{n: getattr(r, n) for n in AppraisalRow.__slots__}) for r in found]
    pickup = Pickup.objects.filter(case_id=case.id).first()
    paper = Certificate.objects.filter(case_id=case.id).first()
    return RecyclingCard(
        appraisals=rows,
        pickup=PickupRow(**{n: getattr(pickup, n) for n in PickupRow.__slots__})
        if pickup
        else None,
        certificate=CertificateRow(**{n: getattr(paper, n) for n in CertificateRow.__slots__})
        if paper
        else None,
        next_act=next_act(
            answer=rows[-1].answer if rows else None,
            collected=pickup is not None,
            certified=paper is not None,
        ),
    )
