import dataclasses
from decimal import Decimal

import pytest

from aftercare.casework.resolutions import rules


def test_options_are_compared_by_cost_and_by_how_they_may_please() -> None:
    repair = rules.OptionFacts(
        id=1, cost_amount=Decimal(80), compensation_amount=Decimal(0), expected_stars=3
    )
    exchange = rules.OptionFacts(
        id=2, cost_amount=Decimal(900), compensation_amount=Decimal(100), expected_stars=5
    )
    cheap, dear = rules.compare([repair, exchange])
    assert [c.total_amount for c in (cheap, dear)] == [Decimal(80), Decimal(1000)]
    assert (cheap.is_cheapest, cheap.is_most_pleasing) == (True, False)
    assert (dear.is_cheapest, dear.is_most_pleasing) == (False, True)
    like, other = rules.compare([repair, dataclasses.replace(repair, id=3)])
    assert {like.is_cheapest, like.is_most_pleasing, other.is_cheapest} == {False}
    assert rules.compare([]) == []


def test_approvals_go_step_by_step() -> None:
    steps = ["head", "manager"]
    assert [rules.next_approval(steps, n) for n in range(3)] == ["head", "manager", None]


@pytest.mark.parametrize(
    ("how", "reference", "actor_is_customer", "enough"),
    [
        ("portal", "", True, True),
        ("portal", "", False, False),
        ("recorded_call", "REC-0192", False, True),
        ("recorded_call", " ", False, False),
        ("signature", "", False, False),
        ("recorded_call", "REC-0192", True, False),
    ],
)
def test_the_customers_own_click_proves_itself_and_staff_name_a_proof(
    how: str,
    reference: str,
    actor_is_customer: bool,  # noqa: FBT001
    enough: bool,  # noqa: FBT001
) -> None:
    assert (
        rules.proof_is_enough(how=how, reference=reference, actor_is_customer=actor_is_customer)
        is enough
    )


def test_like_settlements_are_told_by_kind_with_median_range_and_stars() -> None:
    amounts = (80, 100, 300, 90, 110)
    repairs = [
        rules.Settled(kind="repair", amount=Decimal(amount), stars=stars)
        for amount, stars in zip(amounts, (5, None, 2, 4, None), strict=True)
    ]
    exchange = rules.Settled(kind="exchange", amount=Decimal("999.99"), stars=None)
    often, seldom = rules.customs([exchange, *repairs])
    assert (often.kind, often.number, often.is_small) == ("repair", 5, False)
    assert (often.least_amount, often.most_amount) == (Decimal(80), Decimal(300))
    assert often.median_amount == Decimal(100)
    assert (often.stars, often.rated) == (3.7, 3)
    assert (seldom.number, seldom.is_small, seldom.stars) == (1, True, None)
    assert rules.customs([]) == []
