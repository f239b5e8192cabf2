"""When a case is the same matter again, and what that does to its grade (R-IN-11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LIKE_ENOUGH = 0.35
REPAIRABLE = frozenset({"complaint", "repair", "installation", "care", "return_exchange"})


class Sign(StrEnum):
    """By what it is known, the strongest first."""

    UNIT = "unit"
    ORDER = "order"
    TEXT = "text"
    PERSON = "person"  # somebody said so


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a case is known by."""

    kind: str
    category: str
    customer_id: int
    unit_id: int | None
    order_no: str


def is_within(settled_at: datetime | None, *, at: datetime, days: int) -> bool:
    """What came in before it was settled is the same matter still, not again."""
    return settled_at is not None and settled_at < at <= settled_at + timedelta(days=days)


def signs_of(earlier: Matter, later: Matter, *, likeness: float) -> list[Sign]:
    """What speaks for `later` being `earlier` again; nothing where one is not repaired at all.

    The same thing is enough; of one order or customer it takes the same category in like words.
    """
    if not {earlier.kind, later.kind} <= REPAIRABLE:
        return []
    signs = []
    if later.unit_id is not None and later.unit_id == earlier.unit_id:
        signs.append(Sign.UNIT)
    if earlier.category != later.category or likeness < LIKE_ENOUGH:
        return signs
    if later.order_no and later.order_no == earlier.order_no:
        signs.append(Sign.ORDER)
    if later.customer_id == earlier.customer_id:
        signs.append(Sign.TEXT)
    return signs


def grade_of(level: str, severity: str) -> str:
    return f"{level}/{severity}"


def first_fix_percent(*, settled: int, came_again: int) -> float | None:
    """The share of settled cases that did not come again; None while there are none."""
    return round(100 * (settled - came_again) / settled, 1) if settled else None
