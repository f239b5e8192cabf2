from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Count

from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor

from .models import Reveal

SEE_REVEALS = view("privacy.see_reveals")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealRow:
    subject: str
    fields: tuple[str, ...]
    user_id: int | None
    user_name: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealCount:
    user_id: int
    user_name: str
    count: int


def reveals_of(*, actor: Actor, subject: str, limit: int = 100) -> list[RevealRow]:
    """Who looked at "customer:9" in the clear, latest first."""
    actor.must(SEE_REVEALS)
    rows = list(Reveal.objects.filter(subject=subject).order_by("-at")[:limit])
    names = _names({row.user_id for row in rows if row.user_id is not None})
    return [
        RevealRow(
            subject=row.subject,
            fields=tuple(row.fields),
            user_id=row.user_id,
            user_name=names.get(row.user_id or 0, ""),
            reason=row.reason,
            at=row.at,
        )
        for row in rows
    ]


def reveal_counts(*, actor: Actor, since: datetime) -> list[RevealCount]:
    """Who looked how often since then, the most frequent first."""
    actor.must(SEE_REVEALS)
    rows = list(
        Reveal.objects.filter(at__gte=since, user_id__isnull=False)
        .values_list("user_id")
        .annotate(count=Count("id"))
        .order_by("-count")[:100]
    )
    names = _names({user_id for user_id, _count in rows})
    return [
        RevealCount(user_id=user_id, user_name=names.get(user_id, ""), count=count)
        for user_id, count in rows
    ]


def count_of_reveals(*, actor: Actor, subject: str) -> int:
    """How often a subject was looked at: shown beside the mask, for everybody who sees the mask."""
    return Reveal.objects.filter(subject=subject).count()


def _names(ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    if not wanted:
        return {}
    return {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=wanted)}
