"""How well triage learns from labelled texts, beside a plain n-gram classifier fitted in this run.

    python bench/learning.py /path/to/data      (or AFTERCARE_BENCH_DATA=/path/to/data)
    python bench/learning.py /path/to/data mailbox vacuum        only these sets

Reads the labelled sets of `text/` where they lie; copies nothing, keeps nothing. Every learner sees
the same seeded folds. The plain one is scikit-learn: characters in ones to threes, or words in ones
and twos, tf-idf, logistic regression (C 10; balanced where a set asks for each label by itself).
Ours is what `aftercare triage train` calls; every text counts as one customer's.
"""

import argparse
import csv
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline

from aftercare.casework.triage.rules import learning
from aftercare.casework.triage.rules.catalogue import catalogue
from aftercare.casework.triage.rules.features import Heard, hear
from aftercare.casework.triage.rules.starter import guess, starter

SEED = 20261122
FOLDS = 5
SMALL = 2000  # texts; a set under it is measured on all five folds, a larger one on two of them
CURVE = (100, 300, 1000)
ISSUE_OF = {
    "quality": "product_quality",
    "quality_sensory": "product_quality",
    "logistics": "logistics",
    "packaging_damage": "logistics",
    "price": "price",
    "after_sales": "service",
    "other": "other",
}

Said = list[tuple[str, float]]  # the class and how sure
Learner = Callable[[Sequence[str], Sequence[str], Sequence[str]], Said]


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """`asked` is the one label that the answers are about, where a text may have several."""

    name: str
    texts: list[str]
    labels: list[str]
    chinese: bool = False
    printed: str = ""  # what the README of the data says of its own classifier
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    right: float
    macro: float
    gap: float  # between how sure and how often right
    seconds: float


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def reviews_of(folder: Path) -> list[dict[str, list[str]]]:
    with (folder / "jd_review_aspects.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def sets_of(folder: Path) -> Iterator[Set]:
    shop = rows_of(folder / "shop_reviews_10cats.csv")
    yield _set("polarity", shop, "label", chinese=True, printed="0.918")
    yield _set("category10", shop, "cat", chinese=True, printed="0.884")
    mailbox = rows_of(folder / "gov_messages_labelled.csv")
    yield _set("mailbox", mailbox, "label", chinese=True, printed="0.786")
    faults = rows_of(folder / "repair_fault_types.csv")
    for name, quest, printed in (
        ("vacuum", "dustup", "0.63"),
        ("laptop", "compcat_laptops", "0.68"),
    ):
        found = [row for row in faults if row["quest"] == quest]
        yield _set(name, found, "fault_type", printed=printed)
    yield _set("repairs", rows_of(folder / "repairs_en.csv"), "product_category")
    intents = rows_of(folder / "support_intents_en.csv")
    yield _set("intents", intents, "intent", printed="0.99")


def _set(
    name: str, rows: list[dict[str, str]], label: str, *, chinese: bool = False, printed: str = ""
) -> Set:
    texts, labels = [row["text"] for row in rows], [row[label] for row in rows]
    return Set(name=name, texts=texts, labels=labels, chinese=chinese, printed=printed)


def issues_of(folder: Path) -> Iterator[Set]:
    """One set an aspect: a review may complain of several."""
    reviews = reviews_of(folder)
    for issue in sorted({one for review in reviews for one in review["neg_issue"]}):
        yield Set(
            name=f"issue {issue}",
            texts=[str(review["text"]) for review in reviews],
            labels=["yes" if issue in review["neg_issue"] else "no" for review in reviews],
            chinese=True,
            asked="yes",
        )


def splits(one: Set) -> Iterator[tuple[list[int], list[int]]]:
    order = list(range(len(one.texts)))
    random.Random(SEED).shuffle(order)
    folds = [order[at::FOLDS] for at in range(FOLDS)]
    small = len(order) < SMALL
    for tests in [[at] for at in range(FOLDS)] if small else [[0, 1]]:
        held = [row for at in tests for row in folds[at]]
        yield [row for at in range(FOLDS) if at not in tests for row in folds[at]], held


def plain(one: Set) -> Learner:
    def learner(texts: Sequence[str], labels: Sequence[str], asked: Sequence[str]) -> Said:
        cut = (
            TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2)
            if one.chinese
            else TfidfVectorizer(ngram_range=(1, 2), min_df=2)
        )
        weight = "balanced" if one.asked else None
        model = make_pipeline(cut, LogisticRegression(C=10, max_iter=500, class_weight=weight))
        model.fit(texts, labels)
        shares = model.predict_proba(asked)
        best = shares.argmax(axis=1)
        return [
            (str(model.classes_[at]), float(row[at])) for at, row in zip(best, shares, strict=True)
        ]

    return learner


def ours(texts: Sequence[str], labels: Sequence[str], asked: Sequence[str]) -> Said:
    lessons = [
        learning.Lesson(learning.pieces_of(text), writer, label)
        for writer, (text, label) in enumerate(zip(texts, labels, strict=True))
    ]
    model = learning.learn(lessons, lambda _done: None)
    return [(one.value, one.confidence) for one in (guess(model, heard(text)) for text in asked)]


