"""Leading cases as people click them and programs ask for them."""

import json
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.messaging.actions import switch_occasion
from aftercare.casework.resolutions.queries import resolutions_of
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from aftercare.matters.leads.queries import following, lead_of
from tests.makers import Company, complaint

pytestmark = pytest.mark.django_db


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def three(us: Company) -> list[CaseBrief]:
    now = timezone.now()
    return [complaint(us.agent, phone=f"1390000000{n}", now=now).case for n in range(3)]


def test_a_case_is_made_leader_gathers_followers_and_writes_to_their_customers(
    company: Company,
) -> None:
    lead, one, other = three(company)
    client = signed_in(company.handler)
    way = f"/desk/cases/{lead.id}"
    assert client.post(f"{way}/do/lead", {"cause": "批次 260901 塌陷"}).status_code == 302
    page = client.get(f"{way}/lead").content.decode()
    assert f'name="case" value="{one.id}"' in page, "in like words, of another customer"

    client.post(f"{way}/lead/add", {"case": [one.id]})
    bulk = {"case": [other.id], "lead_number": lead.number, "sure": "1"}
    assert client.post("/desk/cases/do/follow", bulk).status_code == 200
    card = lead_of(actor=company.handler, case=lead)
    assert card
    assert {row.case.id for row in card.followers} == {one.id, other.id}

    switch_occasion(actor=SYSTEM, occasion="news", channel="sms", on=True, now=timezone.now())
    offer = f"{way}/lead/offer/message"
    assert client.post(offer, {"text": ""}).status_code == 422
    shown = client.post(offer, {"text": "原因已查明"}).content.decode()
    assert 'name="sure"' in shown
    assert not card.offers, "nothing has gone yet"
    sent = client.post(offer, {"text": "原因已查明", "sure": "1"}).content.decode()
    assert one.number in sent
    assert "原因已查明" in client.get(f"/desk/cases/{one.id}").content.decode()
    assert client.get(f"/desk/cases/{one.id}/lead").status_code == 404
    assert signed_in(company.auditor).get(offer).status_code == 403


def test_what_was_offered_says_the_money_and_what_it_is_for(company: Company) -> None:
    lead, one, _other = three(company)
    client = signed_in(company.handler)
    client.post(f"/desk/cases/{lead.id}/do/lead", {"cause": "塌陷"})
    client.post(f"/desk/cases/{lead.id}/lead/add", {"case": [one.id]})
    answer = client.post(
        f"/desk/cases/{lead.id}/lead/offer/resolution",
        {"kind": "compensation", "summary": "补偿误工。", "cost_amount": "20", "ground": "late",
         "compensation_amount": "150", "expected_stars": "4"},
    )  # fmt: skip
    assert answer.status_code == 200, answer.content.decode()

    for page in (f"/desk/cases/{lead.id}/lead", f"/desk/cases/{one.id}"):
        shown = client.get(page).content.decode()
        assert "付给客户 ¥150" in shown
        assert "付给客户 ¥150 · 我方延误" in shown, "what it is for"
        assert "¥20" in shown


def test_a_follower_gets_a_sum_of_its_own_in_the_same_offer(company: Company) -> None:
    lead, one, other = three(company)
    client = signed_in(company.handler)
    client.post(f"/desk/cases/{lead.id}/do/lead", {"cause": "塌陷"})
    client.post(f"/desk/cases/{lead.id}/lead/add", {"case": [one.id, other.id]})
    way = f"/desk/cases/{lead.id}/lead/offer/resolution"
    given = {"kind": "compensation", "summary": "补偿误工。", "cost_amount": "20",
             "ground": "late", "compensation_amount": "150", "expected_stars": "4"}  # fmt: skip
    assert other.number in client.get(way).content.decode()
    assert client.post(way, given | {f"own_{other.id}": "-1"}).status_code == 422
    assert client.post(way, given | {f"own_{other.id}": "120"}).status_code == 200

    sums = [
        resolutions_of(actor=company.handler, case=case)[0].compensation_amount
        for case in (one, other)
    ]
    assert sums == [Decimal(150), Decimal(120)]


def test_by_the_api_an_offer_is_made_once_and_carried_to_each(company: Company) -> None:
    lead, one, _other = three(company)
    word = issue_own_token(
        actor=company.handler, name="t", scopes=["leads.*", "cases.see_*"], expires_at=None,
        now=timezone.now(),
    ).word  # fmt: skip
    client = Client(headers={"Authorization": f"Bearer {word}"})

    def post(path: str, body: dict[str, object], status: int = 200) -> dict[str, object]:
        answer = client.post(f"/api/v1/cases/{path}", json.dumps(body), "application/json")
        assert answer.status_code == status, answer.content
        return dict(answer.json())

    post(f"{lead.id}/lead", {"cause": "塌陷"})
    post(f"{one.id}/lead/following", {"lead_number": lead.number})
    post(f"{one.id}/lead/following", {"lead_number": lead.number}, 409)
    post(f"{lead.id}/lead/offers", {"kind": "finding", "text": "材料"}, 422)
    said = {"kind": "finding", "text": "材料", "cause": "material", "liable": "supplier"}
    made = post(f"{lead.id}/lead/offers", dict(said), 201)
    done = post(f"{lead.id}/lead/offers/{made['id']}/carrying", {})
    assert done == {
        "carried": [{"case_id": one.id, "number": one.number, "refused": ""}], "hidden": 0,
    }  # fmt: skip
    again = post(f"{lead.id}/lead/offers/{made['id']}/carrying", {})
    assert again["carried"] == []
    read = client.get(f"/api/v1/cases/{one.id}/lead").json()
    assert read["follows"]["lead"]["number"] == lead.number
    assert following(actor=company.handler, case=one) is not None
