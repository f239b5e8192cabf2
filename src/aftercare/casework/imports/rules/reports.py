"""What a check found, as it is kept and as it is shown."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from aftercare.customers.registers.events import Record, Value
from aftercare.foundation.privacy.rules import mask_phone

from .cells import Code
from .matters import Matter, Problem
from .records import GRADES, KINDS, PROOFS
from .tables import text_of

PREVIEW = 20
PROBLEMS_KEPT = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """`row` from 1 as a spreadsheet counts; `advice` says what would be right."""

    row: int
    column: str
    value: str
    wrong: str
    advice: str
    warning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """One case as it would be made."""

    row: int
    name: str
    phone: str
    kind: str
    product: str
    subject: str
    received_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One line as it was read: what the file calls a column, and the value; numbers masked."""

    row: int
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`problems`: errors, then notes, by row; `preview` of the first cases.

    `lines` are the first of customers, things, models.
    `skipped`: why rows are no data, and how many.
    `unknown_kinds` are words that nobody has explained yet, the most frequent first.
    """

    problems: tuple[ProblemRow, ...]
    preview: tuple[MatterRow, ...]
    lines: tuple[LineRow, ...]
    skipped: Mapping[str, int]
    unknown_kinds: tuple[str, ...]

    @property
    def errors(self) -> tuple[ProblemRow, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)

    @property
    def warnings(self) -> tuple[ProblemRow, ...]:
        return tuple(problem for problem in self.problems if problem.warning)


# What a line of a register holds, in words: of what would change, and in the preview.
VALUES: Mapping[str, tuple[str, str]] = {
    "name": ("名称", "name"),
    "phones": ("电话", "phone"),
    "email": ("邮箱", "e-mail"),
    "address": ("地址", "address"),
    "kind": ("客户性质", "kind"),
    "grade": ("客户分级", "class"),
    "notes": ("备注", "notes"),
    "brand": ("品牌", "brand"),
    "model": ("型号", "model"),
    "words": ("产品", "product"),
    "serial": ("序列号", "serial number"),
    "batch": ("批次", "batch"),
    "purchased_on": ("购买日期", "bought on"),
    "channel": ("购买渠道", "bought where"),
    "order_no": ("订单号", "order number"),
    "delivered_on": ("签收日期", "delivered on"),
    "installed_on": ("安装日期", "installed on"),
    "made_on": ("生产日期", "made on"),
    "paid_amount": ("实付金额", "price paid"),
    "proof": ("购买凭证", "proof"),
    "category_word": ("类别", "category"),
    "line": ("产品线", "line"),
    "manual_url": ("说明书", "manual"),
    "is_sold": ("在售", "on sale"),
    "code": ("编码", "code"),
    "supplier": ("供应商", "supplier"),
    "number": ("批次号", "batch number"),
    "made_line": ("生产线", "factory line"),
    "materials": ("材料", "materials"),
    "measure": ("单位", "counted in"),
    "price_amount": ("单价", "price"),
    "suppliers": ("货源", "sources"),
    "product_lines": ("适用产品线", "lines it fits"),
    "warranty_days": ("质保天数", "warranty, days"),
    "has_serials": ("逐件编号", "each piece has a number"),
    "is_kept": ("在用", "kept"),
    "charge": ("收费项目", "what is charged"),
    "since": ("生效日期", "in force from"),
    "store": ("库位", "store"),
    "counted": ("实盘数量", "counted"),
    "serials": ("序列号", "serial numbers"),
    "reason": ("差异原因", "why it differs"),
}
CHOICES: Mapping[str, Mapping[str, str]] = {"kind": KINDS, "grade": GRADES, "proof": PROOFS}
NAMING = (Code.KNOWN_OTHERWISE, Code.WILL_CHANGE)


def _named(name: str, text: str, which: int) -> tuple[str, str]:
    """A value as it is read: a code of a choice in Chinese by its first word."""
    words = CHOICES.get(name, {}).get(text, text)
    return value_name(name, which), words.split()[0] if which == 0 and words != text else text


def value_name(name: str, which: int) -> str:
    """What a line calls a value, in Chinese (0) or English (1)."""
    return VALUES[name][which]


@cache
def sentences() -> dict[str, Any]:
    source = files("aftercare.casework.imports").joinpath("data/sentences.toml")
    return tomllib.loads(source.read_text("utf-8"))


def trouble_sentence(trouble: str, *, chinese: bool) -> str:
    """Why a file cannot be read at all."""
    return str(sentences()["troubles"][trouble][0 if chinese else 1])


def problem_row(problem: Problem, *, chinese: bool) -> ProblemRow:
    entry, which = sentences()["problems"][problem.code.value], 0 if chinese else 1
    options = problem.options
    if problem.code in NAMING:
        join = "、" if chinese else ", "
        options = (join.join(value_name(name, which) for name in options),)
    first, second, *_rest = [*options, "", ""]
    words = {"value": problem.value, "first": first, "second": second}
    return ProblemRow(
        row=problem.row,
        column=problem.column,
        value=problem.value,
        wrong=entry["wrong"][which].format(**words),
        advice=entry["advice"][which].format(**words),
        warning=problem.warning,
    )


def as_text(
    problems: Sequence[Problem], matters: Sequence[Matter | Record], skipped: Mapping[str, int]
) -> str:
    """As JSON; errors go first where there are more problems than are kept."""
    kept = sorted(problems, key=lambda one: one.warning)[:PROBLEMS_KEPT]
    return json.dumps(
        {
            "problems": [
                [one.row, one.code, one.column, one.value, one.options, one.warning] for one in kept
            ],
            "preview": [_preview(one) for one in matters[:PREVIEW] if isinstance(one, Matter)],
            "lines": [_line(one) for one in matters[:PREVIEW] if isinstance(one, Record)],
            "skipped": dict(skipped),
        },
        ensure_ascii=False,
    )


def _line(record: Record) -> list[Any]:
    shown = []
    for name, value in record.values.items():
        phones = record.many(name) if name == "phones" else ()
        text = "、".join(map(mask_phone, phones)) if phones else shown_value(value)
        if text:
            shown.append((name, text))
    return [record.row, shown]


def shown_value(value: Value) -> str:
    if isinstance(value, tuple):
        return "、".join(value)
    return text_of(value) if isinstance(value, bool) else "" if value is None else str(value)


def _preview(matter: Matter) -> dict[str, Any]:
    return {
        "row": matter.row,
        "name": matter.name,
        "phone": mask_phone(matter.phones[0]) if matter.phones else "",
        "kind": matter.kind,
        "product": matter.product_text,
        "subject": matter.subject,
        "received_at": matter.received_at.isoformat() if matter.received_at else None,
    }


def from_text(text: str, *, chinese: bool) -> Report:
    stored = json.loads(text or "{}")
    problems = [
        Problem(
            row=row, code=Code(code), column=column, value=value, options=tuple(options),
            warning=warning,
        )
        for row, code, column, value, options, warning in stored.get("problems", [])
    ]  # fmt: skip
    problems.sort(key=lambda one: (one.warning, one.row, one.column))
    which = 0 if chinese else 1
    words = [one.value for one in problems if one.code is Code.KIND_UNKNOWN]
    return Report(
        problems=tuple(problem_row(one, chinese=chinese) for one in problems),
        preview=tuple(MatterRow(**_with_moment(one)) for one in stored.get("preview", [])),
        lines=tuple(
            LineRow(row=row, values=tuple(_named(name, text, which) for name, text in values))
            for row, values in stored.get("lines", [])
        ),
        skipped=stored.get("skipped", {}),
        unknown_kinds=tuple(sorted(set(words), key=lambda word: (-words.count(word), word))),
    )


def _with_moment(one: dict[str, Any]) -> dict[str, Any]:
    at = one["received_at"]
    return {**one, "received_at": datetime.fromisoformat(at) if at else None}
