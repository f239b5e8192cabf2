from datetime import timedelta

import pytest

from aftercare.casework.intake.rules import Fate, fate_of_word
from tests.makers import FRIDAY


@pytest.mark.parametrize(
    ("text", "with_files", "ended_days_ago", "fate"),
    [
        ("又坏了", False, None, Fate.JOINED),
        ("又坏了", False, 5, Fate.REOPENED),
        ("又坏了", False, 30, Fate.REOPENED),
        ("又坏了", False, 31, Fate.AGAIN),
        ("谢谢！", False, 5, Fate.JOINED),
        ("好的，收到，谢谢您🙏", False, 400, Fate.JOINED),
        ("Thank you!", False, 5, Fate.JOINED),
        ("谢谢", True, 5, Fate.REOPENED),
        ("好的，但是还在漏水", False, 5, Fate.REOPENED),
        ("谢" * 5000 + "x", False, 5, Fate.REOPENED),
    ],
)
def test_a_word_to_a_closed_case_reopens_it_within_its_days_and_thanks_do_not(
    text: str,
    with_files: bool,  # noqa: FBT001
    ended_days_ago: int | None,
    fate: Fate,
) -> None:
    until = FRIDAY + timedelta(days=30 - ended_days_ago) if ended_days_ago is not None else None
    found = fate_of_word(text=text, with_files=with_files, until=until, now=FRIDAY)
    assert found is fate
