"""What is written is found again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.foundation.search.rules import LONGEST_WORD, plain, query_words, words

CHINESE = st.text(st.sampled_from("空调外机漏水不制冷师傅上门沙发塌陷退货的了我"), max_size=30)
ANYTHING = st.text(max_size=120)


def found(question: str, text: str) -> bool:
    asked = query_words(question)
    return bool(asked) and set(asked) <= set(words(text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("漏水", "空调外机一直漏水"),
        ("外机", "空调外机一直漏水"),
        ("外机 漏水", "空调外机一直漏水"),
        ("不转", "外机不转了"),
        ("不转", "电机不转动"),
        ("上门", "师傅不上门"),
        ("甲醛", "儿童床甲醛超标"),
        ("封边", "封边条脱胶"),
        ("KFR-35GW", "美的空调KFR-35GW/NhGm1漏水"),
        ("kfr35gw", "美的空调KFR-35GW/NhGm1漏水"),
        ("35GW", "型号KFR35GW"),
        ("ＫＦＲ－３５ＧＷ", "型号kfr-35gw"),
        ("NhGm1", "KFR-35GW/NhGm1"),
        ("ERP审批", "ERP审批一直不通过"),
        ("审批", "ERP审批一直不通过"),
        ("5678", "联系电话13812345678"),
        ("5678", "联系电话 138****5678"),
        ("5678", "座机021-55125678"),
        ("AS261122-00017", "受理号AS261122-00017"),
        ("00017", "受理号AS261122-00017"),
        ("as261122", "受理号ＡＳ261122-00017"),
        ("washing machine", "The Washing Machine leaks"),
        ("WF-100B", "model wf-100b"),
        ("质量", "生产品质量问题"),
    ],
)
def test_what_is_asked_for_is_found(question: str, text: str) -> None:
    assert found(question, text), (query_words(question), words(text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("漏电", "空调漏水"),
        ("冰箱", "空调漏水"),
        ("KFR-26GW", "KFR-35GW"),
        ("1234", "13812345678"),
        ("漏水 冰箱", "空调漏水"),
        ("", "空调漏水"),
        ("，。", "空调漏水"),
    ],
)
def test_what_is_not_there_is_not_found(question: str, text: str) -> None:
    assert not found(question, text)


def test_full_width_signs_are_made_half_width() -> None:
    assert plain("ＡＢ１２\u3000（x）\x00") == "ab12 (x) "


@given(ANYTHING)
def test_words_are_short_once_and_without_blanks(text: str) -> None:
    cut = words(text)
    assert len(cut) == len(set(cut))
    assert all(0 < len(word) <= LONGEST_WORD and not word.isspace() for word in cut)
    assert "\x00" not in "".join(cut)


@given(CHINESE)
def test_a_text_is_found_by_itself(text: str) -> None:
    assert set(query_words(text)) <= set(words(text))


@given(CHINESE, st.sampled_from(["漏水", "空调", "退货", "沙发", "师傅"]), CHINESE)
def test_a_word_is_found_whatever_stands_beside_it(before: str, word: str, after: str) -> None:
    assert set(query_words(word)) <= set(words(before + word + after))


@given(st.from_regex(r"[A-Z]{2,3}-?[0-9]{2,4}[A-Z]{0,2}", fullmatch=True), CHINESE)
def test_a_code_is_found_with_and_without_its_hyphen(code: str, before: str) -> None:
    assert found(code, before + code)
    assert found(code.replace("-", "").lower(), before + code)


@given(ANYTHING)
def test_asking_never_fails(text: str) -> None:
    query_words(text)
