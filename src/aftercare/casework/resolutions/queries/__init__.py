from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import F, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.casework.resolutions import rules
from aftercare.casework.resolutions.models import (
    GROUND_CHOICES,
    HOW_CHOICES,
    LIABLE_CHOICES,
    RESOLUTION_CHOICES,
    Finding,
    Resolution,
)
from aftercare.casework.resolutions.rules import CLAIM, Custom, How, proof_is_enough
from aftercare.customers.units.queries import unit_briefs
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.identity.queries import user_ids_with
from aftercare.foundation.kept import asked_once
from aftercare.people.staff.queries import member_briefs

from .money import (
    Authority,
    Granted,
    MoneyCard,
    Offer,
    authority_over,
    granted_money,
    money_card,
)

__all__ = [
    "APPROVE_AS",
    "CLAIM",
    "GROUND_CHOICES",
    "HOW_CHOICES",
    "LIABLE_CHOICES",
    "RESOLUTION_CHOICES",
    "Authority",
    "Custom",
    "Granted",
    "How",
    "MoneyCard",
    "Offer",
    "authority_over",
    "granted_money",
    "money_card",
    "proof_is_enough",
]

APPROVE_AS = {
    "head": view("resolutions.approve_as_head"),
    "manager": view("resolutions.approve_as_manager"),
}
NOBODY_ELSE = gettext_noop(
    "Nobody else may give it here: withdraw it and let somebody else write it down, or give the"
    " right to approve to a second person."
)
LOOKED_BACK = timedelta(days=365)
MOST_LIKE = 2000
SHOWN_TO_CUSTOMERS = frozenset(
    {rules.State.OFFERED, rules.State.AGREED, rules.State.CARRIED_OUT, rules.State.REFUSED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    id: int
    cause: str
    liable: str
    text: str
    by_member_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRow:
    step: str
    granted: bool
    comment: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    agreed: bool
    how: str
    reference: str
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionRow:
    """A resolution as the case shows it; `awaits` is the approval step due, if any.

    `may_judge`: whoever asks may give that approval, or refuse it. `barred_because`: why one who
    gives such approvals has no say in this one.
    `beyond_reason`: why the customer gets otherwise than the table says; customers do not read it.
    """

    id: int
    kind: str
    summary: str
    cost_amount: Decimal
    compensation_amount: Decimal
    ground: str
    beyond_reason: str
    total_amount: Decimal
    expected_stars: int
    is_cheapest: bool
    is_most_pleasing: bool
    state: str
    awaits: str | None
    may_judge: bool
    barred_because: str
    by_member_id: int | None
    written_at: datetime
    offered_at: datetime | None
    carried_out_at: datetime | None
    approvals: Sequence[ApprovalRow]
    consents: Sequence[ConsentRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedRow:
    """A resolution that the customer agreed to; `carried_out_at` None while it is being done."""

    case_id: int
    kind: str
    carried_out_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeSettlements:
    """By kind of resolution: of the same line and category, and of the same model among them."""

    of_line: Sequence[rules.Custom]
    of_model: Sequence[rules.Custom]


def deeds_of(*, actor: Actor, case_ids: Collection[int]) -> list[DeedRow]:
    """What was agreed on with the customers of many cases, oldest first, in one query."""
    actor.must(SEE_CASES)
    return [
        DeedRow(case_id=row.case_id, kind=row.kind, carried_out_at=row.carried_out_at)
        for row in _agreed(case_ids)
    ]


@asked_once
def _agreed(case_ids: Collection[int]) -> QuerySet[Resolution]:
    states = [rules.State.AGREED, rules.State.CARRIED_OUT]
    return Resolution.objects.filter(case_id__in=case_ids, state__in=states).order_by("id")


def amounts_put_forward(*, actor: Actor, case_ids: Collection[int]) -> list[Decimal]:
    """What the resolutions of many cases cost that were put forward, in one query."""
    actor.must(SEE_CASES)
    found = Resolution.objects.filter(case_id__in=case_ids, put_forward_at__isnull=False)
    return [
        rules.total_of(cost_amount=cost, compensation_amount=compensation)
        for cost, compensation in found.values_list("cost_amount", "compensation_amount")
    ]


def findings_of(*, actor: Actor, case: CaseBrief) -> list[FindingRow]:
    """What was found out, oldest first; not for customers."""
    actor.must(SEE_CASES)
    if actor.kind is ActorKind.CUSTOMER:
        return []
    return [
        FindingRow(**{name: getattr(row, name) for name in FindingRow.__slots__})
        for row in _findings(case.id)
    ]


def resolutions_of(*, actor: Actor, case: CaseBrief) -> list[ResolutionRow]:
    """All resolutions of a case, compared; a customer sees those put to them."""
    actor.must(SEE_CASES)
    rows = _resolutions(case.id)
    if actor.kind is ActorKind.CUSTOMER:
        rows = [row for row in rows if row.state in SHOWN_TO_CUSTOMERS]
    # What nobody was asked about costs no query.
    prefetch_related_objects([row for row in rows if row.put_forward_at], "approvals")
    prefetch_related_objects([row for row in rows if row.offered_at], "consents")
    compared = {c.id: c for c in rules.compare([_facts(row) for row in rows])}
    if actor.kind is ActorKind.CUSTOMER:
        for row in rows:
            row.beyond_reason = ""
    return [_row_of(actor, row, compared[row.id]) for row in rows]


def why_not_judge(*, actor: Actor, by_member_id: int | None, given: Collection[int]) -> str:
    """Why this person has no say in the next approval; "" where they have.

    `by_member_id` proposed it; `given` are the users who have approved it already.
    """
    if by_member_id is not None and by_member_id == actor.staff_id:
        return _("Nobody approves a resolution of their own.")
    if actor.user_id in given:
        return _("The second approval must come from somebody else.")
    return ""


@asked_once
def _findings(case_id: int) -> QuerySet[Finding]:
    return Finding.objects.filter(case_id=case_id).order_by("id")


@asked_once
def _resolutions(case_id: int) -> QuerySet[Resolution]:
    return Resolution.objects.filter(case_id=case_id).order_by("id")


def like_settlements(*, actor: Actor, case: CaseBrief, now: datetime) -> LikeSettlements:
    """What cases of the same line and category were settled with within a year; not for customers.

    `of_model` narrows it to the same product model, where the case names one.
    """
    actor.must(SEE_CASES)
    if actor.kind is ActorKind.CUSTOMER:
        return LikeSettlements(of_line=[], of_model=[])
    facts = case.classification
    found = Resolution.objects.filter(
        carried_out_at__gt=now - LOOKED_BACK,
        case__product_line=facts.product_line,
        case__category=facts.category,
    ).exclude(case_id=case.id)
    like = found.order_by("-carried_out_at")
    unit = unit_briefs(actor=SYSTEM, ids=[case.unit_id or 0]).get(case.unit_id or 0)
    model_id = unit.model_id if unit else None
    of_model = like.filter(case__unit__product_model_id=model_id) if model_id else like.none()
    return LikeSettlements(of_line=_customs(like), of_model=_customs(of_model))


def live_of(rows: Iterable[ResolutionRow]) -> ResolutionRow | None:
    """The same among those at hand."""
    return next((row for row in rows if row.state in rules.LIVE), None)


def _customs(found: QuerySet[Resolution]) -> list[rules.Custom]:
    total = F("cost_amount") + F("compensation_amount")
    rows = found.annotate(total=total).values_list("kind", "total", "case__satisfaction")
    return rules.customs(
        rules.Settled(kind=kind, amount=amount, stars=stars)
        for kind, amount, stars in rows[:MOST_LIKE]
    )


def _facts(row: Resolution) -> rules.OptionFacts:
    return rules.OptionFacts(
        id=row.id,
        cost_amount=row.cost_amount,
        compensation_amount=row.compensation_amount,
        expected_stars=row.expected_stars,
    )


def _others_who_judge(permission: str, row: Resolution, given: Collection[int]) -> set[int]:
    """The users who may still give the approval: not who proposed it, nor who has approved it."""
    proposer = member_briefs(actor=SYSTEM, ids=[row.by_member_id or 0]).get(row.by_member_id or 0)
    barred = {*given, proposer.user_id if proposer else None}
    return user_ids_with(actor=SYSTEM, permission=permission) - barred


def _row_of(actor: Actor, row: Resolution, compared: rules.Comparison) -> ResolutionRow:
    approvals = sorted(row.approvals.all(), key=lambda a: a.id) if row.put_forward_at else []
    consents = sorted(row.consents.all(), key=lambda c: c.id) if row.offered_at else []
    waits = row.state == rules.State.AWAITING_APPROVAL
    since = row.put_forward_at
    given = [a.by_user_id for a in approvals if since and a.at >= since]
    awaits = rules.next_approval(row.steps, len(given)) if waits else None
    judges = awaits in APPROVE_AS and actor.may(APPROVE_AS[awaits])
    bars = why_not_judge(actor=actor, by_member_id=row.by_member_id, given=given) if judges else ""
    if bars and not _others_who_judge(APPROVE_AS[awaits or ""], row, given):
        bars = f"{bars} {_(NOBODY_ELSE)}"
    return ResolutionRow(
        id=row.id,
        kind=row.kind,
        summary=row.summary,
        cost_amount=row.cost_amount,
        compensation_amount=row.compensation_amount,
        ground=row.ground,
        beyond_reason=row.beyond_reason,
        total_amount=compared.total_amount,
        expected_stars=row.expected_stars,
        is_cheapest=compared.is_cheapest,
        is_most_pleasing=compared.is_most_pleasing,
        state=row.state,
        awaits=awaits,
        may_judge=judges and not bars,
        barred_because=bars,
        by_member_id=row.by_member_id,
        written_at=row.written_at,
        offered_at=row.offered_at,
        carried_out_at=row.carried_out_at,
        approvals=[
            ApprovalRow(**{name: getattr(a, name) for name in ApprovalRow.__slots__})
            for a in approvals
        ],
        consents=[
            ConsentRow(**{name: getattr(c, name) for name in ConsentRow.__slots__})
            for c in consents
        ],
    )
