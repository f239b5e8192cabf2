from aftercare.fieldservice.workorders.events import OrderEnded
from aftercare.foundation.actor import SYSTEM

from . import actions


def on_order_ended(event: OrderEnded) -> None:
    """Whoever finishes the order is refused where its price was not agreed to."""
    if event.state == "done":
        actions.refuse_unagreed_work(actor=SYSTEM, order_id=event.order_id, now=event.at)
