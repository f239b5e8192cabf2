"""Slots, the running day, and the reasons, on small random days with everything in them."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftercare.fieldservice.dispatch.adapters import Effort
from aftercare.fieldservice.dispatch.adapters.own import OwnPlanner
from aftercare.fieldservice.dispatch.rules.groups import parts_of, problem_of, seams_of
from aftercare.fieldservice.dispatch.rules.model import Plan, Problem
from aftercare.fieldservice.dispatch.rules.reasons import Reason, why_unserved
from aftercare.fieldservice.dispatch.rules.replan import FROZEN, changes, cut, joined
from aftercare.fieldservice.dispatch.rules.slots import places, room_in, with_visit
from aftercare.fieldservice.dispatch.rules.timing import bounds_of, plan_of
from aftercare.fieldservice.dispatch.rules.validity import violations
from aftercare.fieldservice.dispatch.tests.days import HOUR, random_day

few = settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
seeds = st.integers(0, 10**6)


def planned(problem: Problem, rounds: int = 40) -> Plan:
    return OwnPlanner().plan(problem, Effort(rounds=rounds))


@few
@given(seeds)
def test_what_is_offered_as_a_slot_can_be_kept(seed: int) -> None:
    problem = random_day(seed)
    single = next(v for v in problem.visits[4:])
    plan = planned(replace(problem, visits=tuple(v for v in problem.visits if v is not single)))
    plan = replace(plan, unserved=(*plan.unserved, single.id))
    for place in places(room_in(problem, plan), single, single.windows):
        if place is None:
            continue
        sequences = {t: list(visits) for t, visits in plan.sequences.items()}
        sequences[place.technician].insert(place.gap, single.id)
        booked = plan_of(problem, sequences, bounds_of(problem, plan.starts))
        assert violations(problem, booked) == []
        assert booked.starts[single.id] <= place.starts
        travel = sum(r.travel for r in booked.routes) - sum(r.travel for r in plan.routes)
        assert travel <= place.cost
        room = with_visit(room_in(problem, plan), single, place)
        assert any(single.id in line.visits for line in room.lines)


@few
@given(seeds, st.integers(8, 17))
def test_a_running_day_keeps_what_has_begun(seed: int, hour: int) -> None:
    problem, now = random_day(seed), hour * HOUR
    plan = planned(problem)
    part = cut(problem, plan, now)
    again = joined(problem, part, planned(part.rest))
    begun = {number: at for number, at in plan.starts.items() if at < now + FROZEN}
    assert begun.items() <= again.starts.items()
    assert all(again.technicians[number] == plan.technicians[number] for number in begun)
    assert not {change.visit for change in changes(plan, again)} & set(begun)
    assert violations(part.rest, planned(part.rest)) == []
    late = [v.what for v in violations(problem, again) if v.what != "meal"]
    assert late == []  # a meal that noon took away is no fault of the new plan


def test_somebody_who_falls_ill_gets_nothing_more() -> None:
    problem = random_day(11)
    plan = planned(problem)
    ill = next(route.technician for route in plan.routes if len(route.stops) > 1)
    part = cut(problem, plan, 0, away=[ill])
    assert planned(part.rest).sequences[ill] == ()


def test_each_visit_left_out_has_its_reason() -> None:
    seen = set()
    for seed in range(8):
        problem = random_day(seed, visits=20)
        plan = planned(problem)
        found = list(why_unserved(problem, plan))
        assert [entry.visit for entry in found] == list(plan.unserved)
        seen |= {entry.reason for entry in found}
        assert all((entry.able == 0) == (entry.reason is Reason.NOBODY) for entry in found)
    assert {Reason.NOBODY, Reason.NO_ROOM} <= seen


def test_the_parts_of_a_city_are_all_of_it_and_make_one_plan() -> None:
    problem = random_day(4, technicians=8, visits=24)
    parts = parts_of(problem, 9)
    assert len(parts) > 2
    for cuts in (parts, seams_of(problem, planned(problem).sequences, 9)):
        assert sorted(n for p in cuts for n in p.technicians) == [t.id for t in problem.technicians]
        assert sorted(n for p in cuts for n in p.visits) == [v.id for v in problem.visits]
    plans = [planned(problem_of(problem, part)) for part in parts]
    sequences = {t: route for plan in plans for t, route in plan.sequences.items()}
    starts = {visit: at for plan in plans for visit, at in plan.starts.items()}
    assert violations(problem, plan_of(problem, sequences, bounds_of(problem, starts))) == []
