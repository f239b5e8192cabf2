"""What happens to members. Who still needs a person refuses the leaving by raising a Refusal."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeaving:
    """About to leave, in the same transaction: open work must have been handed over."""

    member_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberMoved:
    """Works in another unit from now on."""

    member_id: int
    former_org_unit_id: int
    org_unit_id: int
    at: datetime
