"""From findings to a resolution that is approved, agreed and carried out (R-CASE-05 … 07)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median


class State(StrEnum):
    OPTION = "option"  # one of those compared
    AWAITING_APPROVAL = "awaiting_approval"
    OFFERED = "offered"  # put to the customer
    AGREED = "agreed"
    CARRIED_OUT = "carried_out"
    DECLINED = "declined"  # by an approver
    REFUSED = "refused"  # by the customer
    WITHDRAWN = "withdrawn"


class How(StrEnum):
    """How a customer's word is proven."""

    PORTAL = "portal"
    RECORDED_CALL = "recorded_call"
    SIGNATURE = "signature"
    MESSAGE = "message"


CENT = Decimal("0.01")
FEW = 5  # fewer like cases say little
LIVE = frozenset({State.AWAITING_APPROVAL, State.OFFERED, State.AGREED})
CLAIM = "claim"  # the hold of a return whose proof and ground nobody has looked at
RETURN, REFUND = "return", "refund"  # what a return pays back needs no other ground
OF_GOODS = frozenset({"exchange", "return"})
EDITABLE = frozenset({State.OPTION, State.DECLINED, State.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFacts:
    id: int
    cost_amount: Decimal
    compensation_amount: Decimal
    expected_stars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    id: int
    total_amount: Decimal
    is_cheapest: bool
    is_most_pleasing: bool


def total_of(*, cost_amount: Decimal, compensation_amount: Decimal) -> Decimal:
    return cost_amount + compensation_amount


def compare(options: Sequence[OptionFacts]) -> list[Comparison]:
    """The options side by side by what they cost us and how well they may please.

    Nothing stands out where all are alike.
    """
    if not options:
        return []
    totals = {
        o.id: total_of(cost_amount=o.cost_amount, compensation_amount=o.compensation_amount)
        for o in options
    }
    least, most = min(totals.values()), max(o.expected_stars for o in options)
    differ_in_cost = least < max(totals.values())
    differ_in_stars = most > min(o.expected_stars for o in options)
    return [
        Comparison(
            id=o.id,
            total_amount=totals[o.id],
            is_cheapest=differ_in_cost and totals[o.id] == least,
            is_most_pleasing=differ_in_stars and o.expected_stars == most,
        )
        for o in options
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How one like case was settled; `stars` is what its customer gave, if asked."""

    kind: str
    amount: Decimal
    stars: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom:
    """What like cases were settled with in one way; `is_small` where few say little."""

    kind: str
    number: int
    least_amount: Decimal
    median_amount: Decimal
    most_amount: Decimal
    stars: float | None
    rated: int
    is_small: bool


def customs(settled: Iterable[Settled]) -> list[Custom]:
    """By kind of resolution, the most frequent first (R-CASE-06, R-CO-05)."""
    by_kind: dict[str, list[Settled]] = {}
    for one in settled:
        by_kind.setdefault(one.kind, []).append(one)
    found = []
    for kind, ones in by_kind.items():
        amounts = [one.amount for one in ones]
        stars = [one.stars for one in ones if one.stars is not None]
        found.append(
            Custom(
                kind=kind,
                number=len(ones),
                least_amount=min(amounts),
                median_amount=Decimal(median(amounts)).quantize(CENT),
                most_amount=max(amounts),
                stars=round(sum(stars) / len(stars), 1) if stars else None,
                rated=len(stars),
                is_small=len(ones) < FEW,
            )
        )
    return sorted(found, key=lambda custom: (-custom.number, custom.kind))


def next_approval(steps: Sequence[str], approved: int) -> str | None:
    """Whose approval is due after so many were given; None when there is nothing left."""
    return steps[approved] if approved < len(steps) else None


def proof_is_enough(*, how: str, reference: str, actor_is_customer: bool) -> bool:
    """The customer's own click needs nothing more; what staff report needs a reference."""
    if actor_is_customer:
        return how == How.PORTAL
    return how != How.PORTAL and bool(reference.strip())
