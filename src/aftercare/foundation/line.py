"""The line to the database for what is said all day: it keeps the words, we send the values.

What an action writes goes out at its end, in one message. As one long text, Python would spell out
every value and PostgreSQL would read and plan all of it anew; that takes both longer than the
writing. So the words of a statement go there once for each connection, and after that nothing but
values, through libpq's pipeline, to which psycopg gives access. psycopg itself prepares nothing
(`prepare_threshold` of the settings): it would forget our statements along with its own.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from psycopg import generators
from psycopg.abc import Transformer
from psycopg.adapt import PyFormat
from psycopg.adapt import Transformer as Speller
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

MOST_KEPT = 300  # statements of one connection; then it forgets all
GOOD = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})


@dataclass(frozen=True, slots=True)
class Statement:
    """What is told to the database, `%s` for each value; the same words always mean the same."""

    sql: str
    values: Sequence[object]


Words = tuple[str, tuple[int, ...]]  # of a statement, with the types of its values
Told = tuple[Words, Sequence[Any]]


@dataclass(slots=True)
class _Line:
    """One connection: which words it keeps under which name; who spells and reads values."""

    speller: Transformer
    kept: dict[Words, bytes] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)


_lines: "WeakKeyDictionary[Any, _Line]" = WeakKeyDictionary()


def tell(statements: Sequence[Statement]) -> None:
    """Has the database do all of them, in their order, or none."""
    _exchange(statements, typed=False)


def answers(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    """What the database answers to words that are always the same, by the types of the values."""
    answer, speller = _exchange([Statement(sql, values)], typed=True)
    if answer.ntuples == 0:
        return []
    speller.set_pgresult(answer)
    rows: list[tuple[Any, ...]] = speller.load_rows(0, answer.ntuples, tuple)
    return rows


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


def _exchange(statements: Sequence[Statement], *, typed: bool) -> tuple[PGresult, Transformer]:
    """Tells them in one message; the last answer, and who reads it."""
    connection.validate_no_broken_transaction()
    connection.ensure_connection()
    psycopg_line: Any = connection.connection
    line = _lines.get(psycopg_line)
    if line is None:
        line = _lines[psycopg_line] = _Line(Speller(psycopg_line))
    begun = time.monotonic()
    with connection.wrap_database_errors:
        told = [_spelled(line.speller, one, typed=typed) for one in statements]
        answer = _converse(psycopg_line, line, told)
    if connection.queries_logged:
        said = ";\n".join(one.sql.strip() for one in statements)
        took = f"{time.monotonic() - begun:.3f}"
        connection.queries_log.append({"sql": said, "time": took})
    return answer, line.speller


def _spelled(speller: Transformer, one: Statement, *, typed: bool) -> Told:
    values = speller.dump_sequence(one.values, [PyFormat.TEXT] * len(one.values))
    return (one.sql, (speller.types or ()) if typed else ()), values


def _converse(psycopg_line: Any, line: _Line, told: Sequence[Told]) -> PGresult:
    """Sends everything, then hears every answer, so that the line is free for the next."""
    pgconn, wait = psycopg_line.pgconn, psycopg_line.wait
    answer: PGresult
    fault: PGresult | None = None
    try:
        pgconn.enter_pipeline_mode()
        expected = list(_sent(pgconn, line, told, autocommit=psycopg_line.autocommit))
        pgconn.pipeline_sync()
        wait(generators.send(pgconn))
        for words in expected:
            (answer,) = wait(generators.fetch_many(pgconn))
            if answer.status not in GOOD:
                fault = fault or answer
                if words is not None:
                    del line.kept[words]
        wait(generators.fetch(pgconn))
        pgconn.exit_pipeline_mode()
    except BaseException:
        psycopg_line.close()  # nobody knows what it would answer to whom
        raise
    if fault is not None:
        raise error_from_result(fault)
    return answer


def _sent(
    pgconn: Any, line: _Line, told: Iterable[Told], *, autocommit: bool
) -> Iterator[Words | None]:
    """Sends; for each answer to come, of which words it says that they are kept now."""
    if not autocommit and pgconn.transaction_status == TransactionStatus.IDLE:
        pgconn.send_query_params(b"BEGIN", None)
        yield None
    if len(line.kept) > MOST_KEPT:
        line.kept.clear()
        pgconn.send_query_params(b"DEALLOCATE ALL", None)
        yield None
    for words, values in told:
        name = line.kept.get(words)
        if name is None:
            name = line.kept[words] = f"kept_{next(line.numbers)}".encode()
            sql, types = words
            pgconn.send_prepare(name, _numbered(sql), types)
            yield words
        pgconn.send_query_prepared(name, values)
        yield None
