"""Why a visit is not in the plan (R-FS-18)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .eligibility import Rule, findings
from .model import Plan, Problem, Visit
from .slots import Room, places, room_in


class Reason(StrEnum):
    NOBODY = "nobody"  # no technician passes every rule
    PARTNER = "partner"  # what it hangs together with is not in the plan either
    NO_ROOM = "no_room"  # those who may have no gap that its windows and their shifts allow
    DEAR = "dear"  # it fits, at a price above its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """`failing`: how many technicians fail each rule. `able`: how many pass all.

    `cost`: of the cheapest place, where there is one.
    """

    visit: int
    reason: Reason
    able: int
    failing: tuple[tuple[Rule, int], ...]
    cost: int | None = None


def why_unserved(problem: Problem, plan: Plan) -> Iterator[Unserved]:
    """For each visit that waits for another day, in the order of the plan."""
    room = room_in(problem, plan)
    served = set(plan.technicians)
    for number in plan.unserved:
        yield _why(problem, room, served, problem.visit[number])


def _why(problem: Problem, room: Room, served: set[int], visit: Visit) -> Unserved:
    failing: Counter[Rule] = Counter()
    able = 0
    for technician in problem.technicians:
        failed = [f.rule for f in findings(technician, visit, problem.day) if not f.passed]
        failing.update(failed)
        able += not failed
    offers = places(room, visit, visit.windows) if visit.windows else []
    cost = min((place.cost for place in offers if place), default=None)
    partner = visit.hangs_on is not None and visit.hangs_on not in served
    reason = _reason(able=able, partner=partner, fits=cost is not None)
    rules = tuple((rule, failing[rule]) for rule in Rule if failing[rule])
    return Unserved(visit=visit.id, reason=reason, able=able, failing=rules, cost=cost)


def _reason(*, able: int, partner: bool, fits: bool) -> Reason:
    if not able:
        return Reason.NOBODY
    if partner:
        return Reason.PARTNER
    return Reason.DEAR if fits else Reason.NO_ROOM
