"""What lasts as long as one piece of work: a transaction, and what is done once at its end.

The outermost action (or a post with its receipt) is one piece of work; what it calls belongs to it.
Nothing inside is caught and passed over: a refusal undoes all of it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected, UniqueViolation

from aftercare.foundation.line import Statement, tell

R = TypeVar("R")
T = TypeVar("T")

MOST_PUT_OFF = 1000
STAMPS = "stamps"
TRIES = 3


class LostRace(Exception):  # no fault: somebody else was first
    """Another wrote the same meanwhile, or both waited for each other: the work is begun anew."""


@dataclass(frozen=True, slots=True)
class Copying:
    """Many rows, sent in the database's own way: nothing of them is read as words of a question.

    `before` and `after` are statements without values around it.
    """

    sql: str
    rows: Sequence[Sequence[object]]
    before: str = ""
    after: str = ""


class Work:
    """`at_hand` is found again by key within the work; `put_off` is written at its end."""

    __slots__ = ("at_hand", "put_off")

    def __init__(self, at_hand: dict[object, Any]) -> None:
        self.at_hand = at_hand
        self.put_off: dict[Callable[[list[Any]], object], list[Any]] = {}

    def finish(self) -> None:
        """Writes what was put off; whoever puts off more while writing is heard too."""
        while self.put_off:
            _tell(write(self.put_off.pop(write)) for write in list(self.put_off))


_work: ContextVar[Work | None] = ContextVar("the work under way", default=None)
_glance: ContextVar[dict[object, Any] | None] = ContextVar("what a request has seen", default=None)


@contextmanager
def glance() -> Iterator[None]:
    """A request: what it read once it has at hand, until a piece of work may have changed it."""
    if _glance.get() is not None or _work.get() is not None:
        yield
        return
    token = _glance.set({})
    try:
        yield
    finally:
        _glance.reset(token)


@contextmanager
def first_come() -> Iterator[None]:
    """A unique index that refuses a new row says that another was first: LostRace."""
    try:
        yield
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise LostRace from error
        raise


def whole(do: Callable[[], R]) -> R:
    """Does it as one piece of work, or as a part of the one under way."""
    if _work.get() is not None:
        return do()
    seen = _glance.get() or {}
    try:
        for _lost in range(TRIES - 1):
            with suppress(LostRace):
                return _attempt(do, dict(seen))
            seen.clear()
        return _attempt(do, {})
    finally:
        seen.clear()


@contextmanager
def attempt() -> Iterator[Callable[[], None]]:
    """A part of the work that can be given up alone, by calling what this yields.

    Its locks are gone then, and so is what it had put at hand under them.
    """
    before = dict(at_hand())

    def give_up() -> None:
        transaction.set_rollback(True)
        at_hand().clear()
        at_hand().update(before)

    with transaction.atomic():
        yield give_up


def at_hand() -> dict[object, Any]:
    """What this work, or this request, has put by; outside of both, a dict that nobody keeps."""
    work = _work.get()
    if work is not None:
        return work.at_hand
    seen = _glance.get()
    return {} if seen is None else seen


def look_again() -> None:
    """What is remembered may have been changed just now (foundation.memory)."""
    at_hand().pop(STAMPS, None)


def put_off(write: Callable[[list[T]], object], *what: T) -> None:
    """Has `write` called with all that was put off for it, when the work ends or much has come.

    It writes, or returns the Statement (or some in a list) or the Copying that does. For what the
    work does not read, or only after `write_now`. Outside any work it is written at once.
    """
    work = _work.get()
    if work is None:
        _tell([write(list(what))])
        return
    waiting = work.put_off.setdefault(write, [])
    waiting.extend(what)
    if len(waiting) >= MOST_PUT_OFF:
        _tell([write(work.put_off.pop(write))])


def write_now(write: Callable[[list[T]], object]) -> None:
    """Before such rows are read within the work: writes what was put off of them."""
    work = _work.get()
    if work is not None and write in work.put_off:
        _tell([write(work.put_off.pop(write))])


def _tell(written: Iterable[object]) -> None:
    """LostRace where another wrote such a row first, however early in the work it is written."""
    with first_come():
        _say(written)


def _say(written: Iterable[object]) -> None:
    statements: list[Statement] = []
    for one in written:
        if isinstance(one, Statement):
            statements.append(one)
        elif isinstance(one, Copying):
            _copy(one)
        elif isinstance(one, list):
            statements += one
    if statements:
        tell(statements)


def _copy(told: Copying) -> None:
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
    ):
        if told.before:
            cursor.execute(told.before)
        with cursor.copy(told.sql) as line:
            for row in told.rows:
                line.write_row(row)
        if told.after:
            cursor.execute(told.after)


def _attempt(do: Callable[[], R], at_hand: dict[object, Any]) -> R:
    work = Work(at_hand)
    token = _work.set(work)
    try:
        with transaction.atomic():
            result = do()
            work.finish()
            return result
    except OperationalError as error:
        if isinstance(error.__cause__, DeadlockDetected):
            raise LostRace from error
        raise
    finally:
        _work.reset(token)
