"""What is told to the customer at the door before charged work begins (R-FS-12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A line that can be chosen; `code` names it, `count` is what is proposed."""

    code: str
    kind: str
    words: str
    amount: Decimal
    count: int


def chosen(offered: Sequence[Offered], wanted: Mapping[str, int]) -> list[tuple[Offered, int]]:
    """The lines with how many of each; those that nobody wants are left out."""
    return [(one, wanted[one.code]) for one in offered if wanted.get(one.code, 0) > 0]


def unknown(offered: Sequence[Offered], wanted: Mapping[str, int]) -> set[str]:
    """What is wanted and no list has."""
    return set(wanted) - {one.code for one in offered}
