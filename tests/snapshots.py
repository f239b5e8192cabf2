"""Worlds of tests are made once a process, by actions, and afterwards written as rows."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import connection

R = TypeVar("R")

# Columns that PostgreSQL computes cannot be written.
_TABLES = """
SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.relname ORDER BY c.relname
"""
_FROM_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}
_STAMPS = """
SELECT format(
  'INSERT INTO memory_stamp ("table", stamp) VALUES %s
   ON CONFLICT ("table") DO UPDATE SET stamp = excluded.stamp',
  string_agg(format('(%L, %L::uuid)', "table", stamp), ', ')) FROM memory_stamp
"""


def kept(make: Callable[[], R]) -> Callable[[], R]:
    """A world that the actions make once; the next test gets its rows in one statement.

    Only in a database that is empty where the world would be, else the actions make it again.
    Its stamps come back too: what this process remembers of the world is still true of it.
    """
    worlds: list[tuple[R, str, str]] = []

    @wraps(make)
    def world() -> R:
        if not worlds:
            is_alone = set(_tables_with_rows()) <= _FROM_MIGRATIONS
            made = make()
            if is_alone:
                worlds.append((made, *_statements()))
            return made
        made, in_the_way, rows = worlds[0]
        if _answer(in_the_way):
            return make()
        with connection.cursor() as cursor:
            cursor.execute(rows)
        return made

    return world


def _tables_with_rows() -> dict[str, str]:
    """The columns of each table that holds anything, by its name."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        columns = dict(cursor.fetchall())
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})"  # noqa: S608
                for name in columns
            )
        )
        return {name: columns[name] for (name,) in cursor.fetchall()}


def _statements() -> tuple[str, str]:
    """Whether a row is in the way of the world that is there now; and what would write it."""
    tables = _tables_with_rows()
    for name in _FROM_MIGRATIONS | {"memory_stamp"}:
        tables.pop(name, None)
    questions = " OR ".join(f"EXISTS (SELECT FROM {name})" for name in tables)
    rows = [_rows(name, columns) for name, columns in tables.items()]
    return f"SELECT {questions}", ";\n".join([*rows, _answer(_STAMPS)])


def _rows(name: str, columns: str) -> str:
    rows = _answer(f"SELECT quote_literal(jsonb_agg(to_jsonb(t))::text) FROM {name} t")  # noqa: S608
    return (
        f"INSERT INTO {name} ({columns}) SELECT {columns} "  # noqa: S608
        f"FROM jsonb_populate_recordset(NULL::{name}, {rows})"
    )


def _answer(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]
