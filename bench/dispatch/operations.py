"""What happens while a day fills and runs: slots offered, calls booked, a plan made anew."""

from dataclasses import dataclass, replace
from time import perf_counter, process_time

import numpy as np

from aftercare.fieldservice.dispatch.adapters import Effort
from aftercare.fieldservice.dispatch.adapters.own import OwnPlanner
from aftercare.fieldservice.dispatch.rules.model import Plan, Problem, Window
from aftercare.fieldservice.dispatch.rules.replan import cut
from aftercare.fieldservice.dispatch.rules.slots import Place, Room, places, room_in, with_visit
from aftercare.fieldservice.dispatch.rules.timing import plan_of
from aftercare.fieldservice.dispatch.rules.validity import violations

HOUR = 3_600
OFFERED = tuple(Window(opens=h * HOUR, closes=(h + 2) * HOUR - 1) for h in range(8, 20, 2))


@dataclass(frozen=True)
class Offers:
    p50: float
    p95: float
    offered: float
    faults: int


def offers(problem: Problem, seconds: float, *, days: int = 5, calls: int = 200) -> Offers:
    """Slots of two hours in the next days, at the CPU seconds of one process, with all routes.

    The days are the same plan with more and more of its visits taken away: full ones and airy ones.
    """
    plan = OwnPlanner().plan(problem, Effort(seconds=seconds))
    rooms = [room_in(problem, _thinned(problem, plan, day / days)) for day in range(days)]
    times, found = [], 0
    dice = np.random.default_rng(1)
    for number in dice.choice(len(problem.visits), calls, replace=False):
        visit = problem.visits[number]
        begun = process_time()
        answers = [place for room in rooms for place in places(room, visit, OFFERED)]
        times.append(process_time() - begun)
        found += sum(answer is not None for answer in answers)
    return Offers(
        *(float(q) * 1_000 for q in np.quantile(times, [0.5, 0.95])),
        found / (calls * days * len(OFFERED)),
        len(violations(problem, plan)),
    )


def _thinned(problem: Problem, plan: Plan, share: float) -> Plan:
    dice = np.random.default_rng(int(share * 100))
    sequences = {
        t: [v for v in route if dice.random() >= share] for t, route in plan.sequences.items()
    }
    return plan_of(problem, sequences)


@dataclass(frozen=True)
class Booked:
    accepted: int
    calls: int
    after_look: int
    minutes: float
    faults: int


def booking(problem: Problem, *, every: int = 50, pause: float = 0.5, look: float = 1.0) -> Booked:
    """Calls come by lot; each wants its own window and is booked where it costs least, or refused.

    After so many bookings the plan is improved in the background. Before a call is refused the
    planner looks for room once, with what was promised kept.
    """
    planner, dice = OwnPlanner(), np.random.default_rng(7)
    order = [int(v) for v in dice.permutation(len(problem.visits))]
    promised: list[int] = []
    room = room_in(problem, plan_of(problem, {}))
    rescued = 0
    for number in order:
        visit = problem.visits[number]
        (place,) = _cheapest(room, number)
        if place is not None:
            promised.append(number)
            room = with_visit(room, visit, place)
        else:
            again = _look(planner, problem, room, [*promised, number], look)
            if again is not None:
                promised.append(number)
                room, rescued = again, rescued + 1
        if len(promised) % every == 0 and promised:
            room = _look(planner, problem, room, promised, pause) or room
    last = _look(planner, problem, room, promised, pause) or room
    sequences = {line.technician.id: line.visits for line in last.lines}
    plan = plan_of(problem, sequences)
    travel = sum(route.travel for route in plan.routes)
    faults = len(violations(problem, plan)) + (len(plan.technicians) != len(promised))
    return Booked(len(promised), len(order), rescued, travel / 60 / len(promised), faults)


def _cheapest(room: Room, number: int) -> list[Place | None]:
    visit = room.problem.visit[number]
    return places(room, visit, visit.windows)


def _look(
    planner: OwnPlanner, problem: Problem, room: Room, promised: list[int], seconds: float
) -> Room | None:
    """The promised visits planned better, None if not all of them found a place."""
    dear = [replace(problem.visit[number], price=1_000_000) for number in promised]
    part = replace(problem, visits=tuple(dear))
    warm = {line.technician.id: line.visits for line in room.lines}
    plan = planner.plan(part, Effort(seconds=seconds, calm=True), warm)
    if plan.unserved:
        return None
    return room_in(problem, plan_of(problem, plan.sequences))


@dataclass(frozen=True)
class Anew:
    """What of a day is planned anew when some fall ill and some visits are urgent.

    `parted`: share of visits whose technician is ill, which change hands in any plan; `changed`: of
    the others. `first_left`: urgent ones left out that somebody could serve, were they alone.
    """

    visits: int
    parted: float
    changed: float
    first_left: int
    first_for_nobody: int
    above_free: float
    faults: int
    seconds: float


def replanned(problem: Problem, seconds: float = 1.0, now: int = 13 * HOUR) -> Anew:
    """At noon one in twenty technicians falls ill and three in a hundred visits are new, urgent."""
    planner, dice = OwnPlanner(), np.random.default_rng(3)
    late = {v.id for v in problem.visits if v.windows[-1].closes > now + HOUR}
    fresh = set(dice.choice(sorted(late), len(problem.visits) * 3 // 100, replace=False).tolist())
    morning = replace(problem, visits=tuple(v for v in problem.visits if v.id not in fresh))
    plan = planner.plan(morning, Effort(seconds=5.0))
    who = plan.technicians
    urgent = tuple(
        replace(v, price=36_000, priority=1) if v.id in fresh else replace(v, told=who.get(v.id))
        for v in problem.visits
    )
    ill = dice.choice(len(problem.technicians), len(problem.technicians) // 20, replace=False)
    day = replace(problem, visits=urgent)
    away = {problem.technicians[t].id for t in ill}
    part = cut(day, plan, now, away=away)
    left = {v.id for v in part.rest.visits}
    warm = {t: [v for v in route if v in left] for t, route in plan.sequences.items()}
    begun = perf_counter()
    again = planner.plan(part.rest, Effort(seconds=seconds), warm)
    took = perf_counter() - begun
    untold = replace(part.rest, visits=tuple(replace(v, told=None) for v in part.rest.visits))
    free = planner.plan(untold, Effort(seconds=seconds * 5), warm)
    parted = [v for v in again.technicians if who.get(v) in away]
    stayed = [v for v in again.technicians if v in who and who[v] not in away]
    left_out = [n for n in again.unserved if part.rest.visit[n].priority == 1]
    for_nobody = [n for n in left_out if _alone(planner, part.rest, n).unserved]
    price = sum(
        (r.travel for r in again.routes),
        sum(part.rest.visit[n].price for n in again.unserved),
    )
    return Anew(
        len(left),
        len(parted) / max(1, len(again.technicians)),
        sum(again.technicians[v] != who[v] for v in stayed) / max(1, len(stayed)),
        len(left_out) - len(for_nobody),
        len(for_nobody),
        price / free.objective - 1,
        len(violations(part.rest, again)),
        took,
    )


def _alone(planner: OwnPlanner, problem: Problem, number: int) -> Plan:
    """What would become of this visit if there were no other."""
    return planner.plan(replace(problem, visits=(problem.visit[number],)), Effort(rounds=50))
