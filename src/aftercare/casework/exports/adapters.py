"""What writes a list as a file. Its cells speak as the pages do, so that a setting names it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol, cast

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from aftercare.foundation.actor import Actor

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which list, how narrowed and in what order; `case_ids` where single cases were chosen."""

    what: str
    words: Mapping[str, list[str]]
    order: str = ""
    case_ids: tuple[int, ...] = ()


class Writer(Protocol):
    """Writes to `file` what the actor may see, masked, and tells after how many lines it is."""

    def __call__(
        self, *, actor: Actor, wanted: Wanted, form: str, file: IO[bytes], tell: Tell, now: datetime
    ) -> None: ...


def the_writer() -> Writer:
    """As the settings name it."""
    return cast(Writer, import_string(settings.AFTERCARE_LIST_WRITER))


def tell_progress(export_id: int, done: int) -> None:
    """Outside of any transaction, so that others see it meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exports_export SET done = %s WHERE id = %s", [done, export_id])
