"""What happens to a promise, for the modules above it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAgreed:
    """A date was agreed upon with the customer, or another promised in its place.

    `visit`: the booking that it is the date of, where it is one.
    """

    case_id: int
    moment: datetime
    at: datetime
    visit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentEndangered:
    """`percent` of the time of a promise is used and it is not kept yet."""

    case_id: int
    clock_id: int
    code: str
    percent: int
    due_at: datetime | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentBroken:
    """`tell` are those who hear of it, as the pack names them: owner, head, second_head."""

    case_id: int
    clock_id: int
    code: str
    tell: tuple[str, ...]
    due_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentEscalated:
    """Not kept `minutes` after its due, or before (negative), counted as its clock counts."""

    case_id: int
    clock_id: int
    code: str
    minutes: int
    tell: tuple[str, ...]
    due_at: datetime | None
    at: datetime
