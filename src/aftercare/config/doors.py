"""What a command opens before it touches data: keys, a running database, Django."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from aftercare.config import home
from aftercare.config.cluster import Cluster
from aftercare.config.home import Trouble, explained

LONGEST_LOG = 50_000_000


@contextmanager
def database_running() -> Iterator[Cluster | None]:
    """Yields the embedded cluster, running; None when AFTERCARE_DATABASE_URL names a server."""
    if os.environ.get("AFTERCARE_DATABASE_URL"):
        check_server()
        yield None
        return
    cluster = Cluster(folder=home.make_data_folder())
    with cluster.running():
        yield cluster


def check_server() -> None:
    """Raises Trouble, in words, when the server named does not answer."""
    from django.conf import settings

    entry = settings.DATABASES["default"]
    options = {key: value for key, value in entry["OPTIONS"].items() if key != "pool"}
    try:
        with psycopg.connect(
            host=entry["HOST"] or None,
            port=entry["PORT"] or None,
            user=entry["USER"],
            password=entry["PASSWORD"] or None,
            dbname=entry["NAME"],
            **options,
        ) as connection:
            oldest = 150_000
            if connection.info.server_version < oldest:
                raise Trouble(
                    "The database server is older than PostgreSQL 15.",
                    "数据库服务器版本过低，需要 PostgreSQL 15 以上版本。",
                )
    except psycopg.Error as error:
        place = entry["HOST"] or "localhost"
        raise Trouble(
            f"The database {entry['NAME']} at {place}, named by AFTERCARE_DATABASE_URL, "
            f"does not answer:\n"
            f"{str(error).strip()}\n"
            f"无法连接 AFTERCARE_DATABASE_URL 指定的数据库。"
        ) from None


@contextmanager
def open_house(*, migrated: bool = True, pooled: bool = False) -> Iterator[None]:
    """Keys, database and Django for one command; `migrated` asks for a database of this version.

    Only servers want a pool of connections; a command makes do with one.
    """
    home.make_keys()
    with database_running():
        start_django(pooled=pooled)
        with told_plainly():
            if migrated:
                demand_migrated()
            try:
                yield
            finally:
                close_connections()


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turns what the system or the database refuses meanwhile into Trouble: no traceback helps."""
    from django.db import OperationalError

    try:
        yield
    except OperationalError as error:
        why = str(error).strip()
        raise Trouble(f"The database gave up: {why}", f"数据库操作失败：{why}") from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise Trouble(explained(error)) from error


def start_django(*, pooled: bool) -> None:
    import django
    from django.conf import settings

    if not pooled:
        settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    django.setup()


def log_to_file() -> Path:
    """Sends the logs of this process and its children to a file in the data folder."""
    folder = home.make_data_folder() / "logs"
    folder.mkdir(exist_ok=True)
    path = folder / "aftercare.log"
    if path.exists() and path.stat().st_size > LONGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    os.environ.setdefault("AFTERCARE_LOG", str(path))
    return path


def known_migrations() -> set[str]:
    """What this program can apply, as `app.name`."""
    from django.apps import apps

    return {
        f"{app.label}.{path.stem}"
        for app in apps.get_app_configs()
        for path in (Path(app.path) / "migrations").glob("[0-9]*.py")
    }


def migrations() -> tuple[set[str], set[str]]:
    """(names the program has and the database lacks, names only the database has).

    Compares file names with rows, which is some seconds cheaper than Django's own graph.
    """
    from django.apps import apps
    from django.db import connection

    known = known_migrations()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations')")
        if cursor.fetchone()[0] is None:
            return known, set()
        cursor.execute("SELECT app || '.' || name FROM django_migrations")
        applied = {row[0] for row in cursor.fetchall()}
    labels = tuple(f"{app.label}." for app in apps.get_app_configs())
    return known - applied, {name for name in applied - known if name.startswith(labels)}


def demand_migrated() -> None:
    missing, unknown = migrations()
    if unknown:
        raise Trouble(
            f"The database is newer than this program (it has {min(unknown)}): "
            f"upgrade the program.\n"
            f"数据库版本比程序新，请升级程序。"
        )
    if missing:
        raise Trouble(
            f"The database lacks migrations ({len(missing)}): run `aftercare migrate` first.\n"
            f"数据库尚未升级，请先运行 aftercare migrate。"
        )


def close_connections() -> None:
    """Ends sessions and pools: before the server stops, and before this process forks."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
