"""What happens to the hours of people, for the modules above."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveApproved:
    """A member will be away. Once for each leave."""

    leave_id: int
    member_id: int
    from_at: datetime
    until_at: datetime
    at: datetime
