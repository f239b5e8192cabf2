"""The language of danger as `data/safety.toml` writes it, compiled once per process."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from .letters import letters_needed

DATA = files("aftercare.casework.triage") / "data"


@dataclass(frozen=True, slots=True)
class Mask:
    """What only sounds dangerous; `keys` are letters it cannot be without."""

    pattern: re.Pattern[str]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cue(Mask):
    """A hazard word, read only where `unless` is silent and `needs` speaks.

    They look at the clause, or with `around` at the clause and its neighbours.
    """

    code: str
    han: bool
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
    near: re.Pattern[str] | None  # in the clause or a neighbour of it
    ask: bool
    not_codes: frozenset[str]


Searched = TypeVar("Searched", bound=Mask)


class Sought(Generic[Searched]):
    """Patterns by their letters, so that a clause is searched for what it may hold alone."""

    def __init__(self, patterns: Iterable[Searched]) -> None:
        self.all = tuple(patterns)
        places: dict[str, set[int]] = {}
        for place, one in enumerate(self.all):
            for letter in one.keys or {""}:
                places.setdefault(letter, set()).add(place)
        self._always = frozenset(places.pop("", ()))
        self._places = places

    def among(self, letters: frozenset[str]) -> list[Searched]:
        found = set(self._always)
        for letter in letters & self._places.keys():
            found |= self._places[letter]
        return [self.all[place] for place in sorted(found)]


@dataclass(frozen=True, slots=True)
class Language:
    names: dict[str, str]  # of hazards, as a subcategory is written
    masks: Sought[Mask]
    cues: dict[bool, Sought[Cue]]  # by "is it Chinese?", as the barrier below
    readings: tuple[Reading, ...]
    barrier: dict[bool, re.Pattern[str]]
    only_list: re.Pattern[str]
    carry_former: re.Pattern[str]
    carry_left: re.Pattern[str]
    carry_open: tuple[re.Pattern[str], re.Pattern[str]]  # a doubt before, what then? after
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
            keys=letters_needed(pattern.pattern),
            pattern=pattern,
            unless=maybe(entry, "unless"),
            unless_before=maybe(entry, "unless_before"),
            needs=maybe(entry, "needs"),
            around=entry.get("around", False),
        )
        for entry in source["cue"]
        for pattern in [compiled("|".join(entry["patterns"]))]
    )
    readings = tuple(
        Reading(
            code=entry["code"],
            han=entry["lang"] == "zh",
            left=maybe(entry, "left"),
            right=maybe(entry, "right"),
            but=maybe(entry, "but"),
            near=maybe(entry, "near"),
            ask=entry.get("ask", False),
            not_codes=frozenset(entry.get("not_codes", ())),
        )
        for entry in source["reading"]
    )
    return Language(
        names=source["names"],
        masks=Sought(
            Mask(pattern, letters_needed(pattern.pattern))
            for pattern in (compiled(entry["pattern"]) for entry in source["mask"])
        ),
        cues={han: Sought(cue for cue in cues if cue.han == han) for han in (True, False)},
        readings=readings,
        barrier={lang == "zh": compiled(text) for lang, text in source["barrier"].items()},
        only_list=compiled("(?:{fill}|{list}|等|等等|情况|现象|问题|之类|啥|什么)*"),
        carry_former=compiled(source["carry"]["former"]),
        carry_left=compiled(source["carry"]["left"]),
        carry_open=(
            compiled(source["carry"]["former_open"]),
            compiled(source["carry"]["right_open"]),
        ),
        carry_not=frozenset(source["carry"]["not_codes"]),
    )
