"""A table as it came: sheets of cells, nothing interpreted yet."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = tuple[Cell, ...]
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`merged`: first row, first column, last row, last column of each merged range, from 0."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Merge, ...] = ()

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def at(self, row: int, column: int) -> Cell:
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None


def text_of(cell: Cell) -> str:
    """What a person sees in the cell: whole numbers without a point, moments to the second."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00")
    return unquoted(str(cell).replace("\x00", ""))


def unquoted(text: str) -> str:
    """Without the tricks by which programs keep Excel from turning digits into a number."""
    text = text.strip(" \t\r\n\u3000\ufeff\u200b\xa0")
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1]
    return text.removeprefix("'").strip()


def filled(row: Row) -> int:
    return sum(1 for cell in row if text_of(cell))


def column_letter(index: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
