"""Files from outside become tables: XLSX, XLS, CSV in any usual encoding, JSON, HTML called .xls.

Raises `Unreadable` with a code; nothing here interprets a value.
"""

import csv
import io
import json
import math
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import PurePath

import python_calamine as calamine
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.module_loading import import_string

from aftercare.customers.registers.events import Finding, Written

from .rules.tables import Merge, Row, Sheet, text_of
from .rules.targets import CASES

MOST_BYTES = 25 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
MOST_CELLS = 4_000_000
MOST_ROWS = 100_050  # 100,000 of data below a title and the names
MOST_COLUMNS = 500
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
DELIMITERS = ",\t;|"
LOOK_AT_LINES = 30
PRIVATE = re.compile("[\ue000-\uf8ff]")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """How rows are held against what is known, and written."""

    compare: Callable[..., list[Finding]]
    write: Callable[..., Written]


class Trouble(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    LOCKED = "locked"
    BROKEN = "broken"
    NO_TABLE = "no_table"
    ODD_TEXT = "odd_text"
    OTHER_OFFICE = "other_office"


class Unreadable(Exception):
    """The file gives no table; `trouble` says why, `detail` is for the log."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        super().__init__(trouble, detail)
        self.trouble, self.detail = trouble, detail


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets that hold anything, told apart by content, never by the file's name."""
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable(Trouble.EMPTY)
    if len(content) > MOST_BYTES:
        raise Unreadable(Trouble.TOO_LARGE)
    if content.startswith(OLE):
        sheets = _from_ole(content)
    elif content.startswith(ZIP):
        sheets = _from_zip(content)
    else:
        sheets = _from_text(content)
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise Unreadable(Trouble.EMPTY)
    return sheets


def _from_ole(content: bytes) -> list[Sheet]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable(Trouble.LOCKED)
    wide = {name.encode("utf-16-le") for name in ("Workbook", "Book")}
    if not any(name in content for name in wide):
        raise Unreadable(Trouble.NO_TABLE)
    return _by_calamine(content)


def _from_zip(content: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(package)
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Unreadable(Trouble.BROKEN, str(error)) from error
    return _by_calamine(content)


def _check_package(package: zipfile.ZipFile) -> None:
    """Refuses what unpacks to more than a table ever needs, before anything is unpacked."""
    entries = package.infolist()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Unreadable(Trouble.TOO_LARGE, "unpacked")
    names = {entry.filename.lower() for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(Trouble.LOCKED)
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise Unreadable(Trouble.OTHER_OFFICE)
    if not any(name.startswith("xl/") for name in names):
        raise Unreadable(Trouble.NO_TABLE)
    for entry in entries:
        if entry.filename.lower().startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
            _check_extent(package, entry)


CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,4})(\d{1,9})"')


def _check_extent(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Two cells at far corners would make a reader lay out every cell between them."""
    widest, lowest, kept, unpacked = 0, 0, b"", 0
    with package.open(entry) as stream:
        while chunk := stream.read(1 << 20):
            unpacked += len(chunk)
            if unpacked > MOST_UNPACKED:
                raise Unreadable(Trouble.TOO_LARGE, "unpacked")
            for letters, row in CELL.findall(kept + chunk):
                lowest, widest = max(lowest, int(row)), max(widest, _column(letters))
            kept = chunk[-64:]
            if lowest * widest > MOST_CELLS:
                raise Unreadable(Trouble.TOO_MANY_ROWS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _by_calamine(content: bytes) -> list[Sheet]:
    try:
        workbook = calamine.load_workbook(io.BytesIO(content))
        return [_sheet(workbook, name) for name in workbook.sheet_names]
    except calamine.PasswordError as error:
        raise Unreadable(Trouble.LOCKED) from error
    except Unreadable:
        raise
    except BaseException as error:  # the reader's own panics are no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise Unreadable(Trouble.BROKEN, f"{type(error).__name__}: {error}") from error


def _sheet(workbook: calamine.CalamineWorkbook, name: str) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height > MOST_ROWS:
        raise Unreadable(Trouble.TOO_MANY_ROWS)
    merged: list[Merge] = [
        (first[0], first[1], last[0], last[1]) for first, last in (sheet.merged_cell_ranges or [])
    ]
    return _trimmed(name, sheet.to_python(skip_empty_area=False), merged)


def _trimmed(name: str, rows: Iterable[Sequence[object]], merged: Sequence[Merge] = ()) -> Sheet:
    """Without the empty cells and rows at the end, so that row numbers stay the sheet's."""
    kept: list[Row] = []
    for row in rows:
        cells = list(row[:MOST_COLUMNS])
        while cells and cells[-1] in ("", None):
            cells.pop()
        kept.append(tuple(cells))  # type: ignore[arg-type]  # the reader's own cell types
    while kept and not kept[-1]:
        kept.pop()
    return Sheet(
        name=name.replace("\x00", "")[:LONGEST_NAME], rows=tuple(kept), merged=tuple(merged)
    )


def _from_text(content: bytes) -> list[Sheet]:
    text = decoded(content)
    if re.match(r"\s*(<!doctype html|<html|<table|<meta|<style|<head|<\?xml)", text, re.IGNORECASE):
        return _from_markup(text)
    if content.startswith((b"MZ", b"\x7fELF", b"%PDF", b"{\\rtf", b"Rar!", b"7z\xbc")):
        raise Unreadable(Trouble.NO_TABLE)
    if re.match(r"\s*\[\s*\{", text):
        return [_from_records(text)]
    return [_from_delimited(text)]


def _from_records(text: str) -> Sheet:
    """A list of records with the names of their columns, as our own exports write it."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return _from_delimited(text)  # a table whose first cell begins like that
    if not all(isinstance(one, dict) for one in found):
        raise Unreadable(Trouble.NO_TABLE)
    if len(found) >= MOST_ROWS:
        raise Unreadable(Trouble.TOO_MANY_ROWS)
    names = list(dict.fromkeys(name for one in found for name in one))
    return _trimmed("", [names, *([_cell(one.get(name)) for name in names] for one in found)])


def _cell(value: object) -> str:
    """A value as a table would hold it."""
    return value if isinstance(value, str) else "" if value is None else json.dumps(value)


def decoded(content: bytes) -> str:
    """Text of a file whose encoding nobody named: a mark in front, then UTF-8, then GB18030."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _decode(content, encoding)
    if b"\x00" in content[:4096]:
        return _decode(content, _wide_encoding(content[:4096]))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _chinese(content)


def _chinese(content: bytes) -> str:
    """GB18030, unless it gives signs that nobody writes and Big5 gives none."""
    text = _decode(content, "gb18030")
    with suppress(Unreadable):
        return _decode(content, "big5") if PRIVATE.search(text[:65536]) else text
    return text


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark has its zero bytes all on one side; other zero bytes are no text."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 10 > max(even, odd) or max(even, odd) * 20 < len(sample):
        raise Unreadable(Trouble.NO_TABLE)
    return "utf-16-le" if odd > even else "utf-16-be"


def _decode(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(Trouble.ODD_TEXT, str(error)) from error
    strange = sum(1 for letter in text[:4096] if letter < " " and letter not in "\t\r\n\f")
    if strange > len(text[:4096]) / 50:
        raise Unreadable(Trouble.NO_TABLE)
    return text


def _from_delimited(text: str) -> Sheet:
    text = text.replace("\x00", "")
    first, _, rest = text.partition("\n")
    named = re.match(r"^sep=(.)\s*$", first.strip("\ufeff\r"))
    delimiter = named.group(1) if named else best_delimiter(text)
    body = ("\n" + rest) if named else text
    csv.field_size_limit(1 << 20)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(body, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise Unreadable(Trouble.TOO_MANY_ROWS)
    except csv.Error as error:
        raise Unreadable(Trouble.BROKEN, str(error)) from error
    return _trimmed("", rows)


def best_delimiter(text: str) -> str:
    """The sign that cuts the first lines into the most columns, most evenly."""
    lines = text[:65536].splitlines()[:LOOK_AT_LINES]
    sample = "\n".join(lines)

    def evenness(delimiter: str) -> float:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter)]
        except csv.Error:
            return 0.0
        widths = [width for width in widths if width]
        usual = max(set(widths), key=lambda w: (widths.count(w), w), default=1)
        share = widths.count(usual) / max(len(widths), 1)
        return float(share * math.sqrt(min(usual, 8))) if usual > 1 else 0.0

    return max(DELIMITERS, key=evenness)


class _Tables(HTMLParser):
    """The rows of the tables in a page; programs write such pages and call them .xls."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        if tag in {"tr", "row"}:
            self.rows.append([])
        elif tag in {"td", "th", "cell"} and self.rows:
            span = dict(attrs).get("ss:index") or ""
            while span.isdigit() and len(self.rows[-1]) < min(int(span) - 1, MOST_COLUMNS):
                self.rows[-1].append("")
            self.rows[-1].append("")
            self.open = True
            across = dict(attrs).get("colspan") or ""
            self.across = min(int(across), MOST_COLUMNS) - 1 if across.isdigit() else 0

    def handle_endtag(self, tag: str) -> None:
        if tag.rpartition(":")[2] in {"td", "th", "cell"} and self.open:
            self.rows[-1].extend([""] * self.across)
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.rows[-1][-1] += data


def _from_markup(text: str) -> list[Sheet]:
    page = _Tables()
    page.feed(text)
    if not any(page.rows) or len(page.rows) > MOST_ROWS:
        raise Unreadable(Trouble.TOO_MANY_ROWS if page.rows else Trouble.NO_TABLE)
    return [_trimmed("", page.rows)]


def grant_for(target: str) -> str:
    """What is asked of whoever uploads such a table."""
    if target == CASES:
        return "intake.register_case"
    return str(import_string(f"{settings.AFTERCARE_REGISTERS[target]}.queries.GRANTS")[target])


def register_of(target: str) -> Register:
    """Who takes the rows of such tables, as the settings say: a module of its own or of above."""
    module = settings.AFTERCARE_REGISTERS[target]
    return Register(
        compare=import_string(f"{module}.queries.compare"),
        write=import_string(f"{module}.actions.write_records"),
    )


def shown_name(name: str) -> str:
    """The name without folders and invisible signs."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[:LONGEST_NAME]


def plain_name(name: str, content: bytes) -> str:
    """A name whose ending says what the content is."""
    stem = shown_name(name).split(".")[0] or "table"
    suffix = "xls" if content.startswith(OLE) else "xlsx" if content.startswith(ZIP) else "csv"
    return f"{stem}.{suffix}"


def plain_content(content: bytes, sheet: Sheet) -> bytes:
    """Workbooks as they are; any other table as CSV in UTF-8, whatever it came in."""
    if content.startswith((OLE, ZIP)):
        return content
    out = io.StringIO()
    csv.writer(out).writerows([text_of(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


class Stopped(Exception):  # no fault: a person wished it
    """The import was cancelled while it ran; nothing of the file was imported."""


class Progress:
    """Writes how far a run is on a connection of its own, so that others see it meanwhile."""

    def __init__(self, run_id: int, tell: Callable[[int, int], None] | None = None) -> None:
        self.run_id, self.tell = run_id, tell

    def __enter__(self) -> Callable[[int, int], None]:
        self.connection = connections.create_connection(DEFAULT_DB_ALIAS)
        return self._say

    def __exit__(self, *_error: object) -> None:
        self.connection.close()

    def _say(self, done: int, total: int) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE imports_importprogress SET done = %s, total = %s WHERE run_id = %s"
                " RETURNING stop",
                [done, total, self.run_id],
            )
            row = cursor.fetchone()
        if self.tell is not None:
            self.tell(done, total)
        if row and row[0]:
            raise Stopped
