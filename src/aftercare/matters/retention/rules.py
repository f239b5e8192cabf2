"""How long what is kept, and why (R-SEC-04)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files


class What(StrEnum):
    CASES = "cases"
    FILES = "files"
    RECORDINGS = "recordings"
    MESSAGES = "messages"
    IMPORTS = "imports"
    EXPORTS = "exports"


class Fault(StrEnum):
    MISSING = "missing"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of data; `days` by default, at least and at most, and the ground in the law.

    A fixed one is shown and not set; its `columns` outlive the erasure of a person.
    """

    code: str
    zh: str
    en: str
    days: int
    least: int
    most: int
    since_zh: str
    since_en: str
    basis_zh: str
    basis_en: str
    fixed: bool = False
    columns: Sequence[str] = ()


@cache
def kinds() -> tuple[Kind, ...]:
    """As `data/kinds.toml` lists them; those that can be set are those of `What`."""
    text = (files(__package__) / "data" / "kinds.toml").read_text(encoding="utf-8")
    return tuple(Kind(code=code, **told) for code, told in tomllib.loads(text).items())


def by_default() -> dict[str, int]:
    return {kind.code: kind.days for kind in kinds() if not kind.fixed}


def faults_of(days: Mapping[str, int]) -> dict[str, Fault]:
    """What is wrong with periods, by kind of data."""
    found: dict[str, Fault] = {}
    for kind in kinds():
        if kind.fixed:
            continue
        wanted = days.get(kind.code)
        if wanted is None:
            found[kind.code] = Fault.MISSING
        elif wanted < kind.least:
            found[kind.code] = Fault.TOO_SHORT
        elif wanted > kind.most:
            found[kind.code] = Fault.TOO_LONG
    return found


def kept_since(days: int, now: datetime) -> datetime:
    """What began to count before this moment has been kept long enough."""
    return now - timedelta(days=days)
