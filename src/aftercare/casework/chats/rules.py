"""What a channel says, in our words, and what a further word does to a case (R-IN-01)."""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

MB = 1024 * 1024
LARGEST_BODY = 12 * MB
MOST_ATTACHED, MOST_WORDS = 9, 50
LONGEST_TEXT, LONGEST_NAME = 20_000, 200
OLDEST = timedelta(days=7)
"""An older moment of sending is not taken for the moment of receipt."""
FIELDS = ("message_id", "thread_id", "text", "sent_at", "sender_id", "sender_name", "sender_phone",
          "product", "order_no", "attachments")  # fmt: skip
USUAL = {"sender_id": "sender.id", "sender_name": "sender.name", "sender_phone": "sender.phone"}
"""Where a field lies when nothing else is said; the others lie under their own name."""
NEEDED = ("message_id", "thread_id")
_PATH = re.compile(r"[\w\-]{1,60}(\.[\w\-]{1,60}){0,7}")
_MILLISECONDS = 10**11


class Flaw(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    NO_MOMENT = "no_moment"
    IN_FUTURE = "in_future"
    NO_LIST = "no_list"
    TOO_MANY = "too_many"
    NO_ATTACHMENT = "no_attachment"
    NO_BASE64 = "no_base64"
    SAYS_NOTHING = "says_nothing"


class Unreadable(Exception):
    """The body does not say what it must; `flaws` are fields with what is wrong, "" the whole."""

    def __init__(self, flaws: Mapping[str, str]) -> None:
        super().__init__(", ".join(flaws))
        self.flaws = dict(flaws)


class NotGenuine(Exception):
    """Whoever called does not know the secret, or knew it too long ago."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One knock at the door: names of headers in lower case."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file: what it holds, or where it lies."""

    name: str
    content: bytes = b""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One message of a customer. The ids are the channel's own."""

    message_id: str
    thread_id: str
    text: str = ""
    sent_at: datetime | None = None
    sender_id: str = ""
    sender_name: str = ""
    sender_phone: str = field(default="", repr=False)
    product: str = ""
    order_no: str = ""
    attachments: Sequence[Attached] = ()


def word_of(body: Mapping[str, Any], mapping: Mapping[str, str], now: datetime) -> Word:
    """Reads a JSON body; what nobody asked for is passed over. Raises Unreadable."""
    flaws: dict[str, str] = {}
    found = {name: at_path(body, mapping.get(name) or USUAL.get(name, name)) for name in FIELDS}
    texts = {
        name: _text(name, found[name], flaws)
        for name in FIELDS
        if name not in {"sent_at", "attachments"}
    }
    flaws |= {name: Flaw.MISSING for name in NEEDED if not texts[name] and name not in flaws}
    sent_at = _moment(found["sent_at"], now, flaws)
    attached = _attached(found["attachments"], flaws)
    if not flaws and not texts["text"].strip() and not attached:
        flaws["text"] = Flaw.SAYS_NOTHING
    if flaws:
        raise Unreadable(flaws)
    return Word(sent_at=sent_at, attachments=attached, **texts)


def at_path(body: object, path: str) -> object:
    """`sender.name` of nested objects; None where nothing lies there."""
    for step in path.split("."):
        body = body.get(step) if isinstance(body, Mapping) else None
    return body


def mapping_of(text: str) -> tuple[dict[str, str], list[str]]:
    """Lines `field = path`; the mapping, and the lines that cannot be read."""
    found, wrong = {}, []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        name, _is, path = (part.strip() for part in line.partition("="))
        if name in FIELDS and _PATH.fullmatch(path):
            found[name] = path
        else:
            wrong.append(line[:80])
    return found, wrong


def lines_of(mapping: Mapping[str, str]) -> str:
    return "\n".join(f"{name} = {path}" for name, path in mapping.items())


def _text(name: str, value: object, flaws: dict[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        flaws[name] = Flaw.NO_TEXT
        return ""
    said = str(value).replace("\0", "")
    if len(said) > (LONGEST_TEXT if name == "text" else LONGEST_NAME):
        flaws[name] = Flaw.TOO_LONG
        return ""
    return said if name == "text" else said.strip()


def _moment(value: object, now: datetime, flaws: dict[str, str]) -> datetime | None:
    """ISO 8601 with its zone, or seconds or milliseconds since 1970."""
    if value is None:
        return None
    try:
        if isinstance(value, str):
            at = datetime.fromisoformat(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            at = datetime.fromtimestamp(value / 1000 if value >= _MILLISECONDS else value, UTC)
        else:
            at = None
    except (ValueError, OverflowError, OSError):
        at = None
    if at is None or at.tzinfo is None:
        flaws["sent_at"] = Flaw.NO_MOMENT
        return None
    if at > now + timedelta(minutes=5):
        flaws["sent_at"] = Flaw.IN_FUTURE
    return at if now - OLDEST <= at else None


def _attached(value: object, flaws: dict[str, str]) -> tuple[Attached, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        flaws["attachments"] = Flaw.NO_LIST
        return ()
    if len(value) > MOST_ATTACHED:
        flaws["attachments"] = Flaw.TOO_MANY
        return ()
    found = (_file(f"attachments.{place}", one, flaws) for place, one in enumerate(value))
    return tuple(one for one in found if one is not None)


def _file(place: str, value: object, flaws: dict[str, str]) -> Attached | None:
    """`{"name", "url"}` or `{"name", "content"}` in base64."""
    given = value if isinstance(value, Mapping) else {}
    name, url, content = given.get("name", ""), given.get("url"), given.get("content")
    is_link = isinstance(url, str) and url.startswith(("https://", "http://")) and len(url) <= 1000  # noqa: PLR2004
    if not isinstance(name, str) or not (is_link or isinstance(content, str)):
        flaws[place] = Flaw.NO_ATTACHMENT
        return None
    if is_link:
        return Attached(name=name[:120] or "attachment", url=str(url))
    try:
        raw = base64.b64decode(str(content), validate=True)
    except (binascii.Error, ValueError):
        flaws[place] = Flaw.NO_BASE64
        return None
    return Attached(name=name[:120] or "attachment", content=raw)


def sample(mapping: Mapping[str, str], text: str, message_id: str) -> dict[str, Any]:
    """A body as the channel would send it: each field where the mapping says it lies."""
    said = {"message_id": message_id, "thread_id": "sample-thread", "text": text,
            "sender_id": "sample-user", "sender_name": "张伟"}  # fmt: skip
    body: dict[str, Any] = {}
    for name, value in said.items():
        *steps, last = (mapping.get(name) or USUAL.get(name, name)).split(".")
        place = body
        for step in steps:
            inner = place.setdefault(step, {})
            place = inner if isinstance(inner, dict) else place
        place[last] = value
    return body
