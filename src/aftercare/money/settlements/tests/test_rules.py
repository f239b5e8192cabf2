"""What a station earns by its terms: sums that add up, and each line with its grounds."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftercare.money.settlements import rules
from aftercare.money.settlements.rules import (
    Band,
    Call,
    Dated,
    Facts,
    Praise,
    Rate,
    Setback,
    State,
    Terms,
    What,
    Work,
)

DAY = date(2026, 1, 9)
TERMS = Terms(
    labour=[
        Rate(job="repair", line="", amount=Decimal(70)),
        Rate(job="repair", line="appliance", amount=Decimal(80)),
    ],
    travel=[
        Band(up_to=10, amount=Decimal(20)),
        Band(up_to=30, amount=Decimal(45)),
        Band(up_to=None, amount=Decimal(90)),
    ],
    parts_percent=Decimal("12.5"),
    on_time=Decimal(5), first_time=Decimal(10), survey=Decimal(8), survey_stars=4,
    rework=Decimal(50), late=Decimal(15), missed=Decimal(30),
)  # fmt: skip
IN_FORCE = [Dated(id=1, in_force_from=DAY, terms=TERMS)]


def work(**said: object) -> Work:
    given: dict[str, object] = {
        "order_id": 1, "on": DAY, "job": "repair", "product_line": "appliance",
        "is_own_rework": False, "visits": 1, "came_again": False, "parts_amount": Decimal(0),
    }  # fmt: skip
    return Work(**(given | said))  # type: ignore[arg-type]


def call(**said: object) -> Call:
    given: dict[str, object] = {
        "visit_id": 7, "order_id": 1, "on": DAY, "came": True, "in_time": True,
        "is_own_rework": False, "kilometres": Decimal("12.4"),
    }  # fmt: skip
    return Call(**(given | said))  # type: ignore[arg-type]


def earned(facts: Facts, usual: Sequence[Dated] = IN_FORCE) -> dict[str, Decimal]:
    return {str(line.what): line.amount for line in rules.lines([], usual, facts)}


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        (Facts(works=[work()]), {"labour": 80, "first_time": 10}),
        (Facts(works=[work(product_line="home", visits=2)]), {"labour": 70}),
        (Facts(works=[work(job="care", came_again=True)]), {"labour": 0}),
        (Facts(works=[work(visits=0, parts_amount=Decimal("99.99"))]),
         {"labour": 80, "parts": "12.50"}),
        (Facts(works=[work(is_own_rework=True, parts_amount=Decimal(400))]), {"labour": 0}),
        (Facts(calls=[call()]), {"travel": 45, "on_time": 5}),
        (Facts(calls=[call(kilometres=Decimal(10))]), {"travel": 20, "on_time": 5}),
        (Facts(calls=[call(kilometres=None, in_time=False)]), {"travel": 20, "late": -15}),
        (Facts(calls=[call(kilometres=Decimal("30.1"))]), {"travel": 90, "on_time": 5}),
        (Facts(calls=[call(in_time=None)]), {"travel": 45}),  # nobody noted when
        (Facts(calls=[call(is_own_rework=True, in_time=False)]), {"travel": 0, "late": -15}),
        (Facts(calls=[call(came=False, in_time=False)]), {"missed": -30}),
        (Facts(praises=[Praise(order_id=1, on=DAY, stars=4)]), {"survey": 8}),
        (Facts(praises=[Praise(order_id=1, on=DAY, stars=3)]), {}),
        (Facts(setbacks=[Setback(order_id=2, on=DAY, number="WO1")]), {"rework": -50}),
        (Facts(works=[work(on=DAY - timedelta(days=1))]), {}),
    ],
)  # fmt: skip
def test_each_fact_earns_by_its_clause(facts: Facts, lines: dict[str, object]) -> None:
    assert earned(facts) == {what: Decimal(str(amount)) for what, amount in lines.items()}


def test_the_stations_own_terms_come_before_the_usual_ones_from_their_day_on() -> None:
    later = DAY + timedelta(days=10)
    own = [Dated(id=2, in_force_from=later, terms=Terms())]
    newer = Dated(id=3, in_force_from=DAY + timedelta(days=5), terms=Terms())
    usual = [newer, *IN_FORCE]
    days = {DAY - timedelta(days=1): None, DAY: 1, DAY + timedelta(days=5): 3, later: 2}
    for day, wanted in days.items():
        found = rules.terms_on(day, own, usual)
        assert (found and found.id) == wanted


@pytest.mark.parametrize(
    ("terms", "wrong"),
    [
        (TERMS, []),
        (Terms(), []),
        (Terms(labour=[Rate(job="juggling", line="", amount=Decimal(1))]), ["labour"]),
        (Terms(labour=[Rate(job="repair", line="", amount=Decimal(1))] * 2), ["labour"]),
        (Terms(labour=[Rate(job="repair", line="", amount=Decimal(-1))]), ["labour"]),
        (Terms(travel=[Band(up_to=10, amount=Decimal(1))]), ["travel"]),
        (Terms(travel=[Band(up_to=9, amount=Decimal(1)), Band(up_to=9, amount=Decimal(1)),
                       Band(up_to=None, amount=Decimal(1))]), ["travel"]),
        (Terms(travel=[Band(up_to=None, amount=Decimal(1))] * 2), ["travel"]),
        (Terms(parts_percent=Decimal(101), survey_stars=6), ["parts_percent", "survey_stars"]),
        (Terms(late=Decimal(-1)), ["late"]),
    ],
)  # fmt: skip
def test_terms_that_cannot_be_say_where(terms: Terms, wrong: list[str]) -> None:
    assert rules.faults(terms, jobs=["repair"]) == wrong


def test_a_statement_goes_its_way_and_no_other() -> None:
    ways = {(before, after) for after, befores in rules.FROM.items() for before in befores}
    assert all(rules.may_become(before, after) for before, after in ways)
    assert not rules.may_become(State.SETTLED, State.DISPUTED)
    assert not rules.may_become(State.DISPUTED, State.AGREED)


sums = st.decimals(min_value=0, max_value=999, places=2)
terms_ = st.builds(
    Terms,
    labour=st.just(TERMS.labour), travel=st.just(TERMS.travel),
    parts_percent=st.decimals(min_value=0, max_value=100, places=2),
    on_time=sums, first_time=sums, survey=sums, survey_stars=st.integers(1, 5), rework=sums,
    late=sums, missed=sums,
)  # fmt: skip
days = st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3))
facts_ = st.builds(
    Facts,
    works=st.lists(
        st.builds(Work, order_id=st.integers(1, 50), on=days,
                  job=st.sampled_from(["repair", "care"]),
                  product_line=st.sampled_from(["appliance", ""]), is_own_rework=st.booleans(),
                  visits=st.integers(0, 3), came_again=st.booleans(), parts_amount=sums),
        unique_by=lambda one: one.order_id, max_size=6),
    calls=st.lists(
        st.builds(Call, visit_id=st.integers(1, 99), order_id=st.integers(1, 50), on=days,
                  came=st.booleans(), in_time=st.booleans(), is_own_rework=st.booleans(),
                  kilometres=st.none() | st.decimals(min_value=0, max_value=400, places=1)),
        unique_by=lambda one: one.visit_id, max_size=6),
    praises=st.lists(st.builds(Praise, order_id=st.integers(1, 50), on=days,
                               stars=st.integers(1, 5)),
                     unique_by=lambda one: one.order_id, max_size=3),
    setbacks=st.lists(st.builds(Setback, order_id=st.integers(1, 50), on=days,
                                number=st.just("WO1")),
                      unique_by=lambda one: one.order_id, max_size=3),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(terms=terms_, facts=facts_)
def test_whatever_happened_the_sums_add_up_and_rework_earns_nothing(
    terms: Terms, facts: Facts
) -> None:
    dated = [Dated(id=1, in_force_from=DAY, terms=terms)]
    told = rules.lines([], dated, facts)
    keys = [line.key for line in told]
    assert len(set(keys)) == len(keys)  # nothing is paid twice
    assert all(line.amount == line.amount.quantize(rules.CENT) for line in told)
    assert all(line.on >= DAY for line in told)  # nothing before any terms
    taken = {What.REWORK, What.LATE, What.MISSED}
    assert all((line.amount <= 0) is (line.what in taken) or not line.amount for line in told)
    free = {one.order_id for one in facts.works if one.is_own_rework}
    calls = {one.visit_id for one in facts.calls if one.is_own_rework}
    for line in told:
        if line.visit_id in calls or (line.what in (What.LABOUR, What.PARTS, What.FIRST_TIME)
                                      and line.order_id in free):  # fmt: skip
            assert line.amount <= 0
    apart = [rules.lines([], dated, Facts(**{name: [one]})) for name in Facts.__slots__
             for one in getattr(facts, name)]  # fmt: skip
    amounts = [line.amount for lines in apart for line in lines]
    assert rules.total(line.amount for line in told) == rules.total(amounts)
    assert rules.read(rules.written(terms)) == terms


@pytest.mark.parametrize(
    ("repairs", "visits", "held", "late"),
    [
        ([], [], None, None),
        ([False], [], 100, None),
        ([True], [False], 0, 0),
        ([False, False, True], [True, False, False], 67, 33),
        ([False] * 199 + [True], [False] * 199 + [True], 99, 1),
    ],
)
def test_shares_of_a_technician_hide_nothing(
    repairs: list[bool], visits: list[bool], held: int | None, late: int | None
) -> None:
    found = rules.figures(
        repairs=[(7, again) for again in repairs], visits=[(7, late) for late in visits]
    )
    one = found.get(7, rules.Figures())
    assert (one.held_percent, one.late_percent) == (held, late)
