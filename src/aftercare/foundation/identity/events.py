from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosing:
    """About to be closed, in the same transaction: whoever still needs the person refuses."""

    user_id: int
    at: datetime
