"""Columns with what people are and say: sealed in the database, or at least erased with a person.

Sealed at rest (AES-256-GCM): version (1 byte) · key id (4) · nonce (12) · sealed text with its tag.
The name of the column is authenticated along, so that a value moved elsewhere does not open.

`about` says whose it is, as "kind:path": "customer:customer_id", "case:resolution__case_id". When
these are erased (R-SEC-04), such columns are emptied, and rows of a model whose `ERASED_WITH` says
so are removed.
"""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import FieldError
from django.db import models

from . import keys

VERSION = b"\x01"
NONCE = 12
PREFIX = len(VERSION) + keys.ID_LENGTH

if TYPE_CHECKING:
    _Text = models.Field[str, str]
    _Json = models.JSONField[Any, Any]
    _Long = models.TextField[str, str]
    _Short = models.CharField[str, str]
    _Vector = SearchVectorField[object, object]
else:
    _Text, _Long, _Short = models.Field, models.TextField, models.CharField
    _Json, _Vector = models.JSONField, SearchVectorField


class Unreadable(Exception):
    """The key is missing from AFTERCARE_KEYS, or the value was altered."""


def seal(text: str, context: str, key: keys.Key | None = None) -> bytes:
    """With the newest key unless one is given. Empty text stays empty: it hides nothing."""
    if not text:
        return b""
    key, nonce = key or keys.ring()[0], os.urandom(NONCE)
    return VERSION + key.id + nonce + key.cipher.encrypt(nonce, text.encode(), context.encode())


def unseal(sealed: bytes, context: str) -> str:
    """Raises Unreadable."""
    if not sealed:
        return ""
    key_id, nonce = sealed[1:PREFIX], sealed[PREFIX : PREFIX + NONCE]
    key = keys.find(key_id)
    if key is None:
        raise Unreadable(f"{context}: key {key_id.hex()} is not among AFTERCARE_KEYS")
    try:
        text = key.cipher.decrypt(nonce, sealed[PREFIX + NONCE :], context.encode())
    except InvalidTag as error:
        raise Unreadable(f"{context}: altered") from error
    return text.decode()


class EncryptedTextField(_Text):
    """`str` in Python, bytes at rest. It cannot be searched: keep a blind index beside it."""

    description = "sealed text"

    def __init__(self, *args: Any, about: str = "", **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    @property
    def context(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"  # noqa: SLF001

    def get_db_prep_value(self, value: Any, connection: Any, *_: Any, **__: Any) -> Any:
        if value is None or isinstance(value, bytes):
            return value
        return connection.Database.Binary(seal(str(value), self.context))

    def from_db_value(self, value: Any, *_: Sequence[object]) -> str | None:
        return None if value is None else unseal(bytes(value), self.context)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: search its blind index instead")
        return super().get_lookup(lookup_name)


class SaidText(_Long):
    """What somebody said or wrote, to be read and searched in the database."""

    def __init__(self, *args: Any, about: str = "", **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """The database knows it as what it is there."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class SaidWords(_Short):
    """The same in few words, and codes that lead to a person.

    `tells`: in place of what was erased it says so, as the database wants words there.
    """

    def __init__(self, *args: Any, about: str = "", tells: bool = False, **kwargs: Any) -> None:
        self.about, self.tells = about, tells
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class SaidJson(_Json):
    """A list that quotes what was said."""

    def __init__(self, *args: Any, about: str = "", **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """The database knows it as what it is there."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class SaidVector(_Vector):
    """The words by which what was said is found."""

    def __init__(self, *args: Any, about: str = "", **kwargs: Any) -> None:
        self.about = about
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.search.SearchVectorField", args, kwargs
