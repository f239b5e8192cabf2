"""One run of the kernel over one problem: by rounds, which is repeatable, or by CPU seconds."""

from collections.abc import Mapping, Sequence
from time import process_time

import numpy as np

from aftercare.fieldservice.dispatch.rules.model import Plan, Problem
from aftercare.fieldservice.dispatch.rules.timing import plan_of

from .anneal import anneal, empty_desk
from .day import Day, day_of
from .jit import seeded
from .places import ABSENT, BEST, NOW, Desk, Ways
from .routes import Routes, copied, empty_routes, pull, put

HOT, COLD = 5.0, 0.05
"""Heat at the beginning and end, in legs: the median leg to the ten nearest neighbours."""

LARGE, HOTTER, MUST = 900, 4.0, 100.0
"""A day is large from so many visits on. So much hotter is one of which visits may be left out for
less than so many legs: which ones has to stay open for long."""

STRINGS, LONGEST, BLINK, TRIES, FOCUS = 10.0, 6.0, 0.01, 10, 0.3
MANY, NEARBY = 500, 60
"""From how many visits on only technicians near by are asked, and how many at most."""

SLICE = 0.05
"""CPU seconds between two looks at the clock."""


class Search:
    """`warm`: technician → visits to begin with; what of it cannot be kept is left out."""

    def __init__(
        self, problem: Problem, *, seed: int, warm: Mapping[int, Sequence[int]] | None = None
    ) -> None:
        self.problem = problem
        self.day = day_of(problem)
        self.routes = empty_routes(self.day)
        self.desk = empty_desk(self.day, seeded(seed))
        if warm:
            _warm_up(problem, self.day, self.routes, self.desk, warm)
        self.old, self.best = copied(self.routes), copied(self.routes)
        self.rounds = 0
        nearby = NEARBY if self.day.visits > MANY else 0
        self.ways = Ways(STRINGS, LONGEST, BLINK, nearby, TRIES, FOCUS)
        self.unit = _unit(self.day)

    def run(self, rounds: int, *, hot: float = HOT, cold: float = COLD) -> None:
        self._anneal(rounds, hot * self.unit, cold * self.unit)

    def run_for(self, seconds: float, *, hot: float = HOT, cold: float = COLD) -> None:
        """The heat falls with the CPU time that has passed, once the kernel is compiled."""
        self._anneal(0, hot, cold)
        begun, rounds = process_time(), 50
        while (spent := process_time() - begun) < seconds:
            heat = self.unit * hot * (cold / hot) ** (spent / seconds)
            self._anneal(rounds, heat, heat)
            took = process_time() - begun - spent
            rounds = max(10, min(5_000, int(rounds * min(3.0, SLICE / max(took, 1e-5)))))

    def _anneal(self, rounds: int, hot: float, cold: float) -> None:
        if self.day.visits and self.day.technicians:
            plans = (self.routes, self.old, self.best)
            anneal(self.day, plans, self.desk, self.ways, rounds, (float(hot), float(cold)))
            self.rounds += rounds

    @property
    def cost(self) -> int:
        return int(self.desk.cost[BEST])

    def plan(self) -> Plan:
        visits = self.problem.visits
        base = 2 * self.day.technicians
        sequences = {
            technician.id: [
                visits[node - base].id for node in self.best.path[t, 1 : self.best.size[t] + 1]
            ]
            for t, technician in enumerate(self.problem.technicians)
        }
        bounds = {
            visits[v].id: (int(self.best.lo[v]), int(self.best.hi[v]))
            for v in np.flatnonzero(self.day.role)
        }
        return plan_of(self.problem, sequences, bounds)


def _unit(day: Day) -> float:
    """Of heat."""
    if day.visits < 2:  # noqa: PLR2004
        return 1.0
    legs = day.leg[2 * day.technicians :, 2 * day.technicians :]
    leg = max(1.0, float(np.median(np.take_along_axis(legs, day.near[:, :10], axis=1))))
    return leg * HOTTER if day.visits > LARGE and day.price.min() < MUST * leg else leg


def _warm_up(
    problem: Problem,
    day: Day,
    routes: Routes,
    desk: Desk,
    warm: Mapping[int, Sequence[int]],
) -> None:
    """Visits that hang together begin unplaced: their times are found anew."""
    index = {visit.id: v for v, visit in enumerate(problem.visits)}
    for t, technician in enumerate(problem.technicians):
        for number in warm.get(technician.id, ()):
            v = index.get(number, -1)
            if v < 0 or day.role[v] or day.fee[v, t] < 0 or routes.of[v] >= 0:
                continue
            if routes.size[t] + 3 >= routes.path.shape[1]:
                continue
            held = put(day, routes, v, t, int(routes.size[t]))
            if not held or (routes.load[t] > day.stock[t]).any():
                pull(day, routes, v)
    served = np.flatnonzero(routes.of >= 0)
    cost = int(day.price.sum() - day.price[served].sum() + routes.travel.sum())
    cost += int(day.fee[served, routes.of[served]].sum())
    desk.cost[NOW] = desk.cost[BEST] = cost
    waiting = [v for v in range(day.visits) if routes.of[v] < 0 and day.head[v] == v]
    desk.absent[: len(waiting)] = waiting
    desk.tally[ABSENT] = len(waiting)
