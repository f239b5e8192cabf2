"""A new installation gets the tables that the migrations make, without running them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from aftercare.config import doors
from aftercare.config.home import PROJECT
from aftercare.config.schema import KEPT, covered
from tools.schema import is_of_these_migrations, of_template, written

MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY 1, 2"
MODELS = "SELECT app_label, model FROM django_content_type ORDER BY 1, 2"
PERMISSIONS = (
    "SELECT codename, name, (SELECT app_label || '.' || model FROM django_content_type t"
    " WHERE t.id = p.content_type_id) AS kind FROM auth_permission p ORDER BY 1, 3"
)
NUMBERED = re.compile(
    r"(INSERT INTO public\.|SELECT pg_catalog\.setval\('public\.)"
    r"(django_migrations|django_content_type|auth_permission)(_id_seq)?\b"
)


@pytest.mark.skipif(
    is_of_these_migrations() and "CI" in os.environ,
    reason="written from these very migrations; it takes a minute, and machines of one's own ask",
)
def test_the_tables_made_in_one_go_are_those_that_the_migrations_make() -> None:
    migrated = of_template(os.environ["AFTERCARE_DATABASE_URL"])
    with ExitStack() as stack:
        made = stack.enter_context(_made_of(KEPT.read_text(encoding="utf-8")))
        if doors.known_migrations() - covered():  # what came since: slow, until written anew
            _migrate_the_rest(made)
        assert _rows(made) == _rows(migrated)
        if doors.known_migrations() - covered():
            made = stack.enter_context(_made_of(written(made)))
        # The server tells some checks in other words once it has read them from its own words.
        told = stack.enter_context(_made_of(written(migrated)))
        assert _tables(made) == _tables(told)


def test_what_is_made_in_one_go_stands_for_migrations_that_there_are() -> None:
    ours = {name for name in covered() if not name.startswith(("django", "procrastinate"))}
    assert len(ours) > 100
    assert ours <= doors.known_migrations()


@contextmanager
def _made_of(words: str) -> Iterator[str]:
    """The address of a database on the server of the tests that these words make."""
    parts = urlsplit(os.environ["AFTERCARE_DATABASE_URL"])
    name = f"schema_{os.getpid()}_{os.urandom(4).hex()}"
    url = urlunsplit(parts._replace(path=f"/{name}"))
    server = urlunsplit(parts._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            with psycopg.connect(url) as fresh:
                fresh.execute("SET LOCAL check_function_bodies = off")
                fresh.execute(words.encode())
            yield url
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)


def _migrate_the_rest(url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=PROJECT,
        env=os.environ
        | {
            "AFTERCARE_DATABASE_URL": url,
            "AFTERCARE_SECRET_KEY": "for-tests-only",
            "PYTHONPATH": str(PROJECT / "src"),
        },
        check=True,
    )


def _tables(url: str) -> list[str]:
    """Without the numbers of what Django keeps about models: they come of the order; see _rows."""
    return [line for line in written(url).splitlines() if not NUMBERED.match(line)]


def _rows(url: str) -> list[list[tuple[object, ...]]]:
    with psycopg.connect(url) as connection:
        return [
            connection.execute(question.encode()).fetchall()
            for question in (MIGRATIONS, MODELS, PERMISSIONS)
        ]
