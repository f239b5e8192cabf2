"""A price list, and for some work orders a quotation: offered, agreed to and paid, declined."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from aftercare.fieldservice.quotes.actions import (
    accept_quotation,
    decline_quotation,
    quote_order,
    set_prices,
    take_payment,
)
from aftercare.fieldservice.quotes.queries import How, Item
from aftercare.fieldservice.workorders.queries import orders_waiting
from aftercare.foundation.actor import SYSTEM, Actor

from .company import Staff

LABOUR = {"repair": 120, "installation": 200, "care": 150, "inspection": 80, "pickup": 60,
          "recycling": 0, "smart_home": 180}  # fmt: skip
ITEMS = (
    Item(kind="labour", words="维修人工费", count=1, amount=Decimal(120)),
    Item(kind="trip", words="上门费", count=1, amount=Decimal(50)),
)
PAID = 3


def agreed(actor: Actor, order_id: int, at: datetime) -> None:
    """The price is told on the phone, and the customer says yes before anybody begins."""
    if quote_order(actor=actor, order_id=order_id, now=at).total_amount:
        accept_quotation(actor=actor, order_id=order_id, how=How.CALL, now=at,
                         reference=f"LY{at:%y%m%d}-{order_id:05d}")  # fmt: skip


def price(staff: Staff, now: datetime) -> None:
    """In force since a month; some orders that wait are quoted, a charged one in each state."""
    then = now - timedelta(days=30)
    labour = {job: Decimal(amount) for job, amount in LABOUR.items()}
    set_prices(actor=staff.by_name["finance"], in_force_from=timezone.localdate(then),
               labour=labour, trip_amount=Decimal(50), now=then)  # fmt: skip
    charged = count()
    for order in orders_waiting(actor=SYSTEM, limit=8):
        at = now - timedelta(minutes=50)
        by: dict[str, Any] = {"actor": staff.by_name["dispatcher"], "order_id": order.id}
        if quote_order(**by, items=ITEMS, now=at).is_free:
            continue
        nth = next(charged) % 4
        if nth == 1:
            decline_quotation(**by, reference="客户觉得太贵", now=now - timedelta(minutes=40))
        elif nth > 1:
            accept_quotation(**by, how=How.CALL, reference=f"LY{at:%y%m%d}-{nth:03d}", now=at)
        if nth == PAID:
            paid = now - timedelta(minutes=20)
            there = replace(staff.by_name["technician"], sees_everything=True)  # whoever comes
            take_payment(actor=there, order_id=order.id, way="cash",
                         reference="SJ-000317", now=paid)  # fmt: skip
