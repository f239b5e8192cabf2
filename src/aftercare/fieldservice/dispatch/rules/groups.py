"""A large city cut into neighbouring parts, planned side by side, then once more over the seams.

Two technicians who start far from each other are the poles; everybody else belongs to the nearer.
A part is a problem of its own with its own, smaller matrix.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .model import Problem, Technician, Travel, Visit

LARGEST = 1_800
"""Visits in a part. Smaller parts lose at their borders more than they win in speed."""


@dataclass(frozen=True, slots=True)
class Part:
    """Ids of technicians and visits."""

    technicians: tuple[int, ...]
    visits: tuple[int, ...]


def parts_of(problem: Problem, largest: int = LARGEST) -> tuple[Part, ...]:
    whole = Part(tuple(t.id for t in problem.technicians), tuple(v.id for v in problem.visits))
    return _parts(problem, whole, largest, {})


def seams_of(
    problem: Problem, sequences: Mapping[int, Sequence[int]], largest: int = LARGEST
) -> tuple[Part, ...]:
    """Other borders, across the first ones; nobody loses a visit that is planned already."""
    who = {visit: technician for technician, route in sequences.items() for visit in route}
    whole = Part(tuple(t.id for t in problem.technicians), tuple(v.id for v in problem.visits))
    return _parts(problem, whole, largest, who, across=True)


def _parts(
    problem: Problem, part: Part, largest: int, who: Mapping[int, int], *, across: bool = False
) -> tuple[Part, ...]:
    if len(part.visits) <= largest or len(part.technicians) < 2:  # noqa: PLR2004
        return (part,)
    return tuple(
        small
        for half in _halves(problem, part, who, across=across)
        for small in _parts(problem, half, largest, who)
    )


def _halves(
    problem: Problem, part: Part, who: Mapping[int, int], *, across: bool
) -> tuple[Part, Part]:
    crew = [problem.technician[number] for number in part.technicians]
    lean = _lean(problem, crew)
    if across:  # poles among those who stood at the border
        ordered = sorted(crew, key=lambda technician: lean(technician.start))
        third = len(crew) // 3
        lean = _lean(problem, ordered[third : len(crew) - third] or crew)
    middles = {t.id: _middle(problem, t, who, part.visits, lean) for t in crew}
    ordered_ids = sorted(part.technicians, key=lambda number: (middles[number], number))
    near = set(ordered_ids[: len(ordered_ids) // 2])
    border = middles[ordered_ids[len(ordered_ids) // 2]]
    heads = {
        v.id: v.hangs_on if v.hangs_on is not None else v.id
        for v in (problem.visit[number] for number in part.visits)
    }
    side = {}
    for number in part.visits:
        head = heads[number]
        technician = who.get(head)
        side[number] = (
            lean(problem.visit[head].place) < border if technician is None else technician in near
        )
    first = Part(
        tuple(n for n in part.technicians if n in near), tuple(n for n in part.visits if side[n])
    )
    second = Part(
        tuple(n for n in part.technicians if n not in near),
        tuple(n for n in part.visits if not side[n]),
    )
    return first, second


class _Lean:
    """How much nearer a place is to the first pole than to the second."""

    def __init__(self, problem: Problem, first: int, second: int) -> None:
        self.travel, self.first, self.second = problem.travel, first, second

    def __call__(self, place: int) -> int:
        return self.travel(self.first, place) - self.travel(self.second, place)


def _lean(problem: Problem, crew: Sequence[Technician]) -> _Lean:
    one = max(crew, key=lambda technician: problem.travel(crew[0].start, technician.start)).start
    other = max(crew, key=lambda technician: problem.travel(one, technician.start)).start
    return _Lean(problem, one, other)


def _middle(
    problem: Problem,
    technician: Technician,
    who: Mapping[int, int],
    visits: Sequence[int],
    lean: _Lean,
) -> float:
    """Where somebody works: at the start place, or amid the visits planned already."""
    own = [lean(problem.visit[n].place) for n in visits if who.get(n) == technician.id]
    return sum(own) / len(own) if own else lean(technician.start)


def problem_of(problem: Problem, part: Part) -> Problem:
    """The part alone: places are numbered anew. Pairs that a border would cut stay whole."""
    technicians = [problem.technician[number] for number in part.technicians]
    visits = [problem.visit[number] for number in part.visits]
    used = {place for t in technicians for place in (t.start, t.finish)}
    used |= {visit.place for visit in visits}
    order = sorted(used)
    index = {place: k for k, place in enumerate(order)}
    seconds = [row[place] for row in map(problem.travel.row, order) for place in order]
    return replace(
        problem,
        technicians=tuple(
            replace(t, start=index[t.start], finish=index[t.finish]) for t in technicians
        ),
        visits=tuple(_at(visit, index) for visit in visits),
        travel=Travel(len(order), seconds),
    )


def _at(visit: Visit, index: Mapping[int, int]) -> Visit:
    return replace(visit, place=index[visit.place])
