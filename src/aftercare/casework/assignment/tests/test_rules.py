from dataclasses import replace
from datetime import datetime

from aftercare.casework.assignment.rules import (
    Contender,
    best_contender,
    first_back,
    still_suits,
)


def contender(
    member_id: int, *, load: int = 0, is_head: bool = False, fit: tuple[int, ...] = (0, 0, 0)
) -> Contender:
    return Contender(member_id=member_id, org_unit_id=1, is_head=is_head, fit=fit, load=load)


def test_the_least_loaded_of_equals_gets_the_case() -> None:
    best = best_contender([contender(1, load=3), contender(2, load=1)], grave=False)
    assert best is not None
    assert best.member_id == 2


def test_whoever_is_named_for_the_category_goes_before_the_less_loaded() -> None:
    named = contender(1, load=9, fit=(1, 0, 0))
    assert best_contender([contender(2), named], grave=False) == named


def test_a_head_steps_back_but_not_from_a_grave_matter() -> None:
    head, clerk = contender(1, is_head=True, fit=(1, 1, 0)), contender(2)
    assert best_contender([head, clerk], grave=False) == clerk
    assert best_contender([head, clerk], grave=True) == head
    assert best_contender([head], grave=False) == head


def away(member_id: int, back: str = "") -> Contender:
    back_at = datetime.fromisoformat(f"2026-01-{back}:00+08:00") if back else None
    return replace(contender(member_id), here=False, back_at=back_at)


DUE = datetime.fromisoformat("2026-01-10T12:00:00+08:00")


def test_who_is_here_goes_before_who_fits_better_and_is_not() -> None:
    close = replace(away(1, "10T09:00"), fit=(1, 1, 6))
    assert best_contender([close, contender(2)], grave=False, due_at=DUE) == contender(2)


def test_of_the_absent_the_first_back_in_time_is_taken() -> None:
    late, soon, sooner = away(1, "10T13:00"), away(2, "10T11:00"), away(3, "10T09:00")
    assert best_contender([late, soon, sooner], grave=False, due_at=DUE) == sooner
    assert best_contender([late, away(4)], grave=False, due_at=DUE) is None
    assert best_contender([sooner], grave=False) is None
    assert first_back([away(4), late], grave=False) == late


def test_equals_are_given_cases_in_turn() -> None:
    just_now = replace(contender(1), turn=9)
    assert best_contender([just_now, contender(2)], grave=False) == contender(2)


def test_nobody_is_nobody() -> None:
    assert best_contender([], grave=True) is None


def test_an_owner_whose_duties_cover_the_case_keeps_it() -> None:
    assert still_suits([contender(1), contender(2)], owner_id=2)
    assert not still_suits([contender(1)], owner_id=2)
