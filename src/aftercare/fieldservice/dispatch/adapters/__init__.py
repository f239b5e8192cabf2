"""Who makes the plan: our own kernel, or another behind the same protocol."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from aftercare.fieldservice.dispatch.rules.model import Plan, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long to think: `rounds` (the same seed and rounds give the same plan) or CPU `seconds`.

    `calm`: begin cold, to mend a plan that is good already.
    """

    rounds: int = 0
    seconds: float = 0.0
    seed: int = 1
    calm: bool = False


class Planner(Protocol):
    """`warm`: technician → visits in order, to begin with."""

    def plan(
        self,
        problem: Problem,
        effort: Effort,
        warm: Mapping[int, Sequence[int]] | None = None,
    ) -> Plan: ...


def planner(processes: int = 1) -> Planner:
    """Our own; with several processes a large city is planned in parts.

    Loads the compiler when asked: the worker asks, the web never does.
    """
    made: Planner
    if processes > 1:
        made = import_module(f"{__name__}.parallel").ParallelPlanner(processes)
    else:
        made = import_module(f"{__name__}.own").OwnPlanner()
    return made
