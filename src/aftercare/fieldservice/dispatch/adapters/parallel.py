"""A large problem planned in parts, one process each, and once more over their seams.

Each process is a child that dies with its parent; nothing is written before the plan is whole.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

from aftercare.fieldservice.dispatch.rules.groups import (
    LARGEST,
    Part,
    parts_of,
    problem_of,
    seams_of,
)
from aftercare.fieldservice.dispatch.rules.model import Plan, Problem
from aftercare.fieldservice.dispatch.rules.timing import bounds_of, plan_of

from . import Effort
from .own import OwnPlanner

FIRST = 0.6
"""Share of the time for the parts; the rest is for their seams."""

Sequences = Mapping[int, Sequence[int]]
Bounds = dict[int, tuple[int, int]]


class ParallelPlanner:
    """`seconds` of the effort are CPU seconds of each process."""

    def __init__(self, processes: int, largest: int = LARGEST) -> None:
        self.processes, self.largest = processes, largest

    def plan(self, problem: Problem, effort: Effort, warm: Sequences | None = None) -> Plan:
        first = replace(effort, seconds=effort.seconds * FIRST, rounds=int(effort.rounds * FIRST))
        rest = replace(
            effort,
            seconds=effort.seconds - first.seconds,
            rounds=effort.rounds - first.rounds,
            calm=True,
        )
        with ProcessPoolExecutor(self.processes, mp_context=get_context("spawn")) as pool:
            parts = parts_of(problem, self.largest)
            plans = _planned(pool, problem, parts, first, warm or {})
            sequences = {t: route for plan in plans for t, route in plan.sequences.items()}
            if len(parts) > 1:
                parts = seams_of(problem, sequences, self.largest)
                plans = _planned(pool, problem, parts, rest, sequences)
        return _whole(problem, plans)


def _planned(
    pool: ProcessPoolExecutor,
    problem: Problem,
    parts: tuple[Part, ...],
    effort: Effort,
    warm: Sequences,
) -> list[Plan]:
    tasks = [
        (problem_of(problem, part), effort, {t: warm.get(t, ()) for t in part.technicians})
        for part in parts
    ]
    return list(pool.map(_plan, tasks))


def _plan(task: tuple[Problem, Effort, Sequences]) -> Plan:
    problem, effort, warm = task
    return OwnPlanner().plan(problem, effort, warm)


def _whole(problem: Problem, plans: Sequence[Plan]) -> Plan:
    sequences: dict[int, tuple[int, ...]] = {}
    starts: dict[int, int] = {}
    for plan in plans:
        sequences |= plan.sequences
        starts |= plan.starts
    return plan_of(problem, sequences, bounds_of(problem, starts))
