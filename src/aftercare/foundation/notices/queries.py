"""One's own notices."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, gettext

from aftercare.foundation.actor import Actor
from aftercare.foundation.pages import Page, cursor_of, key_of

from .models import Notice

MOST_COUNTED = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    id: int
    kind: str
    text: str
    link: str
    urgent: bool
    created_at: datetime
    is_read: bool


def notices_of(
    *, actor: Actor, unread: bool = False, cursor: str | None = None, limit: int = 30
) -> Page[NoticeRow]:
    """The actor's own, newest first; only those not read yet with `unread`."""
    found = Notice.objects.of(actor)
    if unread:
        found = found.filter(read_at=None)
    if cursor:
        (last_id,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last_id)
    rows = [row_of(notice) for notice in found.order_by("-id")[: limit + 1]]
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def unread_count(*, actor: Actor) -> int:
    """How many the actor has not read, counted no further than 99."""
    unread = Notice.objects.of(actor).filter(read_at=None)
    return unread.order_by("-id").values("id")[:MOST_COUNTED].count()


def row_of(notice: Notice) -> NoticeRow:
    return NoticeRow(
        id=notice.id,
        kind=notice.kind,
        text=gettext(notice.text_key).format_map(_Params(notice.params)),
        link=notice.link,
        urgent=notice.urgent,
        created_at=notice.created_at,
        is_read=notice.read_at is not None,
    )


class _Params(dict[str, object]):
    """A sentence that has changed since still reads: what is missing shows as a dash.

    A value {"text": …} is itself a text of the catalogue, {"zh": …, "en": …} one of the company.
    """

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        if not isinstance(value, dict):
            return value
        if "text" in value:
            return gettext(value["text"])
        return (get_language() == "en" and value.get("en")) or value["zh"]

    def __missing__(self, key: str) -> str:
        return "–"
