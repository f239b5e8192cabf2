"""A station that is not our own, with work done at customers' doors, for the tests of money."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from aftercare.fieldservice.appointments.actions import begin_work, book, end_visit, hold_slot
from aftercare.fieldservice.appointments.queries import Offer, Outcome, SeatDraft
from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.queries import Point
from aftercare.fieldservice.workorders.actions import finish_order, open_order
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.money.settlements import actions
from aftercare.money.settlements.queries import (
    StatementCard,
    Whose,
    statement_card,
)
from aftercare.money.settlements.rules import Band, Rate, Terms
from aftercare.people.organisation.actions import open_unit
from tests.makers import FRIDAY, Company, complaint, person

HOUR = timedelta(hours=1)
SINCE, UNTIL = date(2026, 1, 1), date(2026, 1, 31)
AFTER = FRIDAY + timedelta(days=30)  # the month is over
TERMS = Terms(
    labour=[Rate(job="repair", line="", amount=Decimal(80))],
    travel=[Band(up_to=None, amount=Decimal(20))],
    on_time=Decimal(5), first_time=Decimal(10), rework=Decimal(50), late=Decimal(15),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """`partner` runs it, `finance` pays it."""

    us: Company
    unit: int
    technician: Actor
    partner: Actor
    finance: Actor

    def order(self, *, follows: OrderBrief | None = None, now: datetime = FRIDAY) -> OrderBrief:
        if follows is None:
            case_id = complaint(self.us.agent, kind="repair", product_line="appliance",
                                address="上海市闵行区示例路88号").case.id  # fmt: skip
        else:
            case_id = follows.case_id
        draft = OrderDraft(job="repair", goods="空调", org_unit_id=self.unit,
                           follows_id=follows.id if follows else None)  # fmt: skip
        return open_order(actor=SYSTEM, case_id=case_id, draft=draft, now=now)

    def visited(self, order: OrderBrief, at: datetime, *, late: bool = False) -> None:
        """Told for the two hours from `at` on, and done an hour after somebody came."""
        seat = SeatDraft(technician_id=self.technician.staff_id or 0, starts_at=at,
                         ends_at=at + HOUR)  # fmt: skip
        offer = Offer(window_from=at, window_until=at + 2 * HOUR, seats=[seat])
        told = at - HOUR
        held = hold_slot(actor=SYSTEM, order_id=order.id, offer=offer, now=told)
        book(actor=SYSTEM, appointment_id=held.id, agreed_by="phone", now=told)
        came = at + (3 if late else 0) * HOUR
        begin_work(actor=SYSTEM, appointment_id=held.id, now=came)
        end_visit(actor=SYSTEM, appointment_id=held.id, outcome=Outcome.DONE, now=came + HOUR)

    def done(self, order: OrderBrief, at: datetime, *, late: bool = False) -> OrderBrief:
        self.visited(order, at, late=late)
        return finish_order(actor=SYSTEM, order_id=order.id, version=None, result="更换电容",
                            now=at + 5 * HOUR)  # fmt: skip

    def drawn(self, since: date = SINCE, until: date = UNTIL, now: datetime = AFTER) -> int:
        return actions.draw_statement(
            actor=self.finance, org_unit_id=self.unit, since=since, until=until, now=now
        )

    def card(self, statement_id: int) -> StatementCard:
        return statement_card(actor=self.finance, statement_id=statement_id)


def station(us: Company) -> Station:
    """Its place, its people, and terms for all stations of its kind."""
    unit = open_unit(actor=SYSTEM, code="W-1", name="西站", kind="station", parent_id=us.west,
                     region="31", now=FRIDAY).id  # fmt: skip
    place_station(actor=SYSTEM, org_unit_id=unit, point=Point(longitude=121.4, latitude=31.2),
                  is_own=False, now=FRIDAY)  # fmt: skip
    ours = Station(
        us=us,
        unit=unit,
        technician=person("fitter", "罗工", "technician", unit, on_call=False),
        partner=person("partner", "何站长", "partner", unit, is_head=True, on_call=False),
        finance=person("money", "赵敏", "finance", us.west, on_call=False),
    )
    actions.set_terms(actor=ours.finance, whose=Whose(provider="partner"), in_force_from=SINCE,
                      terms=TERMS, now=FRIDAY)  # fmt: skip
    return ours
