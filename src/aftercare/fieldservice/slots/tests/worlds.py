"""A station in a city with technicians who go out from it, for the tests of free times."""

from dataclasses import dataclass
from datetime import timedelta

from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.queries import Point
from aftercare.fieldservice.technicians.actions import set_technician
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.people.organisation.actions import open_unit
from aftercare.people.staff.actions import hire_member
from tests.makers import FRIDAY, Company, complaint

MONDAY = FRIDAY + timedelta(days=3)
HOUR = timedelta(hours=1)
CENTRE = Point(longitude=121.3747, latitude=31.1088)


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """One station, its technicians (members), and who takes the calls."""

    station: int
    technicians: list[int]
    agent: Actor


def city(us: Company, people: int = 1) -> City:
    """They work from nine to five, as the company does, and start at the station."""
    station = open_unit(actor=SYSTEM, code="EAST-SH", name="上海站", kind="station",
                        parent_id=us.east, region="31", now=FRIDAY).id  # fmt: skip
    place_station(actor=SYSTEM, org_unit_id=station, point=CENTRE, now=FRIDAY)
    hired = []
    for number in range(people):
        member = hire_member(actor=SYSTEM, number=f"T{number}", name=f"工程师{number}",
                             org_unit_id=station, now=FRIDAY)  # fmt: skip
        set_technician(actor=SYSTEM, member_id=member.id, org_unit_id=station, now=FRIDAY)
        hired.append(member.id)
    return City(station=station, technicians=hired, agent=us.agent)


def ordered(at: City, *, east: float = 0.0, **said: object) -> OrderBrief:
    """A job of an hour so many kilometres east of the station, for which anybody will do."""
    known: dict[str, object] = {
        "job": "repair", "org_unit_id": at.station, "minutes": 60, "persons": 1,
        "longitude": CENTRE.longitude + east / 95.3, "latitude": CENTRE.latitude,
    }  # fmt: skip
    case = complaint(at.agent, kind="repair", product_line="home", product_text="布艺沙发").case
    draft = OrderDraft(**(known | said))  # type: ignore[arg-type]
    return open_order(actor=at.agent, case_id=case.id, draft=draft, now=FRIDAY)
