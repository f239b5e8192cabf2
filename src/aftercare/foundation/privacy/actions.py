from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import Invalid

from . import keys
from .fields import PREFIX, VERSION, EncryptedTextField, SaidJson, SaidText, seal, unseal
from .models import Reveal
from .queries import Told, fields_about, files_about, models_about, sealed_fields

MIN_REASON = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`done` values of `column` carry the newest key by now."""

    column: str
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How many texts were emptied and rows removed; the files that hung on these rows."""

    texts: int
    rows: int
    file_ids: frozenset[int]


def note_reveal(
    *, actor: Actor, subject: str, fields: Iterable[str], reason: str, now: datetime
) -> None:
    """Leaves the trace of a look behind the mask, for the action that allowed and recorded it.

    The reason stands here, not in the history: it may name a person.
    """
    why = " ".join(reason.replace("\0", " ").split())[:200]
    if len(why) < MIN_REASON:
        raise Invalid.of("reason", _("Say why you need to see it."))
    Reveal.objects.create(
        subject=subject, fields=sorted(fields), user_id=actor.user_id, reason=why, at=now
    )


def erase_about(*, kind: str, ids: Collection[int | str], said: str = "") -> Erased:
    """Empties and removes what is told about these, for the action that allowed and records it.

    A text that cannot be empty says that it was erased, in the words `said`.
    """
    if not ids:
        return Erased(texts=0, rows=0, file_ids=frozenset())
    said = said or _("(erased at the customer's request)")
    texts = sum(_emptied(field, path, ids, said) for field, path in fields_about(kind))
    rows, files = 0, set[int]()
    for model, path in models_about(kind):
        found = model._default_manager.filter(**{f"{path}__in": ids})  # noqa: SLF001
        if any(field.name == "file" for field in model._meta.concrete_fields):  # noqa: SLF001
            files |= set(found.values_list("file_id", flat=True))
        rows += found.delete()[0]
    return Erased(texts=texts, rows=rows, file_ids=frozenset(files))


def erase_files_about(*, kind: str, ids: Collection[int | str]) -> Erased:
    """Removes the rows about these that hold a file, for the action that records it.

    The files themselves are the caller's to discard.
    """
    rows, files = 0, set[int]()
    for model, path in files_about(kind):
        found = model._default_manager.filter(**{f"{path}__in": ids})  # noqa: SLF001
        files |= set(found.values_list("file_id", flat=True))
        rows += found.delete()[0]
    return Erased(texts=0, rows=rows, file_ids=frozenset(files))


def _emptied(field: Told, path: str, ids: Collection[int | str], said: str) -> int:
    found = field.model._default_manager.filter(**{f"{path}__in": ids})  # noqa: SLF001
    if isinstance(field, EncryptedTextField):
        return found.update(**{field.name: ""})
    if isinstance(field, SaidJson):
        return found.exclude(**{field.name: []}).update(**{field.name: []})
    found = found.exclude(**{field.name: ""})
    kept = isinstance(field, SaidText) or not field.blank or getattr(field, "tells", False)
    return found.update(**{field.name: said[: field.max_length] if kept else ""})


def reseal(*, batch: int = 500) -> Iterator[Progress]:
    """Seals again with the newest key whatever carries an older one; safe to stop and repeat.

    Works beside a running system: a value that changed meanwhile is left to the next round.
    """
    newest = VERSION + keys.ring()[0].id
    for field in sealed_fields():
        yield from _reseal_column(field, newest, batch)


def _reseal_column(field: EncryptedTextField, newest: bytes, batch: int) -> Iterator[Progress]:
    meta, done, last = field.model._meta, 0, 0  # noqa: SLF001
    names = {
        "table": sql.Identifier(meta.db_table),
        "column": sql.Identifier(str(field.column)),
        "pk": sql.Identifier(str(meta.pk.column)),
    }
    find = sql.SQL(
        "SELECT {pk}, {column} FROM {table} WHERE {pk} > %s AND length({column}) > 0 "
        "AND substring({column} FROM 1 FOR %s) <> %s ORDER BY {pk} LIMIT %s"
    ).format(**names)
    put = sql.SQL("UPDATE {table} SET {column} = %s WHERE {pk} = %s AND {column} = %s").format(
        **names
    )
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(find, [last, PREFIX, newest, batch])
            rows = cursor.fetchall()
            if not rows:
                return
            for pk, old in rows:
                fresh = seal(unseal(bytes(old), field.context), field.context)
                cursor.execute(put, [fresh, pk, old])
        done, last = done + len(rows), rows[-1][0]
        yield Progress(column=field.context, done=done)
