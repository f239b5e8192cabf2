"""The starter model: weighted pieces of words, learnt from our own seeds, with its reasons.

It is used until a company has enough confirmed cases of its own (semantics 3.3). Confidence is the
softmax of the scores at the temperature that fitted unseen seed templates.
"""

import json
import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from .features import PRODUCT, Heard
from .language import DATA

MOST_REASONS = 3
CONCEPT = 2.0
CONCEPT_SQUARE = CONCEPT**2


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest class, how likely, and the words that spoke for it."""

    value: str
    confidence: float
    words: tuple[str, ...]
    shares: Mapping[str, float]  # of every class


@dataclass(frozen=True, slots=True)
class Model:
    classes: tuple[str, ...]
    temperature: float
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Starter:
    version: str
    kind: Model
    category: Model


@cache
def starter() -> Starter:
    source = json.loads((DATA / "starter.json").read_text(encoding="utf-8"))
    kind, category = (
        Model(
            classes=tuple(source[name]["classes"]),
            temperature=source[name]["temperature"],
            bias=tuple(source[name]["bias"]),
            weights={piece: tuple(row) for piece, row in source[name]["weights"].items()},
        )
        for name in ("kind", "category")
    )
    return Starter(source["version"], kind, category)


def weight_of(piece: str) -> float:
    """A concept of the lexicon says more than a piece of a word."""
    return CONCEPT if piece.startswith("=") else 1.0


def length(pieces: Iterable[str], known: Container[str]) -> float:
    """Between the length of what is known and of the whole text: the unknown makes unsure."""
    square = 0.0
    for piece in pieces:
        share = CONCEPT_SQUARE if piece[0] == "=" else 1.0
        square += share if piece in known else share / 2
    return math.sqrt(square) or 1.0


def guess(model: Model, heard: Heard) -> Guess:
    """Nothing known in the text: the confidence is that of a guess without evidence, 0."""
    known = [(piece, model.weights[piece]) for piece in heard.pieces if piece in model.weights]
    if not known:
        return Guess(model.classes[0], 0.0, (), {})
    scores = list(model.bias)
    norm = length(heard.pieces, model.weights)
    for piece, row in known:
        share = weight_of(piece) / norm
        scores = [score + weight * share for score, weight in zip(scores, row, strict=True)]
    highest = max(scores)
    powers = [math.exp((score - highest) / model.temperature) for score in scores]
    best = scores.index(highest)
    mean = {piece: row[best] - sum(row) / len(row) for piece, row in known}
    speaking = sorted((p for p in mean if mean[p] > 0), key=lambda p: -mean[p])
    shares = {name: power / sum(powers) for name, power in zip(model.classes, powers, strict=True)}
    value = model.classes[best]
    return Guess(value, shares[value], _words(heard, speaking), shares)


def _words(heard: Heard, pieces: list[str]) -> tuple[str, ...]:
    """Longest first among like ones: 不制冷 is shown, 制冷 inside it is not."""
    shown: list[str] = []
    for piece in pieces:
        words = heard.pieces[piece]
        if (
            len(words) > 1
            and PRODUCT not in words
            and not any(words in other or other in words for other in shown)
        ):
            shown.append(words)
        if len(shown) == MOST_REASONS:
            break
    return tuple(shown)
