"""Twenty parts, a central store, two stations and a van, with some use behind them."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from aftercare.fieldservice.parts.actions import need_parts, reserve_parts, use_part, wait_for_part
from aftercare.fieldservice.spares.actions import open_place, save_part, set_reorder_point
from aftercare.fieldservice.spares.queries import PartDraft
from aftercare.fieldservice.stores.actions import receive_parts
from aftercare.fieldservice.stores.queries import Some
from aftercare.fieldservice.transfers.actions import receive_transfer, send_parts
from aftercare.fieldservice.workorders.queries import OrderBrief, orders_waiting
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.people.organisation.queries import unit_tree

from .company import Staff

# Code, name, counted in, line, suppliers, price, whether pieces bear numbers.
PARTS = (
    ("KT-YSJ-09", "空调压缩机 1.5匹", "台", "appliance", "美芝压缩机", "880.00", True),
    ("KT-ZKB-35", "空调室内主控板", "块", "appliance", "安居电控", "260.00", True),
    ("KT-FJ-20", "空调室外风机", "台", "appliance", "威灵电机", "190.00", False),
    ("KT-LM-R32", "制冷剂 R32", "千克", "appliance", "巨化制冷", "120.00", False),
    ("BX-WKQ-02", "冰箱温控器", "个", "appliance", "安居电控", "85.00", False),
    ("BX-MFT-11", "冰箱门封条", "条", "appliance", "海容橡塑", "60.00", False),
    ("XYJ-PSB-08", "洗衣机排水泵", "个", "appliance", "威灵电机,汉宇电器", "98.00", False),
    ("XYJ-DJ-12", "洗衣机变频电机", "台", "appliance", "威灵电机", "320.00", True),
    ("RSQ-DHQ-05", "热水器点火器", "个", "appliance", "安居电控", "75.00", False),
    ("RSQ-MB-60", "热水器镁棒", "根", "appliance", "海容橡塑", "45.00", False),
    ("YYJ-DJ-03", "油烟机电机", "台", "appliance", "威灵电机", "230.00", False),
    ("RQZ-DCF-07", "燃气灶电磁阀", "个", "appliance", "新界阀业", "68.00", False),
    ("SF-HM-45", "沙发高回弹海绵", "块", "furniture", "圣诺盟", "150.00", False),
    ("SF-TH-01", "沙发蛇形弹簧", "根", "furniture", "巨力弹簧", "18.00", False),
    ("CT-HG-110", "柜门铰链 110°", "个", "furniture", "东泰五金", "12.00", False),
    ("CT-DG-450", "抽屉导轨 450mm", "副", "furniture", "东泰五金", "38.00", False),
    ("DB-LJ-T3", "地板扣条", "米", "building", "大自然地材", "16.00", False),
    ("MC-HY-80", "门窗滑轮", "个", "building", "坚朗五金", "22.00", False),
    ("LT-FX-32", "龙头阀芯", "个", "building", "海鸥卫浴", "35.00", False),
    ("CP-GJ-09", "床品收纳拉链", "条", "home", "伟星股份", "8.00", False),
)
STORES = (
    ("centre", "AJ", "中心配件仓"),
    ("station", "HD-SH", "上海站配件库"),
    ("station", "HD-HZ", "杭州站配件库"),
)
FEW = 6


def furnish(staff: Staff, now: datetime) -> None:
    """The list, the places and what lies there; parts of the first work orders that wait."""
    keeper, then = staff.by_name["keeper"], now - timedelta(days=12)
    units = {unit.code: unit.id for unit in unit_tree(actor=SYSTEM)}
    stores = [
        open_place(actor=keeper, kind=kind, org_unit_id=units[code], name=name, now=then)
        for kind, code, name in STORES
    ]
    van = open_place(actor=keeper, kind="van", member_id=staff.by_name["technician"].staff_id,
                     now=then)  # fmt: skip
    boxes: dict[int, list[Some]] = {stores[1]: [], van: []}
    ids = [_stocked(keeper, row, nth, stores[0], boxes, then) for nth, row in enumerate(PARTS)]
    for to, rows in boxes.items():
        sent = send_parts(actor=keeper, from_place_id=stores[0], to_place_id=to, rows=rows,
                          now=then + timedelta(hours=2))  # fmt: skip
        receive_transfer(actor=keeper, transfer_id=sent, now=then + timedelta(days=1))
    for nth, part_id in enumerate(ids[:FEW]):
        set_reorder_point(actor=keeper, place_id=stores[1], part_id=part_id, least=2 + nth % 2,
                          most=8, now=then)  # fmt: skip
    _of_orders(keeper, ids, stores[1], now)
    some = [Some(part_id=ids[2], count=2), Some(part_id=ids[4], count=3)]
    send_parts(actor=keeper, from_place_id=stores[0], to_place_id=stores[2], rows=some,
               waybill="SF1380046217", now=now - timedelta(hours=20))  # fmt: skip
    send_parts(actor=keeper, from_place_id=stores[1], to_place_id=van, rows=some[:1],
               now=now - timedelta(hours=3))  # fmt: skip


def _stocked(
    keeper: Actor,
    row: tuple[str, str, str, str, str, str, bool],
    nth: int,
    centre: int,
    boxes: dict[int, list[Some]],
    now: datetime,
) -> int:
    """One part: received at the centre, some of it to be sent on to station and van."""
    code, name, measure, line, suppliers, price, has_serials = row
    draft = PartDraft(code=code, name=name, measure=measure, suppliers=suppliers.split(","),
                      product_lines=[line], price_amount=Decimal(price), warranty_days=90,
                      has_serials=has_serials)  # fmt: skip
    part_id = save_part(actor=keeper, draft=draft, now=now)
    serials = [f"{code[:2]}{now:%y%m}{nth:02d}{one:03d}" for one in range(1, 6)]
    receive_parts(
        actor=keeper, place_id=centre, part_id=part_id, supplier=suppliers.split(",")[0],
        lot_number=f"P{now:%y%m}-{nth + 11}", count=0 if has_serials else 20 + nth,
        serials=serials if has_serials else (), reference=f"SH{now:%y%m%d}-{nth:03d}", now=now,
    )  # fmt: skip
    for box, some in zip(boxes.values(), (2, 1), strict=True):
        moved, serials = serials[:some], serials[some:]
        box.append(Some(part_id=part_id, count=0 if has_serials else some * 2,
                        serials=moved if has_serials else ()))  # fmt: skip
    return part_id


def _of_orders(keeper: Actor, ids: list[int], store: int, now: datetime) -> None:
    """Of the orders that wait one has its part reserved, one used some, one waits for more."""
    orders: list[OrderBrief] = orders_waiting(actor=SYSTEM, limit=3)
    for nth, order in zip(count(), orders, strict=False):
        by: dict[str, Any] = {"actor": keeper, "order_id": order.id}
        fitting = _fitting(order, ids)
        wanted = dict.fromkeys(fitting, 1) if nth < 2 else {fitting[0]: 9}  # noqa: PLR2004
        asked, got, lately = (max(now - timedelta(hours=n), order.opened_at) for n in (3, 2, 1))
        need_parts(**by, wanted=wanted, now=asked)
        reserve_parts(**by, place_id=store, now=got)
        if nth == 1:
            use_part(**by, part_id=fitting[-1], place_id=store, now=lately)
        elif nth == 2:  # noqa: PLR2004
            wait_for_part(**by, reference="CG-2611-031", now=lately,
                          expected_on=(now + timedelta(days=4)).date())  # fmt: skip


def _fitting(order: OrderBrief, ids: list[int]) -> list[int]:
    """Two parts of such goods, or of their line at least."""
    without_numbers = [(row, part) for row, part in zip(PARTS, ids, strict=True) if not row[6]]
    named = [part for row, part in without_numbers if row[1][:2] in order.goods]
    of_line = [part for row, part in without_numbers if row[3] == order.product_line]
    return (named or of_line or ids)[:2]
