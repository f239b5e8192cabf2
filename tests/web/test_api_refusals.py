"""What the API says no to is a problem document in the caller's language, whatever was wrong."""

import json
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils.translation import override
from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError

from aftercare.web.api import shapes
from aftercare.web.api.wrong import sentence_for
from tests.makers import Company
from tests.web.test_api import bearer

pytestmark = pytest.mark.django_db
KIND = "application/problem+json"


def sent(client: Client, company: Company, body: bytes, **headers: str) -> Any:
    return client.post(
        "/api/v1/cases",
        body,
        content_type=headers.pop("kind", "application/json"),
        headers=bearer(company.agent) | headers,
    )


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/api/v1/cases", "GET, POST"),
        ("PUT", "/api/v1/cases/1", "GET"),
        ("OPTIONS", "/api/v1/cases/1", "GET"),
        ("BREW", "/api/v1/cases/1/closing", "POST"),
    ],
)
def test_a_method_that_an_address_does_not_know_is_a_problem_that_names_those_it_knows(
    client: Client, method: str, path: str, allowed: str
) -> None:
    answer = client.generic(method, path)
    assert (answer.status_code, answer["Content-Type"]) == (405, KIND)
    assert answer["Allow"] == allowed
    told = answer.json()
    assert (told["status"], told["code"]) == (405, "MethodNotAllowed")
    assert told["detail"] == f"这个地址只接受：{allowed}。"


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "GET"])
@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/nowhere"])
def test_where_nothing_is_no_method_finds_anything(client: Client, method: str, path: str) -> None:
    answer = client.generic(method, path)
    assert (answer.status_code, answer["Content-Type"]) == (404, KIND)


def test_a_body_that_is_too_large_is_told_so(client: Client, company: Company) -> None:
    body = json.dumps({"description": "长" * 1_000_000}).encode()
    answer = sent(client, company, body)
    assert (answer.status_code, answer["Content-Type"]) == (413, KIND)
    assert answer.json()["title"] == "发送的内容太大"
    page = client.post("/report", {"description": "长" * 1_000_000})
    assert page.status_code == 413
    assert "发送的内容太大" in page.content.decode()


@pytest.mark.parametrize("body", [b"{bad", b"\xff\xfe{}", b"[" * 100_000, b"a=b"])
def test_what_is_no_json_is_told_so_in_the_callers_language(
    client: Client, company: Company, body: bytes
) -> None:
    answer = sent(client, company, body, kind="text/plain")
    assert (answer.status_code, answer["Content-Type"]) == (400, KIND)
    assert answer.json()["detail"] == "请求内容无法读取，请使用 UTF-8 编码的 JSON。"


def test_each_wrong_field_is_told_in_the_callers_language(client: Client, company: Company) -> None:
    body = json.dumps(
        {"description": 7, "channel": "pigeon", "unit_id": "abc", "received_at": "昨天", "x": 1}
    ).encode()
    told = {one["field"]: one["detail"] for one in sent(client, company, body).json()["errors"]}
    assert told == {
        "description": "应为文本。",
        "channel": "只能是以下之一：phone, email, portal, chat, walk_in, file, api。",
        "unit_id": "应为整数。",
        "received_at": "应为时刻，例如 2026-11-22T14:30:00+08:00。",
        "x": "没有这个名称的字段。",
    }
    english = sent(client, company, body, **{"Accept-Language": "en"}).json()
    assert {"field": "unit_id", "detail": "Must be a whole number."} in english["errors"]


@pytest.mark.parametrize(
    ("asked", "field", "detail"),
    [
        ("?limit=0", "limit", "不能小于 1。"),
        ("?limit=many", "limit", "应为整数。"),
        ("?urgent=perhaps", "urgent", "只能是 true 或 false。"),
        ("/99999999999999999999", "case_id", "不能大于 9223372036854775807。"),
    ],
)
def test_a_wrong_question_is_told_in_the_callers_language(
    client: Client, company: Company, asked: str, field: str, detail: str
) -> None:
    answer = client.get(f"/api/v1/cases{asked}", headers=bearer(company.agent))
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": field, "detail": detail}]


def test_a_token_without_the_scope_is_told_which_one(client: Client, company: Company) -> None:
    answer = client.post(
        "/api/v1/cases",
        json.dumps({"description": "漏水", "phone": "13700137001"}),
        content_type="application/json",
        headers=bearer(company.agent, "cases.see_cases"),
    )
    assert answer.status_code == 403
    assert "intake.register_case" in answer.json()["detail"]


WRONG: list[tuple[Any, Any, str]] = [
    (shapes.NewCaseIn, {}, "missing"),
    (shapes.NewCaseIn, [], "model_attributes_type"),
    (Annotated[str, Field(min_length=2)], "a", "string_too_short"),
    (Annotated[str, Field(max_length=2)], "abc", "string_too_long"),
    (Annotated[str, Field(pattern="^a$")], "b", "string_pattern_mismatch"),
    (int, 1.5, "int_from_float"),
    (int, "9" * 5000, "int_parsing_size"),
    (Annotated[int, Field(gt=1)], 1, "greater_than"),
    (Annotated[int, Field(lt=1)], 1, "less_than"),
    (Decimal, "a", "decimal_parsing"),
    (Decimal, "NaN", "finite_number"),
    (Annotated[Decimal, Field(max_digits=2)], "123", "decimal_max_digits"),
    (Annotated[Decimal, Field(decimal_places=2)], "1.234", "decimal_max_places"),
    (Annotated[Decimal, Field(max_digits=3, decimal_places=2)], "12.3", "decimal_whole_digits"),
    (shapes.Stage, "x", "literal_error"),
    (date, "2026-02-30", "date_from_datetime_parsing"),
    (AwareDatetime, "2026-02-03T10:00:00", "timezone_aware"),
    (time, "x", "time_parsing"),
    (timedelta, "x", "time_delta_parsing"),
    (UUID, "x", "uuid_parsing"),
    (list[int], 1, "list_type"),
    (Annotated[list[int], Field(min_length=1)], [], "too_short"),
    (Annotated[list[int], Field(max_length=1)], [1, 2], "too_long"),
    (dict[str, int], 1, "dict_type"),
]


@pytest.mark.parametrize(("shape", "value", "kind"), WRONG)
def test_no_common_error_is_told_in_the_librarys_words(shape: Any, value: Any, kind: str) -> None:
    with pytest.raises(ValidationError) as failure:
        TypeAdapter(shape).validate_python(value, from_attributes=True)
    error = failure.value.errors()[0]
    assert error["type"] == kind
    with override("zh-hans"):
        told = sentence_for(error)
    assert error["msg"] not in told
    assert told.endswith("。")


def test_an_error_without_a_sentence_is_told_in_the_librarys_words() -> None:
    told = sentence_for({"type": "novel", "msg": "Input should be round"})
    assert "Input should be round" in told
