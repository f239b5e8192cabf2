"""The words in cells, read once from `data/words.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """`listed`: a value written out in full to the kind of value it is."""

    surnames: str
    provinces: frozenset[str]
    sums: frozenset[str]
    samples: tuple[str, ...]
    no_value: frozenset[str]
    kinds: Mapping[str, tuple[str, ...]]
    channels: Mapping[str, tuple[str, ...]]
    warranty: Mapping[str, frozenset[str]]
    listed: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    source = files("aftercare.casework.imports").joinpath("data/words.toml").read_text("utf-8")
    data = tomllib.loads(source)
    provinces = frozenset(data["provinces"].split())
    warranty = {side: frozenset(words.split()) for side, words in data["warranty"].items()}
    kinds = {kind: tuple(words.lower().split()) for kind, words in data["kind"].items()}
    listed = {word.lower(): "courier" for word in data["couriers"].split()}
    listed |= {word: "kind" for words in kinds.values() for word in words}
    listed |= dict.fromkeys(warranty["in"] | warranty["out"], "warranty")
    listed |= dict.fromkeys(provinces, "province")
    return Vocabulary(
        surnames=data["surnames"],
        provinces=provinces,
        sums=frozenset(data["sums"].split()),
        samples=tuple(data["samples"].split()),
        no_value=frozenset(data["no_value"].split()),
        kinds=kinds,
        channels={code: tuple(words.split()) for code, words in data["channel"].items()},
        warranty=warranty,
        listed=listed,
    )
