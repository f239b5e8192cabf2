"""Which times are free for a job, and what taking one means for the day (R-FS-02)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from functools import partial
from itertools import product

from aftercare.fieldservice.dispatch.queries import (
    NEVER,
    Place,
    Problem,
    Room,
    Technician,
    Timeline,
    Travel,
    Visit,
    Window,
    every_place,
    is_eligible,
    places,
    route_of,
    start_in,
    timeline,
    work_of,
)

ASKED = 0
"""The visit that is asked for; those that stand are known by the ids of their seats."""
HELPER = -1
ALWAYS = Window(opens=0, closes=NEVER)
PAIRS = 12
"""So many of either kind are tried for a job of two persons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """When visits are offered: seconds of the day, days ahead, seconds of notice."""

    windows: tuple[Window, ...]
    days: int
    further: int
    notice: int


def window_of(text: str) -> Window:
    """From "08:00-10:00"."""
    opens, closes = (time.fromisoformat(part) for part in text.split("-"))
    return Window(opens=_second(opens), closes=_second(closes))


def _second(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60


class Hindrance(StrEnum):
    """What else than a rule of eligibility keeps somebody from coming; what helps soonest first."""

    SECOND = "second"  # has time, but no second person at the same minute
    FULL = "full"
    LONG = "long"  # the job with its ways is longer than the working day
    HOURS = "hours"  # is not at work in the windows that are still ahead
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A seat that stands: its technician, when it begins and ends, and within which bounds."""

    id: int
    technician: int
    place: int
    begins: int
    ends: int
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Who would come at a window and when; the first leads. `cost`: what it adds to the ways."""

    places: tuple[Place, ...]
    starts: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """Seconds of a technician's day; `stand` is the seat that gets them, ASKED a new one."""

    technician: int
    starts: int
    ends: int
    stand: int = ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What stands in a technician's day, ready to be asked."""

    stands: tuple[Stand, ...]
    visits: tuple[Visit, ...]
    line: Timeline


def lane_of(technician: Technician, stands: Iterable[Stand], travel: Travel) -> Lane:
    """The route of a technician as its seats stand."""
    route = tuple(sorted(stands, key=lambda one: one.begins))
    visits = tuple(_visit(one, technician) for one in route)
    problem = Problem(technicians=(technician,), visits=visits, travel=travel)
    line = timeline(problem, technician, [one.id for one in route])
    return Lane(stands=route, visits=visits, line=line)


def lane_with(lane: Lane, technician: Technician) -> Lane:
    """The same route of somebody of whom more is known, such as the parts on the van."""
    if technician is lane.line.technician:
        return lane
    return replace(lane, line=replace(lane.line, technician=technician))


def _visit(stand: Stand, technician: Technician) -> Visit:
    """What stands is done by who sits there: nobody asks again whether that is right."""
    return Visit(
        id=stand.id,
        place=stand.place,
        windows=(stand.window,),
        service=(stand.ends - stand.begins) * 100 // technician.pace,
        price=0,
    )


def asked_of(lanes: Iterable[Lane], visit: Visit, helper: Visit, travel: Travel, day: int) -> Room:
    """The routes of a day with the visit asked for, in which nothing else is looked at anew."""
    helper = replace(helper, id=HELPER, hangs_on=None, link=None)
    lines = tuple(lane.line for lane in lanes)
    problem = Problem(
        technicians=tuple(line.technician for line in lines),
        visits=(visit, helper),
        travel=travel,
        day=day,
    )
    return Room(problem, lines, ({},) * len(lines))


def free_windows(room: Room, windows: Sequence[Window], *, persons: int) -> list[int | None]:
    """For each window what the cheapest way adds to the day's travel; None where there is none."""
    if not windows:
        return []
    if persons == 1:
        found = places(room, room.problem.visit[ASKED], windows)
        return [None if place is None else place.cost for place in found]
    return [min((way.cost for way in some), default=None) for some in ways(room, windows, persons)]


def ways(room: Room, windows: Sequence[Window], persons: int) -> list[list[Way]]:
    """For each window all ways to come, the cheapest first."""
    if not windows:
        return []
    leading = every_place(room, room.problem.visit[ASKED], windows)
    if persons == 1:
        return [[Way(places=(p,), starts=p.starts, cost=p.cost) for p in some] for some in leading]
    helping = every_place(room, room.problem.visit[HELPER], windows)
    return [
        _pairs(room, window, leads[:PAIRS], helps[:PAIRS])
        for window, leads, helps in zip(windows, leading, helping, strict=True)
    ]


def hindrance_of(room: Room, lane: Lane, windows: Sequence[Window], persons: int) -> Hindrance:
    """What keeps somebody who may do the visit from coming within one of the windows."""
    visit, travel, day = room.problem.visit[ASKED], room.problem.travel, room.problem.day
    technician = lane.line.technician
    empty = lane_of(technician, (), travel)

    def fits(one: Lane, some: Sequence[Window]) -> bool:
        problem = Problem(technicians=(technician,), visits=(visit,), travel=travel, day=day)
        return any(places(Room(problem, (one.line,), ({},)), visit, some))

    if not any(one.opens < technician.ends and technician.begins < one.closes for one in windows):
        return Hindrance.HOURS
    if not fits(empty, windows):
        return Hindrance.LONG
    return Hindrance.SECOND if persons > 1 and fits(lane, windows) else Hindrance.FULL


def nearest(one: tuple[str, ...] | None, other: tuple[str, ...]) -> tuple[str, ...]:
    """Of what keeps somebody on two days, that which is sooner helped."""
    return other if one is None else min(one, other, key=_far_off)


def _far_off(codes: tuple[str, ...]) -> tuple[int, int]:
    """Away is farthest off, then rules by their number, then what the day itself brings."""
    own = [*Hindrance]
    if codes[0] in own:
        return (0 if codes[0] != Hindrance.AWAY else 2, own.index(Hindrance(codes[0])))
    return 1, len(codes)


def giving_way(
    lanes: Iterable[Lane], room: Room, movable: Collection[int]
) -> Iterator[tuple[int, Callable[[Window], bool]]]:
    """Visits that stand, the nearest routes first; and whether one fits into a window without it.

    Only of those who may do the visit asked for.
    """
    visit, travel, day = room.problem.visit[ASKED], room.problem.travel, room.problem.day
    there = travel.column(visit.place)
    for lane in sorted(lanes, key=lambda one: min(there[place] for place in one.line.places)):
        technician = lane.line.technician
        if not is_eligible(technician, visit, day):
            continue
        for gone in lane.stands:
            if gone.id in movable:
                rest = lane_of(technician, (one for one in lane.stands if one is not gone), travel)
                problem = Problem(
                    technicians=(technician,), visits=(visit,), travel=travel, day=day
                )
                without = Room(problem, (rest.line,), ({},))
                yield gone.id, partial(_fits, without, visit)


def _fits(room: Room, visit: Visit, window: Window) -> bool:
    return places(room, visit, [window])[0] is not None


def _pairs(room: Room, window: Window, leads: Sequence[Place], helps: Sequence[Place]) -> list[Way]:
    """Two who can begin at the same minute."""
    lines = {line.technician.id: line for line in room.lines}
    found = []
    for lead, help_ in product(leads, helps):
        starts = max(lead.starts, help_.starts)
        both = ((lead, ASKED), (help_, HELPER))
        if lead.technician == help_.technician or starts > window.closes:
            continue
        if all(_starts_at(room, lines[p.technician], p, number, starts) for p, number in both):
            found.append(Way(places=(lead, help_), starts=starts, cost=lead.cost + help_.cost))
    return sorted(found, key=lambda way: way.cost)


def _starts_at(room: Room, line: Timeline, place: Place, number: int, starts: int) -> bool:
    visit, travel, gap = room.problem.visit[number], room.problem.travel, place.gap
    there = travel(line.places[gap], visit.place)
    on = travel(visit.place, line.places[gap + 1])
    work = work_of(line.technician, visit)
    only = Window(opens=starts, closes=starts)
    return start_in(line, gap, there, on, work, only) < NEVER


def times_of(room: Room, way: Way, lanes: Mapping[int, Lane]) -> list[Time]:
    """The times of those who come, in order, then of seats that give way within their windows."""
    taken, shifted = [], []
    for place, number in zip(way.places, (ASKED, HELPER), strict=False):
        lane = lanes[place.technician]
        stood = {stand.id: stand.begins for stand in lane.stands}
        visits = [*lane.line.visits[: place.gap], number, *lane.line.visits[place.gap :]]
        bounds = {number: (way.starts, way.starts)}
        known = replace(room.problem, visits=(*lane.visits, room.problem.visit[number]))
        for stop in route_of(known, lane.line.technician, visits, bounds).stops:
            time = Time(technician=place.technician, starts=stop.starts, ends=stop.ends)
            if stop.visit == number:
                taken.append(time)
            elif stop.starts != stood[stop.visit]:
                shifted.append(replace(time, stand=stop.visit))
    return [*taken, *shifted]
