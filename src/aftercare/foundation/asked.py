"""Questions that are asked again and again in the same words: Django puts each together once.

It thinks anew about every condition of every query, which for a list or its counts takes longer
than the answer. Here the words are kept under a key that holds all they depend on, but for what
differs from one asking to the next: NOW, or a hole that `ask` put in a value's place. A hole is
known as the very object that it is: whatever people send, it is never taken for one.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

NOW = datetime.max.replace(tzinfo=UTC)
AT_NOW = object()  # NOW in a key: no moment that anybody asks for is the same
MOST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Question:
    """Nothing can answer one without words."""

    sql: str
    values: tuple[Any, ...]

    def put(self, said: Mapping[Hashable, Any]) -> "Question":
        """With what is said this time in place of its holes."""
        told = {id(hole): value for hole, value in said.items()}
        return Question(self.sql, tuple(told.get(id(value), value) for value in self.values))


_kept: dict[Hashable, Question] = {}


def question(key: Hashable | None, ask: Callable[[], QuerySet[Any, Any]]) -> Question:
    """What `ask` asks; only the first time under this key. Without a key it is not kept."""
    known = _kept.get(key) if key is not None else None
    if known is not None:
        return known
    try:
        known = Question(*ask().query.sql_with_params())
    except EmptyResultSet:
        known = Question("", ())
    if key is not None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = known
    return known


def keyed(values: Iterable[object], now: datetime) -> tuple[Hashable, ...]:
    """Values as a part of a key: collections made fast, the moment itself left out."""
    return tuple(AT_NOW if value == now else _fast(value) for value in values)


def _fast(value: object) -> Hashable:
    return tuple(value) if isinstance(value, list | set) else value


def answer(asked: Question) -> list[tuple[Any, ...]]:
    """The rows, as the database has them: for columns that need no field to be read."""
    if not asked.sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, asked.values)
        return list(cursor.fetchall())


def counts(asked: Iterable[Question]) -> list[int]:
    """How many rows answer each, in one statement."""
    parts: list[str] = []
    values: list[Any] = []
    for one in asked:
        parts.append(f"(SELECT count(*) FROM ({one.sql}) counted)" if one.sql else "0")  # noqa: S608
        values += one.values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return [int(count) for count in cursor.fetchone() or ()]
