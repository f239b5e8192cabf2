"""When two cases are likely one matter (R-IN-05)."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from enum import StrEnum

WITHIN = timedelta(days=30)
LIKE_ENOUGH = 0.35
NEARLY_THE_SAME = 0.6
_ODD, _31_BITS = 0x9E3779B1, 0x7FFFFFFF


class Sign(StrEnum):
    """What speaks for two cases being one matter, the strongest first."""

    UNIT = "unit"
    ORDER = "order"
    CUSTOMER = "customer"
    ADDRESS = "address"
    TEXT = "text"


def is_likely_double(*, signs: Collection[Sign], likeness: float, age: timedelta) -> bool:
    """Within the last days, open or closed.

    The same unit or order; of one customer or household in like words; of anybody else where the
    words are nearly the same.
    """
    if age > WITHIN:
        return False
    if not {Sign.UNIT, Sign.ORDER}.isdisjoint(signs):
        return True
    at_home = not {Sign.CUSTOMER, Sign.ADDRESS}.isdisjoint(signs)
    return likeness >= (LIKE_ENOUGH if at_home else NEARLY_THE_SAME)


def marks_at(marks: Collection[int], at: datetime) -> list[int]:
    """Marks of a text (foundation.search) as those of one stretch of thirty days.

    Who asks for like cases of the last days never meets those of other years.
    """
    stretch = at.astimezone(UTC).toordinal() // WITHIN.days * _ODD & _31_BITS
    return [mark ^ stretch for mark in marks]
