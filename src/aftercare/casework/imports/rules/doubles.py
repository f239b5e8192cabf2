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
        if matter.own_no and _adds(matter, known):
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


def _adds(matter: Matter, known: Matter) -> bool:
    return (matter.name, matter.phones) == (known.name, known.phones) and (
        matter.product_text not in known.description + known.product_text
    )


def _join(known: Matter, other: Matter) -> Matter:
    return replace(
        known,
        facts=(*known.facts, ("另有", f"{other.product_text} {other.serial}".strip())),
        joined=(*known.joined, other.row),
    )
