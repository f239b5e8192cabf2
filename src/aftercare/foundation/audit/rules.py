"""The form of the chain, version 1. Whoever wants to check a chain needs nothing but this page.

An entry's *body* is the SHA-256 of its canonical JSON: keys sorted, no spaces, UTF-8, nothing
escaped that JSON lets stand, moments in UTC with six decimals, and only text, whole numbers,
truth values, null, lists and objects inside. Its *hash* is

    SHA-256( hash of the entry before (32 bytes) || seq (8 bytes, big-endian) || body (32 bytes) )

and the entry before the first has the hash of 32 zero bytes. `seq` counts 1, 2, 3 … per subject.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

FORM = 1
GENESIS = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of a chain as it stands in the table or in an exported line."""

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


def plain(value: object) -> object:
    """The value in the few types that read back from the database exactly as they went in."""
    match value:
        case None | bool() | int():
            kept: object = value
        case Mapping():
            kept = {plain_text(str(key)): plain(inner) for key, inner in value.items()}
        case list() | tuple():
            kept = [plain(inner) for inner in value]
        case set() | frozenset():
            kept = [plain(inner) for inner in sorted(value, key=str)]
        case datetime():
            kept = moment(value)
        case _:
            kept = plain_text(str(value))
    return kept


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
