"""What a whole column, or the name of the file, tells about days that one cell leaves open."""

from collections.abc import Sequence
from datetime import date

from .cells import YEAR_LAST, CellError, Reading, days_of_number, moment
from .layout import Column, DataRow
from .tables import Cell, text_of


def days_by_order(
    rows: Sequence[DataRow], column: Column | None, reading: Reading
) -> dict[int, date]:
    """Days typed as 10.2 that the days above and below make certain; 9.1 alone is the first."""
    if column is None:
        return {}
    certain: list[date | None] = []
    open_days: list[list[date]] = []
    for row in rows:
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        days = _days(cell, reading)
        open_days.append(days)
        certain.append(days[0] if len(days) == 1 else None)
    found = {}
    for index, days in enumerate(open_days):
        if len(days) > 1:
            before = next((day for day in reversed(certain[:index]) if day), date.min)
            after = next((day for day in certain[index + 1 :] if day), date.max)
            fitting = [day for day in days if before <= day <= after] if before <= after else []
            if len(fitting) == 1 and (before, after) != (date.min, date.max):
                found[rows[index].number] = certain[index] = fitting[0]
            elif days[0].day == 1 and days[0] in (fitting or days):
                found[rows[index].number] = certain[index] = days[0]
    return found


def _days(cell: Cell, reading: Reading) -> list[date]:
    try:
        if isinstance(cell, float) and reading.long_days is None:
            days = days_of_number(cell, reading)
            if days:
                return days
        at = moment(cell, reading)
    except CellError as error:
        return [date.fromisoformat(day) for day in error.options]
    return [at.date()] if at else []


def day_order(rows: Sequence[DataRow], column: Column | None) -> bool | None:
    """Whether 13/04/2026 in the column shows that days come first; None where nothing tells."""
    if column is None:
        return None
    for row in rows:
        parts = text_of(row.cells[column.index] if column.index < len(row.cells) else None)
        match = YEAR_LAST.match(parts)
        if match and (int(match[1]) > 12) != (int(match[2]) > 12):
            return int(match[1]) > 12
    return None


def year_in(name: str) -> int | None:
    """The year a file's name tells: 202509售后配件记录.xlsx, 2025年记录.csv."""
    digits = "".join(letter if letter.isdigit() else " " for letter in name).split()
    for word in digits:
        year = int(word[:4]) if len(word) in {4, 6, 8} else 0
        month = int(word[4:6]) if len(word) > 4 else 1
        if 2000 <= year < 2100 and 1 <= month <= 12:
            return year
    return None
