"""Where the parts of the picture of related matters stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

ROW, TOP = 56, 16
LEFT, MIDDLE, RIGHT = 8, 300, 560
BOX = {LEFT: 210, MIDDLE: 190, RIGHT: 300}
HEIGHT = 40


class By(StrEnum):
    """What ties two matters, the strongest first."""

    AGAIN = "again"
    DOUBLE = "double"
    LEAD = "lead"
    LINK = "link"
    UNIT = "unit"
    ORDER = "order"
    CUSTOMER = "customer"
    ADDRESS = "address"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the picture; `key` is "case", a reason, or the id of another case."""

    key: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    width: int
    height: int
    boxes: Mapping[str, Box]
    lines: Sequence[Line]


def drawn(ties: Mapping[int, Sequence[By]]) -> Picture:
    """The case on the left, the reasons in the middle, the other cases on the right."""
    reasons = [by for by in By if any(by in bys for bys in ties.values())]
    rows = max(len(ties), len(reasons), 1)
    places: dict[str, Box] = {
        "case": _box("case", LEFT, 0, 1, rows),
        **{str(by): _box(by, MIDDLE, n, len(reasons), rows) for n, by in enumerate(reasons)},
        **{str(key): _box(str(key), RIGHT, n, len(ties), rows) for n, key in enumerate(ties)},
    }
    lines = [_line(places["case"], places[by]) for by in reasons]
    lines += [_line(places[by], places[str(key)]) for key, bys in ties.items() for by in bys]
    return Picture(
        width=RIGHT + BOX[RIGHT] + LEFT, height=rows * ROW + TOP, boxes=places, lines=lines
    )


def _box(key: str, x: int, place: int, of: int, rows: int) -> Box:
    """In a column of `of` boxes that stands in the middle of `rows` rows."""
    y = TOP // 2 + round((place + (rows - of) / 2) * ROW) + (ROW - HEIGHT) // 2
    return Box(key=key, x=x, y=y, width=BOX[x], height=HEIGHT)


def _line(one: Box, other: Box) -> Line:
    return Line(
        x1=one.x + one.width, y1=one.y + one.height // 2, x2=other.x, y2=other.y + other.height // 2
    )
