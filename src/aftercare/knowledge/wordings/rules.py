"""Placeholders of wordings, filled without surprises."""

import re
from collections.abc import Mapping

BLANKS = {
    "customer": ("客户称呼", "customer's name"),
    "number": ("受理号", "case number"),
    "product": ("产品", "product"),
    "agent": ("您的姓名", "your name"),
    "company": ("公司名称", "company"),
    "due": ("时限", "time promised"),
    "missing": ("需要补充的内容", "what is missing"),
}
PLACEHOLDERS = frozenset(BLANKS)
_NAME = re.compile(r"\{(\w+)\}")


def filled(text: str, facts: Mapping[str, str], *, chinese: bool) -> str:
    """The text with what is known; what is not says what belongs there: 〔受理号〕."""

    def fill(found: re.Match[str]) -> str:
        blank = BLANKS.get(found[1])
        known = facts.get(found[1])
        return known or (f"〔{blank[not chinese]}〕" if blank else found[0])

    return _NAME.sub(fill, text)


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
