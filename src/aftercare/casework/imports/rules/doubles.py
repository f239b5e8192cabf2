"""The same matter twice in one file."""

from collections.abc import Sequence
from dataclasses import replace

from .cells import Code
from .matters import Matter, Problem


def without_doubles(matters: Sequence[Matter]) -> tuple[list[Matter], list[Problem]]:
    """One matter per number: another product of the order joins it, the same again is left out."""
    first: dict[str, int] = {}
    kept: list[Matter] = []
    doubles: list[Problem] = []
    for matter in matters:
        same = first.get(_identity(matter))
        if same is None:
            first[_identity(matter)] = len(kept)
            kept.append(matter)
            continue
        known = kept[same]
        if not _same_customer(matter, known):
            doubles.append(
                Problem(
                    row=matter.row,
                    code=Code.NUMBER_REUSED,
                    options=(str(known.row), matter.own_no),
                )
            )
        elif matter.own_no and _adds(matter, known):
            kept[same] = _join(known, matter)
        else:
            doubles.append(
                Problem(
                    row=matter.row, code=Code.TWICE_IN_FILE, options=(str(known.row),), warning=True
                )
            )
    return kept, doubles


def _identity(matter: Matter) -> str:
    if matter.key.startswith("file:no:"):
        return matter.key
    seen = (matter.name, matter.phones, matter.kind, matter.product_text, matter.serial)
    return repr((seen, matter.order_no, matter.own_no, matter.description, str(matter.received_at)))


def _same_customer(matter: Matter, known: Matter) -> bool:
    """What one of two rows leaves out does not speak against it."""
    names = matter.name == known.name or not (matter.name and known.name)
    phones = bool({*matter.phones} & {*known.phones}) or not (matter.phones and known.phones)
    return names and phones


def _adds(matter: Matter, known: Matter) -> bool:
    return matter.product_text not in known.description + known.product_text


def _join(known: Matter, other: Matter) -> Matter:
    return replace(
        known,
        facts=(*known.facts, ("另有", f"{other.product_text} {other.serial}".strip())),
        joined=(*known.joined, other.row),
    )
