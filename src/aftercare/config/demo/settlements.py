"""Work of stations that are not our own, the terms by which they are paid, and their statements."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from aftercare.casework.cases.queries import CaseFilter, CaseRow, case_page
from aftercare.fieldservice.appointments.actions import begin_work, book, end_visit, hold_slot
from aftercare.fieldservice.appointments.queries import Offer, Outcome, SeatDraft
from aftercare.fieldservice.workorders.actions import finish_order, open_order
from aftercare.fieldservice.workorders.queries import OrderDraft
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
# Station, who goes out, who runs it, whose cases are near.
STATIONS = (
    ("HN-SZ", "technician9", "shenzhen", ("HN-GZ", "HN-SZ", "HN")),
    ("HB-TJ", "technician11", "tianjin", ("HB-BJ", "HB-TJ", "HB")),
)
MOST, LATE = 3, 1
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
    for code, technician, _partner, near in STATIONS:
        cases = _cases({units[one] for one in near}, now)
        _work(staff.by_name[technician].staff_id or 0, units[code], cases, now)
    for code, _technician, partner, _near in STATIONS:
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


def _cases(units: set[int], now: datetime) -> Sequence[CaseRow]:
    """Open ones of these units that somebody may have gone out for two days ago."""
    wanted = CaseFilter(stages=("accepted", "investigating", "carrying_out"),
                        kinds=("repair", "installation", "care", "complaint"))  # fmt: skip
    rows = case_page(actor=SYSTEM, narrowed=wanted, now=now, limit=100).rows
    old = [row for row in rows if row.org_unit_id in units and row.product_text]
    return sorted(old, key=lambda row: row.received_at)[:MOST]


def _work(technician_id: int, unit: int, cases: Sequence[CaseRow], now: datetime) -> None:
    """One visit after the other, yesterday; the second began too late."""
    day = timezone.localtime(now).replace(hour=8, minute=30, second=0, microsecond=0)
    for place, case in enumerate(cases):
        at = day - timedelta(days=1) + place * 3 * HOUR
        draft = OrderDraft(job="repair", task=case.subject, org_unit_id=unit)
        order = open_order(actor=SYSTEM, case_id=case.id, draft=draft, now=at - HOUR)
        seat = SeatDraft(technician_id=technician_id, starts_at=at, ends_at=at + HOUR)
        offer = Offer(window_from=at, window_until=at + HOUR, seats=[seat])
        held = hold_slot(actor=SYSTEM, order_id=order.id, offer=offer, now=at - HOUR)
        book(actor=SYSTEM, appointment_id=held.id, agreed_by="phone", now=at - HOUR)
        came = at + (HOUR * 1.5 if place == LATE else HOUR / 4)
        begin_work(actor=SYSTEM, appointment_id=held.id, now=came)
        end_visit(actor=SYSTEM, appointment_id=held.id, outcome=Outcome.DONE, now=came + HOUR)
        finish_order(actor=SYSTEM, order_id=order.id, version=None, now=came + HOUR,
                     result="已检修并试机，客户确认。")  # fmt: skip