def heard(text: str) -> Heard:
    return Heard((), dict.fromkeys(learning.pieces_of(text), ""))


def measured(one: Set, learner: Learner) -> Figures:
    truth: list[str] = []
    said: Said = []
    before, runs = time.process_time(), 0
    for taught, held in splits(one):
        runs += 1
        truth += [one.labels[row] for row in held]
        said += learner(
            [one.texts[row] for row in taught],
            [one.labels[row] for row in taught],
            [one.texts[row] for row in held],
        )
    seconds = (time.process_time() - before) / runs
    values = [value for value, _ in said]
    asked = {"labels": [one.asked]} if one.asked else {}
    return Figures(
        right=mean(a == b for a, b in zip(truth, values, strict=True)),
        macro=float(f1_score(truth, values, average="macro", zero_division=0, **asked)),
        gap=calibration(truth, said),
        seconds=seconds,
    )


def calibration(truth: Sequence[str], said: Said) -> float:
    """The expected error of the confidence, in ten steps."""
    gap = 0.0
    for low in range(10):
        inside = [
            (sure, value == wanted)
            for wanted, (value, sure) in zip(truth, said, strict=True)
            if low / 10 <= min(sure, 0.999) < (low + 1) / 10
        ]
        gap += abs(sum(sure for sure, _ in inside) - sum(right for _, right in inside))
    return gap / len(said)


DEAR = ("mailbox", "vacuum", "laptop")
HEAD = "{:22}{:>6}{:>9}  {:8}{:>9}{:>10}{:>8}{:>8}  {}"
LINE = "{:22}{:>6}{:>9}  {:8}{:>9.3f}{:>10.3f}{:>8.3f}{:>8.1f}  {}"
COLUMNS = (
    "set",
    "texts",
    "classes",
    "learner",
    "accuracy",
    "macro-F1",
    "calib.",
    "CPU s",
    "printed",
)


def beside(one: Set) -> list[Figures]:
    both = []
    classes = len(set(one.labels))
    for name, learner in (("plain", plain(one)), ("ours", ours)):
        found = measured(one, learner)
        print(
            LINE.format(
                one.name, len(one.texts), classes, name,
                found.right, found.macro, found.gap, found.seconds, one.printed,
            ),
            flush=True,
        )  # fmt: skip
        both.append(found)
    return both


def issues(folder: Path) -> None:
    pairs = [beside(one) for one in issues_of(folder)]
    for at, name in enumerate(("plain", "ours")):
        macro = mean(pair[at].macro for pair in pairs)
        print(f"  the {len(pairs)} issues, {name}: macro-F1 {macro:.3f}   (printed: 0.659)")


def curve(folder: Path) -> None:
    """Where labels fit the product's own: the starter, and what lessons add to it."""
    told = [
        (str(review["text"]), ISSUE_OF[review["neg_issue"][0]])
        for review in reviews_of(folder)
        if len(review["neg_issue"]) == 1 and review["neg_issue"][0] in ISSUE_OF
    ]
    random.Random(SEED).shuffle(told)
    held, rest = told[: len(told) // 3], told[len(told) // 3 :]
    asked, truth = [text for text, _ in held], [label for _, label in held]
    fixed = [guess(starter().category, narrow(text)).value for text in asked]
    print(f"category of {len(held)} reviews with one complaint: the starter {scored(truth, fixed)}")
    for count in (*CURVE, len(rest)):
        texts, labels = zip(*rest[:count], strict=True)
        line = f"  after {count:5} lessons:"
        one = Set(name="", texts=[], labels=[], chinese=True)
        for name, learner in (("plain", plain(one)), ("ours", ours)):
            said = learner(texts, labels, asked)
            line += f"  {name} {scored(truth, [value for value, _ in said])}"
        print(line, flush=True)


def narrow(text: str) -> Heard:
    return hear(text, catalogue().product_words)


def scored(truth: Sequence[str], values: Sequence[str]) -> str:
    right = mean(a == b for a, b in zip(truth, values, strict=True))
    macro = f1_score(truth, values, average="macro", zero_division=0)
    return f"{right:.3f} (macro-F1 {macro:.3f})"


def privacy(folder: Path) -> None:
    """What it costs to leave out the words of fewer customers than the rule asks."""
    for one in sets_of(folder):
        if one.name in DEAR:
            usual = learning.FEWEST_WRITERS
            for fewest in (1, usual, 10):
                with patch.object(learning, "FEWEST_WRITERS", fewest):
                    found = measured(one, ours)
                print(
                    f"  {one.name}: pieces of at least {fewest} customers:"
                    f" {found.right:.3f} (macro-F1 {found.macro:.3f})",
                    flush=True,
                )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("only", nargs="*", help="names of sets, or issues, curve, privacy")
    given = parser.parse_args()
    folder = (given.folder or Path(os.environ.get("AFTERCARE_BENCH_DATA", "."))) / "text"
    if not folder.is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    print(HEAD.format(*COLUMNS))
    for one in sets_of(folder):
        if not given.only or one.name in given.only:
            beside(one)
    for name, part in (("issues", issues), ("curve", curve), ("privacy", privacy)):
        if not given.only or name in given.only:
            part(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
