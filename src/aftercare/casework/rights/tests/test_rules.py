"""What cases tell of repairs, exchanges and causes."""

from datetime import date

import pytest

from aftercare.casework.rights.rules import Deed, Matter, cause_found, exchanged_on, repairs_of
from aftercare.policy.entitlements.queries import Cause, Delay


def matter(received: date, *deeds: Deed, about_fault: bool = True, **more: object) -> Matter:
    return Matter(received_on=received, about_fault=about_fault, deeds=deeds, **more)  # type: ignore[arg-type]


def repair(done: date | None) -> Deed:
    return Deed(kind="repair", done_on=done)


MAY, JUNE, JULY = date(2026, 5, 4), date(2026, 6, 1), date(2026, 7, 6)


def test_a_repair_runs_from_the_report_to_the_day_it_was_done() -> None:
    (one,) = repairs_of([matter(MAY, repair(JUNE), part="压缩机")])

    assert (one.started_on, one.ended_on, one.part) == (MAY, JUNE, "压缩机")


def test_a_repair_failed_when_the_thing_was_reported_again() -> None:
    first, second = repairs_of([matter(MAY, repair(MAY)), matter(JULY, repair(JULY))])

    assert (first.failed, second.failed) == (True, None)


def test_a_later_matter_that_is_no_fault_says_nothing_of_the_repair() -> None:
    (one,) = repairs_of([matter(MAY, repair(MAY)), matter(JULY, about_fault=False)])

    assert one.failed is None


def test_a_repair_failed_when_the_same_case_needed_another_deed() -> None:
    first, second = repairs_of([matter(MAY, repair(MAY), repair(JUNE))])

    assert (first.failed, second.failed) == (True, None)


@pytest.mark.parametrize(("stars", "failed"), [(5, False), (4, False), (3, True), (None, None)])
def test_the_customer_says_whether_it_helped(stars: int | None, failed: bool | None) -> None:  # noqa: FBT001
    (one,) = repairs_of([matter(MAY, repair(JUNE), stars=stars)])

    assert one.failed is failed


def test_a_repair_that_waits_for_a_part_says_so() -> None:
    waiting, working = repairs_of(
        [matter(MAY, repair(None), waits_for_part=True), matter(JUNE, repair(None))]
    )

    assert (waiting.delay, working.delay) == (Delay.PART, Delay.UNKNOWN)
    assert waiting.failed is None


def test_the_latest_exchange_that_was_carried_out_counts() -> None:
    matters = [
        matter(MAY, Deed(kind="exchange", done_on=JUNE)),
        matter(JULY, Deed(kind="exchange", done_on=None)),
    ]

    assert exchanged_on(matters) == JUNE
    assert exchanged_on([matter(MAY, repair(JUNE))]) is None


@pytest.mark.parametrize(
    ("found", "fitted_by_seller", "cause"),
    [
        ("material", None, Cause.DEFECT),
        ("logistics", None, Cause.DEFECT),
        ("misuse", None, Cause.MISUSE),
        ("installation", True, Cause.DEFECT),
        ("installation", None, Cause.DEFECT),
        ("installation", False, Cause.MISUSE),
        ("contract_term", None, Cause.UNKNOWN),
        ("other", None, Cause.UNKNOWN),
    ],
)
def test_a_finding_says_whose_fault_it_is(
    found: str,
    fitted_by_seller: bool | None,  # noqa: FBT001
    cause: Cause,
) -> None:
    assert cause_found(found, fitted_by_seller=fitted_by_seller) is cause
