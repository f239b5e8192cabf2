from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.casework.intake.rules import Intake, is_likely_duplicate, likeness, subject_of


@given(st.text(), st.text())
def test_likeness_is_a_share_and_knows_no_order(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


@given(st.text(alphabet="空调不制冷漏水沙发开裂", min_size=2))
def test_a_text_is_wholly_like_itself(text: str) -> None:
    assert likeness(text, text) == 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("空调不制冷，吹出来是热风", "空调不制冷！吹出热风", True),
        ("沙发塌陷掉皮", "卫生间瓷砖空鼓", False),
        ("ＫＦＲ－３５ＧＷ 不制冷", "kfr-35gw不制冷", True),
    ],
)
def test_like_texts_are_likely_duplicates_of_one_customer(
    one: str,
    other: str,
    alike: bool,  # noqa: FBT001
) -> None:
    said = is_likely_duplicate(
        same_unit=False, text_likeness=likeness(one, other), age=timedelta(days=2)
    )
    assert said is alike


def test_the_same_unit_is_enough_but_not_for_ever() -> None:
    assert is_likely_duplicate(same_unit=True, text_likeness=0, age=timedelta(days=30))
    assert not is_likely_duplicate(same_unit=True, text_likeness=1, age=timedelta(days=31))


def test_a_case_without_a_subject_is_called_by_its_first_words() -> None:
    said = Intake(channel="phone", description="  衣柜门板\n变形，关不上 ")
    assert subject_of(said) == "衣柜门板 变形，关不上"
    long = Intake(channel="phone", description="很长的故事" * 20)
    assert subject_of(long).endswith("…")
    assert len(subject_of(long)) == 40
    assert subject_of(Intake(channel="phone", subject="标题", description="内容")) == "标题"
