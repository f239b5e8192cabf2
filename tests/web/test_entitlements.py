"""What the customer is entitled to, on the case, on the thing, for the customer and by API."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from aftercare.casework.cases.actions import edit_case
from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.intake.queries import follow_token
from aftercare.casework.resolutions.actions import add_option, record_findings
from aftercare.casework.rights.actions import note_facts
from aftercare.casework.rights.queries import EntitlementCard, FaultFacts
from aftercare.customers.units.queries import unit_brief
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.models import User
from aftercare.web.kit.entitlements import in_words
from tests.makers import FRIDAY, Company, complaint
from tests.web.test_api import bearer, post

pytestmark = pytest.mark.django_db

BOUGHT = {
    "purchased_on": date(2025, 12, 20),
    "delivered_on": date(2026, 1, 5),
    "proof": "invoice",
    "cause": "defect",
    "confirmed": True,
}


@pytest.fixture
def case(company: Company) -> CaseBrief:
    return complaint(
        company.agent, product_line="furniture", description="沙发塌陷", product_text="布艺沙发"
    ).case


def signed_in(client: Client, actor: Actor) -> Client:
    client.force_login(User.objects.get(id=actor.user_id or 0))
    client.cookies["django_language"] = "zh-hans"
    return client


def known(company: Company, case: CaseBrief, **facts: Any) -> int:
    fresh = note_facts(
        actor=company.agent,
        case_id=case.id,
        facts=BOUGHT | facts,
        described_as="布艺沙发",
        now=FRIDAY,
    )
    assert fresh.unit_id
    return fresh.unit_id


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_of_a_case_asks_what_is_missing_and_takes_the_answer(
    client: Client, company: Company, case: CaseBrief
) -> None:
    signed_in(client, company.agent)
    page = page_of(client, f"/desk/cases/{case.id}")
    assert "客户权益" in page
    assert "是哪件产品？" in page
    form = page_of(client, f"/desk/cases/{case.id}/do/facts")
    assert form.index('name="described_as"') < form.index('name="paid_amount"')

    answer = client.post(
        f"/desk/cases/{case.id}/do/facts",
        {
            "described_as": "布艺沙发",
            "delivered_on": "2026-01-05",
            "proof": "order",
            "fitted_by_seller": "False",
            "cause": "defect",
            "confirmed": "True",
        },
    )

    assert answer.status_code == 302
    unit_id = case_brief(actor=SYSTEM, case_id=case.id).unit_id
    assert unit_id
    unit = unit_brief(actor=SYSTEM, unit_id=unit_id)
    assert (unit.delivered_on, unit.proof, unit.fitted_by_seller) == (
        date(2026, 1, 5),
        "order",
        False,
    )
    page = page_of(client, f"/desk/cases/{case.id}")
    assert "免费维修" in page
    assert "GB/T 37652-2019" in page


def test_an_answer_left_empty_takes_nothing_back(
    client: Client, company: Company, case: CaseBrief
) -> None:
    unit_id = known(company, case, paid_amount=Decimal(5000))
    signed_in(client, company.agent)

    answer = client.post(
        f"/desk/cases/{case.id}/do/facts",
        {"delivered_on": "2026-01-06", "proof": "invoice", "paid_amount": "5000.00",
         "purchased_on": "2025-12-20", "cause": "defect", "confirmed": "True",
         "unit_id": unit_id},
    )  # fmt: skip

    assert answer.status_code == 302
    unit = unit_brief(actor=SYSTEM, unit_id=unit_id)
    assert (unit.delivered_on, unit.paid_amount) == (date(2026, 1, 6), Decimal(5000))


def test_days_in_the_wrong_order_come_back_on_their_field(
    client: Client, company: Company, case: CaseBrief
) -> None:
    known(company, case)
    signed_in(client, company.agent)

    answer = client.post(
        f"/desk/cases/{case.id}/do/facts", {"made_on": "2026-01-07", "delivered_on": "2026-01-05"}
    )

    assert answer.status_code == 422
    assert "交付日期不能早于生产日期" in answer.content.decode()


def test_a_resolution_says_what_the_policy_gives(
    client: Client, company: Company, case: CaseBrief
) -> None:
    known(company, case)
    said: dict[str, Any] = {"actor": company.handler, "case_id": case.id, "now": FRIDAY}
    record_findings(**said, version=None, cause="material", liable="maker", text="海绵密度不足")
    add_option(
        **said,
        kind="exchange",
        summary="整张换新",
        cost_amount=Decimal(2000),
        compensation_amount=Decimal(0),
        expected_stars=5,
    )
    signed_in(client, company.handler)

    page = page_of(client, f"/desk/cases/{case.id}")

    assert "按政策：" in page
    assert "消费者权益保护法 第二十四条" in page


def test_the_page_of_a_thing_answers_for_a_supposed_day_and_cause(
    client: Client, company: Company, case: CaseBrief
) -> None:
    unit_id = known(company, case)
    signed_in(client, company.agent)

    assert "还剩 4 天" in page_of(client, f"/desk/goods/{unit_id}?on=2026-01-08&cause=defect")
    assert "收费维修" in page_of(client, f"/desk/goods/{unit_id}?on=2026-01-08&cause=misuse")
    assert client.get(f"/desk/goods/{unit_id}?on=1066-10-14").status_code == 200
    facts = {"delivered_on": "2026-01-06", "proof": "card"}
    assert client.post(f"/desk/goods/{unit_id}/facts", facts).status_code == 302
    assert unit_brief(actor=SYSTEM, unit_id=unit_id).proof == "card"
    assert client.post(f"/desk/goods/{unit_id}/facts", {"proof": "smile"}).status_code == 422


def test_customers_read_on_their_page_what_they_are_entitled_to(
    client: Client, company: Company, case: CaseBrief
) -> None:
    known(company, case, proof="")
    token = follow_token(actor=SYSTEM, case_id=case.id)
    client.cookies["django_language"] = "zh-hans"

    page = page_of(client, f"/f/{token}")

    assert "您的权益" in page
    assert "免费维修" in page
    assert "有发票、订单或其他购买凭证吗？" in page


def test_what_was_given_back_is_said_with_its_day() -> None:
    card = EntitlementCard(on=date(2026, 2, 1), unit=None, fault=FaultFacts(), pack=None,
                           options=(), asks=(), returned_on=date(2026, 1, 12))  # fmt: skip
    with translation.override("zh-hans"):
        words = in_words(card)
    (said,) = words.live
    assert (said.remedy, "1月12日" in said.sentence, words.missing) == ("none", True, ())


def test_customers_are_asked_what_they_can_know_and_once(
    client: Client, company: Company, case: CaseBrief
) -> None:
    client.cookies["django_language"] = "zh-hans"
    edit_case(actor=company.agent, case_id=case.id, version=None, subject=case.subject,
              description=case.description, product_text="布艺沙发", order_no="", unit_id=None,
              now=FRIDAY)  # fmt: skip

    page = page_of(client, f"/f/{follow_token(actor=SYSTEM, case_id=case.id)}")

    assert "什么时候购买的？" in page
    assert "故障原因由我们检查确认" in page
    for ours in ("故障是什么原因造成的？", "故障是否已检查确认？", "是哪件产品？"):
        assert f"<li>{ours}</li>" not in page


def test_the_interface_gives_codes_and_words(
    client: Client, company: Company, case: CaseBrief
) -> None:
    headers = bearer(company.agent)
    facts = {name: str(v) if isinstance(v, date) else v for name, v in BOUGHT.items()}
    answer = post(
        client, f"/cases/{case.id}/facts", facts | {"described_as": "布艺沙发"}, **headers
    )
    assert answer.status_code == 200
    unit_id = answer.json()["unit_id"]

    for url in (
        f"/api/v1/cases/{case.id}/entitlement?date=2026-01-08",
        f"/api/v1/units/{unit_id}/entitlement?date=2026-01-08&fault=defect&confirmed=true",
    ):
        found = json.loads(client.get(url, headers=headers).content)
        returned = next(one for one in found["live"] if one["remedy"] == "return")
        assert (returned["standing"], returned["days_left"]) == ("due", 4)
        assert returned["clauses"][0]["document"]
    asked = client.get(f"/api/v1/units/{unit_id}/entitlement", headers=headers).json()
    assert asked["live"][0]["missing"]


def test_a_day_before_the_purchase_contradicts_it_and_leaves_no_days(
    client: Client, company: Company, case: CaseBrief
) -> None:
    unit_id = known(company, case)
    signed_in(client, company.agent)
    sold = unit_brief(actor=SYSTEM, unit_id=unit_id).purchased_on or date.max
    before = sold - timedelta(days=1)

    page = page_of(client, f"/desk/goods/{unit_id}?on={before}&cause=defect")
    assert "矛盾" in page
    assert "还剩" not in page
    url = f"/api/v1/units/{unit_id}/entitlement?date={before}"
    found = client.get(url, headers=bearer(company.agent)).json()
    assert [(one["remedy"], one["days_left"]) for one in found["live"]] == [("none", None)]
    assert found["missing"] == []


@pytest.mark.parametrize("query", ["date=0001-01-01", "date=soon", "fault=bad", "part=a%00b"])
def test_a_question_that_cannot_be_is_a_problem(
    client: Client, company: Company, case: CaseBrief, query: str
) -> None:
    unit_id = known(company, case)

    answer = client.get(
        f"/api/v1/units/{unit_id}/entitlement?{query}", headers=bearer(company.agent)
    )

    assert answer.status_code == 422
