"""The form of the chain, version 1. Whoever wants to check a chain needs nothing but this page.

An entry's *body* is the SHA-256 of its canonical JSON: keys sorted, no spaces, UTF-8, nothing
escaped that JSON lets stand, moments in UTC with six decimals, and only text, whole numbers,
truth values, null, lists and objects inside. Its *hash* is

    SHA-256( hash of the entry before (32 bytes) || seq (8 bytes, big-endian) || body (32 bytes) )

and the entry before the first has the hash of 32 zero bytes. `seq` counts 1, 2, 3 … per subject.

What people typed stands outside the chain, where it can be erased: under `words` the detail holds
by name only a *commitment*, the SHA-256 in hexadecimal of 16 random bytes (the salt) and the text
in UTF-8. Salt and text fit the commitment, or an entry `audit.words_erased` further down the same
chain lists it under `erased`.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

FORM = 1
GENESIS = bytes(32)
WORDS = "words"
ERASURE, ERASED = "audit.words_erased", "erased"
SALT = 16
# One word of visible ASCII: what codes, moments, hashes and numbers are written in.
_CODE = re.compile("[!-~]*")


class NotACode(TypeError):
    """Free text among the ids and codes of an entry: hand it over as `words`."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A text as it stands outside the chain."""

    salt: bytes
    text: str

    @property
    def commitment(self) -> str:
        return hashlib.sha256(self.salt + self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of a chain as it stands in the table or in an exported line.

    `words` are its texts that are still there, by commitment.
    """

    subject: str
    seq: int
    at: datetime
    user_id: int | None
    kind: str
    verb: str
    detail: Mapping[str, object]
    before: bytes
    hash: bytes
    form: int = FORM
    words: Mapping[str, Kept] = field(default_factory=dict)


def plain(value: object) -> object:
    """The value in the few types that read back from the database exactly as they went in.

    Raises NotACode for free text.
    """
    match value:
        case None | bool() | int():
            kept: object = value
        case Mapping():
            kept = {_code(str(key)): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            kept = [plain(inner) for inner in value]
        case set() | frozenset():
            kept = [plain(inner) for inner in sorted(value, key=str)]
        case datetime():
            kept = moment(value)
        case _:
            kept = _code(str(value))
    return kept


def is_code(text: str) -> bool:
    return _CODE.fullmatch(text) is not None


def _code(text: str) -> str:
    if not is_code(text):
        raise NotACode("an entry holds ids and codes; free text is handed over as words=")
    return text


def plain_text(text: str) -> str:
    """Without what PostgreSQL or UTF-8 cannot hold: NUL and lone surrogates."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(value: object) -> bytes:
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def body(
    *,
    subject: str,
    at: datetime,
    user_id: int | None,
    kind: str,
    verb: str,
    detail: Mapping[str, object],
) -> bytes:
    """The digest of what an entry says, without its place in the chain."""
    words = {
        "form": FORM,
        "subject": subject,
        "at": moment(at),
        "user": user_id,
        "kind": kind,
        "verb": verb,
        "detail": detail,
    }
    return hashlib.sha256(canonical(words)).digest()


def chained(*, before: bytes, seq: int, body: bytes) -> bytes:
    return hashlib.sha256(before + seq.to_bytes(8, "big") + body).digest()


REGISTER = "audit:register"


class FaultKind(StrEnum):
    """What can be wrong with a history."""

    ALTERED = "altered"  # the entry's own hash does not fit what it says
    UNLINKED = "unlinked"  # it does not follow the entry before
    GAP = "gap"  # an entry before it is missing, or stands twice
    CUT = "cut"  # the chain ended later than its last entry
    LONGER = "longer"  # entries after the end of the chain
    HEADLESS = "headless"  # nothing says where the chain ends
    EMPTY = "empty"  # the end of a chain is known, its entries are gone
    UNREGISTERED = "unregistered"  # the register knows other chains than there are
    CHANGED_SINCE = "changed_since"  # an older export says otherwise
    WORDS_ALTERED = "words_altered"  # a text does not fit its commitment
    WORDS_GONE = "words_gone"  # a text is missing, and no entry says that it was erased


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a chain ends; `register` numbers the entry of the register that knows the chain."""

    subject: str
    seq: int
    hash: bytes
    register: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    kind: FaultKind
    subject: str
    seq: int = 0


def link_faults(link: Link, before: Link | None) -> Iterator[Fault]:
    """What is wrong with one entry, given the one that stands before it in its chain."""
    seq, due = link.seq, (before.seq if before else 0) + 1
    if seq != due:
        yield Fault(kind=FaultKind.GAP, subject=link.subject, seq=seq)
    elif link.before != (before.hash if before else GENESIS):
        yield Fault(kind=FaultKind.UNLINKED, subject=link.subject, seq=seq)
    says = body(
        subject=link.subject,
        at=link.at,
        user_id=link.user_id,
        kind=link.kind,
        verb=link.verb,
        detail=link.detail,
    )
    if link.form != FORM or link.hash != chained(before=link.before, seq=seq, body=says):
        yield Fault(kind=FaultKind.ALTERED, subject=link.subject, seq=seq)


def commitments(detail: Mapping[str, object]) -> list[str]:
    """What an entry says of its texts."""
    words = detail.get(WORDS)
    return [str(one) for one in words.values()] if isinstance(words, Mapping) else []


def erased_by(link: Link) -> list[str]:
    """The commitments whose texts were erased with this entry."""
    erased = link.detail.get(ERASED) if link.verb == ERASURE else None
    return [str(one) for one in erased] if isinstance(erased, list) else []


def word_faults(link: Link) -> Iterator[Fault]:
    """Texts that are there and say something else than the entry was made with."""
    for said in commitments(link.detail):
        if said in link.words and link.words[said].commitment != said:
            yield Fault(kind=FaultKind.WORDS_ALTERED, subject=link.subject, seq=link.seq)


def end_faults(last: Link, head: Head | None) -> Iterator[Fault]:
    """What is wrong with the end of a chain."""
    if head is None:
        yield Fault(kind=FaultKind.HEADLESS, subject=last.subject, seq=last.seq)
    elif head.seq > last.seq:
        yield Fault(kind=FaultKind.CUT, subject=last.subject, seq=last.seq)
    elif head.seq < last.seq:
        yield Fault(kind=FaultKind.LONGER, subject=last.subject, seq=last.seq)
    elif head.hash != last.hash:
        yield Fault(kind=FaultKind.UNLINKED, subject=last.subject, seq=last.seq)


def register_digest(subjects: Iterable[str]) -> str:
    """SHA-256 over the subjects in the order of their bytes, a line each."""
    digest = hashlib.sha256()
    for subject in subjects:
        digest.update(subject.encode() + b"\n")
    return digest.hexdigest()


def register_faults(
    known: Mapping[int, tuple[int, str]], members: Iterable[tuple[int, str]]
) -> Iterator[Fault]:
    """Compares what the register says with the chains that are there.

    `known`: number of a register entry → (chains, digest); `members`: (number, subject) in order.
    """
    found = set()
    for number, group in groupby(members, key=itemgetter(0)):
        subjects = [subject for _number, subject in group]
        found.add(number)
        if known.get(number) != (len(subjects), register_digest(subjects)):
            yield Fault(kind=FaultKind.UNREGISTERED, subject=REGISTER, seq=number)
    for number in sorted(known.keys() - found):
        yield Fault(kind=FaultKind.UNREGISTERED, subject=REGISTER, seq=number)
