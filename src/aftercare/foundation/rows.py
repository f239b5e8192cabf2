"""New rows in one statement that is put together once a table.

For what every action writes: `bulk_create` thinks anew about each column of each row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from aftercare.foundation.work import put_off, write_now


@dataclass(frozen=True, slots=True)
class _Form:
    begin: str
    one: str
    end: str
    fields: "tuple[Field[Any, Any], ...]"
    key: str | None


def write_rows(rows: Sequence[Model]) -> None:
    """Inserts rows of one model with plain values; they get their ids."""
    if not rows:
        return
    form = _form(type(rows[0]))
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection)
        for row in rows
        for field in form.fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(form.begin + ", ".join([form.one] * len(rows)) + form.end, values)
        if form.key is not None:
            for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
                setattr(row, form.key, number)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001


def put_rows_off(*rows: Model) -> None:
    """Inserts them with all others of their table when the work ends or much has come."""
    for row in rows:
        put_off(_writer(type(row)), row)


def write_rows_now(model: type[Model]) -> None:
    """Before rows of this model are read within the work."""
    write_now(_writer(model))


@cache
def _writer(_model: type[Model]) -> Callable[[list[Model]], None]:
    return partial(write_rows)


@cache
def _form(model: type[Model]) -> _Form:
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001
    counted = meta.pk if meta.pk is meta.auto_field else None
    fields = tuple(field for field in meta.concrete_fields if field is not counted)
    names = ", ".join(quoted(str(field.column)) for field in fields)
    return _Form(
        begin=f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES ",  # noqa: S608 - no values
        one=f"({', '.join(['%s'] * len(fields))})",
        end=f" RETURNING {quoted(str(counted.column))}" if counted is not None else "",
        fields=fields,
        key=counted.attname if counted is not None else None,
    )
