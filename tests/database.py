"""The database of the tests: a forgetful cluster of its own, and a template to clone.

Tables are the dearest part of a small run, so they are made once for each state of the migration
files, under a lock, from what is kept for new installations; every test process then clones the
result. That the migrations come to the same is proven by a test on a template that they made.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from aftercare.config.cluster import Cluster
from aftercare.config.home import PROJECT
from aftercare.config.schema import KEPT, covered

SETTINGS = {"max_connections": "200", "shared_buffers": "256MB"}
STAYING = {"django_content_type", "auth_permission"}
Database = dict[str, Any]


def folder_for_tests() -> Path:
    """A folder for this checkout and user; below it others may only pass through."""
    name = hashlib.sha256(os.fsencode(PROJECT)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"aftercare-tests-{os.geteuid()}-{name}"
    folder.mkdir(exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    folder.chmod(0o711)
    return folder


@contextmanager
def cluster_for_tests() -> Iterator[str]:
    """Yields the URL of a running cluster that forgets on a crash and is fast therefore."""
    cluster = Cluster(folder=folder_for_tests(), durable=False, settings=SETTINGS)
    with cluster.running():
        yield cluster.url(user="postgres")  # test databases are made and dropped


def template(database: Database, *, by_migrations: bool = False) -> str:
    """The name of a database to clone, made if these migrations have none yet."""
    kind = f"{'migrated' if by_migrations else 'template'}_{database['NAME']}_"
    name = f"{kind}{fingerprint()}"[:63]
    path = Path(tempfile.gettempdir()) / f"aftercare-template-{os.geteuid()}.lock"
    with path.open("w") as file, _connect(database, "postgres") as connection:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not _exists(connection, name):
            _drop_older(connection, kind)
            _make(connection, database, name, kept=not by_migrations and _stands())
    return name


def emptied() -> None:
    """Takes away what was committed; what describes the models stays.

    In milliseconds, where Django empties each of some hundred tables and describes every model
    anew. Without triggers, for the history lets nobody take anything away; so the stamps by which
    a process knows that what it remembers is outdated are set here.
    """
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND pg_relation_size(oid) > 0",
            [[name for name in tables if name not in STAYING]],
        )
        written = [sql.Identifier(name) for (name,) in cursor.fetchall()]
        cursor.execute("SET session_replication_role = replica")
        for table in written:
            cursor.execute(sql.SQL("DELETE FROM {}").format(table))
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("UPDATE memory_stamp SET stamp = gen_random_uuid()")


def fingerprint() -> str:
    digest = hashlib.sha256(KEPT.read_bytes())
    for path in _migrations():
        digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    digest.update((PROJECT / "src/aftercare/config/settings.py").read_bytes())
    return digest.hexdigest()[:12]


def _migrations() -> list[Path]:
    return sorted((PROJECT / "src").rglob("migrations/*.py"))


def _stands() -> bool:
    """Whether what is kept knows no migration of ours that is not there (another branch's)."""
    there = {(path.parent.parent.name, path.stem) for path in _migrations()}
    labels = {label for label, _ in there}
    kept = {tuple(name.split(".", 1)) for name in covered()}
    return {one for one in kept if one[0] in labels} <= there


def _connect(database: Database, name: str) -> psycopg.Connection:
    return psycopg.connect(
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        user=database["USER"],
        password=database["PASSWORD"] or None,
        dbname=name,
        autocommit=True,
    )


def _exists(connection: psycopg.Connection, name: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _drop_older(connection: psycopg.Connection, kind: str) -> None:
    older = connection.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname::text, %s)", [kind]
    )
    for (name,) in older.fetchall():
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        connection.execute(drop)


def _make(connection: psycopg.Connection, database: Database, name: str, *, kept: bool) -> None:
    draft = f"{name[:58]}_new"
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(draft)))
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
    if kept:
        with _connect(database, draft) as fresh, fresh.transaction():
            fresh.execute("SET LOCAL check_function_bodies = off")
            fresh.execute(KEPT.read_bytes())
    host = f"{database['USER']}:{database['PASSWORD']}@"
    place = f"?host={database['HOST']}" if database["HOST"].startswith("/") else ""
    host += "" if place else f"{database['HOST']}:{database['PORT']}".rstrip(":")
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=PROJECT,
        env=os.environ
        | {
            "AFTERCARE_DATABASE_URL": f"postgres://{host}/{draft}{place}",
            "AFTERCARE_SECRET_KEY": "for-tests-only",
            "PYTHONPATH": str(PROJECT / "src"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The migrations failed:\n{done.stderr[-3000:]}")
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))
