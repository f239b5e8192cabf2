"""What a text is about and whether anybody is in danger, with the words that decided.

  aftercare triage "热水器漏电，手都麻了"
  aftercare triage --json < texts.jsonl
  aftercare triage train               learns from what people confirmed; takes only what is better

With --json: one object a line in, {"text"} (if known, also "channel" and "product_line"), one a
line out, {"kind", "category", "level", "severity", "urgent", "safety", "confidence", "reasons", …},
or {"error", "line"} where a line is wrong; empty lines are passed over.
`confidence` is that of the weakest of kind, category and level; `open` names the fields that a
person should fill in. Needs no database (only `train` does), so what a company has ruled and taught
is not applied.
文本分级与安全识别：说明属于什么、是否有危险、依据哪些词；--json 时逐行读入、逐行输出，无需数据库。
train 用人工确认过的服务单训练分级模型，只有更好才启用，数据不出本机。
"""

import argparse
import json
import sys
from typing import Any

from aftercare.casework.triage.rules import Field, Proposed, Reason, Weight, propose_classification

TRAIN = "train"
FIELDS = {Field.KIND: "类型", Field.CATEGORY: "问题类别"}  # that are learnt
CORE = (Field.KIND, Field.CATEGORY, Field.LEVEL)


class Wrong(ValueError):
    """A line that is no text to judge; `str()` says what would be right."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", help="one text · 一段文字")
    parser.add_argument(
        "--json", action="store_true", help="lines of JSON from standard input · 逐行 JSON"
    )
    parser.add_argument("--channel", default="", help="phone, email, portal, chat … · 渠道")
    parser.add_argument(
        "--product-line", default="", help="furniture, home, appliance, building · 产品线"
    )


def run(args: argparse.Namespace) -> int:
    """0 when every line was judged, 1 when one was not, 2 when there was nothing to judge."""
    if args.json:
        return _lines()
    if args.text == TRAIN:
        return _train()
    if args.text is None:
        print("Give a text, or --json. 请给出一段文字，或使用 --json。", file=sys.stderr)
        return 2
    proposed = propose_classification(
        text=args.text, channel=args.channel, product_line=args.product_line
    )
    for name, value in answer(proposed).items():
        shown = "\n  " + "\n  ".join(value) if isinstance(value, list) and value else value
        print(f"{name}: {shown}")
    return 0


def _train() -> int:
    """0 also when nothing was better: the figures say so."""
    from django.utils import timezone

    from aftercare.config import doors
    from aftercare.config.home import Trouble
    from aftercare.config.words import Progress, pick, say
    from aftercare.foundation.actor import SYSTEM
    from aftercare.foundation.errors import Refusal

    with doors.open_house():
        from aftercare.casework.triage.actions import train_triage

        progress = Progress(pick("steps of learning", "训练步骤"))
        try:
            trained = train_triage(actor=SYSTEM, now=timezone.now(), tell=progress)
        except Refusal as error:
            raise Trouble(str(error)) from error
    for one in trained:
        outcome = pick(one.state, "启用" if one.taken else "未优于现有模型")
        field = pick(one.field, FIELDS.get(Field(one.field), ""))
        print(f"{field}: {one.right_before} → {one.right} / {one.held_out}  {outcome}")
    taken = sum(one.taken for one in trained)
    say(f"{taken} of {len(trained)} models taken.", f"{len(trained)} 个模型中启用 {taken} 个。")
    return 0


def _lines() -> int:
    wrong = False
    for number, line in enumerate(sys.stdin.buffer, start=1):
        if not line.strip():
            continue
        try:
            given = _given(line)
        except Wrong as error:
            wrong = True
            _write({"error": str(error), "line": number})
            continue
        _write(
            answer(
                propose_classification(
                    text=given["text"],
                    channel=given.get("channel", ""),
                    product_line=given.get("product_line", ""),
                )
            )
        )
    return 1 if wrong else 0


def _given(line: bytes) -> dict[str, str]:
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Wrong(
            '这一行不是 JSON 对象 · the line is not a JSON object like {"text": "…"} in UTF-8'
        ) from error
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise Wrong('缺少字符串 text · the line needs "text", a string: {"text": "…"}')
    for name in ("channel", "product_line"):
        if not isinstance(given.get(name, ""), str):
            raise Wrong(f'{name} 须为字符串 · "{name}" is a string')
    return given


def answer(proposed: Proposed) -> dict[str, Any]:
    """The fixed point others rely on; names are only ever added."""
    return {
        "kind": proposed.kind,
        "category": proposed.category,
        "subcategory": proposed.subcategory,
        "product_line": proposed.product_line,
        "level": proposed.level,
        "severity": proposed.severity,
        "urgent": proposed.urgent,
        "complex": proposed.complex,
        "safety": proposed.safety,
        "confidence": min(proposed.confidence[name] for name in CORE),
        "confidence_by_field": proposed.confidence,
        "open": sorted(proposed.open),
        "reasons": [_sentence(reason) for reason in proposed.reasons],
        "model": proposed.model_version,
    }


def _sentence(reason: Reason) -> str:
    words = f"{reason.words} → " if reason.words else ""
    no_alarm = " (no alarm)" if reason.weight == Weight.AGAINST else ""
    return f"{words}{reason.field}: {reason.source} {reason.code}{no_alarm}"


def _write(found: dict[str, Any]) -> None:
    text = json.dumps(found, ensure_ascii=False)
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
