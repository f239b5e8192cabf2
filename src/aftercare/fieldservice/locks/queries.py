"""Which visits stay with whoever was told, for board, planner and free times (R-FS-03, R-FS-18)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from aftercare.fieldservice.appointments.queries import LIVE
from aftercare.foundation.actor import SYSTEM, Actor

from .models import Lock
from .rules import NotLocked, bound

__all__ = ["LockBrief", "NotLocked", "bound", "lock_of", "locks_of", "people_bound"]

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LockBrief:
    """`people`: members who come and nobody else, the leading one first; `locked_by` a user."""

    appointment_id: int
    order_id: int
    people: tuple[int, ...]
    reason: str
    locked_at: datetime
    locked_by: int | None


def locks_of(*, actor: Actor, order_ids: Collection[int]) -> dict[int, LockBrief]:
    """Order -> the lock of its visit, for who has the orders in sight."""
    del actor
    if not order_ids:
        return {}
    standing = Lock.objects.filter(appointment__state__in=LIVE)
    found = standing.filter(appointment__work_order_id__in=order_ids).select_related("appointment")
    return {
        row.appointment.work_order_id: LockBrief(
            appointment_id=row.appointment_id,
            order_id=row.appointment.work_order_id,
            people=tuple(row.people),
            reason=row.reason,
            locked_at=row.locked_at,
            locked_by=row.locked_by,
        )
        for row in found
    }


def lock_of(*, actor: Actor, order_id: int) -> LockBrief | None:
    return locks_of(actor=actor, order_ids=[order_id]).get(order_id)


def people_bound(*, actor: Actor, order_id: int) -> Sequence[int]:
    """Who comes to an order and nobody else, the leading one first; empty where anybody may."""
    del actor
    lock = lock_of(actor=SYSTEM, order_id=order_id)
    return lock.people if lock else ()
