"""What every installation needs besides its tables: roles, calendars, policy packs, lines, texts.

Each step leaves alone what people have changed; running them again costs a second and alters
nothing. A start does so only when the shipped data or the database is another than last time.
"""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from aftercare.config import home

MARK = "furnished"


def furnish() -> None:
    """Puts in everything that ships with this version and is not there."""
    from aftercare.customers.products.actions import load_lines
    from aftercare.foundation.actor import SYSTEM
    from aftercare.foundation.identity.actions import install_roles
    from aftercare.knowledge.wordings.actions import load_wordings
    from aftercare.policy.calendars.actions import install_calendars, install_official_days
    from aftercare.policy.compliance.actions import install_register
    from aftercare.policy.packs.actions import install_packs

    now = datetime.now(UTC)
    for step in (
        install_roles,
        install_calendars,
        install_official_days,
        install_packs,
        install_register,
        load_lines,
        load_wordings,
    ):
        step(actor=SYSTEM, now=now)
    (home.data_folder() / MARK).write_text(_fingerprint())


def is_furnished() -> bool:
    """Whether this database got the data of this version already."""
    path = home.data_folder() / MARK
    return path.exists() and path.read_text() == _fingerprint()


def _fingerprint() -> str:
    from django.conf import settings
    from django.db import connection

    digest = hashlib.sha256(settings.DATABASE_URL.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(applied)::text FROM django_migrations")
        digest.update(str(cursor.fetchone()[0]).encode())
    for path in sorted(Path(home.PACKAGE).glob("*/*/data/*")):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
