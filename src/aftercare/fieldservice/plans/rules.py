"""What a person may decide at the board, and what a plan means visit by visit (R-FS-03, 04, 18)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from aftercare.fieldservice.dispatch.queries import (
    Finding,
    Plan,
    Problem,
    Rule,
    Technician,
    Travel,
    Unserved,
    Window,
)
from aftercare.foundation.errors import Refusal


class Outdated(Refusal):
    """The day is not any more as it was shown."""


class NotFit(Refusal):
    """Somebody may not do this visit, or not then."""


SOFT_RULES = frozenset({Rule.PART, Rule.AREA, Rule.LINE, Rule.REQUIRED})
"""What somebody may overrule who says why: a part can be brought, a partner can be asked."""

LEAST, MOST, VISITS_A_SECOND = 1, 30, 20
"""Seconds of planning: a small city is planned as well in two as in ten (bench/dispatch)."""

MOST_TRIES = 3
"""Whoever dies over a plan so often dies of it: then it has failed."""

MOST_ROUNDS = 3
"""How often a day is planned around what no plan keeps; after that all that is told stands."""

LARGE = 1_800
"""Visits from which on a day is planned in parallel parts."""


class Strain(StrEnum):
    """What is wrong with a time at which everything else would be right."""

    TAKEN = "taken"  # another visit stands there
    SHIFT = "shift"  # outside of the shift, the way there and back included
    WAY = "way"  # too little time for the way before or after


class Why(StrEnum):
    """Why a plan changes a visit."""

    NEW = "new"  # it had no time
    ABSENT = "absent"  # who had it is not there, or has gone home
    LATE = "late"  # who had it would come after the told window
    NEARER = "nearer"  # less detour with the other
    ROOM = "room"  # makes room for others
    TIME = "time"  # the same person, another time within the window


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A visit that stands in somebody's day."""

    order: int
    place: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Somebody for a visit at a time: every rule, and what strains the time."""

    findings: tuple[Finding, ...]
    strains: tuple[Strain, ...]

    @property
    def failed(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if not one.passed)

    @property
    def is_possible(self) -> bool:
        """Perhaps with a reason."""
        return Strain.TAKEN not in self.strains and all(
            one.rule in SOFT_RULES for one in self.failed
        )

    @property
    def is_plain(self) -> bool:
        """Nothing speaks against it."""
        return not self.failed and not self.strains


def strains(
    technician: Technician, busy: Sequence[Busy], travel: Travel, wanted: Busy
) -> tuple[Strain, ...]:
    """What of a day stands against a visit at a time. `busy` in order, without the visit itself."""
    if any(one.starts < wanted.ends and wanted.starts < one.ends for one in busy):
        return (Strain.TAKEN,)
    found = []
    before = [one for one in busy if one.ends <= wanted.starts]
    after = [one for one in busy if one.starts >= wanted.ends]
    there = travel(before[-1].place if before else technician.start, wanted.place)
    on = travel(wanted.place, after[0].place if after else technician.finish)
    earliest = technician.begins + (0 if before else there)
    latest = technician.ends - (0 if after else on)
    if wanted.starts < earliest or wanted.ends > latest:
        found.append(Strain.SHIFT)
    tight = before and before[-1].ends + there > wanted.starts
    if tight or (after and wanted.ends + on > after[0].starts):
        found.append(Strain.WAY)
    return tuple(found)


def best_gap(
    technician: Technician,
    busy: Sequence[Busy],
    travel: Travel,
    wanted: Busy,
    window: Window,
) -> tuple[int, int] | None:
    """Start and detour where a visit costs least while everything else stays where it is.

    `wanted` says place and length; it is not begun before its `starts`. None where no gap fits.
    """
    best: tuple[int, int] | None = None
    work = wanted.ends - wanted.starts
    for k in range(len(busy) + 1):
        before, after = busy[k - 1] if k else None, busy[k] if k < len(busy) else None
        here = before.place if before else technician.start
        beyond = after.place if after else technician.finish
        there, on = travel(here, wanted.place), travel(wanted.place, beyond)
        free = before.ends if before else technician.begins
        until = after.starts if after else technician.ends
        starts = max(free + there, window.opens, wanted.starts)
        if starts > window.closes or starts + work + on > until:
            continue
        detour = there + on - (travel(here, beyond) if busy else 0)
        if best is None or detour < best[1]:
            best = (starts, detour)
    return best


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A plan in numbers: seconds on the road, visits done."""

    travel: int
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a plan does with one visit. `detour`: seconds that it adds to the way, before and after.

    `people`: who comes, the first leads. None is: has no time today.
    """

    order: int
    who_before: int | None
    starts_before: int | None
    people: tuple[int, ...]
    starts: int
    ends: int
    detour_before: int | None
    detour: int
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A plan, and told visits that stay where they stand in it though the rules speak against."""

    plan: Plan
    stands: tuple[Unserved, ...] = ()


