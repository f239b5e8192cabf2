"""What customers pay for work on site, for the modules above. `at` is when it was noted."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPaid:
    """A quotation was paid whole; `org_unit_id` is the unit that does the work.

    `by_member_id` is the colleague who took it, where it was one.
    """

    payment_id: int
    order_id: int
    case_id: int
    org_unit_id: int
    amount: Decimal
    way: str
    reference: str
    by_name: str
    by_user_id: int | None
    by_member_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPaidBack:
    """The payment went back to the customer."""

    payment_id: int
    reason: str
    by_name: str
    by_user_id: int | None
    at: datetime
