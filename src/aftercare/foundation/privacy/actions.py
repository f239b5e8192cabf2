from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import Invalid

from . import keys
from .fields import PREFIX, VERSION, EncryptedTextField, seal, unseal
from .models import Reveal
from .queries import sealed_fields

MIN_REASON = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`done` values of `column` carry the newest key by now."""

    column: str
    done: int


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
