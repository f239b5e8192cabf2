"""By what words a name is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin
from pypinyin.pinyin_dict import pinyin_dict

from aftercare.foundation.names import folded, name_asked, name_words, spelled, syllables_of


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


def test_every_sign_is_read_as_pypinyin_reads_it() -> None:
    signs = [chr(number) for number in pinyin_dict]
    assert {sign: syllables_of(sign) for sign in signs} == {
        sign: lazy_pinyin([sign]) for sign in signs
    }


@given(st.text(alphabet="曾张㐂〇aBé1 -·😀", max_size=8))
def test_a_text_is_spelled_sign_by_sign_and_letters_stay_together(text: str) -> None:
    assert syllables_of(text) == lazy_pinyin(text)


def test_a_surname_is_spelled_as_its_bearer_says_it() -> None:
    assert spelled("单伟") == ["shan", "wei"]
    assert spelled("简单") == ["jian", "dan"]
    assert spelled("") == []


@given(st.text(alphabet="曾张伟 aB1-·", max_size=8))
def test_every_name_is_found_by_itself_and_no_word_is_said_twice(name: str) -> None:
    found = name_words(name)
    assert folded(name) in [*found, ""]
    assert len(found) == len(set(found))
