"""Which pieces are taken of what lies there (R-FS-11)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Move(StrEnum):
    """What happened to parts; one entry each, never changed."""

    RECEIVED = "received"  # from the supplier
    TRANSFERRED = "transferred"
    RESERVED = "reserved"  # for an order
    RELEASED = "released"
    USED = "used"
    PUT_BACK = "put_back"  # noted as used, and was not
    FOUND = "found"  # counted: more than noted
    MISSING = "missing"  # counted: less
    SCRAPPED = "scrapped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What lies at one place of one lot; `free` is not set aside for any order."""

    stock_id: int
    lot_id: int
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    stock_id: int
    lot_id: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """So many pieces of a part, or those with the numbers; of one batch where it is named."""

    part_id: int
    count: int = 0
    serials: Sequence[str] = ()
    lot_id: int | None = None


def taken(shelves: Iterable[Shelf], wanted: int, lots: Mapping[int, int]) -> list[Take] | None:
    """From which shelves so many come, in their order; None where there are not enough.

    `lots`, where it names any: how many of which batches at most, and of no other.
    """
    takes, left = [], wanted
    for shelf in shelves:
        most = min(shelf.free, lots.get(shelf.lot_id, 0)) if lots else shelf.free
        count = min(most, left)
        if count > 0:
            takes.append(Take(stock_id=shelf.stock_id, lot_id=shelf.lot_id, count=count))
            left -= count
    return takes if left == 0 and wanted > 0 else None


def tidy_serials(text: str) -> list[str]:
    """Serial numbers as they are typed or scanned, one a line or parted by commas; each once."""
    words = text.replace(",", "\n").replace("，", "\n").replace(";", "\n").split("\n")
    return list(
        dict.fromkeys(word for word in ("".join(one.split()).upper() for one in words) if word)
    )
