"""Placeholders of wordings, filled without surprises."""

import re
from collections.abc import Mapping

PLACEHOLDERS = frozenset({"customer", "number", "product", "agent", "company", "due", "missing"})
_NAME = re.compile(r"\{(\w+)\}")


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with what is known; what is not stays as {name}, for a person to write."""
    return _NAME.sub(lambda found: facts.get(found[1]) or found[0], text)


def strangers(text: str) -> list[str]:
    """Placeholders that nobody fills: a slip of the pen."""
    return sorted(set(_NAME.findall(text)) - PLACEHOLDERS)


def closeness(
    *, kind: str, category: str, line: str, asked: tuple[str, str, str]
) -> tuple[int, int]:
    """How well a wording fits: how many of the three it names, category before the others."""
    named = [
        bool(own) and own == wanted
        for own, wanted in zip((kind, category, line), asked, strict=True)
    ]
    return sum(named), int(named[1])
