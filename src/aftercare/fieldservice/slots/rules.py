"""Which times are free for a job, and what taking one means for the day (R-FS-02)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A seat that stands: its technician, when it begins and ends, and within which bounds."""

    id: int
    technician: int
    place: int
    begins: int
    ends: int
    window: Window
    parts: Mapping[str, int]


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


def room_of(
    technicians: Sequence[Technician], stands: Iterable[Stand], travel: Travel, day: int
) -> Room:
    """The routes of a day as its seats stand, ready to be asked."""
    known = {technician.id: technician for technician in technicians}
    routes: dict[int, list[Stand]] = {number: [] for number in known}
    for stand in sorted(stands, key=lambda one: one.begins):
        if stand.technician in known:
            routes[stand.technician].append(stand)
    visits = [_visit(one, known[one.technician]) for route in routes.values() for one in route]
    problem = Problem(technicians=tuple(technicians), visits=tuple(visits), travel=travel, day=day)
    lines = [timeline(problem, known[n], [one.id for one in route]) for n, route in routes.items()]
    used = [_used(route) for route in routes.values()]
    return Room(problem, tuple(lines), tuple(used))


def _visit(stand: Stand, technician: Technician) -> Visit:
    """What stands is done by who sits there: nobody asks again whether that is right."""
    return Visit(
        id=stand.id,
        place=stand.place,
        windows=(stand.window,),
        service=(stand.ends - stand.begins) * 100 // technician.pace,
        price=0,
        parts=stand.parts,
    )


def _used(route: Iterable[Stand]) -> Counter[str]:
    used: Counter[str] = Counter()
    for stand in route:
        used.update(stand.parts)
    return used


def asked_of(room: Room, visit: Visit, helper: Visit, travel: Travel) -> Room:
    """The same routes, on the way between which the place of the visit is known too."""
    problem = room.problem
    helper = replace(helper, id=HELPER, hangs_on=None, link=None)
    return Room(
        Problem(
            technicians=problem.technicians,
            visits=(*problem.visits, visit, helper),
            travel=travel,
            day=problem.day,
            else_price=problem.else_price,
        ),
        room.lines,
        room.used,
    )


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


def times_of(room: Room, way: Way, stands: Mapping[int, Stand]) -> list[Time]:
    """The times of those who come, in order, then of seats that give way within their windows."""
    taken, shifted = [], []
    for place, number in zip(way.places, (ASKED, HELPER), strict=False):
        line = next(line for line in room.lines if line.technician.id == place.technician)
        visits = [*line.visits[: place.gap], number, *line.visits[place.gap :]]
        bounds = {number: (way.starts, way.starts)}
        route = route_of(room.problem, line.technician, visits, bounds)
        for stop in route.stops:
            time = Time(technician=place.technician, starts=stop.starts, ends=stop.ends)
            if stop.visit == number:
                taken.append(time)
            elif stop.starts != stands[stop.visit].begins:
                shifted.append(replace(time, stand=stop.visit))
    return [*taken, *shifted]
