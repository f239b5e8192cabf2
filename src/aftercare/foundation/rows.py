"""New rows in one statement that is put together once a table.

For what every action writes: `bulk_create` thinks anew about each column of each row.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Model
from django.db.models.base import ModelState

from aftercare.foundation.line import Statement, array_of
from aftercare.foundation.work import Copying, first_come, put_off, write_now

# Fields whose values go to the database as they are.
PLAIN = frozenset(
    {
        models.BooleanField,
        models.IntegerField,
        models.BigIntegerField,
        models.SmallIntegerField,
        models.PositiveSmallIntegerField,
        models.ForeignKey,
        models.OneToOneField,
    }
)
WORDS = (models.CharField, models.TextField)  # and what is made of them
MANY = 100  # rows of a table from which on they are copied
TOGETHER = 8  # rows that one statement writes
Adapt = Callable[[Any], object]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class _Form:
    begin: str
    one: str
    returning: str
    read: Callable[[Model], tuple[Any, ...]]
    adapted: tuple[tuple[int, Adapt], ...]
    key: str | None
    table: str
    names: str

    def of(self, number: int) -> str:
        return self.begin + ", ".join([self.one] * number)

    @property
    def into(self) -> str:
        return f"{self.table} ({self.names})"

    def values(self, rows: Iterable[Model]) -> list[Any]:
        return [value for row in rows for value in self.one_row(row)]

    def copying(self, rows: Sequence[Sequence[object]], end: str) -> Copying:
        """Rows that may meet others (`end` says what then) are laid beside the table first."""
        if not end:
            return Copying(f"COPY {self.into} FROM STDIN", rows)
        return Copying(
            f"COPY pg_temp.rows_to_come ({self.names}) FROM STDIN",
            rows,
            before="CREATE TEMP TABLE rows_to_come ON COMMIT DROP AS"  # noqa: S608 - no values
            f" SELECT {self.names} FROM {self.table} WITH NO DATA",
            after=f"INSERT INTO {self.into} "  # noqa: S608 - no values
            f"SELECT {self.names} FROM pg_temp.rows_to_come{end}; DROP TABLE pg_temp.rows_to_come",
        )

    def one_row(self, row: Model) -> list[Any]:
        values = list(self.read(row))
        for place, adapt in self.adapted:
            values[place] = adapt(values[place])
        return values


def new_row(model: type[M], **values: object) -> M:
    """A row to be written, its columns by name, what is not said as the model has it.

    An instance like any other; its making leaves out what Django asks and tells about each column.
    """
    constant, made, known = _defaults(model)
    if not known.issuperset(values):
        raise TypeError(f"{model.__name__} has no columns {sorted(values.keys() - known)}")
    row = model.__new__(model)
    row._state = ModelState()  # noqa: SLF001
    vars(row).update(constant)
    vars(row).update({name: make() for name, make in made if name not in values})
    vars(row).update(values)
    return row


@cache
def _defaults(
    model: type[Model],
) -> tuple[dict[str, object], list[tuple[str, Callable[[], object]]], frozenset[str]]:
    """What columns hold of which nothing is said: values, and what makes one each time."""
    fields = list(model._meta.concrete_fields)  # noqa: SLF001
    made = [(f.attname, f.default) for f in fields if f.has_default() and callable(f.default)]
    constant = {f.attname: f.get_default() for f in fields}
    return constant, made, frozenset(field.attname for field in fields)


def write_rows(rows: Sequence[Model]) -> None:
    """Inserts rows of one model with plain values; those without ids get theirs.

    LostRace where a unique index refuses them.
    """
    if not rows:
        return
    form = _form(type(rows[0]), numbered=rows[0].pk is not None)
    sql = form.of(len(rows)) + form.returning
    with first_come(), connection.cursor() as cursor:
        cursor.execute(sql, form.values(rows))
        if form.key is not None:
            for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
                setattr(row, form.key, number)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001


def put_rows_off(*rows: Model, unless_there: bool = False, replacing: str = "") -> None:
    """Inserts them with all others of their table when the work ends or much has come.

    Where such a row is there already: `unless_there` it stays, `replacing` (the column that says
    which) it gives way. Rows put off get no ids; those that have theirs keep them.
    """
    for row in rows:
        numbered = row.pk is not None
        writer = _writer(
            type(row), numbered=numbered, unless_there=unless_there, replacing=replacing
        )
        put_off(writer, row)


def write_rows_now(model: type[Model], *, unless_there: bool = False, replacing: str = "") -> None:
    """Before rows that were put off in this way are read within the work."""
    for numbered in (True, False):
        write_now(_writer(model, numbered=numbered, unless_there=unless_there, replacing=replacing))


@cache
def _writer(
    model: type[Model], *, numbered: bool, unless_there: bool, replacing: str
) -> Callable[[list[Model]], list[Statement] | Copying]:
    form, end = _form(model, numbered=numbered), ""
    if unless_there:
        end = " ON CONFLICT DO NOTHING"
    elif replacing:
        columns = [str(field.column) for field in model._meta.concrete_fields]  # noqa: SLF001
        kept = ", ".join(f'"{c}" = excluded."{c}"' for c in columns if c not in ("id", replacing))
        end = f' ON CONFLICT ("{replacing}") DO UPDATE SET {kept}'

    def said(rows: list[Model]) -> list[Statement] | Copying:
        written: list[Statement] | Copying
        if len(rows) >= MANY:
            written = form.copying([form.one_row(row) for row in rows], end)
        else:
            written = [
                Statement(form.of(len(some)) + end, form.values(some)) for some in _portions(rows)
            ]
        for row in rows:
            row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001
        return written

    return said


@cache
def _form(model: type[Model], *, numbered: bool) -> _Form:
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001
    counted = meta.pk if meta.pk is meta.auto_field and not numbered else None
    fields = [field for field in meta.concrete_fields if field is not counted]
    names = ", ".join(quoted(str(field.column)) for field in fields)
    return _Form(
        begin=f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES ",  # noqa: S608 - no values
        one=f"({', '.join(['%s'] * len(fields))})",
        returning=f" RETURNING {quoted(str(counted.column))}" if counted is not None else "",
        read=attrgetter(*(field.attname for field in fields)),
        adapted=tuple(
            (place, _adapting(field))
            for place, field in enumerate(fields)
            if type(field) not in PLAIN and not isinstance(field, WORDS)
        ),
        key=counted.attname if counted is not None else None,
        table=quoted(meta.db_table),
        names=names,
    )


def _portions(rows: Sequence[Model]) -> Iterator[Sequence[Model]]:
    """Eight rows each, at last the rest: a table has few statements that the database keeps."""
    for place in range(0, len(rows), TOGETHER):
        yield rows[place : place + TOGETHER]


def _adapting(field: "models.Field[Any, Any]") -> Adapt:
    if type(field) is models.DateTimeField:
        return _written  # the driver takes ten times as long to write a moment
    if type(field) is models.JSONField:
        return lambda value: None if value is None else json.dumps(value, cls=field.encoder)
    if type(field) is ArrayField and type(field.base_field) in PLAIN | {models.CharField}:
        return lambda value: None if value is None else array_of(value)
    return lambda value: field.get_db_prep_save(value, connection)


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
