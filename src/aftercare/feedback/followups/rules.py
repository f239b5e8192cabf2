"""Asking after a resolution, and what an unhappy answer leads to (R-CASE-10)."""

from dataclasses import dataclass

SATISFIED_FROM = 3
HOLD = "follow_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpFacts:
    tries: int
    tries_wanted: int
    is_answered: bool


def is_satisfied(stars: int) -> bool:
    """Three stars of five and more; below, the case goes back to handling."""
    return stars >= SATISFIED_FROM


def is_done(facts: FollowUpFacts) -> bool:
    """Answered, or tried as often as the policy says."""
    return facts.is_answered or facts.tries >= facts.tries_wanted
