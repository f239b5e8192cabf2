"""The worked cases of `cases.txt`, each with its source."""

from collections import Counter

import pytest

from aftercare.policy.entitlements.tests.worked import WorkedCase, worked_cases

CASES = list(worked_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_somebody_is_entitled_to(case: WorkedCase) -> None:
    said = [case.said(expected.split(" ", 1)[0]) for expected in case.expected]

    assert said == list(case.expected), f"{case.facts} on {case.on} ({case.source})"


def test_there_are_enough_of_them_and_each_says_where_it_is_from() -> None:
    assert len(CASES) >= 150
    assert all(case.source and case.reason for case in CASES)
    assert not [said for said, times in Counter(case.name for case in CASES).items() if times > 1]
