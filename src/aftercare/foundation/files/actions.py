"""Taking files in: judged by content, pictures redrawn, kept once under their SHA-256."""

import hashlib
import io
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid

from . import rules
from .adapters import Redrawn, look_at, redrawn
from .models import StoredFile
from .queries import FileBrief, brief_of

CHUNK = 1024 * 1024


@action
def store_file(*, actor: Actor, name: str, content: bytes | IO[bytes], now: datetime) -> FileBrief:
    """Keeps a file. Raises Invalid with a sentence for what we do not take.

    The row is written in the caller's transaction; content left behind by a rollback harms nobody
    and is used when the same file comes again.
    """
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    size = _size(stream)
    kind = rules.kind_of(_head(stream), name)
    if isinstance(kind, rules.Fault):
        raise _refused(kind, name)
    if size > rules.LIMITS[kind.form]:
        raise _refused(rules.Fault.TOO_LARGE, name, limit=rules.LIMITS[kind.form] // rules.MB)
    row = StoredFile(stored_by=actor.user_id, stored_at=now)
    if kind.form is rules.Form.PICTURE:
        _keep_picture(row, name, stream.read(), kind)
    else:
        _keep_as_is(row, name, stream, kind)
    row.save()
    record(
        actor=actor,
        verb="file.stored",
        subject=f"file:{row.id}",
        at=now,
        sha256=row.sha256,
        mime=row.mime,
        size=row.size,
    )
    return brief_of(row)


@action
def discard_file(*, actor: Actor, file_id: int, now: datetime) -> None:
    """Removes a file for good, e.g. a table whose rows have become cases. Twice is once.

    The content goes after the commit, unless another row keeps the same content.
    """
    row = StoredFile.objects.filter(id=file_id).first()
    if row is None:
        return
    _remove(row)
    record(actor=actor, verb="file.discarded", subject=f"file:{file_id}", at=now)


@action
def discard_unused(*, actor: Actor, file_ids: Iterable[int], now: datetime) -> int:
    """Removes for good those of the files on which nothing hangs any more; how many."""
    gone = 0
    for row in StoredFile.objects.filter(id__in=set(file_ids)).order_by("id"):
        with suppress(ProtectedError):
            _remove(row)
            gone += 1
    record(actor=actor, verb="file.unused_discarded", subject="files", at=now, number=gone)
    return gone


@action
def look_at_pictures(*, actor: Actor, now: datetime, most: int = 200) -> int:
    """Reads what pictures look like that were kept before anybody asked; how many."""
    rows = list(
        StoredFile.objects.filter(form=rules.Form.PICTURE, looks=None).order_by("id")[:most]
    )
    for row in rows:
        row.looks = []
        with suppress(OSError, ValueError), default_storage.open(row.key) as stream:
            row.looks = look_at(stream.read())
        row.save(update_fields=["looks"])
    if rows:
        record(actor=actor, verb="file.looked_at", subject="files", at=now, number=len(rows))
    return len(rows)


def _remove(row: StoredFile) -> None:
    """Raises ProtectedError, before anything is written, where something hangs on it."""
    keys = [row.key, row.thumbnail_key]
    row.delete()
    if not StoredFile.objects.filter(sha256=row.sha256).exists():
        transaction.on_commit(lambda: _forget(keys))


def _forget(keys: list[str]) -> None:
    for key in keys:
        default_storage.delete(key)


def _keep_picture(row: StoredFile, name: str, content: bytes, kind: rules.Kind) -> None:
    drawn = redrawn(content, kind)
    if not isinstance(drawn, Redrawn):
        raise _refused(drawn, name)
    _describe(row, name, drawn.kind, len(drawn.content), hashlib.sha256(drawn.content).hexdigest())
    row.width, row.height, row.looks = drawn.width, drawn.height, drawn.looks
    _write_once(row.key, ContentFile(drawn.content))
    _write_once(row.thumbnail_key, ContentFile(drawn.thumbnail))


def _keep_as_is(row: StoredFile, name: str, stream: IO[bytes], kind: rules.Kind) -> None:
    if kind in (rules.XLSX, rules.XLS):
        fault = rules.table_fault(stream.read(), kind)
        if fault:
            raise _refused(fault, name)
        stream.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    stream.seek(0)
    _describe(row, name, kind, size, digest.hexdigest())
    _write_once(row.key, File(stream))


def _describe(row: StoredFile, name: str, kind: rules.Kind, size: int, sha256: str) -> None:
    row.name = rules.clean_name(name, kind)
    row.form, row.mime, row.suffix = kind.form, kind.mime, kind.suffix
    row.size, row.sha256 = size, sha256


def _write_once(key: str, content: "File[Any]") -> None:
    if not default_storage.exists(key):
        default_storage.save(key, content)


def _size(stream: IO[bytes]) -> int:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def _head(stream: IO[bytes]) -> bytes:
    head = stream.read(rules.HEAD)
    stream.seek(0)
    return head


def _refused(fault: rules.Fault, name: str, limit: int = 0) -> Invalid:
    sentence = {
        rules.Fault.EMPTY: _("“{name}” is empty."),
        rules.Fault.UNKNOWN: _(
            "“{name}” is of no kind we take: send pictures (JPG, PNG, WebP), PDF, films (MP4), "
            "sound (M4A, MP3), tables (XLSX, XLS, CSV) or plain text."
        ),
        rules.Fault.DANGEROUS: _("“{name}” could run as a program. For safety it is not taken."),
        rules.Fault.HEIC: _("“{name}” is an HEIC picture. Please send it as JPG."),
        rules.Fault.MACROS: _("“{name}” contains macros. Save it without them and send it again."),
        rules.Fault.BOMB: _("“{name}” is far larger unpacked than we can take."),
        rules.Fault.BROKEN: _("“{name}” cannot be opened; it seems to be damaged."),
        rules.Fault.TOO_LARGE: _("“{name}” is larger than {limit} MB."),
    }[fault].format(name=name[: rules.LONGEST_NAME], limit=limit)
    return Invalid(sentence, fields={"file": sentence})
