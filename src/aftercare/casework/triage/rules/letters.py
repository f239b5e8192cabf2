"""Which letters a pattern cannot match without: a text that has none of them need not be searched.

Worked out from the pattern itself; a list kept by hand forgets some (瓦斯 among the words for gas).
"""

import re._constants as parts  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from typing import Any

REPEATS = {parts.MAX_REPEAT, parts.MIN_REPEAT, parts.POSSESSIVE_REPEAT}


def letters_needed(pattern: str) -> frozenset[str]:
    """Every match has one of these in it; none at all where that cannot be said."""
    return _of_sequence(parser.parse(pattern)) or frozenset()


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """All items must match: the shortest list among them will do."""
    found = [needed for needed in map(_of_item, items) if needed]
    return min(found, key=len, default=None)


def _of_item(item: tuple[Any, Any]) -> frozenset[str] | None:
    kind, value = item
    needed = None
    if kind is parts.LITERAL:
        needed = frozenset(chr(value))
    elif kind is parts.BRANCH:
        needed = _of_any([_of_sequence(branch) for branch in value[1]])
    elif kind is parts.IN:
        needed = _of_any([_of_item(one) for one in value])
    elif kind is parts.SUBPATTERN or (kind in REPEATS and value[0] > 0):
        needed = _of_sequence(value[-1])
    return needed


def _of_any(choices: list[frozenset[str] | None]) -> frozenset[str] | None:
    """One of the items must match: all their letters, or nothing known where one has none."""
    if any(choice is None for choice in choices):
        return None
    return frozenset().union(*(choice for choice in choices if choice))
