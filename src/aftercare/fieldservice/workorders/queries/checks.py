"""What the code on a service record tells its reader: that the work was done, not for whom."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from aftercare.fieldservice.workorders.models import WorkOrder
from aftercare.fieldservice.workorders.rules import State
from aftercare.foundation.actor import Actor
from aftercare.people.organisation.queries import unit_names

SALT = "workorders.record"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedOrder:
    """No personal data: number, job, day, station."""

    number: str
    job: str
    station: str
    ended_at: datetime


def record_word(*, actor: Actor, order_id: int) -> str:
    """The word in the address that the code on a record opens."""
    del actor  # whoever may name the order may print its record
    return signing.dumps(order_id, salt=SALT, compress=False)


def checked_order(*, actor: Actor, word: str) -> CheckedOrder | None:
    """None for a word that we did not sign, and for work that is not done."""
    try:
        order_id = signing.loads(word, salt=SALT)
    except signing.BadSignature:
        return None
    order = WorkOrder.objects.filter(id=order_id, state=State.DONE).first()
    if order is None or order.ended_at is None:
        return None
    station = unit_names(actor=actor, ids=[order.org_unit_id]).get(order.org_unit_id, "")
    return CheckedOrder(
        number=order.number, job=order.job, station=station, ended_at=order.ended_at
    )
