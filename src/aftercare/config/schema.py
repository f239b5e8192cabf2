"""The tables of a new installation in one go: what all migrations up to a version come to.

`schema.sql` is written by tools/schema.py and never by hand; a test proves that it makes the
database that the migrations make. Those that came after it are applied as ever, so an old one is
slower and no less right.
"""

import re
from collections.abc import Set as AbstractSet
from pathlib import Path

KEPT = Path(__file__).with_name("schema.sql")
MIGRATION = re.compile(r"^INSERT INTO public\.django_migrations .* VALUES \('(.+)', '(.+)', now")


def covered() -> set[str]:
    """The migrations that `schema.sql` stands for, as `app.name`."""
    with KEPT.open(encoding="utf-8") as lines:
        found = map(MIGRATION.match, lines)
        return {f"{one[1]}.{one[2]}" for one in found if one}


def load_schema(known: AbstractSet[str]) -> bool:
    """Makes the tables where there is nothing at all; whether it did. `known` as of doors."""
    from django.apps import apps
    from django.db import connection, transaction

    labels = tuple(f"{app.label}." for app in apps.get_app_configs())
    if not {name for name in covered() if name.startswith(labels)} <= known:
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        if cursor.fetchone()[0]:
            return False
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(KEPT.read_text(encoding="utf-8"))
    return True
