"""Where the names stand, where the data begin, and which rows are no data."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .content import looks_of
from .headers import likeness
from .tables import Cell, Row, Sheet, filled, text_of
from .vocabulary import vocabulary

LOOK_AT = 40
NAME_LENGTH = 30
KNOWN, ENOUGH = 0.6, 1.3
VALUES = {"phone", "time", "number", "address", "text"}


class Skipped(StrEnum):
    EMPTY = "empty"
    SUM = "sum"
    SAMPLE = "sample"
    HEADER_AGAIN = "header_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`index` from 0; `key` is the header as in the sheet, 「手机 (2)」 for its second use.

    `header` is the same on one line.
    """

    index: int
    header: str
    key: str
    repeat: int
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`header_row` from 1, the row of the names as a spreadsheet counts; data follow it."""

    header_row: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """`number` from 1, as a spreadsheet counts."""

    number: int
    cells: Row


def header_score(row: Row) -> float:
    """Known names count for a row, values against it."""
    score = 0.0
    for cell in row:
        text = text_of(cell)
        if not text:
            continue
        best = 0.0
        if isinstance(cell, str) and len(text) <= NAME_LENGTH:
            best = max(likeness(text).values(), default=0)
        if best >= KNOWN:
            score += best
        elif looks_of(cell) in VALUES:
            score -= 0.5
    return score


def find_header_row(sheet: Sheet) -> int | None:
    """The row of names, from 1; None where no row looks like one."""
    scores = [header_score(row) for row in sheet.rows[:LOOK_AT]]
    best = max(range(len(scores)), key=lambda i: (scores[i], -i), default=None)
    if best is None:
        return None
    if scores[best] < ENOUGH:
        return _row_of_short_words(sheet)
    return _last_row_of_names(sheet, best, scores) + 1


def _row_of_short_words(sheet: Sheet) -> int | None:
    """No name is known: the first row of several short, different words above other values."""
    for index, row in enumerate(sheet.rows[:LOOK_AT]):
        texts = [text_of(cell) for cell in row if text_of(cell)]
        short = all(len(text) <= NAME_LENGTH and looks_of(text) not in VALUES for text in texts)
        if len(texts) >= 2 and short and len(set(texts)) == len(texts):
            return index + 1 if index + 1 < len(sheet.rows) else None
    return None


def _last_row_of_names(sheet: Sheet, best: int, scores: Sequence[float]) -> int:
    """Names merged downwards reach the row where the groups' own names stand."""
    reach = max(
        (last for first, left, last, right in sheet.merged if first == best and left == right),
        default=best,
    )
    if reach > best:
        return min(reach, len(sheet.rows) - 1)
    below = best + 1
    if below < len(scores) and scores[below] >= 2 * KNOWN and _fills_the_gaps(sheet, best, below):
        return below
    return best


def _fills_the_gaps(sheet: Sheet, upper: int, lower: int) -> bool:
    """Without merge marks: the lower row is blank exactly where the upper one has no group."""
    over = [bool(text_of(sheet.at(upper, c))) for c in range(sheet.width)]
    under = [bool(text_of(sheet.at(lower, c))) for c in range(sheet.width)]
    alone = sum(1 for a, b in zip(over, under, strict=True) if a and not b)
    beside = sum(1 for a, b in zip(over, under, strict=True) if b and not a)
    words = all(looks_of(cell) not in VALUES for cell in sheet.rows[lower] if text_of(cell))
    return words and alone > 0 and beside > 0


def lay_out(sheet: Sheet, header_row: int) -> Layout:
    """The columns that have a name, by the row of names the person or the program chose."""
    row = header_row - 1
    columns: list[Column] = []
    seen: dict[str, int] = {}
    for index in range(sheet.width):
        name = _name_at(sheet, row, index)
        if not name:
            continue
        seen[name] = repeat = seen.get(name, 0) + 1
        key, header = name if repeat == 1 else f"{name} ({repeat})", _on_one_line(name)
        group = _group_over(sheet, row, index)
        columns.append(Column(index=index, header=header, key=key, repeat=repeat, group=group))
    return Layout(header_row=header_row, columns=tuple(columns))


def _name_at(sheet: Sheet, row: int, column: int) -> str:
    text = text_of(sheet.at(row, column))
    if text or row == 0 or filled(sheet.rows[row - 1]) < 2:
        return "" if is_sample_mark(text) else text
    for first, left, last, right in sheet.merged:
        if left == right == column and first < row <= last:
            return text_of(sheet.at(first, column))
    above = text_of(sheet.at(row - 1, column))
    spread = any(
        f <= row - 1 <= la and le <= column <= r and r > le for f, le, la, r in sheet.merged
    )
    return "" if spread else above


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _group_over(sheet: Sheet, row: int, column: int) -> str:
    if row == 0 or filled(sheet.rows[row - 1]) < 2:
        return ""
    for first, left, last, right in sheet.merged:
        if first <= row - 1 <= last and left <= column <= right:
            return text_of(sheet.at(first, left)) if right > left else ""
    return ""


def is_sample_mark(text: str) -> bool:
    return any(mark in text for mark in vocabulary().samples)


def data_rows(sheet: Sheet, layout: Layout) -> tuple[list[DataRow], dict[int, Skipped]]:
    """The rows of data, merged cells filled downwards, and why others were left out."""
    over = _values_over(sheet, layout.header_row)
    names = {column.index: column.header for column in layout.columns}
    rows, skipped = [], {}
    for index in range(layout.header_row, len(sheet.rows)):
        cells = sheet.rows[index]
        reason = _why_no_data(cells, names)
        if reason:
            skipped[index + 1] = reason
            continue
        whole = list(cells)
        for column, value in over.get(index, {}).items():
            whole.extend([None] * (column + 1 - len(whole)))
            whole[column] = value
        rows.append(DataRow(number=index + 1, cells=tuple(whole)))
    return rows, skipped


def _values_over(sheet: Sheet, header_row: int) -> dict[int, dict[int, Cell]]:
    over: dict[int, dict[int, Cell]] = {}
    for first, left, last, right in sheet.merged:
        if first < header_row or left != right or last >= len(sheet.rows):
            continue
        for index in range(first + 1, last + 1):
            if filled(sheet.rows[index]):
                over.setdefault(index, {})[left] = sheet.at(first, left)
    return over


def _why_no_data(cells: Row, names: dict[int, str]) -> Skipped | None:
    texts = {index: text_of(cell) for index, cell in enumerate(cells) if text_of(cell)}
    if not texts:
        return Skipped.EMPTY
    if any(is_sample_mark(text) and len(text) <= NAME_LENGTH for text in texts.values()):
        return Skipped.SAMPLE
    again = sum(1 for index, text in texts.items() if names.get(index) == _on_one_line(text))
    if again >= 2 and again >= len(texts) * 0.6:
        return Skipped.HEADER_AGAIN
    return Skipped.SUM if _is_sum(list(texts.values()), len(names)) else None


def _is_sum(texts: list[str], width: int) -> bool:
    head = texts[0].split(":")[0].split("：")[0].replace(" ", "").lower()
    if head not in vocabulary().sums and not head.startswith(("合计", "总计", "本页小计")):
        return False
    rest = [looks_of(text) for text in texts[1:]]
    return all(looks == "number" for looks in rest) or len(texts) <= max(2, width // 3)
