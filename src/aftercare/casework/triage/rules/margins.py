"""Linear models with wide margins, one a class against the rest, in plain Python.

A support vector machine on weighted pieces (after Wang and Manning, 2012): a piece counts for as
much as it is more frequent in the class than outside it. Solved in the dual, one lesson at a time,
so there are no steps to choose, and the same lessons always give the same weights.
"""

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 12
WHOLE_EVERY = 3  # rounds; between them only the lessons that moved are heard again
ENOUGH = 0.01  # a whole round that moves no lesson by more has found the answer
LEAST = 1e-4
SMOOTHING = 1.0
BIAS = 1.0
BALANCE = 0.5  # 0: each example is as dear; 1: both sides of a class are


@dataclass(frozen=True, slots=True)
class Example:
    """The numbers of its pieces, none twice, and the length of its text."""

    pieces: tuple[int, ...]
    length: float
    wanted: int


def solved(
    examples: Sequence[Example], classes: int, scale: Sequence[float], dearness: float
) -> tuple[list[list[float]], list[float]]:
    """Weights by class and piece, and a bias by class.

    `scale` is what a piece weighs in any class, `dearness` that of an example on the wrong side.
    """
    weights, biases = [], []
    for number in range(classes):
        sides = [1.0 if one.wanted == number else -1.0 for one in examples]
        side = _Side(examples, sides, _shares(examples, sides, scale), _leeway(sides, dearness))
        side.learn()
        weights.append(side.weights)
        biases.append(side.bias)
    return weights, biases


def rarity(examples: Sequence[Example], pieces: int) -> list[float]:
    """What stands in every text tells little."""
    counts = Counter(piece for one in examples for piece in one.pieces)
    logs = [math.log((1 + len(examples)) / (1 + counts[piece])) + 1 for piece in range(pieces)]
    middle = sum(logs) / len(logs) if logs else 1.0
    return [one / middle for one in logs]


def _leeway(sides: Sequence[float], dearness: float) -> dict[float, float]:
    """By side: an example of a rare class is dearer than one of the many outside it."""
    inside = sum(side > 0 for side in sides)
    rare = ((len(sides) - inside) / max(1, inside)) ** BALANCE
    return {1.0: 1 / (2 * dearness * max(1.0, rare)), -1.0: 1 / (2 * dearness)}


def _shares(
    examples: Sequence[Example], sides: Sequence[float], scale: Sequence[float]
) -> list[float]:
    """The squared weight of each piece: how much more frequent it is on one side."""
    inside = [SMOOTHING] * len(scale)
    outside = [SMOOTHING] * len(scale)
    for one, side in zip(examples, sides, strict=True):
        counts = inside if side > 0 else outside
        for piece in one.pieces:
            counts[piece] += 1.0
    level = math.log(sum(outside) / sum(inside)) if scale else 0.0
    return [
        ((math.log(a / b) + level) * weight) ** 2
        for a, b, weight in zip(inside, outside, scale, strict=True)
    ]


class _Side:
    """What tells one class from the rest, and how hard each example had to pull for it.

    Dual coordinate descent for the squared hinge (Hsieh et al., 2008).
    """

    def __init__(
        self,
        examples: Sequence[Example],
        sides: Sequence[float],
        shares: Sequence[float],
        leeway: Mapping[float, float],
    ) -> None:
        self.weights = [0.0] * len(shares)
        self.bias = 0.0
        self._examples, self._sides, self._shares = examples, sides, shares
        self._leeways = [leeway[side] for side in sides]
        self._pulls = [0.0] * len(examples)
        share = shares.__getitem__
        self._curves = [
            sum(map(share, one.pieces)) / one.length**2 + BIAS + more
            for one, more in zip(examples, self._leeways, strict=True)
        ]

    def learn(self) -> None:
        chance = random.Random(len(self._pulls))  # noqa: S311 - the order is no secret
        turned: list[int] = []
        for turn in range(ROUNDS):
            if whole := turn % WHOLE_EVERY == 0:
                turned = list(range(len(self._pulls)))
            chance.shuffle(turned)
            steps = {number: self._practise(number) for number in turned}
            turned = [number for number, step in steps.items() if step > LEAST]
            if whole and max(steps.values(), default=0.0) < ENOUGH:
                break

    def _practise(self, number: int) -> float:
        """Says how far the example moved."""
        one, side, pulled = self._examples[number], self._sides[number], self._pulls[number]
        score = sum(map(self.weights.__getitem__, one.pieces)) / one.length + self.bias
        lacking = 1 - side * score - self._leeways[number] * pulled
        pull = max(0.0, pulled + lacking / self._curves[number])
        step = pull - pulled
        if abs(step) > LEAST:
            self._pulls[number] = pull
            self.bias += side * step * BIAS
            push = side * step / one.length
            weights, shares = self.weights, self._shares
            for piece in one.pieces:
                weights[piece] += push * shares[piece]
        return abs(step)