def figures(plan: Plan) -> Figures:
    """Helpers are no visits of their own."""
    legs = (route.travel for route in plan.routes)
    return Figures(travel=sum(legs), served=sum(number > 0 for number in plan.technicians))


def steps_of(
    problem: Problem, before: Plan, after: Plan, late: Collection[int] = ()
) -> tuple[Step, ...]:
    """What the new plan would change, by time. `late`: what comes after its window as it stands."""
    known, fresh = _stands(problem, before), _stands(problem, after)
    found = []
    for number, new in fresh.items():
        old = known.get(number)
        people = (new.who, *([fresh[-number].who] if -number in fresh else []))
        former = (old.who, *([known[-number].who] if -number in known else [])) if old else ()
        if number < 0 or (old and former == people and old.starts == new.starts):
            continue
        found.append(
            Step(
                order=number,
                who_before=old.who if old else _told(problem, number),
                starts_before=old.starts if old else None,
                people=people,
                starts=new.starts,
                ends=new.ends,
                detour_before=old.detour if old else None,
                detour=new.detour,
                why=_why(problem, number, old, new, number in late),
            )
        )
    return tuple(sorted(found, key=lambda step: (step.starts, step.order)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    who: int
    starts: int
    ends: int
    detour: int


def _stands(problem: Problem, plan: Plan) -> Mapping[int, _Stand]:
    found = {}
    for route in plan.routes:
        technician = problem.technician[route.technician]
        inner = [problem.visit[stop.visit].place for stop in route.stops]
        places = [technician.start, *inner, technician.finish]
        for k, stop in enumerate(route.stops, start=1):
            a, b, c = places[k - 1 : k + 2]
            detour = problem.travel(a, b) + problem.travel(b, c) - problem.travel(a, c)
            found[stop.visit] = _Stand(
                who=route.technician, starts=stop.starts, ends=stop.ends, detour=detour
            )
    return found


def _told(problem: Problem, number: int) -> int | None:
    """Who was told, of a visit that has nobody now: somebody absent."""
    return problem.visit[number].told


def _why(problem: Problem, number: int, old: _Stand | None, new: _Stand, late: bool) -> Why:  # noqa: FBT001
    if old is None:
        return Why.NEW if _told(problem, number) is None else Why.ABSENT
    if old.starts >= problem.technician[old.who].ends:
        return Why.ABSENT
    if late:
        return Why.LATE
    if old.who == new.who:
        return Why.TIME
    return Why.NEARER if new.detour < old.detour else Why.ROOM


def calm(problem: Problem, before: Plan, after: Plan, delayed: Collection[int]) -> Plan:
    """The new plan with the times that stand wherever somebody keeps the same visits in order.

    Nobody is told of another minute that makes nothing better, unless it is `delayed` anyway. What
    hangs together is left alone.
    """
    stood = {route.technician: route for route in before.routes}
    routes = []
    for route in after.routes:
        old = stood.get(route.technician, route)
        numbers = [stop.visit for stop in route.stops]
        alone = not any(-number in problem.visit for number in numbers)
        same = alone and numbers == [stop.visit for stop in old.stops]
        routes.append(old if same and not set(numbers) & set(delayed) else route)
    return replace(after, routes=tuple(routes))


def seconds_for(visits: int) -> int:
    """CPU seconds that the planner may take for a day of so many visits."""
    return max(LEAST, min(MOST, visits // VISITS_A_SECOND))
