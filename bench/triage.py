"""How well triage judges real text, and how fast.

    python bench/triage.py /path/to/data        (or AFTERCARE_BENCH_DATA=/path/to/data)

Reads `text/safety_mentions.csv`, `text/jd_review_aspects.jsonl`, `text/support_intents_en.csv` and
`text/jd_water_heater_unlabelled.csv` where they lie; copies nothing, keeps nothing. None of these
texts has trained anything that ships.
"""

import csv
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from aftercare.casework.triage.rules import Proposed, propose_classification, read_safety

TO_CATEGORY = {
    "quality": {"product_quality"},
    "quality_sensory": {"product_quality"},
    "short_or_missing": {"product_quality", "contract"},
    "logistics": {"logistics"},
    "packaging_damage": {"logistics"},
    "price": {"price"},
    "after_sales": {"service"},
    "other": {"other"},
}
TO_KIND = {
    "complaint": "complaint",
    "review": "consultation",
    "get_refund": "return_exchange",
    "track_refund": "return_exchange",
    "check_refund_policy": "return_exchange",
    "cancel_order": "return_exchange",
    "payment_issue": "complaint",
    "registration_problems": "complaint",
}


def judged(text: str) -> Proposed:
    return propose_classification(text=text, channel="portal", product_line="")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def safety(folder: Path) -> None:
    rows = rows_of(folder / "safety_mentions.csv")
    counts = Counter((row["label"] == "hazard", read_safety(row["text"]).alarm) for row in rows)
    hits, missed, false = counts[True, True], counts[True, False], counts[False, True]
    print(f"safety_mentions: {len(rows)} sentences, {hits + missed} hazards")
    print(f"  recall {hits / (hits + missed):.3f}  precision {hits / (hits + false):.3f}")
    shown = sum(bool(read_safety(row["text"]).mentions) for row in rows if row["label"] == "worry")
    print(f"  worries shown as a reason: {shown} of {sum(r['label'] == 'worry' for r in rows)}")


def categories(folder: Path) -> None:
    with (folder / "jd_review_aspects.jsonl").open(encoding="utf-8") as file:
        reviews = [json.loads(line) for line in file]
    wanted: list[tuple[set[str], Proposed]] = []
    for review in reviews:
        gold = set().union(*(TO_CATEGORY[issue] for issue in review["neg_issue"]))
        if gold:
            wanted.append((gold, judged(review["text"])))
    print(f"jd_review_aspects: {len(wanted)} reviews with a negative aspect (another trade)")
    sure = [(gold, p) for gold, p in wanted if "category" not in p.open]
    always = sum("product_quality" in gold for gold, _ in wanted)
    print(f"  category among its aspects: {share(g and p.category in g for g, p in wanted)}")
    print(f"  … where it was not left open: {share(p.category in g for g, p in sure)}")
    print(f"  … always 'product_quality' would give {always / len(wanted):.1%}")
    one = [(gold, p) for gold, p in wanted if len(gold) == 1]
    print(f"  one aspect only: {share(p.category in g for g, p in one)}")
    scores = []
    for name in ("product_quality", "logistics", "price", "service", "other"):
        found = [p.category == name for _, p in one]
        true = [name in gold for gold, _ in one]
        hits = sum(a and b for a, b in zip(found, true, strict=True))
        recall, precision = hits / max(1, sum(true)), hits / max(1, sum(found))
        scores.append(2 * recall * precision / max(1e-9, recall + precision))
        print(f"    {name:16} recall {recall:.2f}  precision {precision:.2f}  F1 {scores[-1]:.2f}")
    print(f"    macro-F1 {sum(scores) / len(scores):.3f}")
    calibration([(p.confidence["category"], p.category in g) for g, p in wanted])


def calibration(pairs: list[tuple[float, bool]]) -> None:
    gap = 0.0
    for low in range(10):
        inside = [(c, r) for c, r in pairs if low / 10 <= min(c, 0.999) < (low + 1) / 10]
        if inside:
            said = sum(c for c, _ in inside) / len(inside)
            right = sum(r for _, r in inside) / len(inside)
            gap += abs(said - right) * len(inside) / len(pairs)
            print(f"    says {said:.2f}: right {right:.2f} of {len(inside)}")
    print(f"    expected calibration error {gap:.3f}")


def kinds(folder: Path) -> None:
    rows = rows_of(folder / "support_intents_en.csv")
    pairs = [(TO_KIND.get(r["intent"], "consultation"), judged(r["text"])) for r in rows]
    sure = [(kind, p) for kind, p in pairs if "kind" not in p.open]
    print(f"support_intents_en: {len(rows)} English sentences (half synthetic: a smoke test)")
    print(f"  kind as mapped: {share(p.kind == kind for kind, p in pairs)}")
    print(f"  … where it was not left open: {share(p.kind == kind for kind, p in sure)}")
    print(f"  false alarms: {sum(p.safety for _, p in pairs)}")


def field_of_play(folder: Path) -> None:
    texts = [row["text"] for row in rows_of(folder / "jd_water_heater_unlabelled.csv")]
    random.Random(1).shuffle(texts)
    started = time.process_time()
    found = [judged(text) for text in texts[:3000]]
    spent = time.process_time() - started
    letters = sum(len(text) for text in texts[:3000]) / 3000
    print("jd_water_heater_unlabelled: 3000 reviews")
    print(f"  {spent / 3:.3f} ms of CPU per text of {letters:.0f} characters on average")
    print(f"  alarms: {sum(p.safety for p in found)}")


def share(right: Iterable[object]) -> str:
    values = [bool(value) for value in right]
    return f"{sum(values) / max(1, len(values)):.1%} of {len(values)}"


def main() -> int:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("AFTERCARE_BENCH_DATA", "")
    folder = Path(given) / "text"
    if not given or not folder.is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    for part in (safety, categories, kinds, field_of_play):
        part(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
