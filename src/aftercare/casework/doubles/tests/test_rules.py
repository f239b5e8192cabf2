from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.casework.doubles.rules import Sign, is_likely_double, marks_at
from aftercare.foundation.search.rules import likeness, marks

TODAY = datetime(2026, 11, 22, tzinfo=UTC)


@given(st.text(), st.text())
def test_likeness_is_a_share_and_knows_no_order(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


@given(st.text(alphabet="空调不制冷漏水沙发开裂", min_size=2))
def test_a_text_is_wholly_like_itself(text: str) -> None:
    assert likeness(text, text) == 1
    assert marks(text) == marks(text)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("空调不制冷，吹出来是热风", "空调不制冷！吹出热风", True),
        ("沙发塌陷掉皮", "卫生间瓷砖空鼓", False),
        ("ＫＦＲ－３５ＧＷ 不制冷", "kfr-35gw不制冷", True),
    ],
)
def test_like_texts_are_likely_doubles_of_one_customer(
    one: str,
    other: str,
    alike: bool,  # noqa: FBT001
) -> None:
    like = likeness(one, other)
    assert is_likely_double(signs={Sign.CUSTOMER}, likeness=like, age=timedelta(days=2)) is alike


def test_the_same_unit_is_enough_but_not_for_ever() -> None:
    month = timedelta(days=30)
    assert is_likely_double(signs={Sign.UNIT}, likeness=0, age=month)
    assert not is_likely_double(signs={Sign.UNIT}, likeness=1, age=month + timedelta(days=1))


def test_strangers_must_say_nearly_the_same() -> None:
    age = timedelta(days=1)
    assert not is_likely_double(signs=(), likeness=0.5, age=age)
    assert is_likely_double(signs=(), likeness=0.7, age=age)
    assert is_likely_double(signs={Sign.ADDRESS}, likeness=0.5, age=age)


def test_like_texts_share_a_mark_and_unlike_ones_seldom() -> None:
    text = "新买的冰箱冷藏室不制冷，冷冻室结冰很厚，请尽快安排师傅上门检查维修"
    like = "新买的冰箱冷藏室不制冷了，冷冻室结冰很厚，请尽快安排师傅上门检查"
    unlike = "卫生间瓷砖空鼓开裂，铺贴不到半年，要求赔偿损失并重新铺贴"
    assert likeness(text, like) > 0.6
    assert set(marks(text)) & set(marks(like))
    assert not set(marks(text)) & set(marks(unlike))
    assert marks("") == []


def test_marks_of_another_stretch_of_time_are_others() -> None:
    said = marks("沙发坐垫塌陷，坐下去有异响")
    assert set(marks_at(said, TODAY)).isdisjoint(marks_at(said, TODAY - timedelta(days=31)))
    assert all(-(2**31) <= mark < 2**31 for mark in marks_at(said, TODAY))
