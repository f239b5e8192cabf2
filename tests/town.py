"""A town where somebody goes out on every day: for journeys that run at whatever hour it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from aftercare.customers.labels.actions import issue_labels
from aftercare.customers.labels.queries import label_words
from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.products.actions import add_model, load_lines
from aftercare.customers.units.actions import add_unit
from aftercare.fieldservice.quotes.actions import set_prices
from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.queries import Point
from aftercare.fieldservice.spares.actions import open_place, save_part
from aftercare.fieldservice.spares.queries import PartDraft
from aftercare.fieldservice.stores.actions import receive_parts
from aftercare.fieldservice.technicians.actions import set_technician
from aftercare.fieldservice.transfers.actions import move_parts
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.money.settlements.actions import set_terms
from aftercare.money.settlements.queries import Rate, Terms, Whose
from aftercare.people.organisation.actions import open_unit
from aftercare.people.rosters.actions import set_roster
from tests.makers import Company, company, complaint, person

HERE = Point(longitude=121.4337, latitude=31.1722)
EVERY_DAY = dict.fromkeys(range(7), "06:00-22:00")
PHONE = "13712345678"
ADDRESS = "上海市徐汇区田林路140号12幢502室"


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """`partner` runs the station.

    `sofa` is the word on the code of a sofa whose warranty is over; `foam` a part for it.
    """

    us: Company
    station: int
    dispatcher: Actor
    technician: Actor
    finance: Actor
    partner: Actor
    sofa: str
    foam: str = "SF-HM-45"

    def waiting(self, now: datetime) -> OrderBrief:
        """Another order of the same day, for which nobody has a time yet."""
        case = complaint(self.us.agent, kind="repair", product_line="furniture", now=now,
                         phone="13712340000", address=ADDRESS).case  # fmt: skip
        draft = OrderDraft(job="inspection", goods="餐桌", org_unit_id=self.station, minutes=45,
                           longitude=121.44, latitude=31.18)  # fmt: skip
        return open_order(actor=self.us.agent, case_id=case.id, draft=draft, now=now)


def town(now: datetime) -> Town:
    us = company(now)
    station = open_unit(actor=SYSTEM, code="EAST-SH", name="上海站", kind="station",
                        parent_id=us.east, region="31", now=now).id  # fmt: skip
    place_station(actor=SYSTEM, org_unit_id=station, point=HERE, now=now)
    technician = person("tech", "罗工", "technician", station, now, on_call=False)
    member_id = technician.staff_id or 0
    set_technician(actor=SYSTEM, member_id=member_id, org_unit_id=station, now=now)
    set_roster(actor=SYSTEM, member_id=member_id, weekly=EVERY_DAY, works_on_rest=True, now=now)
    _stocked(member_id, station, now)
    jobs = ("repair", "installation", "care", "inspection", "recycling")
    set_prices(actor=SYSTEM, in_force_from=timezone.localdate(now), now=now,
               labour=dict.fromkeys(jobs, Decimal(120)), trip_amount=Decimal(50))  # fmt: skip
    terms = Terms(labour=[Rate(job=job, line="", amount=Decimal(80)) for job in jobs])
    set_terms(actor=SYSTEM, whose=Whose(provider="own"), terms=terms, now=now,
              in_force_from=timezone.localdate(now) - timedelta(days=1))  # fmt: skip
    return Town(
        us=us,
        station=station,
        dispatcher=person("dispatcher", "马志强", "dispatcher", us.east, now, on_call=False),
        technician=technician,
        finance=person("finance", "陶算", "finance", us.east, now, on_call=False),
        partner=person("partner", "金站长", "partner", station, now, on_call=False),
        sofa=_sofa(now),
    )


def _sofa(now: datetime) -> str:
    """The code on it; whoever bought it is known."""
    owner = find_or_register_customer(actor=SYSTEM, name="杨刚", phone=PHONE, address=ADDRESS,
                                      now=now)  # fmt: skip
    bought = timezone.localdate(now) - timedelta(days=1500)
    load_lines(actor=SYSTEM, now=now)
    model = add_model(actor=SYSTEM, line_code="furniture", brand="木语", code="SF-2107",
                      name="三人位布艺沙发", category_word="沙发", now=now)  # fmt: skip
    unit = add_unit(actor=SYSTEM, customer_id=owner.id, model_id=model.id, serial="SF21070001",
                    purchased_on=bought, now=now)  # fmt: skip
    issue_labels(actor=SYSTEM, unit_ids=[unit.id], now=now)
    return label_words(actor=SYSTEM, unit_ids=[unit.id])[unit.id]


def _stocked(member_id: int, station: int, now: datetime) -> None:
    """One block of foam in the van."""
    draft = PartDraft(code="SF-HM-45", name="沙发高回弹海绵", measure="块", suppliers=["圣诺盟"],
                      price_amount=Decimal(150))  # fmt: skip
    foam = save_part(actor=SYSTEM, draft=draft, now=now)
    store = open_place(actor=SYSTEM, kind="station", org_unit_id=station, now=now)
    van = open_place(actor=SYSTEM, kind="van", member_id=member_id, now=now)
    receive_parts(actor=SYSTEM, place_id=store, part_id=foam, supplier="圣诺盟", lot_number="P1",
                  count=4, now=now)  # fmt: skip
    move_parts(actor=SYSTEM, from_place_id=store, to_place_id=van, part_id=foam, count=1,
                   now=now)  # fmt: skip
