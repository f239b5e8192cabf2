from aftercare.casework.assignment.rules import Contender, best_contender, still_suits


def contender(
    member_id: int, *, open_cases: int = 0, is_head: bool = False, fit: tuple[int, ...] = (0, 0, 0)
) -> Contender:
    return Contender(
        member_id=member_id, org_unit_id=1, is_head=is_head, fit=fit, open_cases=open_cases
    )


def test_the_least_loaded_of_equals_gets_the_case() -> None:
    best = best_contender([contender(1, open_cases=3), contender(2, open_cases=1)], grave=False)
    assert best is not None
    assert best.member_id == 2


def test_whoever_is_named_for_the_category_goes_before_the_less_loaded() -> None:
    named = contender(1, open_cases=9, fit=(1, 0, 0))
    assert best_contender([contender(2), named], grave=False) == named


def test_a_head_steps_back_but_not_from_a_grave_matter() -> None:
    head, clerk = contender(1, is_head=True, fit=(1, 1, 0)), contender(2)
    assert best_contender([head, clerk], grave=False) == clerk
    assert best_contender([head, clerk], grave=True) == head
    assert best_contender([head], grave=False) == head


def test_nobody_is_nobody() -> None:
    assert best_contender([], grave=True) is None


def test_an_owner_whose_duties_cover_the_case_keeps_it() -> None:
    assert still_suits([contender(1), contender(2)], owner_id=2)
    assert not still_suits([contender(1)], owner_id=2)
