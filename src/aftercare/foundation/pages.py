"""Keyset pages: a list is cut by the sort key of its last row, never by counting from the start."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aftercare.foundation.errors import Invalid

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """`rows` of one page; `next_cursor` opens the one after it, None on the last."""

    rows: Sequence[T]
    next_cursor: str | None = None


def cursor_of(*key: str | float | bool | None) -> str:
    """The sort key of a page's last row (ISO text for moments) as an opaque, URL-safe word."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def key_of(cursor: str, *, parts: int) -> list[str | int | float | bool | None]:
    """The sort key in a cursor. Raises Invalid for a word that `cursor_of` did not make."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as error:
        raise Invalid("cursor", fields={"cursor": "cursor"}) from error
    if not isinstance(key, list) or len(key) != parts:
        raise Invalid("cursor", fields={"cursor": "cursor"})
    return key
