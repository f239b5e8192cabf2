"""What may be done with a sum that was promised (R-CO-05)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

NOTHING = Decimal(0)


class Move(StrEnum):
    PROMISED = "promised"  # the customer agreed to it
    PAID = "paid"
    PROMISE_REVERSED = "promise_reversed"
    PAYMENT_REVERSED = "payment_reversed"
    RECEIVED = "received"  # a customer paid for work on site
    REFUNDED = "refunded"


class State(StrEnum):
    """Where a promised sum stands."""

    WAITING = "waiting"
    PAID = "paid"
    REVERSED = "reversed"


REVERSAL_OF = {Move.PROMISED: Move.PROMISE_REVERSED, Move.PAID: Move.PAYMENT_REVERSED}
RECEIPTS = (Move.RECEIVED, Move.REFUNDED)
REVERSALS = (*REVERSAL_OF.values(), Move.REFUNDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry about one promise; `of` is the entry that a reversal takes back."""

    id: int
    move: str
    of: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the entries about one promise come to; `payment` is the one that stands."""

    state: State
    payment: int | None
    freed_by: int | None  # the reversal of the last payment: one payment may come after it


def standing(lines: Iterable[Line]) -> Standing:
    """Read from the entries in the order in which they were made."""
    promise_stands, payment, freed_by = True, None, None
    for line in lines:
        if line.move == Move.PAID:
            payment = line.id
        elif line.move == Move.PAYMENT_REVERSED:
            payment, freed_by = None, line.id
        elif line.move == Move.PROMISE_REVERSED:
            promise_stands = False
    if payment is not None:
        return Standing(state=State.PAID, payment=payment, freed_by=None)
    state = State.WAITING if promise_stands else State.REVERSED
    return Standing(state=state, payment=None, freed_by=freed_by)
