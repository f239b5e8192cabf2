from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.pages import Page, cursor_of, key_of

from .models import Entry

SEE_HISTORY = view("audit.see_history")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry; `actor_name` as the account is called today, "" for system and customers."""

    id: int
    subject: str
    seq: int
    at: datetime
    user_id: int | None
    actor_name: str
    kind: str
    verb: str
    detail: Mapping[str, object]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFilter:
    """Empty fields do not bound."""

    subject: str = ""
    verb: str = ""
    user_id: int | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None


def history(*, actor: Actor, subject: str, cursor: str = "", limit: int = 50) -> Page[EntryRow]:
    """The chain of one subject, latest first.

    Whoever calls has made sure that the actor may see the subject itself.
    """
    rows = Entry.objects.filter(subject=subject).order_by("-seq")
    if cursor:
        (seq,) = key_of(cursor, parts=1)
        rows = rows.filter(seq__lt=_number(seq))
    return _page(rows, limit)


def entries(
    *, actor: Actor, wanted: HistoryFilter, cursor: str = "", limit: int = 50
) -> Page[EntryRow]:
    """All that was recorded, latest first, for who may read the whole history."""
    actor.must(SEE_HISTORY)
    bounds = {
        "subject": wanted.subject,
        "verb": wanted.verb,
        "user_id": wanted.user_id,
        "at__gte": wanted.from_at,
        "at__lt": wanted.until_at,
    }
    rows = Entry.objects.filter(**{k: v for k, v in bounds.items() if v not in {"", None}})
    if cursor:
        (last,) = key_of(cursor, parts=1)
        rows = rows.filter(Q(id__lt=_number(last)))
    return _page(rows.order_by("-id"), limit, by="id")


def _page(rows: QuerySet[Entry], limit: int, by: str = "seq") -> Page[EntryRow]:
    found = list(rows[: limit + 1])
    shown = found[:limit]
    names = _names({entry.user_id for entry in shown if entry.user_id is not None})
    return Page(
        rows=[row_of(entry, names) for entry in shown],
        next_cursor=cursor_of(getattr(shown[-1], by)) if len(found) > limit else None,
    )


def _names(ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    return {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=ids)}


def _number(part: object) -> int:
    return part if isinstance(part, int) else 0


def row_of(entry: Entry, names: Mapping[int, str]) -> EntryRow:
    return EntryRow(
        id=entry.id,
        subject=entry.subject,
        seq=entry.seq,
        at=entry.at,
        user_id=entry.user_id,
        actor_name=names.get(entry.user_id or 0, ""),
        kind=entry.kind,
        verb=entry.verb,
        detail=entry.detail,
        hash=bytes(entry.hash).hex(),
    )
