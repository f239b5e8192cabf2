"""The language of danger as `data/safety.toml` writes it, compiled once per process."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

DATA = files("aftercare.casework.triage") / "data"


@dataclass(frozen=True, slots=True)
class Cue:
    """A hazard word, read only where `unless` is silent and `needs` speaks.

    They look at the clause, or with `around` at the clause and its neighbours.
    """

    code: str
    han: bool
    keys: frozenset[str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None  # in the clause before, of the same sentence
    needs: re.Pattern[str] | None
    around: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """How a cue is meant when it did not happen; see the comments in the data file."""

    code: str
    han: bool
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    but: re.Pattern[str] | None
    ask: bool
    not_codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Language:
    names: dict[str, str]  # of hazards, as a subcategory is written
    masks: tuple[re.Pattern[str], ...]
    cues: tuple[Cue, ...]
    readings: tuple[Reading, ...]
    barrier: dict[bool, re.Pattern[str]]  # by "is it Chinese?"
    only_list: re.Pattern[str]
    carry_former: re.Pattern[str]
    carry_left: re.Pattern[str]
    carry_not: frozenset[str]


@cache
def language() -> Language:
    source = tomllib.loads((DATA / "safety.toml").read_text(encoding="utf-8"))
    words = {**source["words"], "fill": source["fill"]["zh"], "list": source["fill"]["list"]}

    def compiled(pattern: str) -> re.Pattern[str]:
        for name, alternatives in words.items():
            pattern = pattern.replace("{%s}" % name, f"(?:{alternatives})")  # noqa: UP031
        return re.compile(pattern)

    def maybe(entry: dict[str, Any], name: str) -> re.Pattern[str] | None:
        return compiled(entry[name]) if name in entry else None

    cues = tuple(
        Cue(
            code=entry["code"],
            han=entry.get("lang", "zh") == "zh",
            keys=frozenset(entry.get("keys", "")),
            pattern=compiled("|".join(entry["patterns"])),
            unless=maybe(entry, "unless"),
            unless_before=maybe(entry, "unless_before"),
            needs=maybe(entry, "needs"),
            around=entry.get("around", False),
        )
        for entry in source["cue"]
    )
    readings = tuple(
        Reading(
            code=entry["code"],
            han=entry["lang"] == "zh",
            left=maybe(entry, "left"),
            right=maybe(entry, "right"),
            but=maybe(entry, "but"),
            ask=entry.get("ask", False),
            not_codes=frozenset(entry.get("not_codes", ())),
        )
        for entry in source["reading"]
    )
    return Language(
        names=source["names"],
        masks=tuple(compiled(entry["pattern"]) for entry in source["mask"]),
        cues=cues,
        readings=readings,
        barrier={lang == "zh": compiled(text) for lang, text in source["barrier"].items()},
        only_list=compiled("(?:{fill}|{list}|等|等等|情况|现象|问题|之类|啥|什么)*"),
        carry_former=compiled(source["carry"]["former"]),
        carry_left=compiled(source["carry"]["left"]),
        carry_not=frozenset(source["carry"]["not_codes"]),
    )
