"""Danger is read from the language around the word (R-IN-07). No database."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftercare.casework.triage.rules import HAPPENED, propose_classification, read_safety

TABLE = [
    line.split("\t")
    for line in (Path(__file__).parent / "safety_sentences.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("expected", "text"), TABLE, ids=[row[1] for row in TABLE])
def test_a_sentence_is_an_alarm_or_shown_or_quiet(expected: str, text: str) -> None:
    verdict = read_safety(text)
    assert verdict.alarm == (expected == "alarm"), verdict.mentions
    if expected == "shown":
        assert verdict.mentions


READINGS = [
    ("没有漏电", "negated"),
    ("不漏电", "negated"),
    ("从来没有跳过闸", "negated"),
    ("没有出现漏水、漏电的情况", "negated"),
    ("漏电的情况没有发生", "negated"),
    ("怕漏电", "feared"),
    ("担心用久了会漏电", "feared"),
    ("会不会漏电", "asked"),
    ("会漏电吗？", "asked"),
    ("如果漏电的话谁负责", "supposed"),
    ("可能会爆炸", "supposed"),
    ("听说会爆炸", "hearsay"),
    ("以为是漏电", "mistaken"),
    ("声音像爆炸一样", "likened"),
    ("谨防触电", "warned"),
    ("漏电", HAPPENED),
    ("漏电了", HAPPENED),
    ("会漏电", HAPPENED),
    ("不断冒烟", HAPPENED),
    ("没几天就漏电了", HAPPENED),
    ("没有一天不跳闸", HAPPENED),
    ("担心漏电，结果真漏电了", HAPPENED),
    ("不是跳闸就是漏电", HAPPENED),
    ("好像漏电", HAPPENED),
    ("漏电没人处理", HAPPENED),
    ("差点爆炸", HAPPENED),
]


@pytest.mark.parametrize(("text", "reading"), READINGS, ids=[row[0] for row in READINGS])
def test_a_hazard_is_read_as_it_is_meant(text: str, reading: str) -> None:
    assert reading in {mention.reading for mention in read_safety(text).mentions}


def test_a_mention_quotes_the_text_as_it_was_written() -> None:
    text = "ＣＯ报警！燃气灶 ＬＥＡＫＳ GAS, smoke 没有漏电"
    for mention in read_safety(text).mentions:
        assert text[mention.start : mention.start + len(mention.words)] == mention.words


PIECES = "没有 不 怕 漏电 跳闸 爆炸 会 吗 ？ ， 。 如果 结果 了 的话 smoke fire no if"
words = st.sampled_from(PIECES.split())
texts = st.one_of(st.text(max_size=300), st.lists(words, max_size=30).map("".join))
HAZARDS = ["热水器漏电了。", "孩子的手被夹伤流血了。", "厨房煤气味很浓。", "插座起火了。"]


@given(text=texts, hazard=st.sampled_from(HAZARDS), before=st.booleans())
@settings(deadline=None, max_examples=80)
def test_a_sentence_of_danger_is_heard_among_any_others(
    text: str, hazard: str, *, before: bool
) -> None:
    assert read_safety(f"{hazard}\n{text}" if before else f"{text}。\n{hazard}").alarm


@given(text=texts)
@settings(deadline=None, max_examples=80)
def test_any_text_is_judged(text: str) -> None:
    found = propose_classification(text=text, channel="portal", product_line="")
    assert found.level in {"one", "two"}
    assert found.severity in {"A", "B", "C"}
    assert all(0.0 <= value <= 1.0 for value in found.confidence.values())
    if found.safety:
        assert (found.level, found.severity, found.urgent) == ("one", "A", True)
        assert found.category == "safety"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "\x00漏\x00电", "\ud800", "?" * 1000, "\u202e漏电", "😀" * 50],
    ids=["empty", "blank", "nul", "nul inside", "surrogate", "marks", "bidi", "emoji"],
)
def test_odd_input_is_judged_like_any_other(text: str) -> None:
    propose_classification(text=text, channel="", product_line="")


@pytest.mark.parametrize("piece", ["没有漏电，", "a b c ", "不" * 50, "热水器漏电了"])
def test_a_megabyte_is_judged_in_seconds(piece: str) -> None:
    text = piece * (1_000_000 // len(piece)) + "。插座起火了。"
    assert propose_classification(text=text, channel="api", product_line="").safety
