"""Adding up what a draft would have made of past cases."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from aftercare.casework.simulations.rules import Line, read, risks_of, tally, together, written

START = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Told:
    case_id: int = 1
    code: str = "solution"
    starts_on: str = "opened"
    statutory: bool = False
    confirm: bool = False
    is_open: bool = False
    made_before: bool = True
    made_after: bool = True
    due_before: datetime | None = START
    due_after: datetime | None = START
    late_before: bool = False
    late_after: bool = False
    known: bool = True


DUES = st.none() | st.integers(0, 99).map(lambda hours: START + timedelta(hours=hours))
OUTCOMES = st.lists(
    st.builds(
        Told,
        code=st.sampled_from(["solution", "answer"]),
        is_open=st.booleans(),
        made_before=st.booleans(),
        made_after=st.booleans(),
        due_before=DUES,
        due_after=DUES,
        late_before=st.booleans(),
        late_after=st.booleans(),
        known=st.booleans(),
    ),
    max_size=12,
)
AMOUNTS = st.lists(
    st.tuples(
        st.decimals(0, 9999, places=2),
        st.lists(st.just("head"), max_size=2),
        st.lists(st.just("head"), max_size=2),
    ),
    max_size=5,
)


@given(OUTCOMES, OUTCOMES, AMOUNTS, AMOUNTS)
def test_two_stretches_together_are_the_whole(
    first: list[Told],
    second: list[Told],
    some: list[tuple[Decimal, list[str], list[str]]],
    more: list[tuple[Decimal, list[str], list[str]]],
) -> None:
    assert together(tally(first, some), tally(second, more)) == tally(
        [*first, *second], [*some, *more]
    )


@given(OUTCOMES, AMOUNTS)
def test_what_is_written_is_read_back(
    outcomes: list[Told], amounts: list[tuple[Decimal, list[str], list[str]]]
) -> None:
    told = tally(outcomes, amounts)
    assert read(written(told)) == told


@given(OUTCOMES)
def test_no_promise_is_both_earlier_and_later_and_none_is_counted_twice(
    outcomes: list[Told],
) -> None:
    lines = tally(outcomes).lines
    assert sum(line.before for line in lines) == sum(one.made_before for one in outcomes)
    for line in lines:
        assert line.earlier + line.later <= len(outcomes)


@given(OUTCOMES)
def test_a_risk_is_from_nought_to_five(outcomes: list[Told]) -> None:
    for line in tally(outcomes).lines:
        if line.late_after <= line.after and line.earlier <= line.after:
            grades = risks_of(line)
            assert 0 <= grades.complaint <= 5
            assert 0 <= grades.compliance <= 5


def test_a_limit_of_the_law_that_would_be_broken_is_a_risk_of_compliance() -> None:
    line = Line(code="refund", starts_on="goods_returned", before=10, after=10, late_after=3,
                statutory=10)  # fmt: skip
    assert (risks_of(line).complaint, risks_of(line).compliance) == (2, 2)
    assert risks_of(Line(code="answer", starts_on="opened", after=10, confirm=10)).compliance == 2


def test_a_promise_that_would_fall_due_earlier_is_told_so() -> None:
    early = Told(due_after=START - timedelta(hours=1), late_after=True, is_open=True)
    (line,) = tally([early, Told()]).lines
    assert (line.before, line.earlier, line.later, line.late_after) == (2, 1, 0, 1)
    assert line.open_moved == 1
