import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.foundation.shares import percent


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (2, 3, 67),
        (1, 3, 33),
        (1, 8, 13),
        (0, 7, 0),
        (7, 7, 100),
        (299, 300, 99),
        (1, 300, 1),
        (0, 0, None),
    ],
)
def test_a_share_is_told_in_the_nearest_whole_percent(
    part: int, whole: int, told: int | None
) -> None:
    assert percent(part, whole) == told


@given(
    st.integers(1, 10**6).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
)
def test_a_share_and_the_rest_are_a_hundred_percent_and_only_all_is_a_hundred(
    share: tuple[int, int],
) -> None:
    part, whole = share
    told, rest = percent(part, whole), percent(whole - part, whole)
    assert told is not None
    assert rest is not None
    assert 100 <= told + rest <= 101
    assert (told == 100, told == 0) == (part == whole, part == 0)
