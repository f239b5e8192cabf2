"""Questions that are asked again and again in the same words: Django puts each together once.

It thinks anew about every condition of every query, which for a list or its counts takes longer
than the answer. Here the words are kept under a key that holds all they depend on, but for the
moment: wherever NOW was said, the moment of asking is put.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

NOW = datetime.max.replace(tzinfo=UTC)
MOST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Question:
    """Nothing can answer one without words."""

    sql: str
    values: tuple[Any, ...]

    def values_at(self, now: datetime) -> list[Any]:
        return [now if value == NOW else value for value in self.values]


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
    return tuple(_fast(NOW if value == now else value) for value in values)


def _fast(value: object) -> Hashable:
    return tuple(value) if isinstance(value, list | set) else value


def answer(asked: Question, now: datetime) -> list[tuple[Any, ...]]:
    """The rows, as the database has them: for columns that need no field to be read."""
    if not asked.sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, asked.values_at(now))
        return list(cursor.fetchall())


def counts(asked: Iterable[Question], now: datetime) -> list[int]:
    """How many rows answer each, in one statement."""
    parts, values = [], []
    for one in asked:
        parts.append(f"(SELECT count(*) FROM ({one.sql}) counted)" if one.sql else "0")  # noqa: S608
        values += one.values_at(now)
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return [int(count) for count in cursor.fetchone() or ()]
