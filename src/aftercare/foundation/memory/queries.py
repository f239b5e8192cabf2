"""What changes seldom is read once a process and kept until a table behind it changes.

A change sets the table's stamp in its own transaction: whoever reads the new stamp reads the new
rows, and a stamp that was rolled back never comes again. A request or a piece of work looks at the
stamps once; one that changes such tables itself looks each time.
"""

from collections.abc import Callable, Collection
from functools import lru_cache, wraps
from time import monotonic
from typing import ParamSpec, TypeVar, cast

from aftercare.foundation.actions import REMEMBERED, may_be_changing
from aftercare.foundation.line import answers
from aftercare.foundation.work import STAMPS, at_hand

P = ParamSpec("P")
R = TypeVar("R")
Stamps = dict[str, str]

TABLES: set[str] = set()
LONGEST_LOOK = 1.0  # seconds
_STAMPS = 'SELECT "table", stamp::text FROM memory_stamp'


def remembered(
    *tables: str, most: int = 1024, changed_by: Collection[str] = ()
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """`@remembered("staff_member")`: what it returns is kept while these tables stay as they are.

    For functions of plain values that read nothing else; what they return must not be changed.
    `changed_by` names the actions that write to the tables, if not all of their modules may.
    A migration of the module sets the trigger `memory_changed` on each of its tables.
    """

    def wrap(read: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(maxsize=most)
        def kept(_stamps: tuple[str | None, ...], *args: object, **kwargs: object) -> R:
            return cast(Callable[..., R], read)(*args, **kwargs)

        @wraps(read)
        def recalled(*args: P.args, **kwargs: P.kwargs) -> R:
            stamps = _stamps_now()
            return kept(tuple(map(stamps.get, tables)), *args, **kwargs)  # type: ignore[arg-type]

        TABLES.update(tables)
        REMEMBERED.update(changed_by or (table.partition("_")[0] for table in tables))
        return recalled

    return wrap


def _stamps_now() -> Stamps:
    seen: Stamps
    seen, moment = at_hand().get(STAMPS, ({}, 0.0))
    if may_be_changing() or monotonic() - moment > LONGEST_LOOK:
        seen = dict(answers(_STAMPS, ()))
        at_hand()[STAMPS] = seen, monotonic()
    return seen
