"""A file by token: the same steps as on the desk."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from aftercare.casework.imports import jobs
from aftercare.casework.imports.tests.tables import HEADERS, Rows, delimited, order, xls
from tests.makers import Company
from tests.web.test_api import bearer, post

pytestmark = pytest.mark.django_db
ROWS: Rows = [["订单数据"], HEADERS, order("张三", 13800000001.0), order("李四", 13800000002.0)]


def upload(client: Client, content: bytes, headers: dict[str, str], name: str = "a.xls") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post("/api/v1/imports", {"file": file}, headers=headers)


def test_a_file_becomes_cases_step_by_step(client: Client, company: Company) -> None:
    headers = bearer(company.agent)
    run = upload(client, xls(ROWS), headers).json()
    url = f"/imports/{run['id']}"
    columns = client.get(f"/api/v1{url}/columns", headers=headers).json()
    assert {one["key"]: one["field"] for one in columns}["手机*"] == "mobile"
    assert post(client, f"{url}/check", {}, **headers).json()["state"] == "checking"
    jobs.check_rows(run["id"])
    report = client.get(f"/api/v1{url}/report", headers=headers).json()
    assert [one["row"] for one in report["preview"]] == [3, 4]
    assert post(client, f"{url}/start", {}, **headers).json()["state"] == "importing"
    jobs.import_rows(run["id"])
    assert client.get(f"/api/v1{url}", headers=headers).json()["imported_count"] == 2
    assert len(client.get(f"/api/v1{url}/cases", headers=headers).json()) == 2
    assert client.get("/api/v1/imports", headers=headers).json()["rows"][0]["state"] == "done"


def test_columns_and_sheet_can_be_settled_by_hand(client: Client, company: Company) -> None:
    headers = bearer(company.agent)
    run = upload(client, delimited([["甲", "乙"], ["张三", "13800000001"]]), headers, "a.csv")
    url = f"/imports/{run.json()['id']}"
    settled = post(client, f"{url}/sheet", {"sheet": "", "header_row": 1}, **headers)
    assert settled.json()["header_row"] == 1
    body = {"fields": {"甲": "description", "乙": "mobile"}, "kind": "repair"}
    assert post(client, f"{url}/check", body, **headers).status_code == 200
    jobs.check_rows(run.json()["id"])
    assert client.get(f"/api/v1{url}", headers=headers).json()["ready_count"] == 1
    assert post(client, f"{url}/cancel", {}, **headers).json() == {"done": True}
    assert post(client, f"{url}/cancel", {}, **headers).status_code == 409


def test_what_cannot_be_read_is_a_problem(client: Client, company: Company) -> None:
    headers = bearer(company.agent)
    answer = upload(client, b"MZ\x90\x00" * 99, headers, "a.exe")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "file"
    run = upload(client, xls(ROWS), headers).json()
    wrong = post(client, f"/imports/{run['id']}/check", {"fields": {"手机*": "x"}}, **headers)
    assert wrong.json()["errors"] == [{"field": "手机*", "detail": "没有这个字段。"}]
    stranger = bearer(company.stranger)
    assert client.get(f"/api/v1/imports/{run['id']}", headers=stranger).status_code == 404
