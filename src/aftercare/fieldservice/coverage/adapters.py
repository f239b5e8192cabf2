"""Where to open a station: the p-median problem, given to a solver of mixed-integer programs."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

TIME_LIMIT = 3.0  # seconds
NEAREST = 25  # places that each demand may be given to


class LocationSolver(Protocol):
    def best(self, saved: Sequence[Sequence[int]], *, number: int) -> list[int]:
        """At most so many places that together save most; `saved[demand][place]` each alone."""
        ...


class Highs:
    """HiGHS. What it finds within the time limit is the best, save in the largest networks."""

    def best(self, saved: Sequence[Sequence[int]], *, number: int) -> list[int]:
        if not saved or not any(any(row) for row in saved):
            return []
        from highspy import Highs as Program

        program = Program()  # type: ignore[no-untyped-call]
        program.silent()
        program.setOptionValue("time_limit", TIME_LIMIT)
        program.setOptionValue("threads", 1)
        opened = [program.addBinary() for _place in saved[0]]
        for row in saved:
            worth = sorted(range(len(row)), key=row.__getitem__, reverse=True)[:NEAREST]
            served = []
            for place in worth:
                if row[place]:
                    given = program.addVariable(lb=0, ub=1, obj=-row[place])
                    program.addConstr(given <= opened[place])
                    served.append(given)
            if len(served) > 1:
                program.addConstr(sum(served) <= 1)
        program.addConstr(sum(opened) <= number)
        program.run()
        values = program.getSolution().col_value
        return [place for place, one in enumerate(opened) if values[one.index] > 1 / 2]


@cache
def location_solver() -> LocationSolver:
    return Highs()
