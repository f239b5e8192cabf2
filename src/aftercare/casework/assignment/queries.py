from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from aftercare.casework.cases.events import Classification
from aftercare.casework.cases.queries import open_case_counts
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Refusal
from aftercare.people.staff.queries import candidates, member_brief

from .rules import Contender, best_contender

FULL_DESK = 500  # cases; who has more is not told apart


class NobodyAvailable(Refusal):
    """No one on the staff could answer for such a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    member_id: int
    org_unit_id: int


def contenders_for(*, actor: Actor, classification: Classification, region: str) -> list[Contender]:
    """Whose duties cover such a case, with their load, least loaded first."""
    found = candidates(
        actor=actor,
        kind=classification.kind,
        category=classification.category,
        level=classification.level,
        product_line=classification.product_line,
        region=region,
    )
    owner_ids = [candidate.member_id for candidate in found]
    counts = open_case_counts(actor=SYSTEM, owner_ids=owner_ids, most=FULL_DESK)
    contenders = [
        Contender(
            member_id=c.member_id,
            org_unit_id=c.org_unit_id,
            is_head=c.is_head,
            fit=(int(c.category_fit), int(c.line_fit), c.region_fit),
            open_cases=counts[c.member_id],
        )
        for c in found
    ]
    return sorted(contenders, key=lambda c: (c.open_cases, c.member_id))


def first_owner(*, actor: Actor, classification: Classification, region: str) -> Owner:
    """Who answers for a new case: the best of those on duty, else whoever takes it down.

    Raises NobodyAvailable: a case without an owner does not exist (R-IN-09).
    """
    contenders = contenders_for(actor=SYSTEM, classification=classification, region=region)
    best = best_contender(contenders, grave=classification.severity == "A")
    if best is not None:
        return Owner(member_id=best.member_id, org_unit_id=best.org_unit_id)
    if actor.staff_id is not None:
        member = member_brief(actor=SYSTEM, member_id=actor.staff_id)
        return Owner(member_id=member.id, org_unit_id=member.org_unit_id)
    raise NobodyAvailable(_("Nobody is on duty who could answer for this case."))


def loads_of(*, actor: Actor, member_ids: Sequence[int]) -> dict[int, int]:
    """Open cases by owner, for choosing one by hand."""
    return open_case_counts(actor=actor, owner_ids=member_ids)
