"""The hints as they ship."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from .rules import Cause, Hint, Words

SHIPPED = Path(__file__).parent / "data" / "hints.toml"


@cache
def hints() -> tuple[Hint, ...]:
    """KeyError where an entry lacks something."""
    table = tomllib.loads(SHIPPED.read_text("utf-8"))
    return tuple(_hint(said) for said in table["hint"])


def _hint(said: dict[str, Any]) -> Hint:
    return Hint(
        goods=tuple(said["goods"]),
        symptoms=tuple(said["symptoms"]),
        ask=tuple(Words(one["zh"], one["en"]) for one in said["ask"]),
        attempt=Words(said["try"]["zh"], said["try"]["en"]) if "try" in said else None,
        causes=tuple(
            Cause(
                words=Words(one["zh"], one["en"]),
                bring=Words(one["bring_zh"], one["bring_en"]),
            )
            for one in said["causes"]
        ),
    )
