"""Who may do what: one table for board, pool, slots and optimiser."""

from dataclasses import replace
from typing import Any

import pytest

from aftercare.fieldservice.dispatch.rules.eligibility import (
    Rule,
    fee,
    fees,
    findings,
    is_eligible,
)
from aftercare.fieldservice.dispatch.rules.model import Problem, Technician, Travel, Visit, Window
from aftercare.fieldservice.dispatch.rules.prices import (
    CHANGE,
    longest_free,
    planned_service,
    unserved_price,
)

DAY = 740_000
ABLE = Technician(
    id=1,
    start=0,
    finish=0,
    begins=28_800,
    ends=64_800,
    skills=frozenset({"gas", "aircon"}),
    certificates={"gas": DAY},
    gear=frozenset({"ladder"}),
    stock={"board": 2},
    areas=frozenset({"440604"}),
    lines=frozenset({"appliance"}),
    station=7,
)
JOB = Visit(
    id=9,
    place=0,
    windows=(Window(opens=28_800, closes=36_000),),
    service=3_600,
    price=14_400,
    skills=frozenset({"gas"}),
    certificates=frozenset({"gas"}),
    gear=frozenset({"ladder"}),
    parts={"board": 2},
    area="440604",
    line="appliance",
)


@pytest.mark.parametrize(
    ("technician", "visit", "rule", "lacking"),
    [
        ({"skills": frozenset({"aircon"})}, {}, Rule.SKILL, ("gas",)),
        ({"certificates": {"gas": DAY - 1}}, {}, Rule.CERTIFICATE, ("gas",)),
        ({"certificates": {}}, {}, Rule.CERTIFICATE, ("gas",)),
        ({"gear": frozenset()}, {}, Rule.GEAR, ("ladder",)),
        ({"stock": {"board": 1}}, {}, Rule.PART, ("board",)),
        ({}, {"waiting": 8}, Rule.PART, ("station",)),
        ({}, {"waiting": 7, "waits_from": 36_000}, Rule.PART, ("station",)),
        ({"areas": frozenset({"440605"})}, {}, Rule.AREA, ("440604",)),
        ({"lines": frozenset({"furniture"})}, {}, Rule.LINE, ("appliance",)),
        ({}, {"banned": frozenset({1})}, Rule.BAN, ("1",)),
        ({}, {"required": 2}, Rule.REQUIRED, ("2",)),
    ],
)
def test_one_thing_that_lacks_is_named_and_keeps_the_technician_out(
    technician: dict[str, Any], visit: dict[str, Any], rule: Rule, lacking: tuple[str, ...]
) -> None:
    who, job = replace(ABLE, **technician), replace(JOB, **visit)
    failed = {f.rule: f.lacking for f in findings(who, job, DAY) if not f.passed}
    assert failed == {rule: lacking}
    assert not is_eligible(who, job, DAY)


def test_whoever_passes_every_rule_is_eligible() -> None:
    assert [f.rule for f in findings(ABLE, JOB, DAY)] == list(Rule)
    assert is_eligible(ABLE, JOB, DAY)
    assert is_eligible(ABLE, replace(JOB, waiting=7, parts={"rare": 1}), DAY)
    assert is_eligible(replace(ABLE, areas=None, lines=None), JOB, DAY)


def test_the_mask_of_the_solver_is_the_same_rules() -> None:
    others = (ABLE, replace(ABLE, id=2, gear=frozenset()), replace(ABLE, id=3))
    jobs = (JOB, replace(JOB, id=10, told=3), replace(JOB, id=11, preferred=frozenset({1})))
    problem = Problem(technicians=others, visits=jobs, travel=Travel(1, [0]), day=DAY)
    assert fees(problem) == [[0, -1, 0], [CHANGE, -1, 0], [0, -1, 120]]
    assert fee(others[2], jobs[2], 120) == 120


def test_prices() -> None:
    assert [unserved_price(p) for p in (1, 2, 3)] == [36_000, 14_400, 6_000]
    assert unserved_price(2, 3 * 86_400) == 14_400
    assert unserved_price(2, 0) == unserved_price(2, -5) == 28_800
    assert planned_service(3_600) == 4_140


@pytest.mark.parametrize(
    ("absences", "left"),
    [
        ((), (8, 17)),
        (((8, 10),), (10, 17)),
        (((12, 14),), (8, 12)),
        (((7, 18),), None),
        (((8, 9), (16, 17)), (9, 16)),
    ],
)
def test_leave_takes_its_part_of_the_shift(
    absences: tuple[tuple[int, int], ...], left: tuple[int, int] | None
) -> None:
    assert longest_free(8, 17, absences) == left


def test_visits_hang_together_in_pairs_only() -> None:
    jobs = (JOB, replace(JOB, id=10, hangs_on=9), replace(JOB, id=11, hangs_on=10))
    with pytest.raises(ValueError, match="pairs"):
        Problem(technicians=(ABLE,), visits=jobs, travel=Travel(1, [0]))
