"""Learning from confirmed cases: the starter's weights, moved towards what people decided.

Multinomial logistic regression over the features and with the scorer of the starter, in plain
Python. Everything is seeded: the same cases give the same model.
"""

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from .catalogue import catalogue
from .features import hear
from .propose import propose_classification
from .starter import Model, Models, length, scores_of, starter, weight_of
from .values import Field

LEARNABLE = (Field.KIND, Field.CATEGORY)
FEWEST = 100  # confirmed cases; with fewer, luck decides
MOST = 5000  # confirmed cases, the newest: habits change, and a night is short
HELD_OUT = 0.2
FEWEST_WRITERS = 3  # a piece of words that fewer customers wrote is theirs, not the trade's
ROUNDS = 6
PASSES = 2  # over the lessons of a field: one to fit the confidence, one for good
STEP = 1.0
CHANCE = 0.05  # how likely luck alone may be to have made a model look better
TEMPERATURES = tuple(step / 20 for step in range(10, 101))
SMALLEST = 0.02
SAFETY = "safety"  # a danger is heard by rules; no model learns to call it or to deny it


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A case on which a person has spoken; `writer` is the customer's number."""

    text: str
    writer: int
    kind: str
    category: str


@dataclass(frozen=True, slots=True)
class Lesson:
    pieces: tuple[str, ...]
    writer: int
    wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A new model beside the one in use, on cases that neither has seen.

    `gained` are cases that only the new one judged right, `lost` those that only the old one did.
    """

    field: str
    model: Model
    learnt_from: int
    held_out: int
    right: int
    right_before: int
    gained: int
    lost: int

    @property
    def better(self) -> bool:
        return is_better(self.gained, self.lost)


def is_better(gained: int, lost: int) -> bool:
    """The sign test: as many gains among all changes would be luck less than once in twenty."""
    changes = gained + lost
    lucky = sum(math.comb(changes, wins) for wins in range(gained, changes + 1))
    return gained > lost and lucky / 2**changes < CHANCE


Tell = Callable[[int, int], object]


def trials(confirmed: Sequence[Confirmed], in_use: Models, tell: Tell) -> list[Trial]:
    """One trial a field; `confirmed` stand in the order of their decisions, oldest first."""
    heard = [_pieces(case.text) for case in confirmed]
    found = []
    for number, field in enumerate(LEARNABLE):
        cases = [
            (case, Lesson(pieces, case.writer, getattr(case, field)))
            for case, pieces in zip(confirmed, heard, strict=True)
            if getattr(case, field) != SAFETY
        ]
        cut = len(cases) - round(len(cases) * HELD_OUT)
        lessons = [lesson for _, lesson in cases[:cut]]
        done = partial(_told, tell, number * PASSES)
        model = learn(lessons, getattr(starter(), field), done)
        found.append(_tried(field, model, cut, [case for case, _ in cases[cut:]], in_use))
    return found


def _told(tell: Tell, before: int, done: int) -> None:
    tell(before + done, len(LEARNABLE) * PASSES)


def _tried(
    field: Field, model: Model, learnt_from: int, held_out: Sequence[Confirmed], in_use: Models
) -> Trial:
    new = with_model(in_use, field, model, in_use.version)
    before, after = _hits(field, held_out, in_use), _hits(field, held_out, new)
    pairs = list(zip(before, after, strict=True))
    return Trial(
        field=field.value,
        model=model,
        learnt_from=learnt_from,
        held_out=len(held_out),
        right=sum(after),
        right_before=sum(before),
        gained=pairs.count((False, True)),
        lost=pairs.count((True, False)),
    )


def _hits(field: Field, cases: Iterable[Confirmed], models: Models) -> list[bool]:
    """Judged by the whole of triage, as a proposal is, so that what is measured is what is used."""
    return [
        getattr(
            propose_classification(text=case.text, channel="", product_line="", models=models),
            field,
        )
        == getattr(case, field)
        for case in cases
    ]


def with_model(models: Models, field: str, model: Model, version: str) -> Models:
    return Models(
        version,
        model if field == Field.KIND else models.kind,
        model if field == Field.CATEGORY else models.category,
        models.learned | {field},
    )


def learn(lessons: Sequence[Lesson], start: Model, done: Callable[[int], None]) -> Model:
    """Confidence is fitted on the newest fifth, which a first model has not seen."""
    classes = tuple(sorted({*start.classes, *(lesson.wanted for lesson in lessons)}))
    cut = len(lessons) - round(len(lessons) * HELD_OUT)
    weights, bias = _moved(lessons[:cut], start, classes)
    done(1)
    temperature = _temperature(lessons[cut:], weights, bias, classes) or start.temperature
    weights, bias = _moved(lessons, start, classes)
    done(PASSES)
    return Model(
        classes=classes,
        temperature=temperature,
        bias=tuple(round(value, 3) for value in bias),
        weights={
            piece: tuple(round(value, 3) for value in row)
            for piece, row in weights.items()
            if max(map(abs, row)) >= SMALLEST
        },
    )


def as_data(model: Model) -> dict[str, Any]:
    return {
        "classes": model.classes,
        "temperature": model.temperature,
        "bias": model.bias,
        "weights": model.weights,
    }


Weights = dict[str, list[float]]


def _moved(
    lessons: Sequence[Lesson], start: Model, classes: tuple[str, ...]
) -> tuple[Weights, list[float]]:
    """Stochastic descent from the starter; the steps grow shorter."""
    weights = {piece: _widened(row, start, classes) for piece, row in start.weights.items()}
    for piece in sorted(_common(lessons) - weights.keys()):
        weights[piece] = [0.0] * len(classes)
    bias = _widened(start.bias, start, classes)
    chance = random.Random(len(lessons))  # noqa: S311 - the order of practice is no secret
    order = list(lessons)
    for turn in range(ROUNDS):
        chance.shuffle(order)
        for lesson in order:
            _practise(lesson, weights, bias, classes, STEP / (1 + turn))
    return weights, bias


def _practise(
    lesson: Lesson, weights: Weights, bias: list[float], classes: tuple[str, ...], step: float
) -> None:
    norm = length(lesson.pieces, weights)
    known = [(piece, weights[piece]) for piece in lesson.pieces if piece in weights]
    slope = _shares(scores_of(bias, known, norm), 1.0)
    slope[classes.index(lesson.wanted)] -= 1.0
    for piece, row in known:
        share = step * weight_of(piece) / norm
        row[:] = [weight - share * one for weight, one in zip(row, slope, strict=True)]
    bias[:] = [weight - step * one / 10 for weight, one in zip(bias, slope, strict=True)]


def _temperature(
    lessons: Sequence[Lesson], weights: Weights, bias: list[float], classes: tuple[str, ...]
) -> float | None:
    told = [
        (
            scores_of(
                bias,
                [(piece, weights[piece]) for piece in lesson.pieces if piece in weights],
                length(lesson.pieces, weights),
            ),
            classes.index(lesson.wanted),
        )
        for lesson in lessons
    ]
    if not told:
        return None
    return min(
        TEMPERATURES,
        key=lambda t: -sum(math.log(_shares(scores, t)[truth] + 1e-9) for scores, truth in told),
    )


def _shares(scores: Sequence[float], temperature: float) -> list[float]:
    highest = max(scores)
    powers = [math.exp((score - highest) / temperature) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def _widened(row: Sequence[float], start: Model, classes: tuple[str, ...]) -> list[float]:
    """A row of the starter with nought for the classes that it does not know."""
    known: Mapping[str, float] = dict(zip(start.classes, row, strict=True))
    return [known.get(name, 0.0) for name in classes]


def _common(lessons: Iterable[Lesson]) -> set[str]:
    writers: defaultdict[str, set[int]] = defaultdict(set)
    for lesson in lessons:
        for piece in lesson.pieces:
            writers[piece].add(lesson.writer)
    return {piece for piece, who in writers.items() if len(who) >= FEWEST_WRITERS}


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(hear(text, catalogue().product_words).pieces)
