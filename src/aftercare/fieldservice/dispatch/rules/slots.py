"""Where a visit still fits (R-FS-02), by trying it into the routes as they stand.

Needs no solver: a gap is judged from the earliest and latest times of its two ends. What is offered
can be kept. "No slot" may only be said after a short re-optimisation, which makes room surprisingly
often: whoever offers slots asks the planner first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .clock import fed_after, first_start
from .eligibility import fee, is_eligible
from .model import NEVER, Plan, Problem, Technician, Visit, Window, work_of
from .timing import Bounds, Timeline, bounds_of, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Between the stops `gap` and `gap` + 1 of a route, at the price of travel and fee."""

    technician: int
    gap: int
    starts: int
    cost: int


@dataclass(frozen=True, slots=True)
class Room:
    """The routes of one day, ready to be asked. `used`: parts that are spoken for."""

    problem: Problem
    lines: tuple[Timeline, ...]
    used: tuple[Mapping[str, int], ...]


def room_in(problem: Problem, plan: Plan) -> Room:
    bounds: Bounds = bounds_of(problem, plan.starts)
    lines, used = [], []
    for technician, route in zip(problem.technicians, plan.routes, strict=True):
        visits = [stop.visit for stop in route.stops]
        lines.append(timeline(problem, technician, visits, bounds))
        used.append(_parts(problem, visits))
    return Room(problem, tuple(lines), tuple(used))


def _parts(problem: Problem, visits: Iterable[int]) -> Counter[str]:
    used: Counter[str] = Counter()
    for number in visits:
        visit = problem.visit[number]
        if visit.waiting is None:
            used.update(visit.parts)
    return used


def with_visit(room: Room, visit: Visit, place: Place) -> Room:
    """The same day with the visit in it; only one route is timed anew."""
    at = next(k for k, line in enumerate(room.lines) if line.technician.id == place.technician)
    line, used = room.lines[at], Counter(room.used[at])
    visits = (*line.visits[: place.gap], visit.id, *line.visits[place.gap :])
    if visit.waiting is None:
        used.update(visit.parts)
    fresh = timeline(room.problem, line.technician, visits)
    return Room(
        room.problem,
        (*room.lines[:at], fresh, *room.lines[at + 1 :]),
        (*room.used[:at], used, *room.used[at + 1 :]),
    )


def places(room: Room, visit: Visit, windows: Sequence[Window]) -> list[Place | None]:
    """For each window the cheapest place to start within it, None where there is none.

    `windows` in order, without overlap; the visit's own are not looked at, nor its price.
    """
    best: list[Place | None] = [None] * len(windows)
    row = room.problem.travel.row(visit.place)
    for line, used in zip(room.lines, room.used, strict=True):
        technician = line.technician
        if not _may(room.problem, technician, visit, used):
            continue
        extra = fee(technician, visit, room.problem.else_price)
        for gap, there, on in _gaps(room, line, visit, row, windows):
            cost = there + on - line.legs[gap] + extra
            _note(best, line, (gap, there, on, cost), visit, windows)
    return best


def every_place(room: Room, visit: Visit, windows: Sequence[Window]) -> list[list[Place]]:
    """For each window the cheapest place of every technician, cheapest first.

    For whoever takes one: the first may be gone by then, and two persons are needed for some jobs.
    """
    found: list[list[Place]] = [[] for _ in windows]
    for line, used in zip(room.lines, room.used, strict=True):
        alone = Room(room.problem, (line,), (used,))
        for w, place in enumerate(places(alone, visit, windows)):
            if place is not None:
                found[w].append(place)
    return [sorted(ways, key=lambda way: (way.cost, way.technician)) for ways in found]


def _may(problem: Problem, technician: Technician, visit: Visit, used: Mapping[str, int]) -> bool:
    if not is_eligible(technician, visit, problem.day):
        return False
    if visit.waiting is not None:
        return True
    left = technician.stock
    return all(left[p] - used.get(p, 0) >= count for p, count in visit.parts.items())


def _gaps(
    room: Room, line: Timeline, visit: Visit, row: Sequence[int], windows: Sequence[Window]
) -> Iterator[tuple[int, int, int]]:
    """Gaps that time and distance do not rule out at a glance, with the two legs."""
    technician, travel, last = line.technician, room.problem.travel, len(line.visits)
    work = work_of(technician, visit)
    longest, opens, closes = technician.longest_leg, windows[0].opens, windows[-1].closes
    for gap in range(last + 1):
        left = min(line.hungry[gap], line.fed[gap])
        until = max(line.hungry_until[gap + 1], line.fed_until[gap + 1])
        if left > closes:
            return
        if until < max(opens, left) + work:
            continue
        there, on = travel(line.places[gap], visit.place), row[line.places[gap + 1]]
        if (gap and there > longest) or (gap < last and on > longest):
            continue
        yield gap, there, on


def _note(
    best: list[Place | None],
    line: Timeline,
    found: tuple[int, int, int, int],
    visit: Visit,
    windows: Sequence[Window],
) -> None:
    gap, there, on, cost = found
    for w, window in enumerate(windows):
        kept = best[w]
        if kept is not None and kept.cost <= cost:
            continue
        starts = start_in(line, gap, there, on, work_of(line.technician, visit), window)
        if starts < NEVER:
            best[w] = Place(technician=line.technician.id, gap=gap, starts=starts, cost=cost)


def start_in(line: Timeline, gap: int, there: int, on: int, work: int, window: Window) -> int:
    """Earliest start in a gap and a window, so that all after it still works; NEVER if none."""
    meal, one = line.technician.meal, (window,)
    hungry, ready = line.hungry[gap], line.fed[gap] + there
    until, late = line.fed_until[gap + 1], line.hungry_until[gap + 1]
    if meal and hungry < NEVER:
        starts = first_start(one, hungry + there)
        end = starts + work
        fed = fed_after(end, on, meal.opens, meal.closes, meal.length)
        if starts < NEVER and (end + on <= late or fed <= until):
            return starts
        ready = min(ready, fed_after(hungry, there, meal.opens, meal.closes, meal.length))
    starts = first_start(one, ready)
    return starts if starts < NEVER and starts + work + on <= until else NEVER
