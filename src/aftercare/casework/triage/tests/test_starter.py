"""The starter model against sentences that it has not learnt from. No database."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.casework.triage.rules import (
    CompanyRule,
    Field,
    Proposed,
    compare,
    propose_classification,
)
from aftercare.casework.triage.rules.text import clauses
from aftercare.casework.triage.rules.whole import made_whole, reads_alone, whole_words

TEXTS = [
    line.split("\t")
    for line in (Path(__file__).parent / "customer_texts.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def judged(text: str, **known: str) -> Proposed:
    return propose_classification(
        text=text, channel="phone", product_line=known.get("product_line", "")
    )


def test_most_texts_are_understood_and_what_is_unsure_is_left_open() -> None:
    right: Counter[str] = Counter()
    for kind, category, line, text in TEXTS:
        found = judged(text)
        assert not found.safety, text
        right["kind"] += found.kind == kind
        right["category"] += found.category == category
        right["product_line"] += found.product_line == line
    assert right["kind"] >= 0.9 * len(TEXTS)
    assert right["category"] >= 0.85 * len(TEXTS)
    assert right["product_line"] >= 0.9 * len(TEXTS)


def test_most_wishes_in_plain_speech_are_understood() -> None:
    table = (Path(__file__).parent / "wishes.tsv").read_text("utf-8").splitlines()[1:]
    wishes = [line.split("\t") for line in table]
    about = [(category, text) for _, category, text in wishes if category]
    assert sum(judged(text).kind == kind for kind, _, text in wishes) >= 0.88 * len(wishes)
    assert sum(judged(text).category == one for one, text in about) >= 0.86 * len(about)


def test_a_text_of_nothing_known_leaves_everything_open() -> None:
    found = judged("唔哩哇啦")
    assert {"kind", "product_line", "subcategory"} <= found.open


def test_what_the_form_said_is_not_proposed_anew() -> None:
    found = judged("冰箱不制冷", product_line="building")
    assert found.product_line == "building"
    assert {r.source for r in found.reasons if r.field == "product_line"} == {"given"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("空调不制冷，请维修", "不制冷"),
        ("沙发塌陷了，质量太差", "塌陷"),
        ("安装师傅态度恶劣，投诉", "态度差"),
        ("电热水器漏电", "漏电"),
    ],
)
def test_a_symptom_that_is_named_becomes_the_subcategory(text: str, name: str) -> None:
    assert judged(text).subcategory == name


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("沙发掉皮，质量差", "C"),
        ("沙发掉皮，再不处理我打12315", "B"),
        ("空调修了三次还是坏，家里有八十岁老人，再不处理找媒体曝光", "A"),
        ("请问沙发多少钱", "C"),
    ],
)
def test_loss_repetition_and_threats_raise_the_severity(text: str, severity: str) -> None:
    assert judged(text).severity == severity


def test_water_that_does_not_stop_is_urgent_and_a_slow_answer_is_not() -> None:
    assert judged("水管爆了，水一直流关不住").urgent
    assert not judged("客服回复太慢").urgent


def test_a_question_about_contracts_is_complex_and_one_about_hours_is_not() -> None:
    assert judged("请问定制衣柜的方案和合同条款怎么定？").complex
    assert not judged("请问你们几点下班？").complex


def test_reasons_quote_the_text() -> None:
    text = "洗衣机不排水，麻烦派人维修"
    for reason in judged(text).reasons:
        assert reason.words in text


@pytest.mark.parametrize(
    ("text", "whole", "broken"),
    [
        ("电饭煲通电没反应，要求换新的", {"换新", "没反应"}, {"求换"}),
        ("快递迟到三天，派送员态度差", {"态度差", "派送"}, {"度差", "员态"}),
        ("师傅乱收费，收了两百块", {"乱收费", "师傅"}, {"了两", "收了"}),
        ("请问空调滤网多久清洗一次", {"清洗"}, {"洗一"}),
        ("修了两次还是不行", {"修了两次还是不行"}, {"次还", "修了两次还是不"}),
    ],
)
def test_the_words_that_decided_are_whole_words(
    text: str, whole: set[str], broken: set[str]
) -> None:
    words = {reason.words for reason in judged(text).reasons}
    assert whole <= words
    assert not broken & words


def test_a_piece_that_alone_decided_is_made_whole() -> None:
    parts = clauses("派送员态度差", longest=200)
    assert list(whole_words(parts, [("员态", False)])) == ["员态度差"]
    assert list(whole_words(parts, [("员态", False), ("派送", False)])) == ["派送"]


def test_what_is_torn_over_a_mark_or_a_blank_is_no_sign() -> None:
    parts = clauses("柜门坏了，我要 换新", longest=200)
    pieces = [("了，我", False), ("要换", False), ("柜门", False)]
    assert list(whole_words(parts, pieces)) == ["柜门"]


@pytest.mark.parametrize("word", ["我的", "我们", "已经", "可以", "一个", "it is", "the", "门关"])
def test_fillers_and_halves_of_words_say_nothing_alone(word: str) -> None:
    assert not reads_alone(word)


@pytest.mark.parametrize("word", ["不制冷", "没反应", "换新", "请问", "broken"])
def test_words_that_tell_read_alone(word: str) -> None:
    assert reads_alone(word)


@given(
    st.text(alphabet="派送员态度差了两百块 ，，a1", max_size=12),
    st.integers(0, 11),
    st.integers(1, 3),
)
def test_what_is_made_whole_holds_the_piece(text: str, at: int, size: int) -> None:
    piece = text[at : at + size]
    assert piece in made_whole(clauses(text, longest=200), piece)


def test_no_rule_of_the_company_takes_back_an_alarm() -> None:
    calm = CompanyRule(
        name="calm",
        words=("插座",),
        sets={"level": "two", "severity": "C", "urgent": "no", "category": "other"},
    )
    found = propose_classification(text="插座冒烟", channel="phone", product_line="", rules=[calm])
    assert (found.level, found.severity, found.urgent) == ("one", "A", True)
    assert found.category == "safety"


def test_a_rule_holds_only_where_all_its_conditions_do() -> None:
    rule = CompanyRule(
        name="vip",
        channels=frozenset({"chat"}),
        customer_classes=frozenset({"company"}),
        sets={"urgent": "yes"},
    )

    def urgent(channel: str, customer_class: str) -> bool:
        return propose_classification(
            text="瓷砖色差",
            channel=channel,
            product_line="building",
            customer_class=customer_class,
            rules=[rule],
        ).urgent

    assert urgent("chat", "company")
    assert not urgent("chat", "person")
    assert not urgent("phone", "company")


def test_each_judged_field_is_agreed_changed_or_filled() -> None:
    said = {name.value: "x" for name in Field}
    decided = {**said, "kind": "y"}
    outcome = compare(said, decided, left_open={"category"}, given={"product_line"})
    assert outcome.changed == ["kind"]
    assert outcome.filled == ["category"]
    assert "product_line" not in outcome.agreed
    assert len(outcome.agreed) == len(Field) - 3


def test_the_shipped_model_is_what_the_seeds_give() -> None:
    import hashlib
    import json

    data = Path(__file__).parents[1] / "data"
    sources = ("seeds.toml", "products.toml", "symptoms.toml", "lexicon.toml")
    digest = hashlib.sha256(b"".join((data / name).read_bytes() for name in sources)).hexdigest()
    assert json.loads((data / "starter.json").read_text())["seeds"] == digest[:12], (
        "run python tools/train_triage.py"
    )
