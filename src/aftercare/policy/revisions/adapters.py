"""The arrangement of a year from a file: a table as XLSX, XLS or CSV, or the notice's text."""

import csv
import io
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

TABLES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how XLSX and XLS begin


class NoText(ValueError):
    """Bytes that are neither a table nor a text in UTF-8 or GB18030."""


def is_table(content: bytes) -> bool:
    return content.startswith(TABLES)


def text_of(content: bytes) -> str:
    """Raises NoText."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NoText


def rows_of_text(text: str) -> list[list[str]]:
    """Rows of CSV, or of columns parted by tabs or semicolons."""
    delimiter = next((mark for mark in ("\t", ",", ";") if mark in text), ",")
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def rows_of_table(content: bytes) -> list[list[str]]:
    """Every cell as text, sheet after sheet; dates as 2027-01-01. Raises NoText."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            [_cell(cell) for cell in row]
            for name in book.sheet_names
            for row in book.get_sheet_by_name(name).to_python()
        ]
    except CalamineError as error:
        raise NoText from error


def _cell(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
