"""The page on which a head sees how far triage is followed."""

import pytest
from django.test import Client

from aftercare.casework.triage.actions import write_rule
from aftercare.casework.triage.models import TrainedModel
from aftercare.casework.triage.rules import CompanyRule
from aftercare.foundation.actor import SYSTEM
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


def page_of(client: Client, name: str) -> tuple[int, str]:
    client.post("/sign-in", {"login": name, "password": makers.PASSWORD})
    answer = client.get("/desk/triage")
    return answer.status_code, answer.content.decode()


def test_before_the_first_decision_it_says_what_will_stand_there(
    company: makers.Company,  # noqa: ARG001
    client: Client,
) -> None:
    status, text = page_of(client, "manager")
    assert status == 200
    assert "尚无人工确认" in text


def test_shares_stand_by_field_and_the_rules_below_in_words(
    company: makers.Company, client: Client, time_machine: object
) -> None:
    time_machine.move_to(makers.FRIDAY)  # type: ignore[attr-defined]
    makers.complaint(company.agent, description="沙发掉皮，质量差，投诉")
    rule = CompanyRule(
        name="工程客户",
        channels=frozenset({"phone"}),
        words=("工地",),
        sets={"severity": "B", "urgent": "yes"},
    )
    write_rule(actor=SYSTEM, rule_id=None, order=1, rule=rule, now=makers.FRIDAY)

    status, text = page_of(client, "manager")

    assert status == 200
    assert "100" in text
    assert "2026-01" in text
    assert "工程客户" in text
    assert "电话" in text
    assert "B 较重" in text


def test_what_was_learnt_stands_there_with_its_figures(
    company: makers.Company,  # noqa: ARG001
    client: Client,
) -> None:
    assert "尚未训练模型" in page_of(client, "manager")[1]
    TrainedModel.objects.create(
        field="kind",
        trained_at=makers.FRIDAY,
        state="rejected",
        before="starter-1",
        learnt_from=1200,
        held_out=300,
        right=252,
        right_before=249,
        gained=8,
        lost=5,
    )

    text = page_of(client, "manager")[1]

    assert "未优于现有" in text
    for figure in ("1,200", "83\u202f%", "84\u202f%"):
        assert figure in text.replace("&#8239;", "\u202f")


def test_who_may_not_see_it_does_not(company: makers.Company, client: Client) -> None:  # noqa: ARG001
    status, _ = page_of(client, "agent")
    assert status == 403


def test_the_words_that_decide_are_shown_by_class(
    company: makers.Company,  # noqa: ARG001
    client: Client,
) -> None:
    assert "起决定作用" not in page_of(client, "manager")[1]
    taken("category", {"logistics": ["快递", "送货"], "price": []})

    text = page_of(client, "manager")[1]

    assert "在用模型里起决定作用的词" in text
    assert "快递" in text
    assert "物流" in text


def taken(field: str, words: dict[str, list[str]]) -> None:
    TrainedModel.objects.create(
        field=field,
        trained_at=makers.FRIDAY,
        state="taken",
        before="starter-1",
        learnt_from=1200,
        held_out=300,
        right=262,
        right_before=249,
        gained=18,
        lost=5,
        data={
            "classes": sorted(words),
            "temperature": 0.3,
            "bias": [0.0] * len(words),
            "weights": {},
            "wide": True,
            "words": words,
        },
    )
