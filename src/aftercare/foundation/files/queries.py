"""Files for those who may see what they hang on: the caller has asked that before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound

from . import rules
from .models import StoredFile, alike


@dataclass(frozen=True, slots=True, kw_only=True)
class FileBrief:
    """`inline`: may open in the page; `has_thumbnail`: pictures have a small copy."""

    id: int
    name: str
    form: str
    mime: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    inline: bool
    has_thumbnail: bool
    stored_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """`stream` is to be closed by whoever reads it."""

    brief: FileBrief
    mime: str
    stream: IO[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two files that show the same; `signs` of 64 differ, 0 also for the same bytes."""

    file_id: int
    other_id: int
    signs: int


def file_briefs(*, actor: Actor, ids: Iterable[int]) -> dict[int, FileBrief]:
    """By id; one query."""
    del actor
    return {row.id: brief_of(row) for row in StoredFile.objects.filter(id__in=set(ids))}


def own_file_ids(*, actor: Actor, ids: Iterable[int]) -> set[int]:
    """Which of these files the actor has put there: only those may be attached to something."""
    found = StoredFile.objects.filter(id__in=set(ids), stored_by=actor.user_id)
    return set(found.values_list("id", flat=True))


def lookalikes(*, actor: Actor, ids: Iterable[int]) -> list[Likeness]:
    """Other files that show the same as these, the nearest first: whoever uses them, they tell."""
    del actor
    wanted = list(ids)
    found = alike(wanted, most_signs=rules.ALIKE) if wanted else []
    return [Likeness(file_id=one, other_id=other, signs=signs) for one, other, signs in found]


def open_file(*, actor: Actor, file_id: int, thumbnail: bool = False) -> OpenedFile:
    """The content. Whoever calls has made sure that the actor may see what the file hangs on.

    Raises NotFound, also for a thumbnail of what is no picture.
    """
    del actor
    row = StoredFile.objects.filter(id=file_id).first()
    small = thumbnail and row is not None and row.form == rules.Form.PICTURE
    if row is None or (thumbnail and not small):
        raise NotFound(_("There is no such file."))
    try:
        stream = default_storage.open(row.thumbnail_key if small else row.key)
    except FileNotFoundError as error:
        raise NotFound(_("There is no such file.")) from error
    return OpenedFile(
        brief=brief_of(row), mime=rules.WEBP.mime if small else row.mime, stream=stream
    )


def brief_of(row: StoredFile) -> FileBrief:
    return FileBrief(
        id=row.id,
        name=row.name,
        form=row.form,
        mime=row.mime,
        size=row.size,
        sha256=row.sha256,
        width=row.width,
        height=row.height,
        inline=rules.may_show_inline(row.mime),
        has_thumbnail=row.form == rules.Form.PICTURE,
        stored_at=row.stored_at,
    )
