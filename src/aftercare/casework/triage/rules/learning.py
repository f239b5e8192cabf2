"""Learning from confirmed cases: what people decided, learnt from what customers wrote.

Wide margins over everything that a text holds, the starter's opinion among it, in plain Python.
Everything is seeded: the same cases give the same model.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from .catalogue import catalogue
from .features import hear
from .margins import Example, rarity, solved
from .propose import propose_classification
from .starter import Model, Models, apart, length, scores_of, weight_of
from .values import Field
from .whole import reads_alone
from .wide import is_readable, widely

LEARNABLE = (Field.KIND, Field.CATEGORY)
FEWEST = 100  # confirmed cases; with fewer, luck decides
MOST = 5000  # confirmed cases, the newest: habits change, and a night is short
HELD_OUT = 0.2
FEWEST_WRITERS = 3  # a piece of words that fewer customers wrote is theirs, not the trade's
PASSES = 2  # over the lessons of a field: one to fit the confidence, one for good
CHANCE = 0.05  # how likely luck alone may be to have made a model look better
TEMPERATURES = tuple(0.05 * 1.1**step for step in range(40))
MANY = 1000  # lessons; how dear a mistake is comes from trying while they are fewer
DEARNESS_OF_FEW = (0.5, 3.0)
DEARNESS_OF_MANY = (0.5,)
SMALLEST = 0.01
MOST_PIECES = 60_000
SHOWN_WRITERS = 10  # words shown on a page are those of many
MOST_SHOWN = 8
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
    heard = [pieces_of(case.text) for case in confirmed]
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
        model = learn(lessons, done)
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


def learn(lessons: Sequence[Lesson], done: Callable[[int], None]) -> Model:
    """Settings and confidence are fitted on the newest fifth, which a first model has not seen."""
    cut = len(lessons) - round(len(lessons) * HELD_OUT)
    choices = DEARNESS_OF_FEW if len(lessons) < MANY else DEARNESS_OF_MANY
    first = [(dear, _fitted(lessons[:cut], 1.0, dear)) for dear in choices]
    done(1)
    _, temperature, dearness = min(
        (*_temperature(lessons[cut:], model), dear) for dear, model in first
    )
    model = _fitted(lessons, temperature, dearness)
    done(PASSES)
    return model


def as_data(model: Model) -> dict[str, Any]:
    return {
        "classes": model.classes,
        "temperature": model.temperature,
        "bias": model.bias,
        "weights": model.weights,
        "wide": model.wide,
        "words": model.words,
    }


def _fitted(lessons: Sequence[Lesson], temperature: float, dearness: float) -> Model:
    classes = tuple(sorted({lesson.wanted for lesson in lessons}))
    common = _common(lessons)
    numbers = {name: number for number, name in enumerate(common)}
    examples = [
        Example(
            pieces=tuple(numbers[piece] for piece in lesson.pieces if piece in numbers),
            length=length(lesson.pieces, numbers),
            wanted=classes.index(lesson.wanted),
        )
        for lesson in lessons
    ]
    scale = [
        weight * weight_of(name)
        for weight, name in zip(rarity(examples, len(common)), common, strict=True)
    ]
    columns, bias = solved(examples, len(classes), scale, dearness)
    rows = zip(common, zip(*columns, strict=True), strict=True)
    return Model(
        classes=classes,
        temperature=temperature,
        bias=tuple(round(value, 3) for value in bias),
        weights={
            piece: tuple(round(value / weight_of(piece), 3) for value in row)
            for piece, row in rows
            if max(map(abs, row)) >= SMALLEST
        },
        wide=True,
        words=dict(zip(classes, (_deciding(common, one) for one in columns), strict=True)),
    )


def _deciding(common: Mapping[str, int], weights: Sequence[float]) -> tuple[str, ...]:
    """For people to read: what speaks most for a class, in words that many have written."""
    readable = [
        (-weight, name)
        for (name, writers), weight in zip(common.items(), weights, strict=True)
        if writers >= SHOWN_WRITERS and weight > 0 and is_readable(name)
    ]
    return apart((name for _, name in sorted(readable) if reads_alone(name)), MOST_SHOWN)


def _temperature(lessons: Sequence[Lesson], model: Model) -> tuple[float, float]:
    """The temperature that fits best, after how badly it fits."""
    told = [
        (
            scores_of(
                model.bias,
                [(p, model.weights[p]) for p in lesson.pieces if p in model.weights],
                length(lesson.pieces, model.weights),
            ),
            model.classes.index(lesson.wanted),
        )
        for lesson in lessons
        if lesson.wanted in model.classes
    ]
    return min(
        (-sum(math.log(_shares(scores, t)[truth] + 1e-9) for scores, truth in told), t)
        for t in TEMPERATURES
    )


def _shares(scores: Sequence[float], temperature: float) -> list[float]:
    highest = max(scores)
    powers = [math.exp((score - highest) / temperature) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


def _common(lessons: Iterable[Lesson]) -> dict[str, int]:
    """The pieces that enough people wrote, and how many did; of too many, the most written."""
    writers: defaultdict[str, set[int]] = defaultdict(set)
    for lesson in lessons:
        for piece in lesson.pieces:
            writers[piece].add(lesson.writer)
    common = [(-len(who), piece) for piece, who in writers.items() if len(who) >= FEWEST_WRITERS]
    return {piece: -number for number, piece in sorted(common)[:MOST_PIECES]}


def pieces_of(text: str) -> tuple[str, ...]:
    return tuple(widely(text, hear(text, catalogue().product_words)).pieces)
