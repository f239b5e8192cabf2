"""How grave, how urgent, how complicated: points for harm, loss, repetition, threats, people."""

from dataclasses import dataclass

from .features import lexicon
from .text import normal

POINTS_OF_A = 3
LONG_QUESTION = 160  # characters
LONGEST_READ = 4000
GRADED = {"complaint", "repair", "return_exchange"}


@dataclass(frozen=True, slots=True)
class Grade:
    """`grounds` are (code, words) pairs: why the severity is not C."""

    severity: str
    confidence: float
    urgent_words: str  # "" when it is not urgent
    complex: bool
    complex_words: str
    grounds: tuple[tuple[str, str], ...]


def grade(text: str, *, kind: str) -> Grade:
    """Without any danger: that is decided elsewhere and is always A."""
    plain, known = normal(text[:LONGEST_READ]), lexicon()
    grounds: list[tuple[str, str]] = []
    points = 0
    for name, (worth, pattern) in known.grades.items():
        hit = pattern.search(plain)
        if hit:
            grounds.append((name, hit.group()))
            points += worth
    if kind not in GRADED:
        points = min(points, 1)
    severity = "A" if points >= POINTS_OF_A else "B" if points else "C"
    urgent, hard = known.urgent.search(plain), known.complex.search(plain)
    questions = plain.count("?") + plain.count("？")
    involved = kind == "consultation" and (
        bool(hard) or questions > 1 or len(plain) > LONG_QUESTION
    )
    return Grade(
        severity=severity,
        confidence=min(0.9, 0.6 + 0.1 * points),
        urgent_words=urgent.group() if urgent else "",
        complex=involved,
        complex_words=hard.group() if hard and involved else "",
        grounds=tuple(grounds),
    )
