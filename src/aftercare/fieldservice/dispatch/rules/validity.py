"""Does a plan keep every hard rule? Judged from its written times alone.

It knows nothing of how plans are made: no arrays, no insertion, no search. Whatever made the plan,
a fault found here is a fault.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .eligibility import LACKING, fee
from .model import Link, Plan, Problem, Route, Stop, Technician, Visit, work_of


class Fault(StrEnum):
    COUNT = "count"  # a visit that is served twice, or neither served nor unserved
    WINDOW = "window"
    SHIFT = "shift"
    TRAVEL = "travel"  # there sooner than one can drive
    LEG = "leg"  # too far from one stop to the next
    WORK = "work"  # a stop shorter or longer than its work
    MEAL = "meal"
    STOCK = "stock"
    LINK = "link"
    WORTH = "worth"  # the plan's figures are not its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """`what`: a fault, or the rule of eligibility that fails."""

    what: str
    technician: int | None = None
    visit: int | None = None


def violations(problem: Problem, plan: Plan) -> list[Violation]:
    found = list(_counted(problem, plan))
    for route in plan.routes:
        technician = problem.technician[route.technician]
        found += _of_people(problem, technician, route)
        found += _of_times(problem, technician, route)
        found += _of_meal(problem, technician, route)
    return [*found, *_of_links(problem, plan), *_of_worth(problem, plan)]


def _counted(problem: Problem, plan: Plan) -> Iterator[Violation]:
    seen = Counter(stop.visit for route in plan.routes for stop in route.stops)
    seen.update(plan.unserved)
    for visit in problem.visits:
        if seen[visit.id] != 1:
            yield Violation(what=Fault.COUNT, visit=visit.id)
    for number in set(seen) - set(problem.visit):
        yield Violation(what=Fault.COUNT, visit=number)
    if [route.technician for route in plan.routes] != [t.id for t in problem.technicians]:
        yield Violation(what=Fault.COUNT)


def _of_people(problem: Problem, technician: Technician, route: Route) -> Iterator[Violation]:
    taken: Counter[str] = Counter()
    for stop in route.stops:
        visit = problem.visit[stop.visit]
        for rule, lacking in LACKING.items():
            if lacking(technician, visit, problem.day):
                yield Violation(what=rule, technician=technician.id, visit=visit.id)
        if visit.waiting is None:
            taken.update(visit.parts)
    if any(count > technician.stock.get(part, 0) for part, count in taken.items()):
        yield Violation(what=Fault.STOCK, technician=technician.id)


def _of_times(problem: Problem, technician: Technician, route: Route) -> Iterator[Violation]:
    place, free, travel = technician.start, technician.begins, 0
    for k, stop in enumerate(route.stops):
        visit = problem.visit[stop.visit]
        leg = problem.travel(place, visit.place)
        for what in _of_stop(technician, visit, stop, free + leg):
            yield Violation(what=what, technician=technician.id, visit=visit.id)
        if k and leg > technician.longest_leg:
            yield Violation(what=Fault.LEG, technician=technician.id, visit=visit.id)
        place, free, travel = visit.place, stop.ends, travel + leg
    if not route.stops:
        return
    leg = problem.travel(place, technician.finish)
    if route.back < free + leg or route.travel != travel + leg:
        yield Violation(what=Fault.TRAVEL, technician=technician.id)
    if route.back > technician.ends:
        yield Violation(what=Fault.SHIFT, technician=technician.id)


def _of_stop(technician: Technician, visit: Visit, stop: Stop, soonest: int) -> Iterator[Fault]:
    if not soonest <= stop.arrives <= stop.starts:
        yield Fault.TRAVEL
    if not any(window.opens <= stop.starts <= window.closes for window in visit.windows):
        yield Fault.WINDOW
    if stop.ends - stop.starts != work_of(technician, visit):
        yield Fault.WORK


def _of_meal(problem: Problem, technician: Technician, route: Route) -> Iterator[Violation]:
    meal, begins = technician.meal, route.meal
    fault = Violation(what=Fault.MEAL, technician=technician.id)
    if meal is None or not route.stops:
        if begins is not None:
            yield fault
        return
    if begins is None or not meal.opens <= begins <= meal.closes:
        yield fault
        return
    idle = _idle(problem, technician, route)
    if not any(since <= begins and begins + meal.length <= until for since, until in idle):
        yield fault


def _idle(problem: Problem, technician: Technician, route: Route) -> Iterator[tuple[int, int]]:
    """Between two stops there is time before the drive and time after it."""
    place, free = technician.start, technician.begins
    for stop in route.stops:
        leg = problem.travel(place, problem.visit[stop.visit].place)
        yield free, stop.arrives - leg
        yield stop.arrives, stop.starts
        place, free = problem.visit[stop.visit].place, stop.ends
    leg = problem.travel(place, technician.finish)
    yield free, route.back - leg
    yield free + leg, min(route.back, technician.ends)


def _of_links(problem: Problem, plan: Plan) -> Iterator[Violation]:
    stops = {stop.visit: stop for route in plan.routes for stop in route.stops}
    who = plan.technicians
    for visit in problem.visits:
        if visit.hangs_on is None:
            continue
        first, second = stops.get(visit.hangs_on), stops.get(visit.id)
        if visit.link is Link.WITH:
            apart = (first is None) != (second is None)
            if first and second:
                apart = first.starts != second.starts or who[first.visit] == who[visit.id]
        else:
            apart = second is not None and (
                first is None or second.starts < first.ends + visit.pause
            )
        if apart:
            yield Violation(what=Fault.LINK, visit=visit.id)


def _of_worth(problem: Problem, plan: Plan) -> Iterator[Violation]:
    prices = sum(problem.visit[number].price for number in plan.unserved)
    fees = sum(
        fee(problem.technician[who], problem.visit[number], problem.else_price)
        for number, who in plan.technicians.items()
    )
    if plan.objective != prices + fees + sum(route.travel for route in plan.routes):
        yield Violation(what=Fault.WORTH)
