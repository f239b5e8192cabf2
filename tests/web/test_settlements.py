"""What like cases were settled with, on the page and by the API."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.resolutions.actions import add_option, record_findings
from aftercare.casework.resolutions.queries import like_settlements
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from tests import handling, makers
from tests.makers import FRIDAY, complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


def test_nothing_is_told_of_oneself_and_of_what_is_not_alike(company: makers.Company) -> None:
    case = complaint(company.agent).case
    like = like_settlements(actor=company.handler, case=case, now=FRIDAY)
    assert (like.of_line, like.of_model) == ([], [])


def test_the_drawer_and_the_api_tell_the_same(company: makers.Company) -> None:
    settled = complaint(company.agent, now=timezone.now()).case
    handling.settle(company.handler, settled, timezone.now())
    case = complaint(company.agent, phone="13900139000", now=timezone.now()).case
    like = like_settlements(
        actor=SYSTEM, case=case_brief(actor=SYSTEM, case_id=case.id), now=timezone.now()
    )
    (custom,) = like.of_line
    assert (custom.number, custom.is_small) == (1, True)
    assert custom.median_amount > Decimal(0)
    client = Client()
    client.force_login(User.objects.get(id=company.handler.user_id))
    text = client.get(f"/desk/cases/{case.id}/settlements").content.decode()
    assert "样本少" in text
    own = client.get(f"/desk/cases/{settled.id}/settlements").content.decode()
    assert "一年内没有" in own
    issued = issue_own_token(
        actor=company.handler, name="t", scopes=["cases.see_*"], expires_at=None, now=timezone.now()
    )
    answer = (
        Client()
        .get(
            f"/api/v1/cases/{case.id}/settlements",
            headers={"Authorization": f"Bearer {issued.word}"},
        )
        .json()
    )
    assert answer["of_line"][0]["number"] == 1


def test_the_choice_of_a_resolution_shows_it_beside_like_cases(company: makers.Company) -> None:
    """R-CASE-06: compared by cost, and by what like cases were settled with."""
    settled = complaint(company.agent, now=timezone.now()).case
    handling.settle(company.handler, settled, timezone.now())
    case = complaint(company.agent, phone="13900139000", now=timezone.now()).case
    handling.call(company.handler, case, timezone.now())
    record_findings(
        actor=company.handler, case_id=case.id, version=None, cause="material", liable="",
        text="海绵老化。", now=timezone.now(),
    )  # fmt: skip
    for kind, cost in (("repair", 120), ("exchange", 900)):
        add_option(
            actor=company.handler, case_id=case.id, kind=kind, summary="处理。",
            cost_amount=Decimal(cost), compensation_amount=Decimal(0), expected_stars=4,
            now=timezone.now(),
        )  # fmt: skip
    client = Client()
    client.force_login(User.objects.get(id=company.handler.user_id))
    text = client.get(f"/desk/cases/{case.id}").content.decode()
    table = text.partition("compared")[2].partition("</table>")[0]
    assert "1 张，¥80 – ¥80" in table
    assert "样本少" in table
    assert "一年内没有这样处理的" in table
