from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.casework.cases import rules
from aftercare.casework.cases.rules import Stage, Step


@pytest.mark.parametrize("flow", [rules.FULL_FLOW, rules.SHORT_FLOW, rules.VISIT_FLOW])
def test_every_flow_can_be_walked_from_registration_to_closing(flow: tuple[Stage, ...]) -> None:
    walked = [Stage.REGISTERED]
    for stage in flow[1:]:
        if rules.may_advance(walked[-1], stage):
            walked.append(stage)
    assert walked[-1] is Stage.CLOSED


@given(st.sampled_from(Stage))
def test_nothing_follows_a_merged_case(after: Stage) -> None:
    assert not rules.may_advance(Stage.MERGED, after)


@pytest.mark.parametrize(
    ("kind", "stage", "is_held", "step"),
    [
        ("complaint", "registered", False, Step.CLASSIFY),
        ("complaint", "accepted", False, Step.CONTACT),
        ("consultation", "accepted", False, Step.ANSWER),
        ("repair", "accepted", False, Step.APPOINT),
        ("installation", "carrying_out", False, Step.VISIT),
        ("care", "proposing", False, Step.PROPOSE),
        ("complaint", "investigating", False, Step.INVESTIGATE),
        ("complaint", "proposing", False, Step.PROPOSE),
        ("complaint", "awaiting_approval", False, Step.APPROVE),
        ("complaint", "awaiting_consent", False, Step.CONSENT),
        ("complaint", "carrying_out", False, Step.CARRY_OUT),
        ("complaint", "resolved", True, Step.FOLLOW_UP),
        ("complaint", "resolved", False, Step.CLOSE),
        ("complaint", "closed", False, Step.NONE),
        ("complaint", "merged", False, Step.NONE),
    ],
)
def test_there_is_one_next_step(kind: str, stage: str, is_held: bool, step: Step) -> None:  # noqa: FBT001
    assert rules.next_step(kind=kind, stage=stage, is_held=is_held) is step


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("two", "C"), ("one", "C")),
        (("one", "C"), ("one", "B")),
        (("one", "B"), ("one", "A")),
        (("one", "A"), ("one", "A")),
    ],
)
def test_a_dissatisfied_customers_case_rises_one_level(
    before: tuple[str, str], after: tuple[str, str]
) -> None:
    assert rules.graver(*before) == after


ALL = ("result", "root_cause", "cost", "satisfaction_or_follow_up")
BARE: dict[str, Any] = {
    "stage": "resolved",
    "needs": ALL,
    "result": "",
    "root_cause": "",
    "cost_amount": None,
    "holds": [],
}


def missing(**known: object) -> list[str]:
    return rules.missing_for_closing(rules.ClosingFacts(**(BARE | known)))


def test_closing_says_all_that_is_missing_at_once() -> None:
    found = missing(stage="carrying_out", result=" ", holds=["follow_up"])
    assert found == ["resolved", "result", "root_cause", "cost", "hold:follow_up"]


def test_closing_needs_what_the_policy_asks_of_the_kind_and_no_more() -> None:
    assert missing(needs=["result"], result="每月清洗一次滤网。") == []
    assert missing(needs=["result", "cost"], result="已安装") == ["cost"]
    assert missing(needs=[]) == []


def test_a_follow_up_holds_only_where_the_policy_needs_it() -> None:
    assert missing(needs=["satisfaction_or_follow_up"], holds=["follow_up"]) == ["hold:follow_up"]
    assert missing(needs=[], holds=["follow_up", "legal"]) == ["hold:legal"]


def test_a_cost_of_nothing_is_a_cost() -> None:
    assert missing(result="已更换门板", root_cause="material", cost_amount=Decimal(0)) == []


@pytest.mark.parametrize("kind", ["repair", "installation", "care"])
def test_the_stages_of_a_kind_are_all_of_them_where_the_case_left_its_way(kind: str) -> None:
    assert rules.flow_of(kind) == rules.VISIT_FLOW
    assert rules.flow_of(kind, ["registered", "accepted", "merged"]) == rules.VISIT_FLOW
    assert rules.flow_of(kind, ["registered", "proposing"]) == rules.FULL_FLOW


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("AS261122-00017", True),
        ("as261122-00017", True),
        ("AS261122-123456", True),
        ("261122-00017", False),
        ("AS261122", False),
        ("13800138000", False),
    ],
)
def test_a_case_number_is_known_by_its_form(text: str, is_number: bool) -> None:  # noqa: FBT001
    assert rules.is_case_number(text) is is_number


@given(st.lists(st.text(min_size=1)))
def test_words_with_quotes_stay_words(words: list[str]) -> None:
    query = rules.all_of(words)
    assert query.count("'") % 2 == 0
