"""The planner of the house: the compiled kernel. Loaded by the worker only.

Run as a program it has the kernel compiled where that has not been done, and ends.
"""

from collections.abc import Mapping, Sequence

from aftercare.fieldservice.dispatch.rules.model import (
    Plan,
    Problem,
    Technician,
    Travel,
    Visit,
    Window,
)
from aftercare.fieldservice.dispatch.rules.papers import paper_of_plan, problem_on

from . import Effort
from .kernel.search import COLD, HOT, Search

LUKEWARM = 0.8
"""Heat to begin with when a plan is mended."""


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


def planned_paper(paper: str, effort: Effort) -> str:
    """For a job: a problem as JSON in, the whole plan as JSON out, nothing in between."""
    return paper_of_plan(OwnPlanner().plan(problem_on(paper), effort))


def compile_kernel() -> None:
    """Half a minute of CPU the first time; what comes of it is kept for every later process."""
    day = (Window(opens=0, closes=1),)
    problem = Problem(
        technicians=(Technician(id=1, start=0, finish=0, begins=0, ends=1),),
        visits=(Visit(id=1, place=0, windows=day, service=1, price=1),),
        travel=Travel(1, [0]),
    )
    OwnPlanner().plan(problem, Effort(rounds=1), {1: [1]})


if __name__ == "__main__":
    compile_kernel()
