"""What the fields are called on screen, in Chinese and English."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .targets import CASES, allowed, own_labels


@dataclass(frozen=True, slots=True)
class Group:
    """`fields` in the order in which they are offered; names are (Chinese, English)."""

    title: tuple[str, str]
    fields: dict[str, tuple[str, str]]


@cache
def groups() -> tuple[Group, ...]:
    source = files("aftercare.casework.imports").joinpath("data/fields.toml").read_text("utf-8")
    found = []
    for entry in tomllib.loads(source)["group"]:
        title = tuple(entry.pop("title"))
        found.append(Group(title, {field: tuple(names) for field, names in entry.items()}))
    return tuple(found)


def label(field: str, *, chinese: bool) -> str:
    """「手机 2」 for a numbered variant, 「自定义 1」; the field itself where it has no name."""
    names = {name: pair for group in groups() for name, pair in group.fields.items()}
    names |= own_labels()
    which = 0 if chinese else 1
    if field in names:
        return names[field][which]
    stem, _, number = field.rpartition("_")
    if re.fullmatch(r"custom_\d", field):
        return f"{('自定义', 'Custom')[which]} {number}"
    return f"{names[stem][which]} {number}" if stem in names else field


def groups_of(target: str) -> tuple[Group, ...]:
    """What may be chosen for a column of such a table, in the order in which it is offered."""
    if target == CASES:
        return groups()
    found = []
    for group in groups():
        fields = {field: names for field, names in group.fields.items() if allowed(target, field)}
        if fields:
            found.append(Group(group.title, fields))
    more = {field: names for field, names in own_labels().items() if allowed(target, field)}
    return (*found, Group(("档案", "Register"), more)) if more else tuple(found)
