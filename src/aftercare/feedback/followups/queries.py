from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from aftercare.casework.cases.queries import SEE_CASES, CaseBrief
from aftercare.foundation.actor import Actor
from aftercare.foundation.kept import asked_once

from . import rules
from .models import FollowUp


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    id: int
    planned_at: datetime
    tries: int
    tries_wanted: int
    stars: int | None
    satisfied: bool | None
    comment: str
    by_member_id: int | None
    by_customer: bool
    ended_at: datetime | None


def follow_ups_of(*, actor: Actor, case: CaseBrief) -> list[FollowUpRow]:
    """Every asking after a resolution of the case, oldest first; none before the first."""
    actor.must(SEE_CASES)
    if case.resolved_at is None and not case.reopened:
        return []
    return [
        FollowUpRow(
            id=row.id,
            planned_at=row.planned_at,
            tries=row.tries,
            tries_wanted=row.tries_wanted,
            stars=row.stars,
            satisfied=None if row.stars is None else rules.is_satisfied(row.stars),
            comment=row.comment,
            by_member_id=row.by_member_id,
            by_customer=row.by_customer,
            ended_at=row.ended_at,
        )
        for row in _asked(case.id)
    ]


def stars_given(
    *, actor: Actor, case_ids: Collection[int], since: datetime, until: datetime
) -> dict[int, tuple[int, datetime]]:
    """What the customers of these cases said within, the last word of each, and when."""
    actor.must(SEE_CASES)
    found = FollowUp.objects.filter(
        case_id__in=case_ids, stars__isnull=False, ended_at__gte=since, ended_at__lt=until
    )
    rows = found.order_by("id").values_list("case_id", "stars", "ended_at")
    return {case_id: (stars, at) for case_id, stars, at in rows if stars and at}


@asked_once
def _asked(case_id: int) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(case_id=case_id).order_by("id")
