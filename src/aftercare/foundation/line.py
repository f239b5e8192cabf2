"""The line to the database for what is said all day: it keeps the words, we send the values.

What an action writes goes out at its end, in one message. As one long text, Python would spell out
every value and PostgreSQL would read and plan all of it anew; that takes both longer than the
writing. So psycopg prepares the words of a statement once for each connection, and after that
nothing but values goes out, in its pipeline. What Django asks is spelled out and never prepared.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from psycopg import RawCursor

MOST_KEPT = 300  # statements of one connection; of more, those longest not used are forgotten


@dataclass(frozen=True, slots=True)
class Statement:
    """What is told to the database, `%s` for each value; the same words always mean the same."""

    sql: str
    values: Sequence[object]


def tell(statements: Sequence[Statement]) -> None:
    """Has the database do all of them, in their order; one that is refused fails the work."""
    with _line(statements) as line, line.pipeline(), RawCursor(line) as cursor:
        for one in statements:
            cursor.execute(_numbered(one.sql), list(map(_untyped, one.values)), prepare=True)


def answers(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """What the database answers to words that are always the same, by the types of the values."""
    with _line([Statement(sql, values)]) as line, RawCursor(line) as cursor:
        return list(cursor.execute(_numbered(sql), values, prepare=True).fetchall())


def array_of(values: Iterable[object]) -> str:
    """A list of words, numbers, bytes or nothings, as the database reads one."""
    return "{" + ",".join(map(_item, values)) + "}"


def _item(value: object) -> str:
    if value is None:
        return "NULL"
    said = f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)
    return '"' + said.replace("\\", "\\\\").replace('"', '\\"') + '"'


@cache
def _numbered(sql: str) -> bytes:
    first, *rest = sql.split("%s")
    return (first + "".join(f"${n}{part}" for n, part in enumerate(rest, 1))).encode()


def _untyped(value: object) -> object:
    """Of a number the column says how long it is; by its own length it would make other words."""
    return str(value) if type(value) is int else value


@contextmanager
def _line(statements: Sequence[Statement]) -> Iterator[Any]:
    """The connection, where it may be spoken to; what is told on it stands in Django's log."""
    connection.validate_no_broken_transaction()
    connection.ensure_connection()
    line: Any = connection.connection
    line.prepared_max = MOST_KEPT
    line.prepare_threshold = 0  # Django sets None, by which psycopg keeps no words at all
    begun = time.monotonic()
    try:
        with connection.wrap_database_errors:
            yield line
    finally:
        line.prepare_threshold = None
    if connection.queries_logged:
        said = ";\n".join(one.sql.strip() for one in statements)
        took = f"{time.monotonic() - begun:.3f}"
        connection.queries_log.append({"sql": said, "time": took})
