"""The least that the law gives, as it ships: `data/law.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from .rules.checks import Minimum, minimum_of

LAW = Path(__file__).parent / "data" / "law.toml"


@cache
def minimums() -> tuple[Minimum, ...]:
    table = tomllib.loads(LAW.read_text("utf-8"))
    return tuple(minimum_of(entry) for entry in table["minimum"])
