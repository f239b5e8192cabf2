"""Packages of an order: their numbers, their sizes, what may be wrong and how it is mended."""

import re
from decimal import Decimal
from enum import StrEnum

MOST = 200  # packages of one order
HOLD = "packages"  # the hold of an order of which something is still wrong


class Fault(StrEnum):
    MISSING = "missing"  # the whole package
    INCOMPLETE = "incomplete"  # pieces of it
    DAMAGED = "damaged"
    WRONG_COLOUR = "wrong_colour"
    WRONG_BATCH = "wrong_batch"
    WRONG_SIZE = "wrong_size"
    WRONG_GOODS = "wrong_goods"


class Remedy(StrEnum):
    SENT_AGAIN = "sent_again"
    REPAIRED = "repaired"
    TAKEN_BACK = "taken_back"
    KEPT = "kept"  # as it is, by agreement with the customer
    FOUND = "found"  # it was there after all


# How one can tell: the number of a waybill, of a recording.
TO_BE_PROVEN = frozenset({Remedy.SENT_AGAIN, Remedy.KEPT})

_BETWEEN = re.compile(r"[\s,，、;；/]+")
_RANGE = re.compile(r"(\d{1,3})(?:\s*[-–~～至到]\s*(\d{1,3}))?")
_TIMES = re.compile(r"\s*[×xX*＊✕乘]\s*")
_SIDE = re.compile(r"\d{1,5}(?:\.\d{1,2})?")
_UNITS = {"": 1, "mm": 1, "毫米": 1, "cm": 10, "厘米": 10, "公分": 10, "m": 1000, "米": 1000}
_SIZE = re.compile(r"(.*?)\s*(mm|cm|m|毫米|厘米|公分|米)?", re.IGNORECASE)
_SIDES = 3


def numbers_of(text: str) -> list[int]:
    """The packages that a text names: "3、5-7" are 3, 5, 6 and 7. Raises ValueError."""
    found: set[int] = set()
    joined = re.sub(r"\s*([-–~～至到])\s*", r"\1", text.strip())
    for word in filter(None, _BETWEEN.split(joined)):
        told = _RANGE.fullmatch(word.removeprefix("第").removesuffix("号").removesuffix("件"))
        if told is None:
            raise ValueError(word)
        first, last = int(told[1]), int(told[2] or told[1])
        if not 1 <= first <= last <= MOST:
            raise ValueError(word)
        found |= set(range(first, last + 1))
    return sorted(found)


def size_of(text: str) -> str:
    """A size in millimetres, "2400×600×18": up to three sides, with or without a unit at the end.

    "240*60 cm" is 2400×600. Raises ValueError for what is no size.
    """
    if not (said := text.strip()):
        return ""
    told = _SIZE.fullmatch(said)
    sides = _TIMES.split(told[1]) if told else []
    if told is None or len(sides) > _SIDES or not all(map(_SIDE.fullmatch, sides)):
        raise ValueError(text)
    factor = _UNITS[(told[2] or "").lower()]
    return "×".join(_plain(Decimal(side) * factor) for side in sides)


def off_by(ordered: str, measured: str) -> str:
    """By how many millimetres each side differs, "-2 / 0 / 0"; "" where they cannot be compared."""
    one, other = ordered.split("×"), measured.split("×")
    if not ordered or not measured or len(one) != len(other):
        return ""
    differ = [Decimal(b) - Decimal(a) for a, b in zip(one, other, strict=True)]
    if not any(differ):
        return ""
    return " / ".join(_plain(side) if side <= 0 else f"+{_plain(side)}" for side in differ)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
