"""Keyset pages: a list is cut by the sort key of its last row, never by counting from the start."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from aftercare.foundation.errors import Invalid

T = TypeVar("T")


class NoSuchPage(Invalid):
    """A cursor that leads nowhere; the door has the sentence for it."""


KeyPart = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """`rows` of one page; `next_cursor` opens the one after it, None on the last."""

    rows: Sequence[T]
    next_cursor: str | None = None


def cursor_of(*key: KeyPart) -> str:
    """The sort key of a page's last row (ISO text for moments) as an opaque, URL-safe word."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def key_of(cursor: str, *, parts: int) -> list[KeyPart]:
    """The sort key in a cursor; its last part is a number, by which rows of the same rank follow.

    Raises Invalid for a word that `cursor_of` did not make.
    """
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as error:
        raise made_up() from error
    if not isinstance(key, list) or len(key) != parts or type(key[-1]) is not int:
        raise made_up()
    return key


def text_in(part: KeyPart) -> str:
    """Of a key, a part that is a text. Raises Invalid, as those below do."""
    if not isinstance(part, str) or "\x00" in part:
        raise made_up()
    return part


def number_in(part: KeyPart) -> int:
    if type(part) is not int:
        raise made_up()
    return part


def day_in(part: KeyPart) -> date:
    try:
        return date.fromisoformat(text_in(part))
    except ValueError as error:
        raise made_up() from error


def moment_in(part: KeyPart) -> datetime:
    try:
        found = datetime.fromisoformat(text_in(part))
    except ValueError as error:
        raise made_up() from error
    if found.tzinfo is None:
        raise made_up()
    return found


def made_up() -> Invalid:
    """What to raise for a cursor that leads nowhere."""
    return NoSuchPage(fields={"cursor": ""})
