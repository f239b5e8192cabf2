"""Stations, who goes out from them, and their tools and protective gear (R-FS-14, R-FS-15)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from aftercare.fieldservice.gear import actions as gear
from aftercare.fieldservice.gear.queries import GearFilter, ItemCard, gear_page, item_card, kinds
from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.queries import Point, SiteCard, sites, stations_without_place
from aftercare.fieldservice.technicians.actions import set_technician
from aftercare.fieldservice.technicians.queries import (
    TechnicianCard,
    midnight_of,
    technician_page,
    technicians_on,
)
from aftercare.fieldservice.workorders.queries import Named
from aftercare.foundation.actor import SYSTEM
from aftercare.people.skills.queries import held_until, skills
from aftercare.people.staff.queries import SEE_MEMBERS
from aftercare.web.kit.requests import Request

from .door import deed
from .shapes import PROBLEMS, Cursor, Done, Id, In, Line, Made, Word, fits

router = Router(tags=["field"])

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Base = Literal["station", "home"]


class StationRef(Schema):
    """A station that nobody has put on the map yet."""

    org_unit_id: int
    name: str


class Stations(Schema):
    placed: Sequence[SiteCard]
    unplaced: Sequence[StationRef]


class StationIn(In):
    """WGS-84. `areas`: codes of regions, without any that of the unit; `product_lines`: [] all."""

    longitude: Longitude
    latitude: Latitude
    address: Line = ""
    areas: Annotated[list[Annotated[str, fits(6)]], Field(max_length=200)] = []
    product_lines: Annotated[list[Word], Field(max_length=20)] = []
    is_own: bool = True
    is_active: bool = True


class TechnicianWanted(Schema):
    """`day`: without one today. `former` adds who goes out no more."""

    day: Day | None = None
    org_unit_id: Id | None = None
    former: bool = False


class SkillHeld(Schema):
    """`valid_until`: the last day, null without end."""

    skill_id: int
    name: str
    valid_until: date | None


class TechnicianRow(Schema):
    """`shift_from`, `shift_until` of the day that was asked for, null where nobody goes out.

    `gear`: codes of what is held and may be used then. `skills` for who may see members, `home`
    for who may say where it is.
    """

    member_id: int
    name: str
    org_unit_id: int
    station: str
    starts_at: Base
    ends_at: Base
    home: Point | None
    meal_from: time
    meal_until: time
    meal_minutes: int
    pace: int
    longest_leg: int | None
    is_active: bool
    shift_from: datetime | None
    shift_until: datetime | None
    skills: Sequence[SkillHeld] | None
    gear: Sequence[str]


class TechnicianPage(Schema):
    rows: Sequence[TechnicianRow]
    next_cursor: str | None


class TechnicianIn(In):
    """`home` only where the day starts or ends there. `pace`: percent of the norm of a job."""

    org_unit_id: Id
    starts_at: Base = "station"
    ends_at: Base = "station"
    home_longitude: Longitude | None = None
    home_latitude: Latitude | None = None
    meal_from: time = time(11, 30)
    meal_until: time = time(12, 45)
    meal_minutes: Annotated[int, Field(ge=0, le=120)] = 30
    pace: Annotated[int, Field(ge=50, le=200)] = 100
    longest_leg: Annotated[int, Field(ge=1, le=300)] | None = None
    is_active: bool = True


class GearPage(Schema):
    """`kinds`: what pieces of gear there may be."""

    rows: Sequence[ItemCard]
    kinds: Sequence[Named]
    next_cursor: str | None


class GearWanted(Schema):
    """Narrows the list; what is left out does not. `text`: number or holder."""

    state: Literal["ending", "ended", "held", "lying", "withdrawn", ""] = ""
    kind: Word = ""
    org_unit_id: Id | None = None
    text: Line = ""


class GearIn(In):
    kind: Word
    number: Annotated[str, fits(40, least=1)]
    org_unit_id: Id
    inspected_on: Day | None = None
    valid_until: Day | None = None


class HandOutGearIn(In):
    do: Literal["hand_out"]
    member_id: Id


class TakeGearBackIn(In):
    do: Literal["take_back"]


class InspectGearIn(In):
    """An inspection was passed; usable until and including `valid_until`."""

    do: Literal["inspect"]
    inspected_on: Day
    valid_until: Day | None = None


class WithdrawGearIn(In):
    do: Literal["withdraw"]
    reason: Annotated[str, fits(200, least=1)]


GearDeedIn = Annotated[
    HandOutGearIn | TakeGearBackIn | InspectGearIn | WithdrawGearIn, Field(discriminator="do")
]


@router.get("/stations", response={200: Stations, **PROBLEMS})
def list_stations(request: Request) -> Stations:
    """Where they are and what they serve; and which have no place yet."""
    bare = stations_without_place(actor=request.actor)
    return Stations(
        placed=sites(actor=request.actor),
        unplaced=[StationRef(org_unit_id=unit.id, name=unit.name) for unit in bare],
    )


@deed(router, "/stations/{org_unit_id}", out=SiteCard)
def put_station(request: Request, org_unit_id: Id, body: StationIn) -> SiteCard:
    """Puts a station on the map, or says anew where it is and what it serves."""
    given = body.dict()
    point = Point(longitude=given.pop("longitude"), latitude=given.pop("latitude"))
    return place_station(
        actor=request.actor, org_unit_id=org_unit_id, point=point, now=request.now, **given
    )


@router.get("/technicians", response={200: TechnicianPage, **PROBLEMS})
def list_technicians(
    request: Request, wanted: Query[TechnicianWanted], cursor: Cursor = ""
) -> TechnicianPage:
    """Who goes out, with shift, skills, certificates and gear of a day."""
    found = technician_page(
        actor=request.actor, org_unit_id=wanted.org_unit_id, former=wanted.former, cursor=cursor
    )
    rows = _rows(request, found.rows, wanted.day or timezone.localdate(request.now))
    return TechnicianPage(rows=rows, next_cursor=found.next_cursor)


@deed(router, "/technicians/{member_id}", out=TechnicianRow)
def put_technician(request: Request, member_id: Id, body: TechnicianIn) -> TechnicianRow:
    """A colleague goes out from now on, goes out otherwise, or no more."""
    given = body.dict()
    longitude, latitude = given.pop("home_longitude"), given.pop("home_latitude")
    known = longitude is not None and latitude is not None
    home = Point(longitude=longitude, latitude=latitude) if known else None
    card = set_technician(
        actor=request.actor, member_id=member_id, home=home, now=request.now, **given
    )
    return _rows(request, [card], timezone.localdate(request.now))[0]


@router.get("/gear", response={200: GearPage, **PROBLEMS})
def list_gear(request: Request, wanted: Query[GearWanted], cursor: Cursor = "") -> GearPage:
    """Tools and protective gear: who holds what until when it may be used; what ends first."""
    found = gear_page(
        actor=request.actor, narrowed=GearFilter(**wanted.dict()),
        on=timezone.localdate(request.now), cursor=cursor or None,
    )  # fmt: skip
    known = list(kinds(actor=request.actor).values())
    return GearPage(rows=found.rows, kinds=known, next_cursor=found.next_cursor)


@deed(router, "/gear", out=Made, status=201)
def register_gear(request: Request, body: GearIn) -> Made:
    """A new tool or piece of protective gear, lying at a station in sight.

    409 for a number in use.
    """
    return Made(id=gear.register_gear(actor=request.actor, now=request.now, **body.dict()))


@router.get("/gear/{item_id}", response={200: ItemCard, **PROBLEMS})
def read_gear(request: Request, item_id: Id) -> ItemCard:
    """One piece: its kind and number, who holds it, and until when it may be used."""
    on = timezone.localdate(request.now)
    return item_card(actor=request.actor, item_id=item_id, on=on)


@deed(router, "/gear/{item_id}", out=Done)
def do_with_gear(request: Request, item_id: Id, body: GearDeedIn) -> Done:
    """Hand out, take back, note an inspection, withdraw: each has its permission."""
    perform: dict[str, Callable[..., object]] = {
        "hand_out": gear.hand_out_gear, "take_back": gear.take_gear_back,
        "inspect": gear.inspect_gear, "withdraw": gear.withdraw_gear,
    }  # fmt: skip
    given: dict[str, Any] = body.dict(exclude={"do"})
    perform[body.do](actor=request.actor, item_id=item_id, now=request.now, **given)
    return Done()


def _rows(request: Request, cards: Sequence[TechnicianCard], day: date) -> list[TechnicianRow]:
    """All at once: their shifts, skills and gear of the day."""
    actor = request.actor
    crew = technicians_on(actor=SYSTEM, day=day, ids=[card.member.id for card in cards])
    there = {one.id: one for one in crew.technicians}
    midnight = midnight_of(actor=SYSTEM, day=day)
    sees_skills, sees_home = actor.may(SEE_MEMBERS), actor.may("technicians.set_technician")
    names = {one.id: one.name for one in skills(actor=SYSTEM, on=day)} if sees_skills else {}
    held = held_until(actor=SYSTEM, on=day) if sees_skills else {}
    same = ("starts_at", "ends_at", "meal_from", "meal_until", "meal_minutes", "pace",
            "longest_leg", "is_active")  # fmt: skip
    rows = []
    for card in cards:
        member, on_day = card.member.id, there.get(card.member.id)
        rows.append(TechnicianRow(
            member_id=member,
            name=card.member.name,
            org_unit_id=card.site.org_unit_id,
            station=card.site.name,
            home=card.home if sees_home else None,
            shift_from=midnight + timedelta(seconds=on_day.begins) if on_day else None,
            shift_until=midnight + timedelta(seconds=on_day.ends) if on_day else None,
            skills=[
                SkillHeld(skill_id=skill, name=names.get(skill, ""), valid_until=until)
                for skill, until in sorted(held.get(member, {}).items())
            ] if sees_skills else None,
            gear=sorted(on_day.gear) if on_day else [],
            **{name: getattr(card, name) for name in same},
        ))  # fmt: skip
    return rows
