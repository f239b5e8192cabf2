"""What was recorded on a case for the limits of the law, and what may be recorded next."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor, ActorKind

from .models import LegalStep
from .rules import AUTHORITY, Step, possible

__all__ = ["AUTHORITY", "AUTHORITY_CHOICES", "STEP_CHOICES", "Step"]

STEP_CHOICES = [
    ("goods_returned", _("The goods came back")),
    ("refund_paid", _("The refund was paid")),
    ("mediation_opened", _("An authority passed a complaint on (12315)")),
    ("mediation_accepted", _("The authority took the complaint up")),
    ("mediation_declined", _("The authority declined the complaint")),
    ("mediation_ended", _("The mediation ended")),
    ("grave_harm", _("Grave harm became known: death, injury, great loss, a recall abroad")),
    ("authority_told", _("The defect was reported to the authority")),
]
AUTHORITY_CHOICES = [
    ("market_supervision", _("Market supervision (12315)")),
    ("consumer_association", _("Consumer association")),
    ("other_authority", _("Another authority")),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalStepRow:
    id: int
    step: str
    authority: str
    reference: str
    happened_at: datetime
    recorded_at: datetime
    by_member: int | None
    ended_at: datetime | None


def legal_steps_of(*, actor: Actor, case: CaseBrief) -> list[LegalStepRow]:
    """Oldest first; not for customers."""
    actor.must(SEE_CASES)
    if actor.kind is ActorKind.CUSTOMER:
        return []
    rows = LegalStep.objects.filter(case_id=case.id).order_by("happened_at", "id")
    return [LegalStepRow(**{n: getattr(row, n) for n in LegalStepRow.__slots__}) for row in rows]


def legal_steps_possible(*, actor: Actor, case: CaseBrief) -> list[Step]:
    """What can be recorded now: what begins a limit, and what ends one that runs."""
    rows = legal_steps_of(actor=actor, case=case)
    return possible([row.step for row in rows if row.ended_at is None])
