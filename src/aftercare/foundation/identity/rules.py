"""Decisions about permissions, tokens and passwords' neighbours."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import lru_cache

TOKEN_START = "ac_"  # noqa: S105
TOKEN_SHOWN = 9
USERNAME = re.compile(r"[a-z0-9\u3400-\u9fff][a-z0-9\u3400-\u9fff._@+-]{1,59}")
PERMISSION = re.compile(r"!?(\*|[a-z_]+)\.[a-z_0-9*]+")


class TokenState(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenTimes:
    expires_at: datetime | None
    revoked_at: datetime | None


def unbundled(grants: Iterable[str], bundles: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The list with every "@name" replaced by the bundle of that name."""
    flat: list[str] = []
    for grant in grants:
        name = grant.removeprefix("@")
        flat.extend([grant] if name == grant else unbundled(bundles[name], bundles))
    return tuple(flat)


@lru_cache(maxsize=512)
def expanded(patterns: tuple[str, ...], known: frozenset[str]) -> frozenset[str]:
    """The permissions that a list of names and patterns stands for, read from first to last.

    "cases.*" is everything of a module, "*.see_*" every view, "!cases.merge_cases" takes away.
    """
    held: set[str] = set()
    for pattern in patterns:
        if pattern.startswith("!"):
            held -= matching(pattern[1:], known)
        else:
            held |= matching(pattern, known)
    return frozenset(held)


def matching(pattern: str, known: Collection[str]) -> set[str]:
    if "*" not in pattern:
        return {pattern} & set(known)
    return {name for name in known if fnmatchcase(name, pattern)}


def unknown(patterns: Iterable[str], known: frozenset[str]) -> list[str]:
    """Names and patterns that stand for no permission at all: a misspelling, or a lost action."""
    return [p for p in patterns if not PERMISSION.fullmatch(p) or not matching(p.strip("!"), known)]


def digest_of(word: str) -> bytes:
    """Tokens are 256 random bits: a plain SHA-256 cannot be tried out, and costs microseconds."""
    return hashlib.sha256(word.encode()).digest()


def token_state(times: TokenTimes, at: datetime) -> TokenState:
    if times.revoked_at is not None:
        return TokenState.REVOKED
    if times.expires_at is not None and at >= times.expires_at:
        return TokenState.EXPIRED
    return TokenState.OPEN


def normal_username(text: str) -> str:
    return text.strip().lower()


def fit_username(text: str) -> bool:
    """2 to 60 signs: small letters, digits, Chinese, and . _ @ + - inside."""
    return USERNAME.fullmatch(text) is not None
