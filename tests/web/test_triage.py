"""The page on which a head sees how far triage is followed."""

import pytest
from django.test import Client

from aftercare.casework.triage.actions import write_rule
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


def test_who_may_not_see_it_does_not(company: makers.Company, client: Client) -> None:  # noqa: ARG001
    status, _ = page_of(client, "agent")
    assert status == 403
