"""A store with parts, for tests of what lies there and what becomes of it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from aftercare.fieldservice.spares.actions import open_place, save_part
from aftercare.fieldservice.spares.queries import PartDraft
from aftercare.fieldservice.stores import actions
from aftercare.fieldservice.stores.queries import where_is
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderDraft
from aftercare.foundation.actor import Actor
from tests import makers
from tests.makers import FRIDAY, Company, complaint, person

Given = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """`fan` pieces are counted, `board` pieces bear numbers; both of the eastern store."""

    us: Company
    keeper: Actor
    east: int
    van: int
    fan: int
    board: int


def a_part(code: str, **more: object) -> PartDraft:
    given: Given = {"code": code, "name": "风机", "measure": "个", "suppliers": ["美芝电机"],
             "price_amount": Decimal("120.00")}  # fmt: skip
    return PartDraft(**(given | more))


def shop() -> Shop:
    us = makers.company()
    keeper = person("keeper", "库管", "storekeeper", us.east, on_call=False)
    east = open_place(actor=keeper, kind="station", org_unit_id=us.east, now=FRIDAY)
    van = open_place(actor=keeper, kind="van", member_id=us.handler.staff_id, now=FRIDAY)
    fan = save_part(actor=keeper, draft=a_part("FAN-01"), now=FRIDAY)
    board = save_part(
        actor=keeper, draft=a_part("PCB-01", name="主板", has_serials=True), now=FRIDAY
    )
    return Shop(us=us, keeper=keeper, east=east, van=van, fan=fan, board=board)


def receive(ours: Shop, lot: str = "B1", **more: object) -> int:
    given: Given = {"actor": ours.keeper, "place_id": ours.east, "part_id": ours.fan,
             "supplier": "美芝电机", "lot_number": lot, "count": 10, "now": FRIDAY}  # fmt: skip
    return actions.receive_parts(**(given | more))


def an_order(us: Company) -> int:
    case = complaint(us.agent, kind="repair").case
    draft = OrderDraft(job="repair", goods="空调")
    return open_order(actor=us.head, case_id=case.id, draft=draft, now=FRIDAY).id


def lying(ours: Shop, part: int) -> dict[int, tuple[int, int]]:
    found = where_is(actor=ours.keeper, part_id=part)
    return {level.place_id: (level.count, level.reserved) for level in found}
