"""Care contracts of some customers: one in its second half, one new, one resting."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from aftercare.customers.parties.queries import customers
from aftercare.customers.units.queries import UnitBrief, units_of_customers
from aftercare.fieldservice.carecontracts.actions import (
    make_contract,
    open_turn,
    pause_contract,
)
from aftercare.fieldservice.carecontracts.queries import ContractCard, Draft
from aftercare.fieldservice.workorders.actions import finish_order
from aftercare.foundation.actor import SYSTEM
from aftercare.people.organisation.queries import unit_tree

from .company import Staff

DAY = timedelta(days=1)
Kind = tuple[str, str, int, int, Decimal]
CLEANING: Kind = ("空调", "空调清洗年度服务", 2, 6, Decimal(298))
FILTERS: Kind = ("净水", "净水器滤芯定期更换", 2, 6, Decimal(460))
LEATHER: Kind = ("沙发", "沙发皮革养护", 4, 3, Decimal(680))
DONE = "室内外机已清洗，出风正常，客户确认。"


def begin_contracts(staff: Staff, now: datetime) -> None:
    """Of the first a visit is done, the second asks for a time, the third rests."""
    ids = [one.id for one in customers(actor=SYSTEM, limit=120).rows]
    units = units_of_customers(actor=SYSTEM, ids=ids)
    begun = _made(staff, units, CLEANING, now - 3 * DAY)
    opened = open_turn(actor=SYSTEM, contract_id=begun.id, number=1, now=now - 3 * DAY)
    finish_order(actor=SYSTEM, order_id=opened.turns[0].order_id or 0, version=None,
                 result=DONE, now=now - DAY)  # fmt: skip
    fresh = _made(staff, units, FILTERS, now)
    open_turn(actor=SYSTEM, contract_id=fresh.id, number=1, now=now)
    resting = _made(staff, units, LEATHER, now - 2 * DAY)
    pause_contract(actor=SYSTEM, contract_id=resting.id, version=None, now=now,
                   reason="客户家中装修，下月恢复。")  # fmt: skip


def _made(staff: Staff, units: Sequence[UnitBrief], what: Kind, now: datetime) -> ContractCard:
    word, name, visits, every_months, price = what
    unit = next((one for one in units if word in one.goods), units[len(word + name) % len(units)])
    stations = [one.id for one in unit_tree(actor=SYSTEM) if one.kind == "station"]
    dispatcher = replace(staff.by_name["dispatcher"], sees_everything=True)
    start = timezone.localdate(now)
    draft = Draft(
        customer_id=unit.customer_id, unit_ids=[unit.id], org_unit_id=stations[0], name=name,
        starts_on=start, ends_on=start + 364 * DAY, visits=visits, every_months=every_months,
        price_amount=price,
    )  # fmt: skip
    return make_contract(actor=dispatcher, draft=draft, now=now)
