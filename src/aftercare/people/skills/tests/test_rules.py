from datetime import date

import pytest

from aftercare.people.skills.rules import Need, Standing, standing

CASE = {
    "kind": "repair", "category": "safety", "product_line": "appliance", "level": "one",
}  # fmt: skip


@pytest.mark.parametrize(
    ("need", "takes"),
    [
        (Need(), False),
        (Need(kinds=["repair"]), True),
        (Need(kinds=["care"]), False),
        (Need(kinds=["repair"], product_lines=["appliance", "home"]), True),
        (Need(kinds=["repair"], product_lines=["home"]), False),
        (Need(levels=["one"], categories=["safety"]), True),
    ],
)
def test_a_case_needs_a_skill_where_all_that_is_named_fits(need: Need, takes: bool) -> None:  # noqa: FBT001
    assert need.takes(**CASE) is takes


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 12, 31), Standing.COMING),
        (date(2026, 1, 1), Standing.VALID),
        (date(2026, 5, 31), Standing.VALID),
        (date(2026, 6, 1), Standing.LAPSING),
        (date(2026, 7, 1), Standing.LAPSING),
        (date(2026, 7, 2), Standing.LAPSED),
    ],
)
def test_a_skill_lapses_after_its_last_day_and_warns_before(on: date, expected: Standing) -> None:
    told = standing(valid_from=date(2026, 1, 1), valid_until=date(2026, 7, 1), warn_days=30, on=on)
    assert told is expected
