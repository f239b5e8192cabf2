"""Which case leads, which follow, what is offered and how far all of them are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aftercare.casework.cases.queries import (
    SEE_CASES,
    CaseBrief,
    CaseFilter,
    case_briefs,
    case_page,
)
from aftercare.casework.resolutions.queries import deeds_of
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.search.rules import likeness

from . import rules
from .models import OFFER_CHOICES, Answer, Follower, Lead, Offer
from .rules import Kind, Progress

__all__ = ["OFFER_CHOICES", "Kind"]

LOOKED_BACK = timedelta(days=30)
MOST_LIKE, MOST_SHOWN = 200, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerRow:
    case: CaseBrief
    joined_at: datetime
    agreed: bool
    carried_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """`case` None: out of the actor's sight."""

    case: CaseBrief | None
    state: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """`said`: `text`; `cause` and `liable` of a finding; `kind`, amounts, `stars` of a resolution.

    `answers` are those of a leader's followers; the follower's own page has one.
    """

    id: int
    kind: str
    said: dict[str, Any]
    at: datetime
    answers: Sequence[AnswerRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadCard:
    """A leading case. `hidden`: how many followers are out of the actor's sight."""

    cause: str
    since: datetime
    followers: Sequence[FollowerRow]
    hidden: int
    progress: Progress
    offers: Sequence[OfferRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What a case follows; `lead` None: the leading case is out of the actor's sight."""

    cause: str
    since: datetime
    lead: CaseBrief | None
    offers: Sequence[OfferRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """A case in like words; `likeness` from 0 to 1."""

    case: CaseBrief
    likeness: float


def lead_of(*, actor: Actor, case: CaseBrief) -> LeadCard | None:
    """What a case leads; nothing for a customer, to whom the others are nobody's business."""
    actor.must(SEE_CASES)
    if actor.kind is ActorKind.CUSTOMER:
        return None
    lead = Lead.objects.filter(case_id=case.id, ended_at=None).first()
    if lead is None:
        return None
    joined = dict(
        lead.followers.filter(left_at=None).order_by("id").values_list("case_id", "joined_at")
    )
    seen = {one.id: one for one in case_briefs(actor=actor, ids=joined)}
    standings = _standings(joined)
    return LeadCard(
        cause=lead.cause,
        since=lead.since,
        followers=[
            FollowerRow(
                case=seen[key],
                joined_at=at,
                agreed=standings[key].agreed,
                carried_out=standings[key].carried_out,
            )
            for key, at in joined.items()
            if key in seen
        ],
        hidden=len(joined) - len(seen),
        progress=rules.progress_of(standings.values()),
        offers=_offers(lead, seen),
    )


def following(*, actor: Actor, case: CaseBrief) -> Following | None:
    """What a case follows, and what is offered to it."""
    actor.must(SEE_CASES)
    if actor.kind is ActorKind.CUSTOMER:
        return None
    row = Follower.objects.filter(case_id=case.id, left_at=None).select_related("lead").first()
    if row is None:
        return None
    answers = Answer.objects.filter(case_id=case.id, offer__lead=row.lead).select_related("offer")
    return Following(
        cause=row.lead.cause,
        since=row.joined_at,
        lead=next(iter(case_briefs(actor=actor, ids=[row.lead.case_id])), None),
        offers=[
            _row_of(answer.offer, [_answer_of(answer, {case.id: case})])
            for answer in answers.order_by("-id")
        ],
    )


def like_cases(*, actor: Actor, case: CaseBrief, now: datetime) -> list[Like]:
    """Open cases of other customers that may have the same cause, in the likest words first.

    Looked for among the newest of the same line and category within the last days.
    """
    facts = case.classification
    narrowed = CaseFilter(
        is_open=True,
        lines=[facts.product_line],
        categories=[facts.category],
        received_from=now - LOOKED_BACK,
    )
    rows = case_page(actor=actor, narrowed=narrowed, limit=MOST_LIKE, now=now).rows
    others = [row.id for row in rows if row.customer_id != case.customer_id]
    taken = {*Follower.objects.filter(case_id__in=others, left_at=None).values_list("case_id")}
    found = case_briefs(actor=actor, ids=[one for one in others if (one,) not in taken])
    told = f"{case.subject} {case.description}"
    like = [
        Like(case=one, likeness=likeness(told, f"{one.subject} {one.description}")) for one in found
    ]
    return sorted(
        (one for one in like if one.likeness >= rules.LIKE_ENOUGH),
        key=lambda one: (-one.likeness, -one.case.id),
    )[:MOST_SHOWN]


def follower_ids(*, actor: Actor, case: CaseBrief) -> list[int]:
    """All that follow a leading case, also those out of the actor's sight."""
    actor.must(SEE_CASES)
    rows = Follower.objects.filter(lead__case_id=case.id, lead__ended_at=None, left_at=None)
    return list(rows.order_by("id").values_list("case_id", flat=True))


def unanswered(*, actor: Actor, case: CaseBrief, offer_id: int) -> list[int]:
    """The followers of a leading case for which nobody has answered an offer."""
    actor.must(SEE_CASES)
    rows = Answer.objects.filter(
        offer_id=offer_id, offer__lead__case_id=case.id, state=rules.State.OPEN
    )
    return list(rows.order_by("id").values_list("case_id", flat=True))


def _standings(case_ids: Collection[int]) -> dict[int, rules.Standing]:
    """Of all followers: how many are done is no secret of theirs."""
    deeds: dict[int, list[bool]] = {}
    for deed in deeds_of(actor=SYSTEM, case_ids=case_ids):
        deeds.setdefault(deed.case_id, []).append(deed.carried_out_at is not None)
    return {
        case.id: rules.Standing(
            stage=case.stage, agreed=case.id in deeds, carried_out=any(deeds.get(case.id, ()))
        )
        for case in case_briefs(actor=SYSTEM, ids=case_ids)
    }


def _offers(lead: Lead, seen: dict[int, CaseBrief]) -> list[OfferRow]:
    found = lead.offers.order_by("-id").prefetch_related("answers")
    return [
        _row_of(offer, [_answer_of(one, seen) for one in sorted(offer.answers.all(), key=_by_id)])
        for offer in found
    ]


def _by_id(answer: Answer) -> int:
    return answer.id


def _row_of(offer: Offer, answers: Sequence[AnswerRow]) -> OfferRow:
    return OfferRow(id=offer.id, kind=offer.kind, said=offer.said, at=offer.at, answers=answers)


def _answer_of(answer: Answer, seen: dict[int, CaseBrief]) -> AnswerRow:
    case = seen.get(answer.case_id)
    # What stood in the way of a case that one may not see is nobody's to read.
    return AnswerRow(case=case, state=answer.state, why=answer.why if case else "", at=answer.at)
