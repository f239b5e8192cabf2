"""What may be a sign of abuse, told to a person, who judges it (R-CO-05). None blocks anything."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

OFTEN = 3  # sums within the period: told even where nothing is known of what is usual
TWICE = 2
ENOUGH = 10  # customers, to speak of what is usual


class Kind(StrEnum):
    CLAIMANT = "claimant"  # the same phone, address or thing was paid often
    PHOTO = "photo"  # the same picture in another case
    PROOF = "proof"  # the same proof of purchase, or order, of somebody else


class Verdict(StrEnum):
    HARMLESS = "harmless"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """What somebody was promised in a period, beside what nine of ten others were at most."""

    number: int
    amount: Decimal
    customers: int
    usual_number: int
    usual_amount: Decimal


def stands_out(habit: Habit) -> bool:
    """Often by itself; or more often and more than usual, where enough others are known."""
    if habit.number >= OFTEN:
        return True
    if habit.number < TWICE or habit.customers < ENOUGH:
        return False
    return habit.number > habit.usual_number and habit.amount > habit.usual_amount
