"""Questions that were passed on."""

from dataclasses import dataclass, replace
from datetime import datetime

from aftercare.casework.assignment.queries import contenders_for
from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.customers.parties.queries import customer_brief
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind

from .models import Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """`is_open`: the answer has not come back yet."""

    id: int
    question: str
    from_member_id: int
    to_member_id: int
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    is_open: bool


def referrals_of(*, actor: Actor, case: CaseBrief) -> list[ReferralRow]:
    """Oldest first; not for customers, who hear the answer from whoever looks after them."""
    actor.must(SEE_CASES)
    if actor.kind is ActorKind.CUSTOMER:
        return []
    return [
        ReferralRow(
            **{name: getattr(row, name) for name in ReferralRow.__slots__ if name != "is_open"},
            is_open=row.answered_at is None and case.is_open,
        )
        for row in Referral.objects.filter(case_id=case.id).order_by("id")
    ]


def specialist_for(*, actor: Actor, case: CaseBrief, at: datetime) -> int | None:
    """Who knows most of what the question is about: by category, as if it were a complaint.

    Among those who know as much, who is there.
    """
    customer = customer_brief(actor=actor, customer_id=case.customer_id)
    about = replace(case.classification, kind="complaint")
    found = contenders_for(actor=SYSTEM, classification=about, region=customer.region, at=at)
    others = [one for one in found if one.member_id != case.owner_id]
    best = min(
        others,
        key=lambda one: (*(-part for part in one.fit), not one.here, one.is_head),
        default=None,
    )
    return best.member_id if best else None
