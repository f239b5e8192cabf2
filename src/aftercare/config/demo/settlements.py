"""Work of stations that are not our own, the terms by which they are paid, and their statements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from aftercare.fieldservice.appointments.actions import begin_work, book, end_visit, hold_slot
from aftercare.fieldservice.appointments.queries import Offer, Outcome, SeatDraft
from aftercare.fieldservice.workorders.actions import finish_order
from aftercare.foundation.actor import SYSTEM
from aftercare.money.settlements.actions import (
    dispute_line,
    draw_statement,
    send_statement,
    set_terms,
)
from aftercare.money.settlements.queries import (
    Band,
    Rate,
    Terms,
    What,
    Whose,
    statement_card,
)
from aftercare.people.organisation.queries import unit_tree

from .company import Staff
from .quotes import agreed
from .rounds import Call, ordered

HOUR = timedelta(hours=1)
LABOUR = {"repair": 80, "installation": 110, "care": 90, "inspection": 50, "pickup": 40,
          "recycling": 40, "smart_home": 120}  # fmt: skip
TERMS = Terms(
    labour=[Rate(job=job, line="", amount=Decimal(amount)) for job, amount in LABOUR.items()]
    + [Rate(job="repair", line="appliance", amount=Decimal(95))],
    travel=[
        Band(up_to=10, amount=Decimal(20)),
        Band(up_to=30, amount=Decimal(45)),
        Band(up_to=None, amount=Decimal(80)),
    ],
    parts_percent=Decimal(8), on_time=Decimal(5), first_time=Decimal(10), survey=Decimal(8),
    rework=Decimal(60), late=Decimal(15), missed=Decimal(30),
)  # fmt: skip
OWN = Terms(labour=[Rate(job=job, line="", amount=Decimal(30)) for job in LABOUR],
            travel=[Band(up_to=None, amount=Decimal(15))], on_time=Decimal(5),
            first_time=Decimal(10), rework=Decimal(40), late=Decimal(10))  # fmt: skip
# Station, who goes out, who runs it, and who rang there the day before.
STATIONS = (
    ("HN-SZ", "technician9", "shenzhen", (
        Call("邱美玲", "19900071301", "深圳市南山区桃源街道88号5栋1203室", (113.9839, 22.5567),
             "repair", "appliance", "电热水器", "电热水器加热半小时水还是凉的，显示屏闪 E2。"),
        Call("卓志强", "19900071302", "深圳市福田区莲花路21号9栋602室", (114.0554, 22.5560),
             "repair", "appliance", "滚筒洗衣机", "洗衣机进水很慢，滤网已经清过。"),
        Call("麦嘉欣", "19900071303", "深圳市罗湖区翠竹路60号3栋801室", (114.1400, 22.5713),
             "repair", "furniture", "衣柜", "衣柜移门卡在轨道里推不动。"),
    )),
    ("HB-TJ", "technician11", "tianjin", (
        Call("佟丽", "19900071304", "天津市南开区白堤路12号4门501室", (117.1650, 39.1050),
             "repair", "appliance", "冰箱", "冷藏室结冰，抽屉拉不出来。"),
        Call("边志军", "19900071305", "天津市河西区围堤道77号2门302室", (117.2250, 39.1010),
             "repair", "appliance", "油烟机", "油烟机右边开关按下去不弹起来。"),
        Call("苑小梅", "19900071306", "天津市和平区南京路30号1门1504室", (117.2000, 39.1180),
             "repair", "furniture", "餐桌", "餐桌伸缩导轨拉开后合不上。"),
    )),
)  # fmt: skip
LATE = 1
DISPUTED = "客户要求改到下午，并非我方迟到，有通话记录。"


def settle(staff: Staff, now: datetime) -> None:
    """Two statements of the last days: one to be agreed to, one with a disputed line."""
    finance, units = staff.by_name["finance"], {unit.code: unit.id for unit in
                                                unit_tree(actor=SYSTEM)}  # fmt: skip
    today = timezone.localdate(now)
    begun = today - timedelta(days=60)
    since, until = today - timedelta(days=14), today - timedelta(days=1)
    for provider, terms in (("partner", TERMS), ("own", OWN)):
        set_terms(actor=finance, whose=Whose(provider=provider), in_force_from=begun, terms=terms,
                  now=now - timedelta(days=60))  # fmt: skip
    for code, technician, _partner, calls in STATIONS:
        _work(staff, staff.by_name[technician].staff_id or 0, units[code], calls, now)
    for code, _technician, partner, _calls in STATIONS:
        made = draw_statement(actor=finance, org_unit_id=units[code], since=since, until=until,
                              now=now)  # fmt: skip
        lines = statement_card(actor=SYSTEM, statement_id=made).lines
        if not lines:
            continue
        send_statement(actor=finance, statement_id=made, now=now)
        late = [line.id for line in lines if line.what == What.LATE]
        if late and code == STATIONS[0][0]:
            dispute_line(actor=staff.by_name[partner], line_id=late[0], reason=DISPUTED,
                         now=now)  # fmt: skip


def _work(
    staff: Staff, technician_id: int, unit: int, calls: Sequence[Call], now: datetime
) -> None:
    """One visit after the other, yesterday; the second began too late."""
    dispatcher = replace(staff.by_name["dispatcher"], sees_everything=True)
    day = timezone.localtime(now).replace(hour=8, minute=30, second=0, microsecond=0)
    for place, call in enumerate(calls):
        at = day - timedelta(days=1) + place * 3 * HOUR
        order = ordered(staff, dispatcher, call, at - 20 * HOUR, unit)
        seat = SeatDraft(technician_id=technician_id, starts_at=at, ends_at=at + HOUR)
        offer = Offer(window_from=at, window_until=at + HOUR, seats=[seat])
        held = hold_slot(actor=SYSTEM, order_id=order.id, offer=offer, now=at - HOUR)
        book(actor=SYSTEM, appointment_id=held.id, agreed_by="phone", now=at - HOUR)
        agreed(dispatcher, order.id, at - HOUR)
        came = at + (HOUR * 1.5 if place == LATE else HOUR / 4)
        begin_work(actor=SYSTEM, appointment_id=held.id, now=came)
        end_visit(actor=SYSTEM, appointment_id=held.id, outcome=Outcome.DONE, now=came + HOUR)
        finish_order(actor=SYSTEM, order_id=order.id, version=None, now=came + HOUR,
                     result="已检修并试机，客户确认。")  # fmt: skip
