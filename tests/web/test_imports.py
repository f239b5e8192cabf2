"""A file from the desk: dropped, mapped, checked, imported, or refused in words."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from aftercare.casework.imports import jobs
from aftercare.casework.imports.tests.tables import HEADERS, Rows, delimited, order, xls
from tests import makers

pytestmark = pytest.mark.django_db
ROWS: Rows = [["订单数据"], HEADERS, order("张三", 13800000001.0), order("李四", 13800000002.0)]
WRONG: Rows = [["姓名", "手机", "类型", "描述"], ["=1+1", "138", "03", "漏水"]]


@pytest.fixture
def desk(client: Client) -> Client:
    makers.company()
    return signed_in(client, "agent")


def signed_in(client: Client, name: str) -> Client:
    client.post("/sign-in", {"login": name, "password": makers.PASSWORD})
    return client


def drop(desk: Client, content: bytes, name: str = "订单.xls") -> str:
    """The address of the import that the file begins."""
    answer = desk.post("/desk/imports", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return str(answer.headers["Location"])


def run_id(address: str) -> int:
    return int(address.rsplit("/", 1)[1])


def settle(desk: Client, address: str, **said: str) -> None:
    """Takes the form of the columns as it is proposed, but for what is `said`."""
    form = desk.get(f"{address}?edit=1").context["form"]
    values = {name: form[name].value() or "" for name in form.fields} | said
    assert desk.post(f"{address}/check", values).status_code == 302
    jobs.check_rows(run_id(address))


def test_a_dropped_file_becomes_cases_in_three_steps(desk: Client) -> None:
    assert "还没有文件" in desk.get("/desk/imports").content.decode()
    address = drop(desk, xls(ROWS))
    columns = desk.get(address).content.decode()
    assert "安装地址*" in columns
    assert "详细地址" in columns
    settle(desk, address)
    checked = desk.get(address).content.decode()
    assert "2 行可以生成服务单" in checked
    assert "138****0001" in checked
    assert desk.post(f"{address}/start").status_code == 302
    assert 'class="progress-line"' in desk.get(address).content.decode()
    jobs.import_rows(run_id(address))
    done = desk.get(address).content.decode()
    assert "已登记 2 张服务单" in done
    assert desk.get("/desk/imports").content.decode().count("data-open") == 1


def test_rows_of_another_target_are_not_called_cases(client: Client) -> None:
    makers.company()
    boss = signed_in(client, "manager")
    file = SimpleUploadedFile("c.csv", "姓名,手机号\n导入甲,13655550001\n".encode())
    answer = boss.post("/desk/imports", {"file": file, "target": "customers"})
    address = str(answer.headers["Location"])
    settle(boss, address)
    page = boss.get(address).content.decode()
    assert "导入 1 行" in page
    assert "导入 1 张服务单" not in page


def test_the_poll_shows_progress_and_leads_on_at_the_end(desk: Client) -> None:
    address = drop(desk, xls(ROWS))
    form = desk.get(address).context["form"]
    desk.post(f"{address}/check", {name: form[name].value() or "" for name in form.fields})
    running = desk.get(f"{address}/progress", headers={"HX-Request": "true"})
    again = desk.get(
        f"{address}/progress",
        headers={"HX-Request": "true", "If-None-Match": running.headers["ETag"]},
    )
    assert (running.status_code, again.status_code) == (200, 304)
    jobs.check_rows(run_id(address))
    ended = desk.get(f"{address}/progress", headers={"HX-Request": "true"})
    assert ended.headers["HX-Redirect"] == address


def test_errors_are_shown_by_row_and_can_be_taken_along(desk: Client) -> None:
    address = drop(desk, delimited(WRONG), "a.csv")
    settle(desk, address)
    shown = desk.get(address).content.decode()
    assert "有 2 行出错" not in shown
    assert "有 1 行出错" in shown
    assert "“138”不是电话号码" in shown
    table = desk.get(f"{address}/problems/csv")
    assert "问题" in table.content.decode("utf-8-sig")
    assert "a.csv" in unquote(table.headers["Content-Disposition"])
    assert desk.get(f"{address}/problems/xlsx").content.startswith(b"PK")
    assert desk.post(f"{address}/start").status_code == 409


def test_unknown_words_are_explained_on_the_page(desk: Client) -> None:
    rows: Rows = [WRONG[0], ["张三", "13800000001", "03", "漏水"]]
    address = drop(desk, delimited(rows), "a.csv")
    settle(desk, address)
    assert desk.get(f"{address}?edit=1").context["form"]["k0"].label == "03"
    settle(desk, address, k0="repair")
    assert "1 行可以生成服务单" in desk.get(address).content.decode()


def test_two_columns_of_one_field_are_said_at_the_columns(desk: Client) -> None:
    address = drop(desk, xls(ROWS))
    answer = desk.post(f"{address}/check", {"c0": "mobile", "c1": "mobile"})
    assert answer.status_code == 422
    assert answer.content.decode().count("有两列对应了同一个字段") >= 2


def test_another_row_of_names_can_be_chosen(desk: Client) -> None:
    address = drop(desk, xls(ROWS))
    assert desk.post(f"{address}/sheet", {"sheet": "订单", "header_row": "3"}).status_code == 302
    assert "张三" in [column.key for column, _ in desk.get(address).context["form"].rows()]
    beyond = desk.post(f"{address}/sheet", {"sheet": "订单", "header_row": "99"})
    assert beyond.status_code == 422
    assert "该工作表共有" in beyond.content.decode()


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00" * 99, b"PK\x03\x04 cut"])
def test_a_wrong_file_is_refused_on_the_page(desk: Client, content: bytes) -> None:
    answer = desk.post("/desk/imports", {"file": SimpleUploadedFile("a.xlsx", content)})
    assert answer.status_code == 422
    assert "未能接收此文件" in answer.content.decode()
    assert desk.post("/desk/imports").status_code == 422


def test_a_cancelled_import_is_gone_from_the_list(desk: Client) -> None:
    address = drop(desk, xls(ROWS))
    assert desk.post(f"{address}/cancel").status_code == 302
    assert "还没有文件" in desk.get("/desk/imports").content.decode()
    assert "已取消" in desk.get(address).content.decode()


def test_imports_are_their_owners_and_need_a_role(desk: Client) -> None:
    address = drop(desk, xls(ROWS))
    stranger, handler = signed_in(Client(), "stranger"), signed_in(Client(), "handler")
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}/cancel").status_code == 404
    assert handler.get("/desk/imports").status_code == 403
