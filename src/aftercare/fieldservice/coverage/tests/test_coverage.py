"""Where customers are far from every station, and where a new one helps most (R-FS-15)."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from aftercare.fieldservice.coverage.adapters import Highs
from aftercare.fieldservice.coverage.rules import candidates, nearest, reach, saved

WAYS = [[600, 4_000], [5_000, 1_200], [9_000, 7_000]]
WEIGHTS = [10, 5, 5]


def test_everybody_is_counted_for_the_nearest_open_station() -> None:
    assert nearest(WAYS, [0, 1]) == [(0, 600), (1, 1_200), (1, 7_000)]
    assert nearest(WAYS, [0]) == [(0, 600), (0, 5_000), (0, 9_000)]


def test_what_is_near_enough_is_weighed_by_orders() -> None:
    standing = reach(WEIGHTS, [600, 1_200, 7_000], limit=1_200)
    assert (standing.orders, standing.covered, standing.seconds) == (20, 15, 2_350)
    assert standing.share == 0.75


def test_a_new_station_is_tried_where_most_travel_comes_from() -> None:
    assert candidates(WEIGHTS, [600, 1_200, 7_000]) == [2, 0, 1]
    assert candidates([1, 1], [0, 60]) == [1]


def test_without_anything_to_save_nothing_is_proposed() -> None:
    assert Highs().best([], number=2) == []
    assert Highs().best([[0, 0], [0, 0]], number=2) == []


@given(
    st.integers(1, 3),
    st.lists(
        st.tuples(st.integers(1, 9), st.lists(st.integers(0, 90), min_size=4, max_size=4)),
        min_size=1,
        max_size=6,
    ),
)
def test_no_other_choice_of_places_saves_more(
    number: int, demand: list[tuple[int, list[int]]]
) -> None:
    weights, ways = [weight for weight, _row in demand], [row for _weight, row in demand]
    gains = saved(weights, [60] * len(weights), ways)

    def worth(chosen: tuple[int, ...]) -> int:
        return sum(max((row[place] for place in chosen), default=0) for row in gains)

    found = tuple(Highs().best(gains, number=number))
    assert len(found) <= number
    assert worth(found) == max(worth(some) for some in combinations(range(4), number))
