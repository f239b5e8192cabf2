from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Count, Model
from psycopg import sql

from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.pages import Page, cursor_of, key_of

from .fields import EncryptedTextField, SaidJson, SaidText, SaidVector, SaidWords
from .keys import ID_LENGTH
from .models import Reveal

Told = EncryptedTextField | SaidText | SaidWords | SaidVector | SaidJson
TOLD = (EncryptedTextField, SaidText, SaidWords, SaidVector, SaidJson)
SEE_REVEALS = view("privacy.see_reveals")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealRow:
    subject: str
    fields: tuple[str, ...]
    user_id: int | None
    user_name: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealCount:
    user_id: int
    user_name: str
    count: int


def latest_reveals(*, actor: Actor, cursor: str = "", limit: int = 50) -> Page[RevealRow]:
    """Every look, latest first."""
    actor.must(SEE_REVEALS)
    rows = Reveal.objects.order_by("-id")
    if cursor:
        (last,) = key_of(cursor, parts=1)
        rows = rows.filter(id__lt=last if isinstance(last, int) else 0)
    found = list(rows[: limit + 1])
    return Page(
        rows=_rows(found[:limit]),
        next_cursor=cursor_of(found[limit - 1].id) if len(found) > limit else None,
    )


def _rows(found: Iterable[Reveal]) -> list[RevealRow]:
    rows = list(found)
    names = _names({row.user_id for row in rows if row.user_id is not None})
    return [
        RevealRow(
            subject=row.subject,
            fields=tuple(row.fields),
            user_id=row.user_id,
            user_name=names.get(row.user_id or 0, ""),
            reason=row.reason,
            at=row.at,
        )
        for row in rows
    ]


def reveal_counts(*, actor: Actor, since: datetime) -> list[RevealCount]:
    """Who looked how often since then, the most frequent first."""
    actor.must(SEE_REVEALS)
    rows = list(
        Reveal.objects.filter(at__gte=since, user_id__isnull=False)
        .values_list("user_id")
        .annotate(count=Count("id"))
        .order_by("-count")[:100]
    )
    names = _names({user_id for user_id, _count in rows})
    return [
        RevealCount(user_id=user_id, user_name=names.get(user_id, ""), count=count)
        for user_id, count in rows
    ]


def sealed_by_key() -> dict[bytes, int]:
    """How many values each key seals, by the key's id, over all sealed columns."""
    counts: dict[bytes, int] = {}
    for field in sealed_fields():
        query = sql.SQL(
            "SELECT substring({column} FROM 2 FOR %s), count(*) FROM {table} "
            "WHERE length({column}) > 0 GROUP BY 1"
        ).format(
            column=sql.Identifier(str(field.column)),
            table=sql.Identifier(field.model._meta.db_table),  # noqa: SLF001
        )
        with connection.cursor() as cursor:
            cursor.execute(query, [ID_LENGTH])
            for key_id, count in cursor.fetchall():
                counts[bytes(key_id)] = counts.get(bytes(key_id), 0) + count
    return counts


def sealed_fields() -> list[EncryptedTextField]:
    return [
        field
        for model in apps.get_models()
        for field in model._meta.concrete_fields  # noqa: SLF001
        if isinstance(field, EncryptedTextField)
    ]


def fields_about(kind: str) -> list[tuple[Told, str]]:
    """Columns that are emptied with one of this kind, and the paths that lead there."""
    return [
        (field, path)
        for model in apps.get_models()
        for field in model._meta.concrete_fields  # noqa: SLF001
        if isinstance(field, TOLD)
        for about, _colon, path in [field.about.partition(":")]
        if about == kind
    ]


def models_about(kind: str) -> list[tuple[type[Model], str]]:
    """Models whose rows are removed with one of this kind, and the paths that lead there."""
    return [
        (model, path)
        for model in apps.get_models()
        for about, _colon, path in [str(getattr(model, "ERASED_WITH", "")).partition(":")]
        if about == kind
    ]


def files_about(kind: str) -> list[tuple[type[Model], str]]:
    """Those of `models_about` whose rows hold a file."""
    return [
        (model, path)
        for model, path in models_about(kind)
        if any(field.name == "file" for field in model._meta.concrete_fields)  # noqa: SLF001
    ]


def _names(ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    if not wanted:
        return {}
    return {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=wanted)}
