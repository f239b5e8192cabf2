"""What becomes of visits, for the modules above."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingOver:
    """Nobody comes at the booked time any more, or somebody was there: `outcome` says which."""

    case_id: int
    reference: int
    outcome: str
    from_at: datetime
    at: datetime
