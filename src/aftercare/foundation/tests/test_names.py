"""By what words a name is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.foundation.names import folded, name_asked, name_words, spelled


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("张伟强", ["张伟强", "张伟", "伟强", "zhangweiqiang", "zwq", "zhangwei", "weiqiang"]),
        ("Li Na", ["lina", "li", "na", "Li  NA"]),
        ("曾丽华", ["zenglihua", "zlh", "cenglihua", "clh", "zengli", "lihua"]),
        ("翟志", ["zhaizhi", "dizhi"]),
        ("重庆ABC家具", ["chongqingabcjiaju", "abc", "家具"]),
    ],
)
def test_a_name_is_found_as_written_spelled_shortened_and_in_parts(
    name: str, asked: list[str]
) -> None:
    found = set(name_words(name))
    missed = [text for text in asked if not any(found >= set(way) for way in name_asked(text))]
    assert missed == []


def test_a_surname_is_spelled_as_its_bearer_says_it() -> None:
    assert spelled("单伟") == ["shan", "wei"]
    assert spelled("简单") == ["jian", "dan"]
    assert spelled("") == []


@given(st.text(alphabet="曾张伟 aB1-·", max_size=8))
def test_every_name_is_found_by_itself_and_no_word_is_said_twice(name: str) -> None:
    found = name_words(name)
    assert folded(name) in [*found, ""]
    assert len(found) == len(set(found))
