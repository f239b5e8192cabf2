"""What a customer tells leads to questions, likely causes and what to bring (R-FS-10)."""

import pytest

from aftercare.fieldservice.hints.adapters import hints
from aftercare.fieldservice.hints.queries import hints_for
from aftercare.foundation.actor import SYSTEM


@pytest.mark.parametrize(
    ("goods", "told", "cause"),
    [
        ("壁挂空调", "开机半小时还是不制冷", "滤网或换热器脏堵"),
        ("双门冰箱 BCD-200", "冷藏室不制冷", "门封老化漏冷"),
        ("三人位沙发", "坐垫塌陷，坐下去有异响", "海绵密度不足，回弹差"),
        ("沙发", "颜色与样品不同", None),
        ("电视机", "不制冷", None),
    ],
)
def test_a_symptom_leads_to_its_likely_causes(goods: str, told: str, cause: str | None) -> None:
    found = hints_for(actor=SYSTEM, goods=goods, told=told)
    assert (found[0].causes[0].cause if found else None) == cause


def test_every_hint_asks_something_and_says_what_to_bring() -> None:
    for hint in hints():
        assert hint.ask
        assert all(one.bring.zh and one.bring.en for one in hint.causes)
