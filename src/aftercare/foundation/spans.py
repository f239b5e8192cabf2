"""Rows of several tables as one line of time: how much of each is needed for the next page."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

T = TypeVar("T", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From `since` up to `until`; at that moment itself only numbers below `below`, None for all.

    At most `limit` rows, the latest first.
    """

    since: datetime | None = None
    until: datetime | None = None
    below: int | None = 0
    limit: int = 50


def within(rows: QuerySet[T], span: Span, *, at: str = "at") -> QuerySet[T]:
    """The rows of a span, the latest first, not yet cut; `at` names the column of their moment."""
    asked = Q()
    if span.since is not None:
        asked &= Q((f"{at}__gte", span.since))
    if span.until is not None:
        then = Q((f"{at}__lt", span.until))
        same = {at: span.until} if span.below is None else {at: span.until, "id__lt": span.below}
        asked &= then if span.below == 0 else then | Q(**same)
    return rows.filter(asked).order_by(f"-{at}", "-id")
