"""An offer of a leading case, carried to every follower that the person may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from aftercare.casework.cases.queries import CaseBrief, case_briefs
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import Refusal
from aftercare.matters.leads.actions import note_hindrance, offer_to_followers, take_offer
from aftercare.matters.leads.queries import Kind, unanswered

from .refusals import sentence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """`refused`: why it was not taken; "" where it was."""

    case: CaseBrief
    refused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """`hidden`: how many wait for the word of somebody else, out of the person's sight."""

    offer_id: int
    carried: Sequence[Carried]
    hidden: int


def offer_to_all(
    *,
    actor: Actor,
    case: CaseBrief,
    kind: str,
    said: dict[str, Any],
    sums: Mapping[int, Decimal] | None = None,
    now: datetime,
) -> Round:
    """Offers to all that follow, and carries it to those in sight at once.

    `sums`: what single customers are paid instead, by case.
    """
    offer_id = offer_to_followers(actor=actor, case_id=case.id, kind=Kind(kind), said=said, now=now)
    return carry(actor=actor, case=case, offer_id=offer_id, sums=sums, now=now)


def carry(
    *,
    actor: Actor,
    case: CaseBrief,
    offer_id: int,
    sums: Mapping[int, Decimal] | None = None,
    now: datetime,
) -> Round:
    """Takes an offer over on each follower that has not answered it, each by itself.

    What one refuses changes nothing for the others: never within one piece of work.
    """
    own = sums or {}
    waiting = unanswered(actor=actor, case=case, offer_id=offer_id)
    seen = sorted(case_briefs(actor=actor, ids=waiting), key=lambda one: waiting.index(one.id))
    carried = [
        Carried(case=one, refused=_taken(actor, one.id, offer_id, own.get(one.id), now))
        for one in seen
    ]
    return Round(offer_id=offer_id, carried=carried, hidden=len(waiting) - len(seen))


def _taken(actor: Actor, case_id: int, offer_id: int, own: Decimal | None, now: datetime) -> str:
    try:
        take_offer(
            actor=actor, case_id=case_id, offer_id=offer_id, compensation_amount=own, now=now
        )
    except Refusal as refusal:
        why = sentence_of(refusal)
        note_hindrance(actor=actor, case_id=case_id, offer_id=offer_id, why=why, now=now)
        return why
    return ""
