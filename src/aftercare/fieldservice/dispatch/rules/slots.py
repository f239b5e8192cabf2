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
    open_ = list(enumerate(windows))
    for gap in _by_cost(room, visit):
        for one in tuple(open_):
            w, window = one
            place = _place(gap, visit, window)
            if place is not None:
                best[w] = place
                open_.remove(one)
        if not open_:
            break
    return best


def every_place(room: Room, visit: Visit, windows: Sequence[Window]) -> list[list[Place]]:
    """For each window the cheapest place of every technician, cheapest first.

    For whoever takes one: the first may be gone by then, and two persons are needed for some jobs.
    """
    found: list[dict[int, Place]] = [{} for _ in windows]
    for gap in _by_cost(room, visit):
        number = gap.line.technician.id
        for w, window in enumerate(windows):
            place = None if number in found[w] else _place(gap, visit, window)
            if place is not None:
                found[w][number] = place
    return [list(ways.values()) for ways in found]


@dataclass(frozen=True, slots=True)
class _Gap:
    """Between two stops, with the legs there and on from it and what they add."""

    line: Timeline
    number: int
    there: int
    on: int
    cost: int


def _by_cost(room: Room, visit: Visit) -> Iterator[_Gap]:
    """Gaps of whoever may do it that distance does not rule out, the cheapest first.

    The rules are asked only of those whose turn comes: a few near by, where days are not full.
    """
    travel, may = room.problem.travel, dict[int, bool]()
    there, on = travel.column(visit.place), travel.row(visit.place)
    for cost, k, number in sorted(_gaps(room, visit, there, on)):
        line = room.lines[k]
        if k not in may:
            may[k] = _may(room.problem, line.technician, visit, room.used[k])
        if not may[k]:
            continue
        before, after, _leg, _spare = line.gaps[number]
        longest = line.technician.longest_leg
        far = (number and there[before] > longest) or (
            number < len(line.visits) and on[after] > longest
        )
        if not far:
            yield _Gap(line, number, there[before], on[after], cost)


def _gaps(
    room: Room, visit: Visit, there: Sequence[int], on: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Cost, line and number of each gap that is long enough for the ways and the work."""
    plain = visit.told is None and not visit.preferred
    for k, line in enumerate(room.lines):
        work = work_of(line.technician, visit)
        extra = 0 if plain else fee(line.technician, visit, room.problem.else_price)
        for number, (before, after, leg, spare) in enumerate(line.gaps):
            way = there[before] + on[after]
            if way + work <= spare:
                yield way - leg + extra, k, number


def _may(problem: Problem, technician: Technician, visit: Visit, used: Mapping[str, int]) -> bool:
    if not is_eligible(technician, visit, problem.day):
        return False
    if visit.waiting is not None:
        return True
    left = technician.stock
    return all(left[p] - used.get(p, 0) >= count for p, count in visit.parts.items())


def _place(gap: _Gap, visit: Visit, window: Window) -> Place | None:
    technician = gap.line.technician
    work = work_of(technician, visit)
    starts = start_in(gap.line, gap.number, gap.there, gap.on, work, window)
    if starts >= NEVER:
        return None
    return Place(technician=technician.id, gap=gap.number, starts=starts, cost=gap.cost)


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
