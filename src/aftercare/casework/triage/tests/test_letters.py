"""What a pattern cannot match without is worked out, not written by hand. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.casework.triage.rules.language import language
from aftercare.casework.triage.rules.letters import letters_needed
from aftercare.casework.triage.tests.test_safety import TABLE

CASES = [
    ("漏电", {"漏"}),
    ("(?:燃气|瓦斯)的?味", {"味"}),
    ("(?:燃气|瓦斯)?", set()),
    ("(?:漏|跑)+", {"漏", "跑"}),
    ("[漏跑]?电{2}", {"电"}),
    ("a|.*", set()),
    ("x{0,3}", set()),
]


@pytest.mark.parametrize(("pattern", "letters"), CASES, ids=[row[0] for row in CASES])
def test_the_letters_of_a_pattern(pattern: str, letters: set[str]) -> None:
    assert letters_needed(pattern) == letters


@given(text=st.sampled_from([row[1] for row in TABLE]))
def test_no_cue_matches_where_its_letters_are_missing(text: str) -> None:
    for cues in language().cues.values():
        searched = cues.among(frozenset(text))
        assert all(cue in searched for cue in cues.all if cue.pattern.search(text))
