"""What of a running day can still be changed, and what a new plan would change (R-FS-04).

Whatever has begun, is driven to, or begins within the next half hour stays: the technician enters
the new problem where and when the last of it ends. The rest is free; who was told a name has it
priced. So the planner needs to know nothing of a day that runs.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from .model import Plan, Problem, Route, Stop, Technician, Visit, Window
from .timing import worth

FROZEN = 1_800
"""Seconds from now in which nothing is changed any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """`kept`: of each route what stays; `rest`: the problem of all that is still free."""

    kept: tuple[Route, ...]
    rest: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one visit: who and when, before and after; None is not today."""

    visit: int
    technician_before: int | None
    technician_after: int | None
    starts_before: int | None
    starts_after: int | None


def running(problem: Problem, plan: Plan, now: int, under_way: Mapping[int, int]) -> Plan:
    """The plan as it will go from here: who is late begins what follows later.

    `under_way`: visit -> when it ended, or is to end, of those that have begun or are driven to.
    """
    return replace(plan, routes=tuple(_running(problem, r, now, under_way) for r in plan.routes))


def _running(problem: Problem, route: Route, now: int, under_way: Mapping[int, int]) -> Route:
    place, free, stops = problem.technician[route.technician].start, 0, list[Stop]()
    for stop in route.stops:
        target = problem.visit[stop.visit].place
        if stop.visit in under_way:
            there = replace(stop, ends=under_way[stop.visit])
        else:
            starts = max(stop.starts, now, free + problem.travel(place, target) if free else 0)
            ends = starts + stop.ends - stop.starts
            there = replace(stop, arrives=starts, starts=starts, ends=ends)
        place, free = target, there.ends
        stops.append(there)
    return replace(route, stops=tuple(stops))


def cut(
    problem: Problem,
    plan: Plan,
    now: int,
    *,
    away: Iterable[int] = (),
    under_way: Mapping[int, int] | None = None,
    fast: Collection[int] = (),
) -> Cut:
    """`problem` may hold visits that the plan does not know: urgent ones.

    `away`: technicians who do nothing more today than what is kept. `under_way`: what has really
    begun (see `running`); without it everything goes as planned. `fast`: visits that stay where
    they stand, whatever the rules say, and with each what comes before it.
    """
    gone, until = set(away), now + FROZEN
    seen = plan if under_way is None else running(problem, plan, now, under_way)
    counts = _counts(problem, seen, now, under_way, fast)
    known = {route.technician: route for route in plan.routes}
    goes = {route.technician: route for route in seen.routes}
    nothing = [Route(technician=technician.id) for technician in problem.technicians]
    kept, last = (
        tuple(
            _kept(problem, routes.get(one.technician, one), counts.get(one.technician, 0))
            for one in nothing
        )
        for routes in (known, goes)
    )
    done = {stop.visit: stop for route in last for stop in route.stops}
    technicians = tuple(
        _from_there(problem, technician, route, until, stays_home=technician.id in gone)
        for technician, route in zip(problem.technicians, last, strict=True)
    )
    visits = tuple(_still_free(v, done) for v in problem.visits if v.id not in done)
    return Cut(kept=kept, rest=replace(problem, technicians=technicians, visits=visits))


def _counts(
    problem: Problem,
    plan: Plan,
    now: int,
    under_way: Mapping[int, int] | None,
    fast: Collection[int],
) -> dict[int, int]:
    """How many stops of each technician stay: begun, soon to begin, driven to, too late, `fast`.

    What hangs together stays together. Whoever went home begins nothing more.
    """
    counts, at = {}, {}
    for route in plan.routes:
        technician = problem.technician[route.technician]
        place, counts[route.technician] = technician.start, 0
        for k, stop in enumerate(route.stops):
            at[stop.visit] = (route.technician, k + 1)
            visit = problem.visit[stop.visit]
            leaves = stop.arrives - problem.travel(place, visit.place)
            place = visit.place
            soon = stop.starts < now + FROZEN or leaves < now
            begun = under_way is not None and stop.visit in under_way
            too_late = under_way is not None and visit.windows[-1].closes < now + FROZEN
            stays = begun or stop.visit in fast
            if stays or ((soon or too_late) and stop.starts < technician.ends):
                counts[route.technician] = k + 1
    return _together(problem, counts, at)


def _together(
    problem: Problem, counts: dict[int, int], at: dict[int, tuple[int, int]]
) -> dict[int, int]:
    """Keeps with each visit the one that it hangs together with. `at`: visit → who, how many."""
    pairs = [(v.id, v.hangs_on) for v in problem.visits if v.hangs_on is not None]
    both = [[at[number] for number in pair] for pair in pairs if all(n in at for n in pair)]
    grown = True
    while grown:
        grown = False
        for ends in both:
            if any(counts[who] >= count for who, count in ends):
                for who, count in ends:
                    grown = grown or counts[who] < count
                    counts[who] = max(counts[who], count)
    return counts


def _kept(problem: Problem, route: Route, count: int) -> Route:
    stops = route.stops[:count]
    if not stops:
        return Route(technician=route.technician)
    meal = route.meal if route.meal is not None and route.meal < stops[-1].ends else None
    technician = problem.technician[route.technician]
    places = [technician.start, *(problem.visit[stop.visit].place for stop in stops)]
    travel = sum(problem.travel(a, b) for a, b in pairwise(places))
    return Route(
        technician=route.technician, stops=stops, meal=meal, back=stops[-1].ends, travel=travel
    )


def _from_there(
    problem: Problem, technician: Technician, kept: Route, until: int, *, stays_home: bool
) -> Technician:
    place, free, meal = technician.start, max(technician.begins, until), technician.meal
    stock = dict(technician.stock)
    if kept.stops:
        place = problem.visit[kept.stops[-1].visit].place
        free = max(kept.stops[-1].ends, until)
    if kept.meal is not None and meal is not None:
        free, meal = max(free, kept.meal + meal.length), None
    if meal is not None and free > meal.closes:
        meal = None  # nobody can be sent back to noon
    for stop in kept.stops:
        visit = problem.visit[stop.visit]
        if visit.waiting is None:
            for part, count in visit.parts.items():
                stock[part] = stock.get(part, 0) - count
    ends = free if stays_home or technician.ends < free else technician.ends
    return replace(technician, start=place, begins=free, ends=ends, meal=meal, stock=stock)


def _still_free(visit: Visit, done: dict[int, Stop]) -> Visit:
    """What comes after something that is kept only waits for its end."""
    if visit.hangs_on is None or visit.hangs_on not in done:
        return visit
    earliest = done[visit.hangs_on].ends + visit.pause
    windows = tuple(
        Window(opens=max(window.opens, earliest), closes=window.closes)
        for window in visit.windows
        if window.closes >= earliest
    )
    return replace(visit, hangs_on=None, link=None, windows=windows)


def joined(problem: Problem, part: Cut, plan: Plan) -> Plan:
    """What stayed, and the new plan of the rest, as one plan of the day."""
    routes = []
    for kept, fresh in zip(part.kept, plan.routes, strict=True):
        back, travel = (fresh.back, fresh.travel) if fresh.stops else _home(problem, kept)
        routes.append(
            Route(
                technician=kept.technician,
                stops=(*kept.stops, *fresh.stops),
                meal=kept.meal if fresh.meal is None else fresh.meal,
                back=back,
                travel=kept.travel + travel,
            )
        )
    objective = worth(problem, routes, plan.unserved)
    return Plan(routes=tuple(routes), unserved=plan.unserved, objective=objective)


def _home(problem: Problem, kept: Route) -> tuple[int, int]:
    if not kept.stops:
        return 0, 0
    finish = problem.technician[kept.technician].finish
    leg = problem.travel(problem.visit[kept.stops[-1].visit].place, finish)
    return kept.stops[-1].ends + leg, leg


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """What the new plan would change, to be shown before it is applied."""
    who, whom, when, then = before.technicians, after.technicians, before.starts, after.starts
    found = []
    for number in sorted({*who, *whom}):
        change = Change(
            visit=number,
            technician_before=who.get(number),
            technician_after=whom.get(number),
            starts_before=when.get(number),
            starts_after=then.get(number),
        )
        same_person = change.technician_before == change.technician_after
        if not same_person or change.starts_before != change.starts_after:
            found.append(change)
    return tuple(found)
