"""What a check found, as it is kept and as it is shown."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from aftercare.foundation.privacy.rules import mask_phone

from .cells import Code
from .matters import Matter, Problem

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
class Report:
    """`problems`: errors, then notes, by row; `preview` of the first cases.

    `skipped`: why rows are no data, and how many.
    `unknown_kinds` are words that nobody has explained yet, the most frequent first.
    """

    problems: tuple[ProblemRow, ...]
    preview: tuple[MatterRow, ...]
    skipped: Mapping[str, int]
    unknown_kinds: tuple[str, ...]

    @property
    def errors(self) -> tuple[ProblemRow, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)

    @property
    def warnings(self) -> tuple[ProblemRow, ...]:
        return tuple(problem for problem in self.problems if problem.warning)


@cache
def sentences() -> dict[str, Any]:
    source = files("aftercare.casework.imports").joinpath("data/sentences.toml")
    return tomllib.loads(source.read_text("utf-8"))


def trouble_sentence(trouble: str, *, chinese: bool) -> str:
    """Why a file cannot be read at all."""
    return str(sentences()["troubles"][trouble][0 if chinese else 1])


def problem_row(problem: Problem, *, chinese: bool) -> ProblemRow:
    entry, which = sentences()["problems"][problem.code.value], 0 if chinese else 1
    first, second, *_rest = [*problem.options, "", ""]
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
    problems: Sequence[Problem], matters: Sequence[Matter], skipped: Mapping[str, int]
) -> str:
    """As JSON; errors go first where there are more problems than are kept."""
    kept = sorted(problems, key=lambda one: one.warning)[:PROBLEMS_KEPT]
    return json.dumps(
        {
            "problems": [
                [one.row, one.code, one.column, one.value, one.options, one.warning] for one in kept
            ],
            "preview": [_preview(matter) for matter in matters[:PREVIEW]],
            "skipped": dict(skipped),
        },
        ensure_ascii=False,
    )


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
    words = [one.value for one in problems if one.code is Code.KIND_UNKNOWN]
    return Report(
        problems=tuple(problem_row(one, chinese=chinese) for one in problems),
        preview=tuple(MatterRow(**_with_moment(one)) for one in stored.get("preview", [])),
        skipped=stored.get("skipped", {}),
        unknown_kinds=tuple(sorted(set(words), key=lambda word: (-words.count(word), word))),
    )


def _with_moment(one: dict[str, Any]) -> dict[str, Any]:
    at = one["received_at"]
    return {**one, "received_at": datetime.fromisoformat(at) if at else None}
