"""What a mail says, however it was written; standard library only (R-IN-01)."""

import email
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from enum import StrEnum
from html.parser import HTMLParser

MB = 1024 * 1024
LARGEST = 25 * MB
MOST_PARTS = 200
LONGEST_TEXT, LONGEST_SUBJECT = 20_000, 200
LATE_POST = timedelta(hours=1)
"""So long a mail may have been under way when the mailbox was read last."""
MOST_AN_HOUR = 5
"""More new matters from one address in an hour are for a person to look at: programs may write."""
SHORTEST = 6
"""Fewer signs than this, subject and text together, say nothing that a case could be made of."""
_TAG = re.compile(r"(AS\d{6}-\d{5,})[#.\-]([0-9a-f]{16})\b", re.IGNORECASE)
_ID = re.compile(r"<([^<>\s]{3,250})>")
_QUOTED = re.compile(
    r"^\s*(?:-{2,}\s*(?:Original Message|原始邮件|原邮件|转发邮件|Forwarded message)\s*-{2,}"
    r"|On .{4,120} wrote:|在\s?.{4,80}写道[:：]|.{4,80}于.{4,60}写道[:：]|_{10,}"
    r"|(?:发件人|From)\s*[:：].{3,120})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_CHARSETS = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz",
             "unicode-1-1-utf-7": "utf-7", "ansi_x3.4-1968": "ascii", "unknown-8bit": "utf-8",
             "default": "utf-8", "iso-8859-8-i": "iso-8859-8"}  # fmt: skip


class Fault(StrEnum):
    """Why a mail became no part of a case."""

    TOO_LARGE = "too_large"
    MALFORMED = "malformed"
    NO_SENDER = "no_sender"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    LIST = "list"
    LOOP = "loop"
    SAYS_NOTHING = "says_nothing"
    SEVERAL_CUSTOMERS = "several_customers"
    STRANGER = "stranger"
    STORM = "storm"
    OLD = "old"
    REFUSED = "refused"
    OUR_FAULT = "our_fault"


REFUSED = frozenset({Fault.AUTOMATIC, Fault.BOUNCE, Fault.LIST, Fault.LOOP})
"""Written by a program: nobody waits for an answer."""


class Unfit(Exception):
    """The mail cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """`key` names the mail: the same key is the same mail, wherever it is met again."""

    key: str
    mail_id: str
    sender: str
    sender_name: str
    subject: str
    text: str
    sent_at: datetime | None
    answers: tuple[str, ...]
    recipients: tuple[str, ...]
    attached: tuple[Attached, ...]
    fault: Fault | None


def parsed(raw: bytes) -> Parsed:
    """Raises Unfit for what nobody can read."""
    try:
        mail = email.message_from_bytes(raw)
        parts = _parts(mail)
        sender_name, sender = parseaddr(header(mail, "From"))
        mail_id = next(iter(_ids(header(mail, "Message-ID"))), "")
        text, attached = _content(parts)
    except Unfit:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unfit(Fault.MALFORMED) from error
    if "@" not in sender:
        raise Unfit(Fault.NO_SENDER)
    return Parsed(
        key=hashlib.sha256(mail_id.encode() if mail_id else raw).hexdigest(),
        mail_id=mail_id,
        sender=sender.lower(),
        sender_name=sender_name[:60],
        subject=clean(header(mail, "Subject"))[:LONGEST_SUBJECT],
        text=clean(text)[:LONGEST_TEXT],
        sent_at=_sent_at(mail),
        answers=tuple(_ids(header(mail, "In-Reply-To") + header(mail, "References"))),
        recipients=tuple(_recipients(mail)),
        attached=tuple(attached),
        fault=_fault(mail, sender),
    )


def header(mail: "Message[str, str]", name: str) -> str:
    """A header in words: encoded words, raw bytes and unknown charsets included."""
    found = [text for key, text in mail.raw_items() if key.lower() == name.lower()]
    if not found:
        return ""
    line = decoded(str(found[0]).encode("utf-8", "surrogateescape"), "")
    words = [
        part if isinstance(part, str) else decoded(part, charset or "")
        for part, charset in decode_header(line.replace("\r", "").replace("\n", " "))
    ]
    return " ".join("".join(words).split())


def decoded(raw: bytes, charset: str) -> str:
    """By the charset it claims, else by the one that it must have been."""
    claimed = _CHARSETS.get(charset.lower().strip("\"' "), charset.lower().strip("\"' "))
    for one in filter(None, (claimed, "utf-8", "gb18030", "big5")):
        try:
            return raw.decode(one)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def clean(text: str) -> str:
    """Without NUL, odd line ends and the blank lines that mail programs leave."""
    lines = [line.rstrip() for line in text.replace("\0", "").replace("\r\n", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def own_words(text: str) -> str:
    """Without the letter that is answered; the whole where nothing else would be left."""
    found = _QUOTED.search(text)
    kept = text[: found.start()] if found else text
    lines = [line for line in kept.split("\n") if not line.lstrip().startswith((">", "＞"))]
    return clean("\n".join(lines)) or text


def tags(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Case numbers with their signatures, in a subject or an address."""
    for text in texts:
        for number, signature in _TAG.findall(text):
            yield number.upper(), signature.lower()


