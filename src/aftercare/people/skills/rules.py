"""Which skills a case needs, and how a held one stands on a day."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LINE_CODE = re.compile(r"[a-z][a-z0-9_-]{0,19}")


class Standing(StrEnum):
    """How a skill that somebody holds stands on a day."""

    COMING = "coming"
    VALID = "valid"
    LAPSING = "lapsing"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """For which cases a skill is needed: an empty collection is any, four of them are none."""

    kinds: Collection[str] = ()
    categories: Collection[str] = ()
    product_lines: Collection[str] = ()
    levels: Collection[str] = ()

    def takes(self, *, kind: str, category: str, product_line: str, level: str) -> bool:
        asked = (
            (self.kinds, kind),
            (self.categories, category),
            (self.product_lines, product_line),
            (self.levels, level),
        )
        named = [(wanted, found) for wanted, found in asked if wanted]
        return bool(named) and all(found in wanted for wanted, found in named)


def standing(*, valid_from: date, valid_until: date | None, warn_days: int, on: date) -> Standing:
    """`valid_until` is the last day; from `warn_days` before it on the skill is lapsing."""
    if on < valid_from:
        return Standing.COMING
    if valid_until is None or on < valid_until - timedelta(days=warn_days):
        return Standing.VALID
    return Standing.LAPSING if on <= valid_until else Standing.LAPSED


def is_line_code(text: str) -> bool:
    """Whether a product line could go by it; free words are none."""
    return LINE_CODE.fullmatch(text) is not None
