"""Which cases have been kept how long since they ended."""

from collections.abc import Collection
from datetime import datetime

from aftercare.casework.cases.models import Case, CaseQuerySet
from aftercare.foundation.actor import Actor


def cases_to_erase(
    *, actor: Actor, closed_before: datetime, but: Collection[int], limit: int
) -> list[int]:
    """Cases in sight that ended before and still say what was said, the oldest first."""
    found = _kept(actor, closed_before, but).order_by("closed_at", "id")
    return list(found.values_list("id", flat=True)[:limit])


def number_to_erase(
    *, actor: Actor, closed_before: datetime, but: Collection[int], most: int
) -> int:
    """How many such cases there are; counted no further than `most`."""
    return _kept(actor, closed_before, but)[:most].count()


def without_texts(*, actor: Actor, case_ids: Collection[int]) -> set[int]:
    """Customers of these cases of whom no case says anything any more."""
    found = Case.objects.visible_to(actor)
    customers = set(found.filter(id__in=case_ids).values_list("customer_id", flat=True))
    left = found.filter(customer_id__in=customers, erased_at=None)
    return customers - set(left.values_list("customer_id", flat=True))


def _kept(actor: Actor, closed_before: datetime, but: Collection[int]) -> CaseQuerySet:
    found = Case.objects.visible_to(actor).filter(closed_at__lt=closed_before, erased_at=None)
    return found.exclude(id__in=but)
