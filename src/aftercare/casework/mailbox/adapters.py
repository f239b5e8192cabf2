"""A mailbox over IMAP: read, and left as it was."""

import imaplib
import re
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

SECONDS = 30.0
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Step(StrEnum):
    """How far one comes on the way to a mailbox."""

    NAME = "name"
    CONNECTION = "connection"
    TLS = "tls"
    SIGN_IN = "sign_in"
    FOLDER = "folder"


class NotReached(Exception):
    """The mailbox cannot be read now; `str()` names no person, `step` is what failed."""

    def __init__(self, what: str, step: Step = Step.CONNECTION) -> None:
        super().__init__(what)
        self.step = step


class Box(Protocol):
    """A mailbox that is open."""

    uidvalidity: int

    def uids_after(self, last: int) -> list[int]: ...
    def uids_since(self, day: date) -> list[int]: ...
    def uids_arrived(self, since: datetime) -> list[int]: ...
    def size(self, uid: int) -> int: ...
    def content(self, uid: int) -> bytes: ...


class ImapBox:
    def __init__(self, link: imaplib.IMAP4, folder: str) -> None:
        self.link = link
        kind, _said = link.select(f'"{folder}"', readonly=True)
        if kind != "OK":
            raise NotReached("there is no such folder", Step.FOLDER)
        _kind, found = link.response("UIDVALIDITY")
        self.uidvalidity = int(found[0] or 0) if found else 0

    def uids_after(self, last: int) -> list[int]:
        """`n:*` names the last mail also where it is older: those are left out here."""
        (line, *_rest) = _must(self.link.uid("SEARCH", f"UID {last + 1}:*"))
        return sorted(uid for uid in map(int, (line or b"").split()) if uid > last)

    def uids_since(self, day: date) -> list[int]:
        (line, *_rest) = _must(self.link.uid("SEARCH", f"SINCE {imap_day(day)}"))
        return sorted(map(int, (line or b"").split()))

    def uids_arrived(self, since: datetime) -> list[int]:
        """By the server's clock, which knows whole seconds."""
        days = self.uids_since((since - timedelta(days=1)).date())
        if not days:
            return []
        whole = since.astimezone(UTC).replace(microsecond=0)
        said = _must(self.link.uid("FETCH", f"{days[0]}:{days[-1]}", "(INTERNALDATE)"))
        return sorted(
            int(found[1])
            for one in said
            if isinstance(one, bytes) and (found := _UID.search(one)) and arrived_at(one) >= whole
        )

    def size(self, uid: int) -> int:
        said = b" ".join(
            one if isinstance(one, bytes) else b" ".join(one)
            for one in _must(self.link.uid("FETCH", str(uid), "(RFC822.SIZE)"))
            if one
        )
        found = _SIZE.search(said)
        return int(found[1]) if found else 0

    def content(self, uid: int) -> bytes:
        """Peeking: it stays unread for other readers."""
        for one in _must(self.link.uid("FETCH", str(uid), "(BODY.PEEK[])")):
            if isinstance(one, tuple):
                return bytes(one[1])
        raise NotReached("a mail has gone meanwhile")


@contextmanager
def opened(
    *, host: str, port: int, in_clear: bool, username: str, password: str, folder: str
) -> Iterator[ImapBox]:
    """Raises NotReached."""
    try:
        if in_clear:
            link = imaplib.IMAP4(host, port, timeout=SECONDS)
        else:
            context = ssl.create_default_context()
            link = imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=SECONDS)
    except OSError as error:
        raise NotReached(f"no connection: {type(error).__name__}", _step_of(error)) from error
    try:
        _sign_in(link, username, password)
        yield ImapBox(link, folder)
    except (imaplib.IMAP4.error, OSError) as error:
        raise NotReached(f"the server refuses: {type(error).__name__}") from error
    finally:
        _leave(link)


def _sign_in(link: imaplib.IMAP4, username: str, password: str) -> None:
    try:
        link.login(username, password)
    except imaplib.IMAP4.error as error:
        raise NotReached(f"the server refuses: {type(error).__name__}", Step.SIGN_IN) from error


def _step_of(error: OSError) -> Step:
    if isinstance(error, socket.gaierror):
        return Step.NAME
    return Step.TLS if isinstance(error, ssl.SSLError) else Step.CONNECTION


def arrived_at(said: bytes) -> datetime:
    """The moment of an answer's INTERNALDATE; long ago where there is none."""
    told = imaplib.Internaldate2tuple(said)
    return (
        datetime.fromtimestamp(time.mktime(told), UTC) if told else datetime.min.replace(tzinfo=UTC)
    )


def imap_day(day: date) -> str:
    """20-Nov-2026, in whatever language the machine speaks."""
    return f"{day.day}-{MONTHS[day.month - 1]}-{day.year}"


def _leave(link: imaplib.IMAP4) -> None:
    try:
        link.logout()
    except (imaplib.IMAP4.error, OSError):
        link.shutdown()


def _must(answer: tuple[str, Any]) -> Any:
    kind, said = answer
    if kind != "OK":
        raise NotReached("the server refuses a command")
    return said
