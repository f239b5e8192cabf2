"""A model: weighted pieces of words, with its reasons; the starter is learnt from our own seeds.

The starter is used until one learnt from the company's confirmed cases is better (semantics 3.3).
Confidence is the softmax of the scores at the temperature that fitted texts it had not seen.
"""

import json
import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .features import PRODUCT, Heard
from .language import DATA
from .whole import whole_words

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
    wide: bool = False  # a taught model reads more of a text than the starter does
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by class, to be shown


@dataclass(frozen=True, slots=True)
class Models:
    """One model a field; `learned` names the fields whose model the company has taught."""

    version: str
    kind: Model
    category: Model
    learned: frozenset[str] = frozenset()


def model_from(source: Mapping[str, Any]) -> Model:
    return Model(
        classes=tuple(source["classes"]),
        temperature=source["temperature"],
        bias=tuple(source["bias"]),
        weights={piece: tuple(row) for piece, row in source["weights"].items()},
        wide=source.get("wide", False),
        words={name: tuple(words) for name, words in source.get("words", {}).items()},
    )


@cache
def starter() -> Models:
    source = json.loads((DATA / "starter.json").read_text(encoding="utf-8"))
    return Models(source["version"], model_from(source["kind"]), model_from(source["category"]))


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


def scores_of(
    bias: Sequence[float], known: Iterable[tuple[str, Sequence[float]]], norm: float
) -> list[float]:
    scores = list(bias)
    for piece, row in known:
        share = weight_of(piece) / norm
        scores = [score + weight * share for score, weight in zip(scores, row, strict=True)]
    return scores


def guess(model: Model, heard: Heard) -> Guess:
    """Nothing known in the text: the confidence is that of a guess without evidence, 0."""
    known = [(piece, model.weights[piece]) for piece in heard.pieces if piece in model.weights]
    if not known:
        return Guess(model.classes[0], 0.0, (), {})
    scores = scores_of(model.bias, known, length(heard.pieces, model.weights))
    highest = max(scores)
    powers = [math.exp((score - highest) / model.temperature) for score in scores]
    best = scores.index(highest)
    mean = {piece: row[best] - sum(row) / len(row) for piece, row in known}
    speaking = sorted((p for p in mean if mean[p] > 0), key=lambda p: -mean[p])
    shares = {name: power / sum(powers) for name, power in zip(model.classes, powers, strict=True)}
    value = model.classes[best]
    return Guess(value, shares[value], _words(heard, speaking), shares)


def _words(heard: Heard, pieces: Iterable[str]) -> tuple[str, ...]:
    read = ((heard.pieces[piece], piece.startswith("=")) for piece in pieces)
    told = ((words, named) for words, named in read if len(words) > 1 and PRODUCT not in words)
    return apart(whole_words(heard.parts, told), MOST_REASONS)


def apart(words: Iterable[str], most: int) -> tuple[str, ...]:
    """The first of those that hold one another: 不制冷 is shown, 制冷 inside it is not."""
    shown: list[str] = []
    for word in words:
        if len(shown) == most:
            break
        if not any(word in other or other in word for other in shown):
            shown.append(word)
    return tuple(shown)
