"""What to ask before a visit, and what to bring, in the language of who asks."""

from dataclasses import dataclass

from django.utils.translation import get_language

from aftercare.foundation.actor import Actor

from .adapters import hints
from .rules import Words, fitting


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseRow:
    cause: str
    bring: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HintRow:
    """`attempt` "" where the customer had better try nothing."""

    ask: list[str]
    attempt: str
    causes: list[CauseRow]


def hints_for(*, actor: Actor, goods: str, told: str) -> list[HintRow]:
    """For a thing and what the customer tells of it; empty where nothing fits."""
    del actor
    return [
        HintRow(
            ask=[_said(one) for one in hint.ask],
            attempt=_said(hint.attempt) if hint.attempt else "",
            causes=[CauseRow(cause=_said(c.words), bring=_said(c.bring)) for c in hint.causes],
        )
        for hint in fitting(hints(), goods=goods, told=told)
    ]


def _said(words: Words) -> str:
    return words.zh if (get_language() or "zh").startswith("zh") else words.en
