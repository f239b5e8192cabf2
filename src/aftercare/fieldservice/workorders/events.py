"""What happens to work orders, for the modules above. `at` is when it happened."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEnded:
    """Done or called off (`state`): what was planned or put by for it is free again.

    `arrived_at`: when somebody came, where whoever ended it knows.
    """

    order_id: int
    case_id: int
    state: str
    at: datetime
    arrived_at: datetime | None = None
