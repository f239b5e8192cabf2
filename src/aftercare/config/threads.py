"""What belongs to one thread, kept as Python keeps it.

Django asks asgiref for the language of every word, for the connection and for the root of every
link, and asgiref looks for an event loop: a tenth of a page goes there. Our requests run in threads
and nowhere else (docs/decisions/wsgi-granian.md), where a plain thread-local holds the same.
"""

from threading import local
from typing import Any

from django.db import connections
from django.urls import base
from django.utils import timezone
from django.utils.translation import trans_real

HELD: tuple[tuple[Any, str], ...] = (
    (trans_real, "_active"),
    (timezone, "_active"),
    (base, "_prefixes"),
    (base, "_urlconfs"),
    (connections, "_connections"),
)


def keep_plainly() -> None:
    """Once, while the program starts: nothing is held yet."""
    for holder, name in HELD:
        setattr(holder, name, local())
