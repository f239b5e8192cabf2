"""Keeps src/aftercare/config/schema.sql: what all migrations come to, for new installations.

python -m tools.schema   runs the migrations on an empty database and writes it

The database is a scratch one, of the cluster of the tests or of the server that
AFTERCARE_DATABASE_URL names.
"""

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit, urlunsplit

import psycopg

from aftercare.config import binaries
from aftercare.config.home import PROJECT
from aftercare.config.schema import KEPT
from aftercare.config.settings import database
from tests.database import cluster_for_tests, template

HEAD = "-- Written by tools/schema.py from the migrations; do not edit.\n"
OF = "-- Of the migrations "
SEQUENCES_AT_THEIR_BEGINNING = re.compile(r"SELECT pg_catalog\.setval\('.+', 1, false\);")
SETTINGS = re.compile(r"SET |SELECT pg_catalog\.set_config\(|\\|--|$")


def written(url: str) -> str:
    """A database in words, without what a dump says of itself and of the session."""
    done = subprocess.run(
        [
            str(binaries.client_tool("pg_dump")),
            *("--no-owner", "--no-privileges", "--no-comments", "--inserts", "--no-password"),
            "--exclude-table-data=django_migrations",
            f"--dbname={url}",
        ],
        env=os.environ | {"LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(_lines(done.stdout)) + "\n"


def _lines(dump: str) -> Iterator[str]:
    """Bodies of functions stay as they are; between the statements only these remain."""
    in_body = False
    for line in dump.splitlines():
        if in_body or not (SETTINGS.match(line) or SEQUENCES_AT_THEIR_BEGINNING.match(line)):
            yield line
        in_body ^= line.count("$$") % 2 == 1


def migrations(url: str) -> list[str]:
    """Statements that note the migrations as done, in the order in which they were."""
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    table = "INSERT INTO public.django_migrations (app, name, applied) VALUES"
    return [f"{table} ('{app}', '{name}', now());" for app, name in rows]


def digest(words: str) -> str:
    """Of our migrations and of what they come to, so that neither changes alone."""
    made = hashlib.sha256(words.encode())
    for path in sorted((PROJECT / "src").rglob("migrations/*.py")):
        made.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return made.hexdigest()


def is_of_these_migrations() -> bool:
    """Whether what is kept was written from the migrations that there are."""
    kept = KEPT.read_text(encoding="utf-8")
    return kept == marked(kept.split("\n", 2)[2])


def marked(words: str) -> str:
    """What is kept, and whose it is."""
    return f"{HEAD}{OF}{digest(words)}\n{words}"


def of_template(url: str) -> str:
    """The address of the database that the migrations made, on the server of `url`."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{template(database(url), by_migrations=True)}"))


def main() -> None:
    with ExitStack() as stack:
        url = os.environ.get("AFTERCARE_DATABASE_URL")
        url = of_template(url or stack.enter_context(cluster_for_tests()))
        words = written(url) + "\n".join(migrations(url)) + "\n"
        KEPT.write_text(marked(words), encoding="utf-8")


if __name__ == "__main__":
    main()
