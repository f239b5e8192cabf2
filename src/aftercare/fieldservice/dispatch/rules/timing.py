"""A sequence of visits becomes a route with times, or shows where something still fits.

Everything here is exact and plain; the board, the slots and the plan itself are timed by it. The
compiled kernel keeps the same four arrays for each route (adapters/kernel/routes.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .clock import bounded, fed_after, first_start, hungry_until, last_start
from .eligibility import fee
from .model import NEVER, Link, Plan, Problem, Route, Stop, Technician, Window, work_of

Bounds = Mapping[int, tuple[int, int]]
"""visit → earliest and latest start, tighter than its windows: of visits that hang together."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A technician's day with room between the stops. Index 0 is the start place, the last the end.

    `hungry`, `fed`: earliest time to leave each stop before and after the meal, NEVER if that
    cannot be. `hungry_until`, `fed_until`: latest time to start at each stop so that all after it
    still works, -1 if nothing does. `gaps`: for each the places on both sides, the leg between
    them, and how long somebody may be away there at most.
    """

    technician: Technician
    visits: tuple[int, ...]
    places: tuple[int, ...]
    legs: tuple[int, ...]
    hungry: tuple[int, ...]
    fed: tuple[int, ...]
    hungry_until: tuple[int, ...]
    fed_until: tuple[int, ...]
    gaps: tuple[tuple[int, int, int, int], ...]

    @property
    def holds(self) -> bool:
        """Whether all of it can be done in time."""
        return max(self.hungry_until[0], self.fed_until[0]) >= self.technician.begins


@dataclass(frozen=True, slots=True)
class _Step:
    place: int
    windows: tuple[Window, ...]
    work: int


def timeline(
    problem: Problem, technician: Technician, visits: Sequence[int], bounds: Bounds | None = None
) -> Timeline:
    steps = _steps(problem, technician, visits, bounds or {})
    places = (technician.start, *(step.place for step in steps), technician.finish)
    legs = tuple(problem.travel(a, b) for a, b in pairwise(places))
    if not visits:
        legs = (0,)
    hungry, fed = _forward(technician, steps, legs)
    hungry_late, fed_late = _backward(technician, steps, legs)
    leave = map(min, hungry, fed)
    due = map(max, hungry_late[1:], fed_late[1:])
    spare = (until - left for left, until in zip(leave, due, strict=False))
    gaps = tuple(zip(places, places[1:], legs, spare, strict=False))
    lates = (hungry_late, fed_late)
    return Timeline(technician, tuple(visits), places, legs, hungry, fed, *lates, gaps)


def _steps(
    problem: Problem, technician: Technician, visits: Sequence[int], bounds: Bounds
) -> list[_Step]:
    steps = []
    for number in visits:
        visit = problem.visit[number]
        windows = visit.windows
        if number in bounds:
            windows = bounded(windows, *bounds[number])
        steps.append(_Step(visit.place, windows, work_of(technician, visit)))
    return steps


def _forward(
    technician: Technician, steps: list[_Step], legs: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    meal = technician.meal
    hungry = [technician.begins if meal else NEVER]
    fed = [NEVER if meal else technician.begins]
    for step, leg in zip(steps, legs, strict=False):
        ready = fed[-1] + leg
        if meal:
            ready = min(ready, fed_after(hungry[-1], leg, meal.opens, meal.closes, meal.length))
        fed.append(_ended(first_start(step.windows, ready), step.work))
        left = _ended(first_start(step.windows, hungry[-1] + leg), step.work)
        hungry.append(left if meal and left <= meal.closes else NEVER)
    return tuple(hungry), tuple(fed)


def _ended(start: int, work: int) -> int:
    return NEVER if start >= NEVER else start + work


def _backward(
    technician: Technician, steps: list[_Step], legs: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    meal = technician.meal
    hungry, fed = [-1], [technician.ends]
    whole = [_Step(technician.start, (Window(opens=0, closes=NEVER),), 0), *steps]
    for step, leg in zip(reversed(whole), reversed(legs), strict=True):
        leave = hungry[-1] - leg
        if meal:
            latest = hungry_until(fed[-1], leg, meal.opens, meal.closes, meal.length)
            leave = max(leave, latest)
        hungry.append(last_start(step.windows, leave - step.work))
        fed.append(last_start(step.windows, fed[-1] - leg - step.work))
    if meal:
        fed[-1] = -1  # nobody comes to work fed
    return tuple(reversed(hungry)), tuple(reversed(fed))


def route_of(
    problem: Problem, technician: Technician, visits: Sequence[int], bounds: Bounds | None = None
) -> Route:
    """Each visit as early as possible; ValueError where the sequence cannot be kept."""
    if not visits:
        return Route(technician=technician.id)
    line = timeline(problem, technician, visits, bounds)
    if not line.holds:
        raise ValueError(f"technician {technician.id} cannot keep {list(visits)}")
    return _told(problem, line, bounds or {})


def _told(problem: Problem, line: Timeline, bounds: Bounds) -> Route:
    technician = line.technician
    at, legs = _gap_of_meal(line), line.legs
    left, meal, stops = technician.begins, None, []
    for k, step in enumerate(_steps(problem, technician, line.visits, bounds)):
        arrives, ready = left + legs[k], left + legs[k]
        if k == at and technician.meal:
            meal, arrives, ready = _meal(technician, left, legs[k])
        starts = first_start(step.windows, ready)
        left = starts + step.work
        stops.append(Stop(visit=line.visits[k], arrives=arrives, starts=starts, ends=left))
    back = left + legs[-1]
    if at == len(stops):
        meal, _, back = _meal(technician, left, legs[-1])
    return Route(
        technician=technician.id, stops=tuple(stops), meal=meal, back=back, travel=sum(legs)
    )


def _gap_of_meal(line: Timeline) -> int:
    """Into which gap the meal goes: the latest from which the rest still works, -1 if none."""
    meal = line.technician.meal
    if meal is None:
        return -1
    fits = [
        k
        for k, leg in enumerate(line.legs)
        if line.hungry[k] < NEVER
        and fed_after(line.hungry[k], leg, meal.opens, meal.closes, meal.length)
        <= line.fed_until[k + 1]
    ]
    return fits[-1]


def _meal(technician: Technician, left: int, leg: int) -> tuple[int, int, int]:
    """When the meal begins, the arrival, and when both are over."""
    meal = technician.meal
    assert meal is not None  # noqa: S101
    if left + leg <= meal.closes:
        begins = max(left + leg, meal.opens)
        return begins, left + leg, begins + meal.length
    begins = max(left, meal.opens)
    return begins, begins + meal.length + leg, begins + meal.length + leg


def plan_of(
    problem: Problem, sequences: Mapping[int, Sequence[int]], bounds: Bounds | None = None
) -> Plan:
    """`sequences`: technician → visits in order; who is not named has none."""
    routes = tuple(
        route_of(problem, technician, sequences.get(technician.id, ()), bounds)
        for technician in problem.technicians
    )
    served = {stop.visit for route in routes for stop in route.stops}
    unserved = tuple(v.id for v in problem.visits if v.id not in served)
    return Plan(routes=routes, unserved=unserved, objective=worth(problem, routes, unserved))


def worth(problem: Problem, routes: Sequence[Route], unserved: Sequence[int]) -> int:
    """The objective: travel, fees of technicians, prices of what is not done."""
    total = sum(route.travel for route in routes)
    for route in routes:
        technician = problem.technician[route.technician]
        for stop in route.stops:
            total += fee(technician, problem.visit[stop.visit], problem.else_price)
    return total + sum(problem.visit[number].price for number in unserved)


def bounds_of(problem: Problem, starts: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """What a plan's own times leave to visits that hang together, so that either may stay put."""
    bounds = {}
    for visit in problem.visits:
        if visit.hangs_on is None or visit.id not in starts or visit.hangs_on not in starts:
            continue
        begun = starts[visit.hangs_on]
        together = visit.link is Link.WITH
        bounds[visit.hangs_on] = (begun, begun) if together else (0, begun)
        bounds[visit.id] = (begun, begun) if together else (starts[visit.id], NEVER)
    return bounds
