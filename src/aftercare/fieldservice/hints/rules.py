"""From what a customer tells to what it most likely is (R-FS-10)."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 2


@dataclass(frozen=True, slots=True)
class Words:
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What it may be, and what to bring for it."""

    words: Words
    bring: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """`attempt`: what the customer may try alone, without danger; None where there is nothing."""

    goods: tuple[str, ...]
    symptoms: tuple[str, ...]
    ask: tuple[Words, ...]
    attempt: Words | None
    causes: tuple[Cause, ...]


def fitting(hints: Sequence[Hint], *, goods: str, told: str) -> list[Hint]:
    """Those whose thing and symptom were said, the most symptoms first."""

    def said(hint: Hint) -> int:
        return sum(word in told for word in hint.symptoms)

    about = [one for one in hints if any(word in goods for word in one.goods) and said(one)]
    return sorted(about, key=said, reverse=True)[:MOST]
