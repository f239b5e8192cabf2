"""Rows that are asked for all day, in words put together once and kept by the database.

Django thinks anew about every part of a query whenever it is asked, and PostgreSQL about how to
answer it; for a few rows found by an id both take longer than the answer. A function marked
`@asked_once` is called with holes the first time, and with what is in its arguments never again:

    @asked_once
    def _findings(case_id: int) -> QuerySet[Finding]:
        return Finding.objects.filter(case_id=case_id).order_by("id")

    rows = _findings(case.id)  # a list

Rows of this model that the work under way has put off are written before they are asked for.
Its arguments are ids, collections of ids, words, and an actor: of whom it is told no more than what
bounds the rows in sight. For lists that are narrowed in many ways see foundation.asked.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from psycopg.types.numeric import Int8

from aftercare.foundation.actor import Actor
from aftercare.foundation.line import answers
from aftercare.foundation.rows import write_rows_now

R = TypeVar("R")
Given = Actor | int | str | Collection[int]
HOLE, MOST_HOLES = -(2**62), 2**20  # no id is below nought
BLANK = "\0"  # a hole for a word begins with it
MOST_KEPT = 500
ONE, WORD = -1, -2  # no collection


def asked_once(ask: Callable[..., "QuerySet[Any, R]"]) -> Callable[..., list[R]]:
    """The rows that `ask` asks for; only the first time for each sight and each number of ids."""
    kept: dict[tuple[int | Actor, ...], _Kept] = {}

    @wraps(ask)
    def rows(*given: Given) -> list[R]:
        told: list[int | str] = []
        shape = tuple(_shape(one, told) for one in given)
        known = kept.get(shape)
        if known is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            known = kept[shape] = _Kept(ask(*_holes(shape)), holes=len(told))
        return known.rows(told)

    return rows


class _Kept:
    """A question that is put together."""

    def __init__(self, asked: Any, *, holes: int) -> None:
        if asked._prefetch_related_lookups or asked._known_related_objects:  # noqa: SLF001
            raise TypeError("rows of other tables, or rows at hand, cannot be kept")
        self.asked = asked
        self.compiler = asked.query.get_compiler(using=asked.db)
        try:
            self.sql, self.values = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.values = "", ()
            return
        if set(range(holes)) - {_place(value) for value in self.values}:
            raise TypeError("what is asked for must stand in the words of the question as it is")
        self.columns = [column for column, *_ in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(self.columns)

    def rows(self, told: Sequence[int | str]) -> list[Any]:
        if not self.sql:
            return []
        write_rows_now(self.asked.model)
        places = ((value, _place(value)) for value in self.values)
        values = [value if place is None else _bound(told[place]) for value, place in places]
        return list(self.asked._iterable_class(_Asking(self, values)))  # noqa: SLF001


class _Asking:
    """What Django's iterables ask of a queryset, of its query and of its compiler."""

    def __init__(self, kept: _Kept, values: list[Any]) -> None:
        self.kept, self.values = kept, values
        self.query = self

    def __getattr__(self, name: str) -> Any:
        for one in (self.kept.asked, self.kept.compiler, self.kept.asked.query):
            if hasattr(one, name):
                return getattr(one, name)
        raise AttributeError(name)

    def get_compiler(self, *_: object, **__: object) -> "_Asking":
        return self

    def execute_sql(self, *_: object, **__: object) -> list[tuple[Any, ...]]:
        return answers(self.kept.sql, self.values)

    def results_iter(self, results: Any = None, **more: Any) -> Iterable[Any]:
        kept = self.kept
        rows = self.execute_sql() if results is None else results
        if kept.converters:
            rows = kept.compiler.apply_converters(rows, kept.converters)
        return map(tuple, rows) if more.get("tuple_expected") else rows


def _place(value: object) -> int | None:
    """Which hole a value is, if it is one."""
    if isinstance(value, int) and HOLE <= value < HOLE + MOST_HOLES:
        return value - HOLE
    if isinstance(value, str) and value.startswith(BLANK):
        return int(value.removeprefix(BLANK))
    return None


def _bound(value: int | str) -> object:
    return value if isinstance(value, str) else Int8(value)  # else a statement for each length


def _shape(given: Given, told: list[int | str]) -> int | Actor:
    """What the words depend on; what they do not depend on is added to what is told.

    A collection is as long as the next power of two, its last one repeated.
    """
    if isinstance(given, Actor):
        return Actor(
            user_id=None,
            kind=given.kind,
            org_units=given.org_units,
            case_ids=given.case_ids,
            sees_everything=given.sees_everything,
        )
    if isinstance(given, int | str):
        told.append(given)
        return ONE if isinstance(given, int) else WORD
    some = sorted(given)
    length = 1 << (len(some) - 1).bit_length() if some else 0
    told += some + some[-1:] * (length - len(some))
    return length


def _holes(shape: Iterable[int | Actor]) -> Iterator[Actor | int | str | list[int]]:
    place = 0
    for one in shape:
        if isinstance(one, Actor):
            yield one
        elif one == ONE:
            yield HOLE + place
        elif one == WORD:
            yield f"{BLANK}{place}"
        else:
            yield list(range(HOLE + place, HOLE + place + one))
        if not isinstance(one, Actor):
            place += one if one >= 0 else 1
