"""Visits that stay with whoever was told: neither plan nor free times give them to others."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from aftercare.fieldservice.appointments.queries import State, appointment_of
from aftercare.fieldservice.workorders.actions import held_order
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid

from .models import Lock
from .queries import LONGEST_REASON, LockBrief, NotLocked, locks_of


@action
def lock_visit(*, actor: Actor, order_id: int, reason: str = "", now: datetime) -> LockBrief:
    """The visit that stands stays with who was told, at whatever time of its window.

    Locking once more only changes the reason. Raises NotLocked where nobody was told, or has set
    out already.
    """
    order = held_order(actor=actor, order_id=order_id, now=now)
    one = appointment_of(actor=SYSTEM, order=order)
    if one is None or one.state != State.BOOKED:
        raise NotLocked(
            _("Only an agreed visit that nobody has set out to is locked to its technician.")
        )
    if len(reason.strip()) > LONGEST_REASON:
        raise Invalid.of("reason", _("At most {most} characters.").format(most=LONGEST_REASON))
    said = {"people": list(one.technicians), "reason": reason.strip()}
    Lock.objects.update_or_create(
        appointment_id=one.id, defaults=said | {"locked_at": now, "locked_by": actor.user_id}
    )
    words = {"reason": reason} if reason.strip() else None
    record(actor=actor, verb="order.locked", subject=f"order:{order.id}", at=now,
           appointment=one.id, technicians=list(one.technicians), words=words)  # fmt: skip
    return locks_of(actor=SYSTEM, order_ids=[order.id])[order.id]


@action
def unlock_visit(*, actor: Actor, order_id: int, now: datetime) -> None:
    """Anybody who may do it may have it again. Raises NotLocked where nothing is locked."""
    order = held_order(actor=actor, order_id=order_id, now=now)
    lock = locks_of(actor=SYSTEM, order_ids=[order.id]).get(order.id)
    if lock is None:
        raise NotLocked(_("The visit is not locked any more."))
    _unlocked(actor, lock.appointment_id, order.id, lock.people, now)


@action
def keep_lock(*, actor: Actor, appointment_id: int, now: datetime) -> None:
    """After the visit changed hands or time: with the same people it stays locked, else no more."""
    row = Lock.objects.filter(appointment_id=appointment_id).select_related("appointment").first()
    if row is None:
        return
    order = held_order(actor=SYSTEM, order_id=row.appointment.work_order_id, now=now)
    one = appointment_of(actor=SYSTEM, order=order)
    if one is None or one.technicians != tuple(row.people):
        _unlocked(actor, row.appointment_id, order.id, row.people, now)
    elif one.id != row.appointment_id:
        Lock.objects.filter(appointment_id=row.appointment_id).update(appointment_id=one.id)
        record(actor=actor, verb="order.locked", subject=f"order:{order.id}", at=now,
               appointment=one.id, technicians=row.people)  # fmt: skip


def _unlocked(
    actor: Actor, appointment_id: int, order_id: int, people: Sequence[int], now: datetime
) -> None:
    Lock.objects.filter(appointment_id=appointment_id).delete()
    record(actor=actor, verb="order.unlocked", subject=f"order:{order_id}", at=now,
           appointment=appointment_id, technicians=list(people))  # fmt: skip
