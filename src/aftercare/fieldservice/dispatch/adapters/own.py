"""The planner of the house: the compiled kernel. Loaded by the worker only."""

from collections.abc import Mapping, Sequence

from aftercare.fieldservice.dispatch.rules.model import Plan, Problem

from . import Effort
from .kernel.search import COLD, HOT, Search

LUKEWARM = 0.5
"""Heat to begin with when a plan is mended, in legs."""


class OwnPlanner:
    def plan(
        self,
        problem: Problem,
        effort: Effort,
        warm: Mapping[int, Sequence[int]] | None = None,
    ) -> Plan:
        search = Search(problem, seed=effort.seed, warm=warm)
        hot = LUKEWARM if effort.calm else HOT
        if effort.rounds:
            search.run(effort.rounds, hot=hot, cold=COLD)
        else:
            search.run_for(effort.seconds, hot=hot, cold=COLD)
        return search.plan()
