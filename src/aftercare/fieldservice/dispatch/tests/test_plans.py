"""What holds of every plan, on small random days with everything in them."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aftercare.fieldservice.dispatch.adapters import Effort
from aftercare.fieldservice.dispatch.adapters.kernel.places import find_place
from aftercare.fieldservice.dispatch.adapters.own import OwnPlanner, planned_paper
from aftercare.fieldservice.dispatch.rules.model import Link, Plan, Problem, Stop, Visit, Window
from aftercare.fieldservice.dispatch.rules.papers import paper_of, plan_on, problem_on
from aftercare.fieldservice.dispatch.rules.timing import bounds_of, plan_of
from aftercare.fieldservice.dispatch.rules.validity import violations
from aftercare.fieldservice.dispatch.tests.days import HOUR, random_day

KERNEL = "aftercare.fieldservice.dispatch.adapters.kernel"
calm = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def planned(problem: Problem, rounds: int = 60, seed: int = 1) -> Plan:
    return OwnPlanner().plan(problem, Effort(rounds=rounds, seed=seed))


@calm
@given(st.integers(0, 10**6))
@example(3)
def test_a_plan_keeps_every_hard_rule(seed: int) -> None:
    problem = random_day(seed)
    assert violations(problem, planned(problem)) == []


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_keeps_every_hard_rule_where_only_technicians_near_by_are_asked(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{KERNEL}.search.MANY", 5)
    monkeypatch.setattr(f"{KERNEL}.search.NEARBY", 2)
    problem = random_day(seed)
    plan = planned(problem)
    assert violations(problem, plan) == []
    assert plan.technicians


def test_neither_compiling_nor_loading_is_counted_as_planning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[str, int]] = []
    clock = iter(range(100))

    def rounds(*given: Any) -> None:
        told.append(("rounds", given[4]))

    def now() -> float:
        told.append(("clock", 0))
        return float(next(clock))

    monkeypatch.setattr(f"{KERNEL}.search.anneal", rounds)
    monkeypatch.setattr(f"{KERNEL}.search.process_time", now)
    OwnPlanner().plan(random_day(1), Effort(seconds=1))
    assert told[:2] == [("rounds", 0), ("clock", 0)]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_and_rounds_give_the_same_plan(seed: int) -> None:
    problem = random_day(seed)
    assert planned(problem) == planned(problem)


def test_a_problem_goes_to_the_worker_and_comes_back_as_a_plan() -> None:
    problem = random_day(1)
    paper = paper_of(problem)
    again = problem_on(paper)
    assert (again.technicians, again.visits) == (problem.technicians, problem.visits)
    assert plan_on(planned_paper(paper, Effort(rounds=60))) == planned(problem)
    with pytest.raises(ValueError, match="shoe"):
        problem_on(paper.replace('"gear"', '"shoe"'))


def test_a_plan_can_be_told_again_from_its_own_sequences() -> None:
    problem = random_day(5)
    plan = planned(problem)
    again = plan_of(problem, plan.sequences, bounds_of(problem, plan.starts))
    assert again.sequences == plan.sequences
    assert violations(problem, again) == []


def test_beginning_with_a_plan_loses_nothing_but_what_hangs_together() -> None:
    problem = random_day(7)
    single = replace(problem, visits=tuple(v for v in problem.visits if v.link is None))
    plan = planned(single)
    again = OwnPlanner().plan(single, Effort(rounds=1, calm=True), plan.sequences)
    assert again.objective <= plan.objective


@calm
@given(st.integers(0, 10**6), st.sampled_from(["early", "twice", "long", "alone", "cheap"]))
def test_what_is_wrong_with_a_plan_is_found(seed: int, how: str) -> None:
    problem = random_day(seed)
    plan = planned(problem, rounds=20)
    assert violations(problem, _spoilt(problem, plan, how))


def _spoilt(problem: Problem, plan: Plan, how: str) -> Plan:
    if how == "cheap":
        return replace(plan, objective=plan.objective - 1)
    at = next(k for k, route in enumerate(plan.routes) if route.stops)
    route = plan.routes[at]
    stops = list(route.stops)
    if how == "alone":  # the second job without the first
        link = next(v for v in problem.visits if v.link is Link.AFTER)
        first, starts = link.hangs_on, stops[0].ends
        stops = [s for s in stops if s.visit != first]
        stops.append(Stop(visit=link.id, arrives=starts, starts=starts, ends=starts))
    elif how == "twice":
        stops.append(stops[0])
    else:
        shift = -20_000 if how == "early" else 0
        stretch = 60 if how == "long" else 0
        s = stops[0]
        stops[0] = replace(
            s, arrives=s.arrives + shift, starts=s.starts + shift, ends=s.ends + shift + stretch
        )
    routes = (*plan.routes[:at], replace(route, stops=tuple(stops)), *plan.routes[at + 1 :])
    return replace(plan, routes=routes)


@pytest.mark.parametrize(("technicians", "visits"), [(0, 3), (2, 0), (2, 1)])
def test_a_day_may_be_nearly_empty(technicians: int, visits: int) -> None:
    whole = random_day(2)
    hours = (Window(opens=8 * HOUR, closes=16 * HOUR),)
    easy = Visit(id=0, place=10, windows=hours, service=600, price=10**6, area="A")
    problem = replace(
        whole,
        technicians=whole.technicians[:technicians],
        visits=tuple(replace(easy, id=n) for n in range(visits)),
    )
    plan = planned(problem)
    assert violations(problem, plan) == []
    assert len(plan.unserved) == (visits if technicians == 0 else 0)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("many", [500, 5])
def test_what_is_remembered_of_places_changes_no_plan(
    seed: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{KERNEL}.search.MANY", many)
    monkeypatch.setattr(f"{KERNEL}.search.NEARBY", 2)
    problem = random_day(seed, 4, 20)
    remembering = planned(problem, rounds=150, seed=seed)

    def forgetful(*given: Any) -> Any:
        given[2].memory[:] = 0
        return find_place(*given)

    monkeypatch.setattr(f"{KERNEL}.recreate.find_place", forgetful)
    monkeypatch.setattr(f"{KERNEL}.pairs.find_place", forgetful)
    assert planned(problem, rounds=150, seed=seed) == remembering
