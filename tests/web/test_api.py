"""Tokens, problems and idempotency keys, seen from outside."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.casework.cases.queries import CaseFilter, case_counts
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.actions import issue_own_token
from tests.makers import Company, complaint

pytestmark = pytest.mark.django_db
NEW = {"description": "洗衣机漏水，地板泡坏了", "phone": "13700137001", "name": "李雷"}


def bearer(actor: Actor, *scopes: str) -> dict[str, str]:
    issued = issue_own_token(
        actor=actor,
        name="test",
        scopes=list(scopes) or sorted(actor.grants),
        expires_at=None,
        now=timezone.now(),
    )
    return {"Authorization": f"Bearer {issued.word}"}


def post(client: Client, url: str, body: Any, **headers: str) -> Any:
    return client.post(
        f"/api/v1{url}", json.dumps(body), content_type="application/json", headers=headers
    )


def test_without_a_token_there_is_a_problem_and_nothing_else(client: Client) -> None:
    answer = client.get("/api/v1/cases")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "NotSignedIn"


@pytest.mark.parametrize("path", ["/nowhere", "/cases/1/nothing"])
def test_an_address_that_leads_nowhere_is_a_problem_too(client: Client, path: str) -> None:
    for ask in (client.get, client.post):
        answer = ask(f"/api/v1{path}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert client.get("/api/v1/openapi.json").status_code == 200


def test_a_cursor_that_leads_nowhere_is_told_in_a_sentence(
    client: Client, company: Company
) -> None:
    answer = client.get("/api/v1/cases?cursor=x", headers=bearer(company.agent))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["detail"] == "列表没有这一页，请从第一页开始。"


def test_a_case_is_taken_in_once_however_often_it_is_sent(client: Client, company: Company) -> None:
    headers = bearer(company.agent) | {"Idempotency-Key": "order-17"}
    first, again = (post(client, "/cases", NEW, **headers) for _time in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert case_counts(actor=SYSTEM, narrowed={"all": CaseFilter()}, now=timezone.now())["all"] == 1


def test_the_same_key_for_another_body_is_refused(client: Client, company: Company) -> None:
    headers = bearer(company.agent) | {"Idempotency-Key": "order-17"}
    post(client, "/cases", NEW, **headers)
    other = post(client, "/cases", NEW | {"name": "韩梅梅"}, **headers)
    assert other.status_code == 422
    assert other.json()["code"] == "KeyReused"


def test_a_token_may_no_more_than_its_scopes(client: Client, company: Company) -> None:
    answer = post(client, "/cases", NEW, **bearer(company.agent, "cases.see_cases"))
    assert answer.status_code == 403
    assert answer.json()["code"] == "NotAllowed"


def test_a_token_sees_no_other_units_cases(client: Client, company: Company) -> None:
    registered = complaint(company.agent)
    headers = bearer(company.stranger)
    url = f"/api/v1/cases/{registered.case.id}"
    for path in ("", "/history", "/contacts", "/promises", "/files", "/resolutions", "/follow-ups"):
        assert client.get(url + path, headers=headers).status_code == 404, path
    assert client.get("/api/v1/cases", headers=headers).json()["rows"] == []


def test_wrong_words_are_named_one_by_one(client: Client, company: Company) -> None:
    body = NEW | {"channel": "pigeon", "nonsense": 1}
    answer = post(client, "/cases", body, **bearer(company.agent))
    assert answer.status_code == 422
    fields = {error["field"] for error in answer.json()["errors"]}
    assert any("channel" in field for field in fields)
    assert any("nonsense" in field for field in fields)


def test_a_missing_phone_says_what_would_be_right(client: Client, company: Company) -> None:
    answer = post(client, "/cases", {"description": "坏了"}, **bearer(company.agent))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "phone"


def test_no_text_carries_what_the_database_cannot_keep(client: Client, company: Company) -> None:
    answer = post(client, "/cases", NEW | {"description": "a\0b"}, **bearer(company.agent))
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2026-01-09T16:30:00+08:00", 200),
        ("2026-01-09T16:30:00", 200),
        ("0602-06-24T17:10:12+21:33", 200),
        ("0001-01-01T00:00:00+23:00", 422),
        ("9999-12-31T23:59:59-23:00", 422),
    ],
)
def test_a_moment_of_any_offset_is_understood_or_refused(
    client: Client, company: Company, moment: str, status: int
) -> None:
    found = {"received_until": moment}
    answer = client.get("/api/v1/cases", found, headers=bearer(company.agent))
    assert answer.status_code == status, answer.content


def test_an_outdated_version_is_told_so(client: Client, company: Company) -> None:
    registered = complaint(company.agent)
    headers = bearer(company.handler)
    url = f"/cases/{registered.case.id}"
    version = registered.case.version
    contact = {"channel": "phone", "outbound": True, "text": "已联系"}
    assert post(client, f"{url}/contacts", contact, **headers).status_code == 201
    finding = {"cause": "material", "liable": "maker", "text": "查明", "version": version}
    answer = post(client, f"{url}/findings", finding, **headers)
    assert answer.status_code == 409
    assert answer.json()["code"] == "Outdated"
    assert answer.json()["since_version"] == version


def test_closing_too_early_names_what_is_missing(client: Client, company: Company) -> None:
    registered = complaint(company.agent)
    answer = post(client, f"/cases/{registered.case.id}/closing", {}, **bearer(company.handler))
    assert answer.status_code == 409
    assert "result" in answer.json()["missing"]


def test_lists_are_cut_by_a_cursor_and_show_every_case_once(
    client: Client, company: Company
) -> None:
    made = {complaint(company.agent, phone=f"1380013800{n}").case.id for n in range(5)}
    headers = bearer(company.head)
    for order in ("newest", "due"):
        seen: list[int] = []
        cursor = ""
        while True:
            answer = client.get(
                f"/api/v1/cases?limit=2&order={order}&cursor={cursor}", headers=headers
            ).json()
            seen += [row["id"] for row in answer["rows"]]
            cursor = answer["next_cursor"]
            if cursor is None:
                break
        assert sorted(seen) == sorted(made)


def test_cases_are_found_by_number_phone_tail_name_and_words(
    client: Client, company: Company
) -> None:
    case = complaint(company.agent).case
    complaint(company.agent, phone="13900139111", name="欧阳娜", description="柜门关不上")
    headers = bearer(company.head)
    for text in (case.number, "13800138000", "8000", "张伟", "坐垫塌陷", "沙发"):
        rows = client.get("/api/v1/cases", {"q": text}, headers=headers).json()["rows"]
        assert [row["id"] for row in rows] == [case.id], text


def test_personal_data_stays_masked_until_a_reason_is_given(
    client: Client, company: Company
) -> None:
    customer = complaint(company.agent).case.customer_id
    headers = bearer(company.agent)
    shown = client.get(f"/api/v1/customers/{customer}", headers=headers).content.decode()
    assert "13800138000" not in shown
    assert "张伟" not in shown
    clear = post(client, f"/customers/{customer}/disclosures", {"reason": "回电"}, **headers)
    assert clear.json()["phone"] == "13800138000"


def test_what_does_not_exist_is_refused_by_name(client: Client, company: Company) -> None:
    for field, value in (("unit_id", 987654), ("owner_id", 987654)):
        answer = post(client, "/cases", NEW | {field: value}, **bearer(company.agent))
        assert answer.status_code == 422, field
        assert answer.json()["errors"][0]["field"] == field
