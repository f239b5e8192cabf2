"""From findings to a resolution that is approved, agreed and carried out (R-CASE-05 … 07)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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


LIVE = frozenset({State.AWAITING_APPROVAL, State.OFFERED, State.AGREED})
CLAIM = "claim"  # the hold of a return whose proof and ground nobody has looked at
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
    """The options side by side by what they cost us and how well they may please."""
    if not options:
        return []
    totals = {
        o.id: total_of(cost_amount=o.cost_amount, compensation_amount=o.compensation_amount)
        for o in options
    }
    least, most = min(totals.values()), max(o.expected_stars for o in options)
    return [
        Comparison(
            id=o.id,
            total_amount=totals[o.id],
            is_cheapest=totals[o.id] == least,
            is_most_pleasing=o.expected_stars == most,
        )
        for o in options
    ]


def next_approval(steps: Sequence[str], approved: int) -> str | None:
    """Whose approval is due after so many were given; None when there is nothing left."""
    return steps[approved] if approved < len(steps) else None


def proof_is_enough(*, how: str, reference: str, actor_is_customer: bool) -> bool:
    """The customer's own click needs nothing more; what staff report needs a reference."""
    if actor_is_customer:
        return how == How.PORTAL
    return how != How.PORTAL and bool(reference.strip())
