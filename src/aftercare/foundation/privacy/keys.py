"""The keys in use: read from the settings, never written anywhere by this module."""

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from . import rules

ID_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Key:
    """`id` is derived from the secret, so that a key file needs no book-keeping."""

    id: bytes
    secret: bytes

    @property
    def cipher(self) -> AESGCM:
        return _cipher(self.secret)


@lru_cache(maxsize=32)
def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(secret)


def _key(word: str) -> Key:
    try:
        secret = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
    except ValueError as error:
        raise ImproperlyConfigured("AFTERCARE_KEYS: a key is not base64url") from error
    if len(secret) != len(bytes(32)):
        raise ImproperlyConfigured("AFTERCARE_KEYS: a key has not 32 bytes")
    return Key(hashlib.sha256(b"aftercare key id" + secret).digest()[:ID_LENGTH], secret)


@lru_cache(maxsize=8)
def _ring(words: tuple[str, ...]) -> tuple[Key, ...]:
    if not words:
        raise ImproperlyConfigured("AFTERCARE_KEYS is empty")
    return tuple(_key(word) for word in words)


def ring() -> tuple[Key, ...]:
    """All keys, the one to write with first."""
    return _ring(tuple(settings.AFTERCARE_KEYS))


def find(key_id: bytes) -> Key | None:
    """The key of this id; one that was added while this process ran is fetched now."""
    for attempt in ring, _fetched, lambda: (lasting(),):
        for key in attempt():
            if key.id == key_id:
                return key
    return None


def _fetched() -> tuple[Key, ...]:
    """The keys as they lie now where the settings took them from."""
    now = settings.AFTERCARE_READ_KEYS()
    return _ring(tuple(now.encryption)) if now is not None else ()


def lasting() -> Key:
    """A key that `aftercare keys` never changes, for secrets that live outside sealed columns."""
    secret = _index_key(settings.AFTERCARE_INDEX_KEY, "lasting")
    return Key(hashlib.sha256(b"aftercare key id" + secret).digest()[:ID_LENGTH], secret)


@lru_cache(maxsize=8)
def _index_key(word: str, purpose: str) -> bytes:
    return hashlib.sha256(b"aftercare index " + purpose.encode() + _key(word).secret).digest()


def index_of_phone(text: str) -> bytes | None:
    """What a full number is found by; None where the text holds no digits."""
    number = rules.normal_phone(text)
    key = _index_key(settings.AFTERCARE_INDEX_KEY, "phone")
    return rules.blind_index(number, key) if number else None


def index_of_tail(text: str) -> bytes | None:
    """What a number, or four digits alone, is found by; None where there is no tail.

    Ten thousand tails: whoever holds the table, not the key, learns which customers share one,
    and nothing else. Eight bytes are plenty.
    """
    digits = rules.normal_phone(text)
    tail = digits if len(digits) == rules.TAIL else rules.phone_tail(text)
    key = _index_key(settings.AFTERCARE_INDEX_KEY, "tail")
    return rules.blind_index(tail, key)[:8] if tail else None


def index_of_word(word: str, purpose: str) -> str:
    """What a short text (a name, a mail address) is found by, as hexadecimal; "" for none."""
    key = _index_key(settings.AFTERCARE_INDEX_KEY, purpose)
    return rules.blind_index(word, key)[:8].hex() if word else ""
