"""System checks of what only a running installation can show."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections

OLDEST = 150_000


def database_suits(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """PostgreSQL 15 or newer, UTF-8, and a locale in which Chinese characters are letters."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT to_tsvector('simple', '安心 售后') @@ '售后'::tsquery,"
                " current_setting('server_encoding'),"
                " current_setting('server_version_num')::int,"
                " current_setting('synchronous_commit')"
            )
            finds, encoding, version, durable = cursor.fetchone()
        if version < OLDEST:
            found.append(checks.Error("PostgreSQL 15 or newer is needed.", id="aftercare.E001"))
        if encoding != "UTF8":
            found.append(checks.Error("The database must be in UTF8.", id="aftercare.E002"))
        if not finds:
            found.append(
                checks.Error(
                    "In this database's locale Chinese words cannot be found.",
                    hint="Make it anew: CREATE DATABASE … LOCALE 'C.UTF-8' TEMPLATE template0.",
                    id="aftercare.E003",
                )
            )
        if durable == "off":
            found.append(
                checks.Warning(
                    "synchronous_commit is off: a crash may lose what was acknowledged.",
                    id="aftercare.W001",
                )
            )
    return found


def channels_are_connected(**_: Any) -> list[checks.CheckMessage]:
    """Every way out names a carrier that is there."""
    from aftercare.foundation.deliveries.adapters import known_carriers

    return [
        checks.Error(
            f"AFTERCARE_{channel.upper()}={wiring.carrier}: there is no such carrier.",
            hint=f"One of: {', '.join(sorted(known_carriers()))}.",
            id="aftercare.E004",
        )
        for channel, wiring in settings.AFTERCARE_CHANNELS.items()
        if wiring.carrier not in known_carriers()
    ]
