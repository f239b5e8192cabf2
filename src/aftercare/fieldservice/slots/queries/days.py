"""The days of technicians, kept in the process as long as no seat of them changes."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from django.utils import timezone

from aftercare.fieldservice.appointments.queries import (
    NEVER_WRITTEN,
    SEE_APPOINTMENTS,
    DaySums,
    SeatRow,
    State,
    appointment_of,
    leaders_of,
    seats_on,
    sums_of,
    versions_of,
)  # fmt: skip
from aftercare.fieldservice.dispatch.queries import (
    Room,
    Technician,
    Travel,
    Visit,
    Window,
    is_eligible,
)
from aftercare.fieldservice.locks.queries import bound, people_bound
from aftercare.fieldservice.parts.queries import orders_that_ask, parts_asked, stock_on
from aftercare.fieldservice.sites.queries import Point, point_of, sites, travel
from aftercare.fieldservice.slots.rules import (
    ALWAYS,
    ASKED,
    Lane,
    Settings,
    Stand,
    asked_of,
    lane_of,
    lane_with,
    window_of,
)
from aftercare.fieldservice.technicians.queries import (
    Crew,
    helper_of,
    midnight_of,
    technicians_on,
    visit_of,
)
from aftercare.fieldservice.workorders.queries import OrderBrief, whereabouts
from aftercare.fieldservice.workorders.queries import State as OrderState
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.memory.queries import remembered

MOST_DAYS_KEPT, MOST_PLACES = 512, 6_000
UNREAD: Mapping[int, int] = MappingProxyType({})
_kept: dict[tuple[date, frozenset[int]], "DayRoom"] = {}
WHO_COMES = (
    "technicians_technician", "sites_site", "organisation_orgunit", "staff_member",
    "rosters_roster", "rosters_rosterday", "rosters_leave", "calendars_edition", "skills_skill",
    "skills_grant",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRoom:
    """The routes of a day of some stations, by technician.

    A lane holds while the version of its day stays, and until a time that is held there lapses.
    `sums`: of all versions together, to see at a glance that none differs.
    """

    crew: Crew
    places: Mapping[Point, int]
    travel: Travel
    lanes: Mapping[int, Lane]
    sums: DaySums
    versions: Mapping[int, int]
    lapsing: Mapping[int, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A day asked for a job: `windows` are those still ahead, by their number.

    `lanes` are those of the room, with all that is known of the people.
    """

    day: DayRoom
    midnight: datetime
    room: Room
    lanes: tuple[Lane, ...]
    windows: tuple[tuple[int, Window], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One of the windows that are offered each day, on its day."""

    number: int
    until: datetime


def window_at(*, actor: Actor, moment: datetime) -> Offered | None:
    """The window that begins at the moment; None where none does."""
    midnight = midnight_of(actor=actor, day=timezone.localdate(moment))
    for number, window in enumerate(settings().windows):
        if midnight + timedelta(seconds=window.opens) == moment:
            return Offered(number=number, until=midnight + timedelta(seconds=window.closes))
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """Parts that an order takes along, by code; `people`: who comes to it and nobody else."""

    parts: Mapping[str, int]
    people: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A time for an order: in the windows that are offered, or those told to its customer.

    `without`: another order whose time would be free.
    """

    order: OrderBrief
    windows: Sequence[Window] | None = None
    without: int = 0


def fresh_day(
    *, actor: Actor, wish: Wish, day: date, technicians: Collection[int], now: datetime
) -> Asked | None:
    """The day of these technicians as it stands now, not as the process remembers it."""
    actor.must(SEE_APPOINTMENTS)
    crew = technicians_on(actor=SYSTEM, day=day, ids=technicians)
    if not crew.technicians:
        return None
    order, besides = wish.order, {wish.order.id, wish.without}
    made = _with_lanes(_empty(crew), technicians, now, besides=besides)
    return ask(made, order, needs_of(order), now, wish.windows)


@cache
def settings() -> Settings:
    """The windows that are offered, from the data file."""
    data = tomllib.loads(
        files("aftercare.fieldservice.slots").joinpath("data/windows.toml").read_text("utf-8")
    )
    return Settings(
        windows=tuple(window_of(text) for text in data["windows"]),
        days=data["days"],
        further=data["further"],
        notice=data["notice"] * 60,
    )


def asked_on(order: OrderBrief, days: Sequence[date], now: datetime) -> list[Asked]:
    needs = needs_of(order)
    found = [ask(day, order, needs, now) for day in _days(order, days, now)]
    return [asked for asked in found if asked]


def ask(
    day: DayRoom,
    order: OrderBrief,
    needs: Needs,
    now: datetime,
    offered: Sequence[Window] | None = None,
) -> Asked | None:
    """None where nobody may do the job, or no window is ahead. `offered`: else the usual ones."""
    midnight = midnight_of(actor=SYSTEM, day=day.crew.day)
    earliest = int((now - midnight).total_seconds()) + settings().notice
    ahead = tuple(
        (number, Window(opens=max(window.opens, earliest), closes=window.closes))
        for number, window in enumerate(offered or settings().windows)
        if earliest <= window.closes
    )
    point = _point_of(order, day)
    visit = wanted(order, day.crew.day, needs, place=day.travel.size)
    helper = bound(helper_of(visit), needs.people, seat=1)
    number = day.crew.day.toordinal()
    people = with_parts(day.crew.technicians, visit, order)
    if not ahead or point is None or not any(is_eligible(one, visit, number) for one in people):
        return None
    ways_there = travel(actor=SYSTEM, points=[point], known=day.travel)
    lanes = tuple(lane_with(day.lanes[one.id], one) for one in people)
    room = asked_of(lanes, visit, helper, ways_there, number)
    return Asked(day=day, midnight=midnight, room=room, lanes=lanes, windows=ahead)


def with_parts(
    people: Sequence[Technician], visit: Visit, order: OrderBrief
) -> Sequence[Technician]:
    """What they can have along, where the visit asks for parts: no piece is counted twice."""
    if not visit.parts:
        return people
    stock = stock_on(actor=SYSTEM, stations={one.id: one.station for one in people})
    spoken = _spoken_for(visit.parts, order)
    return [
        replace(one, stock={part: count - spoken[one.id][part] for part, count in have.items()})
        for one in people
        for have in (stock[one.id],)
    ]


def _spoken_for(codes: Iterable[str], order: OrderBrief) -> Mapping[int, Counter[str]]:
    """Technician -> pieces that visits take along which stand already."""
    asking = [one for one in orders_that_ask(actor=SYSTEM, codes=codes) if one != order.id]
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    if asking:
        parts = parts_asked(actor=SYSTEM, order_ids=asking)
        for number, who in leaders_of(actor=SYSTEM, order_ids=asking).items():
            found[who].update(parts.get(number, {}))
    return found


def _point_of(order: OrderBrief, day: DayRoom) -> Point | None:
    """Where the job is; without a word of it where the people start."""
    found = point_of(actor=SYSTEM, longitude=order.longitude, latitude=order.latitude,
                     region=order.region)  # fmt: skip
    return found or next(iter(day.places), None)


def needs_of(order: OrderBrief) -> Needs:
    told = order.state != OrderState.WAITING
    return Needs(
        parts=parts_asked(actor=SYSTEM, order_ids=[order.id]).get(order.id, {}),
        people=people_bound(actor=SYSTEM, order_id=order.id) if told else (),
    )


def wanted(order: OrderBrief, day: date, needs: Needs, *, place: int) -> Visit:
    """The visit that is asked for, as the rules of eligibility read it."""
    visit = visit_of(actor=SYSTEM, order=order, day=day, place=place, windows=[ALWAYS],
                     parts=needs.parts)  # fmt: skip
    return bound(replace(visit, id=ASKED), needs.people)


def learn_days(*, actor: Actor, now: datetime) -> int:
    """Reads the routes of the days that are offered, before the first customer waits for them.

    How many routes of a day: one for each set of stations that may be asked together.
    """
    actor.must(SEE_APPOINTMENTS)
    days = offered_days(now)
    areas = {(area, site.org_unit_id) for site in sites(actor=SYSTEM) if site.is_active
             for area in site.areas or ("",)}  # fmt: skip
    crews = {stations_of(area, unit) for area, unit in areas}
    return sum(len(_routes(stations, days, now)) for stations in crews)


def offered_days(now: datetime) -> list[date]:
    today = timezone.localdate(now)
    return [today + timedelta(days=n) for n in range(settings().days)]


def _days(order: OrderBrief, days: Sequence[date], now: datetime) -> list[DayRoom]:
    """The routes of these days, as if the order had no time yet."""
    found = _routes(stations_of(order.region, order.org_unit_id), days, now)
    own = appointment_of(actor=SYSTEM, order=order)
    if own is None:
        return found
    own_day = timezone.localdate(own.window_from)
    return [
        _with_lanes(known, own.technicians, now, besides=[order.id])
        if known.crew.day == own_day
        else known
        for known in found
    ]


def _routes(stations: frozenset[int], days: Sequence[date], now: datetime) -> list[DayRoom]:
    """Of whoever's day changed they are read anew."""
    crews = [crew_of(day, stations) for day in days]
    people = {number for crew in crews for number in crew.cards}
    sums = sums_of(actor=SYSTEM, technicians=people, day=days[0], days=len(days))
    return [_known(crew, stations, sums.get(crew.day, NEVER_WRITTEN), now) for crew in crews]


def _known(crew: Crew, stations: frozenset[int], sums: DaySums, now: datetime) -> DayRoom:
    """The day as the process remembers it, mended where it moved on."""
    key = crew.day, stations
    kept = _kept.get(key)
    if kept is None or kept.crew is not crew or len(kept.places) > MOST_PLACES:
        kept = _empty(crew)
    stale = {number for number, until in kept.lapsing.items() if until <= now}
    if kept.sums != sums or kept.versions is UNREAD:
        found = versions_of(actor=SYSTEM, technicians=crew.cards, day=crew.day)
        known, kept = kept.versions, replace(kept, sums=sums, versions=found)
        stale |= {number for number, version in found.items() if known.get(number) != version}
    elif not stale:
        return kept
    while len(_kept) >= MOST_DAYS_KEPT:
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = _with_lanes(kept, stale, now)
    return _kept[key]


def _empty(crew: Crew) -> DayRoom:
    """Everybody at home, as if nothing stood."""
    ways_ = travel(actor=SYSTEM, points=crew.points)
    return DayRoom(
        crew=crew,
        places={point: number for number, point in enumerate(crew.points)},
        travel=ways_,
        lanes={one.id: lane_of(one, (), ways_) for one in crew.technicians},
        sums=NEVER_WRITTEN,
        versions=UNREAD,
        lapsing={},
    )


def _with_lanes(
    day: DayRoom, technicians: Collection[int], now: datetime, besides: Collection[int] = ()
) -> DayRoom:
    """The day with the seats of these people read anew, without those of some orders."""
    people = [one for one in day.crew.technicians if one.id in technicians]
    ids = [one.id for one in people]
    if not ids:
        return day
    seats = seats_on(actor=SYSTEM, day=day.crew.day, now=now, technicians=ids)
    seats = [seat for seat in seats if seat.order_id not in besides]
    points = _points_of(seats, next(iter(day.places)))
    fresh = [point for point in dict.fromkeys(points.values()) if point not in day.places]
    places = {**day.places, **{point: day.travel.size + n for n, point in enumerate(fresh)}}
    ways_ = travel(actor=SYSTEM, points=fresh, known=day.travel)
    midnight = midnight_of(actor=SYSTEM, day=day.crew.day)
    stands: dict[int, list[Stand]] = {number: [] for number in ids}
    for seat in seats:
        stands[seat.technician_id].append(_stand(seat, midnight, places[points[seat.order_id]]))
    held = {number: until for number, until in day.lapsing.items() if number not in ids}
    for seat in seats:
        if seat.state == State.HELD and seat.held_until:
            sooner = held.get(seat.technician_id, seat.held_until)
            held[seat.technician_id] = min(sooner, seat.held_until)
    lanes = {one.id: lane_of(one, stands[one.id], ways_) for one in people}
    return replace(day, places=places, travel=ways_, lanes={**day.lanes, **lanes}, lapsing=held)


def _points_of(seats: Collection[SeatRow], home: Point) -> dict[int, Point]:
    """Where each order is; without a word of it where people start."""
    orders = {seat.order_id for seat in seats}
    where = whereabouts(actor=SYSTEM, ids=orders) if orders else {}
    return {
        number: point_of(actor=SYSTEM, longitude=longitude, latitude=latitude, region=region)
        or home
        for number, (longitude, latitude, region) in where.items()
    }


def _stand(seat: SeatRow, midnight: datetime, place: int) -> Stand:
    """Nothing can be shifted that has begun, or that somebody else begins at the same minute."""

    def second(at: datetime) -> int:
        return int((at - midnight).total_seconds())

    begins = second(seat.starts_at)
    window = Window(opens=begins, closes=begins)
    if seat.alone and seat.state in (State.HELD, State.BOOKED):
        window = Window(opens=second(seat.window_from), closes=second(seat.window_until))
    return Stand(id=seat.id, technician=seat.technician_id, place=place, begins=begins,
                 ends=second(seat.ends_at), window=window)  # fmt: skip


@remembered(*WHO_COMES, most=256)
def crew_of(day: date, stations: frozenset[int]) -> Crew:
    return technicians_on(actor=SYSTEM, day=day, org_units=stations)


def stations_of(region: str, org_unit_id: int) -> frozenset[int]:
    """Those that serve the place, and the one that has the order; all where neither is any."""
    known = [site for site in sites(actor=SYSTEM) if site.is_active]
    near = {site.org_unit_id for site in known if region and region.startswith(site.areas)}
    own = {site.org_unit_id for site in known if site.org_unit_id == org_unit_id}
    return frozenset(near | own or {site.org_unit_id for site in known})
