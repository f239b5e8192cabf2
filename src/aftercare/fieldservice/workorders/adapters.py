"""The table of jobs as it ships, and what a company adds to it in a file of its own."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from .rules import Catalogue, Danger, Entry, Named, StepSpec

SHIPPED = Path(__file__).parent / "data" / "jobs.toml"
LISTS = ("skills", "gear", "dangers", "steps", "tools", "photos")
Table = dict[str, Any]


@cache
def catalogue() -> Catalogue:
    """What ships, then the file named by AFTERCARE_JOBS: its entries come on top."""
    tables = [tomllib.loads(SHIPPED.read_text("utf-8"))]
    if own := settings.AFTERCARE_JOBS:
        tables.append(tomllib.loads(Path(own).read_text("utf-8")))
    return catalogue_of(tables)


def catalogue_of(tables: list[Table]) -> Catalogue:
    """KeyError where an entry names what is not described."""

    def merged(name: str) -> Table:
        return {key: value for table in tables for key, value in table.get(name, {}).items()}

    dangers = {code: _danger(said) for code, said in merged("dangers").items()}
    guarded = {step for danger in dangers.values() for step in danger.steps}
    steps = {code: _step(code, said, guarded) for code, said in merged("steps").items()}
    always = merged("always")
    return Catalogue(
        entries=tuple(_entry(said) for table in tables for said in table.get("norm", ())),
        dangers=dangers,
        steps=steps,
        gear=_named(merged("gear")),
        tools=_named(merged("tools")),
        photos=_named(merged("photos")),
        first=tuple(always["first"]),
        last=tuple(always["last"]),
    )


def _danger(said: Table) -> Danger:
    return Danger(
        steps=tuple(said["steps"]),
        gear=tuple(said.get("gear", ())),
        skills=tuple(said.get("skills", ())),
    )


def _step(code: str, said: Table, guarded: set[str]) -> StepSpec:
    return StepSpec(
        code=code,
        text_zh=said["zh"],
        text_en=said["en"],
        is_danger=code in guarded,
        needs_photo=said.get("photo", False),
        before_price=said.get("before_price", False) or code in guarded,
    )


def _named(said: Table) -> dict[str, Named]:
    return {
        code: Named(code=code, text_zh=text["zh"], text_en=text["en"])
        for code, text in said.items()
    }


def _entry(said: Table) -> Entry:
    lists = {name: tuple(said[name]) for name in LISTS if name in said}
    return Entry(
        job=said["job"],
        line=said.get("line", ""),
        words=tuple(said.get("words", ())),
        minutes=said.get("minutes"),
        persons=said.get("persons"),
        **lists,
    )
