"""Files that are one customer's: those that were made one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.customers.parties.queries import SEE_CUSTOMERS, customer_brief
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound

from .models import Merge


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRow:
    """`counts` is kind of row → how many of them went over."""

    id: int
    lost_id: int
    kept_id: int
    reason: str
    merged_by: int | None
    merged_at: datetime
    counts: Mapping[str, int]


def merges_into(*, actor: Actor, customer_id: int) -> list[MergeRow]:
    """Whose files went into this one and can be taken out again, latest first."""
    actor.must(SEE_CUSTOMERS)
    rows = Merge.objects.filter(kept_id=customer_id, undone_at=None).order_by("-id")
    return [_row(row) for row in rows]


def files_in(*, actor: Actor, customer_id: int) -> set[int]:
    """The file itself and all that went into it, also by way of others."""
    del actor
    found = newest = {customer_id}
    while newest:
        lost = Merge.objects.filter(kept_id__in=newest, undone_at=None)
        newest = set(lost.values_list("lost_id", flat=True)) - found
        found = found | newest
    return found


def merge_row(*, actor: Actor, merge_id: int) -> MergeRow:
    actor.must(SEE_CUSTOMERS)
    found = Merge.objects.filter(id=merge_id, undone_at=None).first()
    if found is None:
        raise NotFound(_("There is no such merge to undo."))
    customer_brief(actor=actor, customer_id=found.kept_id)
    return _row(found)


def _row(merge: Merge) -> MergeRow:
    return MergeRow(
        id=merge.id,
        lost_id=merge.lost_id,
        kept_id=merge.kept_id,
        reason=merge.reason,
        merged_by=merge.merged_by,
        merged_at=merge.merged_at,
        counts={kind: len(ids) for kind, ids in merge.moved.items() if ids},
    )