def says_something(mail: Parsed) -> bool:
    return len(mail.subject + own_words(mail.text)) >= SHORTEST or bool(mail.attached)


def plain(html: str) -> str:
    """What a reader of the page sees."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return clean("\n".join(" ".join(line.split()) for line in "".join(reader.said).split("\n")))


class _Reader(HTMLParser):
    BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote", "table"})
    UNSEEN = frozenset({"script", "style", "head", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.unseen += tag in self.UNSEEN
        if tag in self.BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in self.UNSEEN and self.unseen > 0
        if tag in self.BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.said.append(data)


def _parts(mail: "Message[str, str]") -> "list[Message[str, str]]":
    found = []
    for part in mail.walk():
        found.append(part)
        if len(found) > MOST_PARTS:
            raise Unfit(Fault.MALFORMED)
    return [part for part in found if not part.is_multipart()]


def _content(parts: "list[Message[str, str]]") -> tuple[str, list[Attached]]:
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    attached = []
    for part in parts:
        kind = part.get_content_type()
        content = part.get_payload(decode=True)
        raw = content if isinstance(content, bytes) else b""
        name = _name(part)
        if kind in texts and not name and part.get_content_disposition() != "attachment":
            texts[kind].append(decoded(raw, str(part.get_content_charset() or "")))
        elif raw:
            attached.append(Attached(name=name or f"{kind.replace('/', '.')}", content=raw))
    written = "\n".join(text for text in texts["text/plain"] if text.strip())
    return written or "\n".join(plain(text) for text in texts["text/html"]), attached


def _name(part: "Message[str, str]") -> str:
    given = part.get_filename() or ""
    raw = given.encode("utf-8", "surrogateescape")
    words = decode_header(decoded(raw, "")) if given else []
    return "".join(
        word if isinstance(word, str) else decoded(word, charset or "") for word, charset in words
    )[:120]


def _recipients(mail: "Message[str, str]") -> list[str]:
    lines = [header(mail, name) for name in ("To", "Cc", "Delivered-To", "X-Original-To")]
    return [address.lower() for _name, address in getaddresses(lines) if "@" in address]


def _ids(text: str) -> list[str]:
    return list(dict.fromkeys(_ID.findall(text)))[-40:]


def is_old(sent_at: datetime | None, fresh_from: datetime, now: datetime) -> bool:
    """Whether a mail lay in a mailbox before it was numbered anew; the undated for a day."""
    return sent_at < fresh_from if sent_at else now < fresh_from + timedelta(days=1)


def _sent_at(mail: "Message[str, str]") -> datetime | None:
    """None where the mail does not say, or not from which zone."""
    try:
        found = parsedate_to_datetime(header(mail, "Date"))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _fault(mail: "Message[str, str]", sender: str) -> Fault | None:
    local = sender.partition("@")[0].lower()
    empty_path = mail.get("Return-Path") is not None and header(mail, "Return-Path") == "<>"
    if mail.get_content_type() == "multipart/report" or empty_path or local == "mailer-daemon":
        return Fault.BOUNCE
    submitted = header(mail, "Auto-Submitted").lower()
    answered = bool(mail.get("X-Autoreply") or mail.get("X-Autorespond"))
    if (submitted and not submitted.startswith("no")) or answered:
        return Fault.AUTOMATIC
    precedence = header(mail, "Precedence").lower()
    if precedence in {"auto_reply", "auto-reply"}:
        return Fault.AUTOMATIC
    if precedence in {"bulk", "list", "junk"} or mail.get("List-Id"):
        return Fault.LIST
    return None
