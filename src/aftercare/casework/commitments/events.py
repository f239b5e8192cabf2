"""What happens to a promise, for the modules above it."""

from dataclasses import dataclass
from datetime import datetime


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
    case_id: int
    clock_id: int
    code: str
    due_at: datetime
    at: datetime
