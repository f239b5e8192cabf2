"""Learns the starter model of triage from our own seed sentences, and nothing else.

    python tools/train_triage.py            writes casework/triage/data/starter.json
    python tools/train_triage.py --check    says whether the file is what the seeds give

Multinomial logistic regression over the features of `rules/features.py`, one for the kind and one
for the category. Confidence is calibrated by a temperature found on templates that the model has
not seen (five folds). Everything is seeded: the same seeds give the same file.
"""

import argparse
import hashlib
import json
import random
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

HOUSE = Path(__file__).parents[1] / "src"
sys.path.insert(0, str(HOUSE))

from aftercare.casework.triage.rules.catalogue import catalogue  # noqa: E402
from aftercare.casework.triage.rules.features import hear  # noqa: E402
from aftercare.casework.triage.rules.starter import length, weight_of  # noqa: E402

DATA = HOUSE / "aftercare" / "casework" / "triage" / "data"
SOURCES = ("seeds.toml", "products.toml", "symptoms.toml", "lexicon.toml")
VARIANTS = 8
FEWEST_TEMPLATES = 3  # a feature of one template alone is that template's accident
FOLDS = 5
SHRINK = 3e-4
STEPS = 400
BALANCE = 0.75  # 0: each seed weighs the same; 1: each class does
LIFE = 1.5  # life is less orderly than templates: confidence is lowered by this, see docs/triage.md
SMALLEST = 0.03

Example = tuple[int, str, str, list[str]]  # template number, kind, category, features


def digest() -> str:
    content = b"".join((DATA / name).read_bytes() for name in SOURCES)
    return hashlib.sha256(content).hexdigest()[:12]


def examples(seed: int = 20261122) -> list[Example]:
    chance = random.Random(seed)  # noqa: S311
    source = tomllib.loads((DATA / "seeds.toml").read_text(encoding="utf-8"))
    blanks: dict[str, list[str]] = source["blanks"]
    known = catalogue()
    products = {
        False: [word for word in known.meaning if not word.isascii()],
        True: [word for word in known.meaning if word.isascii()],
    }
    quality = [s for s in known.symptoms if s.category == "product_quality" and s.product]
    found: list[Example] = []
    number = 0
    for seed_group in source["seed"]:
        english = seed_group.get("lang") == "en"
        for template in seed_group["texts"]:
            number += 1
            for _ in range(VARIANTS):
                symptom = chance.choice(quality)
                text = (
                    template.replace("{ps}", symptom.product.split("/")[0] + "{s}")
                    .replace("{s}", chance.choice(symptom.name.split("/")))
                    .replace("{p}", chance.choice(products[english]))
                )
                for blank in ("t", "n", "m"):
                    text = text.replace("{%s}" % blank, chance.choice(blanks[blank]))  # noqa: UP031
                if not english:
                    text = chance.choice(blanks["open"]) + text + chance.choice(blanks["close"])
                heard = hear(text, known.product_words)
                found.append(
                    (number, seed_group["kind"], seed_group["category"], list(heard.pieces))
                )
    return found


def matrix(rows: list[list[str]], columns: dict[str, int]) -> Any:
    values = np.zeros((len(rows), len(columns) + 1), dtype=np.float32)
    for at, row in enumerate(rows):
        norm = length(row, columns)
        for name in row:
            if name in columns:
                values[at, columns[name]] = weight_of(name) / norm
        values[at, -1] = 1.0
    return values


def fit(x: Any, y: Any, classes: int) -> Any:
    """Full-batch Adam; a class of few seeds weighs more than its number."""
    weights = np.zeros((x.shape[1], classes), dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    wanted = np.eye(classes, dtype=np.float32)[y]
    weight = (1.0 / np.bincount(y, minlength=classes))[y] ** BALANCE
    weight = (weight / weight.sum()).astype(np.float32)[:, None]
    shrink = np.full((x.shape[1], 1), SHRINK, dtype=np.float32)
    shrink[-1] = 0.0
    for step in range(1, STEPS + 1):
        slope = x.T @ ((softmax(x @ weights) - wanted) * weight) + shrink * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights -= 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def softmax(scores: Any) -> Any:
    scores = scores - scores.max(axis=1, keepdims=True)
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)


def learn(found: list[Example], label: int) -> dict[str, Any]:
    labels = [(example[1], example[2])[label] for example in found]
    classes = sorted(set(labels))
    spread: Counter[str] = Counter()
    for name, _ in {(piece, example[0]) for example in found for piece in example[3]}:
        spread[name] += 1
    columns = {
        name: at
        for at, name in enumerate(
            sorted(n for n, c in spread.items() if c >= FEWEST_TEMPLATES or n[0] == "=")
        )
    }
    x = matrix([example[3] for example in found], columns)
    y = np.array([classes.index(name) for name in labels])
    folds = np.array([example[0] % FOLDS for example in found])
    unseen = np.zeros((len(found), len(classes)), dtype=np.float32)
    for fold in range(FOLDS):
        weights = fit(x[folds != fold], y[folds != fold], len(classes))
        unseen[folds == fold] = x[folds == fold] @ weights
    truth = np.arange(len(y)), y
    losses = {
        t / 20: -np.log(softmax(unseen / (t / 20))[truth] + 1e-9).mean() for t in range(10, 101)
    }
    temperature = min(losses, key=lambda t: losses[t])
    right = float((unseen.argmax(axis=1) == y).mean())
    weights = fit(x, y, len(classes))
    return {
        "classes": classes,
        "temperature": round(temperature * LIFE, 3),
        "right_on_unseen_templates": round(right, 3),
        "bias": [round(float(v), 2) for v in weights[-1]],
        "weights": {
            name: [round(float(v), 2) for v in weights[at]]
            for name, at in columns.items()
            if np.abs(weights[at]).max() >= SMALLEST
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    target = DATA / "starter.json"
    if check:
        fresh = target.exists() and json.loads(target.read_text())["seeds"] == digest()
        print("fresh" if fresh else "run python tools/train_triage.py")
        return 0 if fresh else 1
    found = examples()
    model: dict[str, Any] = {
        "version": f"starter-{digest()[:8]}",
        "seeds": digest(),
        "kind": learn(found, 0),
        "category": learn(found, 1),
    }
    text = json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    target.write_text(text.replace('],"', '],\n"') + "\n", encoding="utf-8")
    for name in ("kind", "category"):
        part = model[name]
        print(
            f"{name}: {len(part['weights'])} features, {part['right_on_unseen_templates']:.1%} "
            f"right on unseen templates, temperature {part['temperature']}"
        )
    print(f"{target.stat().st_size / 1024:.0f} KiB, {len(found)} sentences")
    return 0


if __name__ == "__main__":
    sys.exit(main())
