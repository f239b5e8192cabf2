import pytest

from aftercare.foundation.watch.rules import Kind, Limit, Reason, limits, unusual

LIMIT = Limit(per_hour=40, per_day=100)
LIKE_ALWAYS = [10, 12, 8, 10, 10]


@pytest.mark.parametrize(
    ("hour", "day", "earlier", "reason"),
    [
        (1, 1, [], None),
        (40, 100, [], None),
        (41, 41, [], Reason.HOUR),
        (1, 101, [], Reason.DAY),
        (1, 101, [200] * 9, Reason.DAY),
        (20, 40, LIKE_ALWAYS, None),
        (20, 41, LIKE_ALWAYS, Reason.USUAL),
        (20, 41, LIKE_ALWAYS[1:], None),
        (20, 25, [1] * 5, None),
        (20, 26, [1] * 5, Reason.USUAL),
        (30, 99, [30] * 20, None),
    ],
)
def test_more_than_the_limit_or_than_oneself_is_unusual(
    hour: int, day: int, earlier: list[int], reason: Reason | None
) -> None:
    assert unusual(hour=hour, day=day, earlier=earlier, limit=LIMIT) is reason


def test_limits_are_read_from_one_line() -> None:
    assert limits("page=1/2  reveal=40/100") == {
        Kind.PAGE: Limit(per_hour=1, per_day=2),
        Kind.REVEAL: LIMIT,
    }
    for wrong in ("page", "page=1", "look=1/2", "page=a/b"):
        with pytest.raises(ValueError, match=r".+"):
            limits(wrong)
