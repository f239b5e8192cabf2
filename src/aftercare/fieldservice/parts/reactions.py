from aftercare.fieldservice.workorders.events import OrderEnded
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_order_ended(event: OrderEnded) -> None:
    actions.release_parts(actor=SYSTEM, order_id=event.order_id, now=event.at)
