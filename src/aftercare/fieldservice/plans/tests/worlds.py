"""A station with two technicians, whose days are dispatched."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
)
from aftercare.fieldservice.plans import actions, jobs
from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.queries import Point
from aftercare.fieldservice.technicians.actions import set_technician
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import (
    Norm,
    OrderBrief,
    OrderDraft,
    gear_names,
    norm_of,
)
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.people.organisation.actions import open_unit
from tests.makers import FRIDAY, Company, company, complaint, person

MONDAY = FRIDAY + timedelta(days=3)
MINHANG = Point(longitude=121.3747, latitude=31.1088)
NEAR, FAR = (121.38, 31.11), (121.52, 31.26)


@contextmanager
def norms_ask_for(*gear: str) -> Iterator[None]:
    """What the norm of the job asks for is not the matter here."""
    named = gear_names(actor=SYSTEM)

    def norm(**asked: Any) -> Norm:
        return replace(norm_of(**asked), gear=tuple(named[code] for code in gear), persons=1)

    with patch("aftercare.fieldservice.workorders.queries.drafts.norm_of", norm):
        yield


@dataclass(frozen=True)
class Field:
    """A station with two technicians; the second starts at home, in the far end of the town."""

    house: Company
    unit: int
    near: Actor
    far: Actor

    def order(
        self, where: tuple[float, float] = NEAR, gear: tuple[str, ...] = (), minutes: int = 60
    ) -> OrderBrief:
        case = complaint(self.house.agent, kind="repair", product_line="appliance").case
        draft = OrderDraft(job="inspection", goods="空调", org_unit_id=self.unit, minutes=minutes,
                           longitude=where[0], latitude=where[1])  # fmt: skip
        with norms_ask_for(*gear):
            return open_order(actor=SYSTEM, case_id=case.id, draft=draft, now=FRIDAY)

    def give(self, order: OrderBrief, who: Actor, at: datetime, **more: Any) -> AppointmentBrief:
        said = {"agreed_by": "phone"} | more
        return actions.assign_order(actor=SYSTEM, order_id=order.id, starts_at=at, now=FRIDAY,
                                    technicians=[who.staff_id or 0], **said)  # fmt: skip


def field_of_two() -> Field:
    house = company()
    unit = open_unit(actor=SYSTEM, code="EAST-SH", name="上海站", kind="station",
                     parent_id=house.east, region="31", now=FRIDAY).id  # fmt: skip
    place_station(actor=SYSTEM, org_unit_id=unit, point=MINHANG, now=FRIDAY)
    near = person("meng", "孟凡", "technician", unit, on_call=False)
    far = person("gu", "顾海峰", "technician", unit, on_call=False)
    set_technician(actor=SYSTEM, member_id=near.staff_id or 0, org_unit_id=unit, now=FRIDAY)
    home = Point(longitude=FAR[0], latitude=FAR[1])
    set_technician(actor=SYSTEM, member_id=far.staff_id or 0, org_unit_id=unit, now=FRIDAY,
                   starts_at="home", ends_at="home", home=home)  # fmt: skip
    return Field(house, unit, near, far)


def at(hour: int, minute: int = 0) -> datetime:
    return MONDAY.replace(hour=hour, minute=minute)


def planned(agreed_by: str = "") -> int:
    number = actions.ask_for_plan(actor=SYSTEM, day=MONDAY.date(), agreed_by=agreed_by, now=FRIDAY)
    jobs.plan_day.func(proposal_id=number)
    return number
