"""The round of one technician: today if today is worked, else the next such day, and one more."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aftercare.casework.intake.actions import register_case
from aftercare.casework.intake.queries import Intake
from aftercare.fieldservice.appointments.actions import (
    arrive,
    begin_work,
    book,
    depart,
    end_visit,
    hold_slot,
)
from aftercare.fieldservice.appointments.queries import Offer, Outcome, SeatDraft
from aftercare.fieldservice.technicians.queries import technicians_on
from aftercare.fieldservice.workorders.actions import finish_order, open_order
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft
from aftercare.foundation.actor import SYSTEM, Actor

from .company import Staff
from .quotes import agreed

ZONE = ZoneInfo("Asia/Shanghai")
TOLD_FOR = timedelta(hours=2)
AHEAD = 15  # days among which there is a working one, whatever holiday it is
DONE = "已按清单完成，试机正常，客户在场确认。"


@dataclass(frozen=True, slots=True)
class Call:
    """Who rings, where that is, and what is to be done there; `at` is when work begins."""

    name: str
    phone: str
    address: str
    place: tuple[float, float]
    kind: str
    line: str
    goods: str
    text: str
    at: time = time(9)


TODAY = (
    Call("贺琳", "19900071201", "上海市徐汇区田林路140号12幢502室", (121.4180, 31.1721), "repair",
         "appliance", "滚筒洗衣机", "洗衣机脱水时撞桶，声音很大，衣服也没甩干。", time(9)),
    Call("龚志远", "19900071202", "上海市闵行区古美西路88弄6幢301室", (121.3952, 31.1423), "repair",
         "appliance", "油烟机", "油烟机开机几分钟就自己停，灯还亮着。", time(10, 45)),
    Call("阮小芸", "19900071203", "上海市长宁区仙霞路320弄21幢1602室", (121.3871, 31.2062),
         "installation", "appliance", "净水器", "新买的净水器到货了，厨房水槽下已留好电源。",
         time(13, 20)),
    Call("戴春生", "19900071204", "上海市静安区康定路55弄3幢701室", (121.4473, 31.2334), "repair",
         "furniture", "布艺沙发", "沙发左边坐垫塌下去一块，起身有异响。", time(15)),
    Call("乔曼", "19900071205", "上海市普陀区金沙江路630弄9幢402室", (121.3974, 31.2311), "repair",
         "appliance", "电热水器", "热水器加热很慢，水温上不去，没有漏电报警。", time(16, 25)),
)  # fmt: skip
NEXT = (
    Call("滕家宝", "19900071206", "上海市浦东新区梅花路200弄15幢1101室", (121.5416, 31.2089),
         "installation", "furniture", "书柜", "书柜已送到，要固定在墙上。", time(9, 30)),
    Call("欧阳倩", "19900071207", "上海市黄浦区蒙自路600弄2幢803室", (121.4732, 31.2011), "repair",
         "appliance", "洗衣机", "洗衣机排水慢，最后会报 E3。", time(14)),
)  # fmt: skip


def go_round(staff: Staff, now: datetime) -> None:
    """What lies behind is done, what is on is under way, the rest is ahead."""
    first, second = _worked_days(staff.by_name["technician"], now)
    for day, calls in ((first, TODAY), (second, NEXT)):
        for call in calls:
            _visit(staff, call, datetime.combine(day, call.at, ZONE), now)


def _worked_days(technician: Actor, now: datetime) -> tuple[date, date]:
    """The first two days from today on of which the roster says that the technician works."""
    today = now.astimezone(ZONE).date()
    days = [today + timedelta(days=n) for n in range(AHEAD)]
    ids = [technician.staff_id or 0]
    worked = (day for day in days if technicians_on(actor=SYSTEM, day=day, ids=ids).technicians)
    return next(worked), next(worked)


def _visit(staff: Staff, call: Call, starts: datetime, now: datetime) -> None:
    dispatcher = replace(staff.by_name["dispatcher"], sees_everything=True)
    technician = staff.by_name["technician"]
    rung = min(starts, now) - timedelta(hours=17)
    order = ordered(staff, dispatcher, call, rung)
    ends = starts + timedelta(minutes=order.minutes)
    seat = SeatDraft(technician_id=technician.staff_id or 0, starts_at=starts, ends_at=ends)
    told = starts.replace(minute=starts.minute // 30 * 30)
    offer = Offer(window_from=told, window_until=told + TOLD_FOR, seats=[seat])
    at = rung + timedelta(minutes=15)
    held = hold_slot(actor=dispatcher, order_id=order.id, offer=offer, now=at)
    visit = book(actor=dispatcher, appointment_id=held.id, agreed_by="phone", now=at)
    if starts <= now:
        agreed(dispatcher, order.id, at)
    _lived(technician, visit.id, order.id, (starts, ends), now)


def ordered(
    staff: Staff, dispatcher: Actor, call: Call, at: datetime, unit: int | None = None
) -> OrderBrief:
    """The case of a call, and five minutes later its work order."""
    intake = Intake(
        channel="phone",
        name=call.name,
        phone=call.phone,
        address=call.address,
        description=call.text,
        kind=call.kind,
        category="product_quality" if call.kind == "repair" else "service",
        product_line=call.line,
        product_text=call.goods,
        level="two",
        severity="C",
        urgent=False,
        complex=False,
        confirmed=True,
    )
    case_id = register_case(actor=staff.by_name["agent"], intake=intake, now=at).case.id
    longitude, latitude = call.place
    draft = OrderDraft(job=call.kind, task=call.text, persons=1, longitude=longitude,
                       latitude=latitude, org_unit_id=unit)  # fmt: skip
    return open_order(actor=dispatcher, case_id=case_id, draft=draft,
                      now=at + timedelta(minutes=5))  # fmt: skip


def _lived(
    technician: Actor, visit_id: int, order_id: int, seat: tuple[datetime, datetime], now: datetime
) -> None:
    """The visit as far as it has come by now."""
    starts, ends = seat
    way = starts - timedelta(minutes=25)
    for step, at in ((depart, way), (arrive, starts), (begin_work, starts)):
        if at <= now:
            step(actor=technician, appointment_id=visit_id, now=at)
    if ends <= now:
        end_visit(actor=technician, appointment_id=visit_id, outcome=Outcome.DONE, now=ends)
        finish_order(actor=replace(technician, sees_everything=True), order_id=order_id,
                     version=None, result=DONE, now=ends)  # fmt: skip
