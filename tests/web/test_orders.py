"""Work orders on the desk: opened from a case, looked up, changed, ended."""

import csv
import io
import json
import re
from typing import Any

import pytest
from django.test import Client

from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.intake.queries import follow_token
from aftercare.fieldservice.workorders.queries import record_word
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from tests.makers import FRIDAY, Company, complaint

NOBODY = 987_654_321
pytestmark = pytest.mark.django_db


def desk(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id or 0))
    return client


def opened(client: Client, case: CaseBrief, **said: object) -> str:
    values = {"job": "repair", "goods": "壁挂空调", "priority": 1} | said
    assert client.post(f"/desk/cases/{case.id}/do/open-order", values).status_code == 302
    found: list[str] = re.findall(
        r"/desk/orders/\d+", client.get(f"/desk/cases/{case.id}").content.decode()
    )
    return found[-1]


def test_an_order_goes_from_its_case_to_its_end(company: Company) -> None:
    case = complaint(company.agent, kind="repair", product_line="appliance",
                     address="上海市闵行区示例路88号").case  # fmt: skip
    client = desk(company.agent)
    empty = client.post(f"/desk/cases/{case.id}/do/open-order", {"job": "repair", "priority": 2})
    assert empty.status_code == 422
    order = opened(client, case)
    shown = client.get(order).content.decode()
    for words in ("壁挂空调", "90 分钟", "不可跳过", "安全带", "万用表"):
        assert words in shown
    assert "示例路88号" not in shown  # nobody has asked to see it in clear
    assert client.get(f"{order}/change").status_code == 200
    change = {"version": 1, "task": "带梯子", "org_unit_id": company.quality, "priority": 2,
              "minutes": 120, "persons": 2}  # fmt: skip
    assert client.post(f"{order}/change", change | {"minutes": 1}).status_code == 422
    assert client.post(f"{order}/change", change).status_code == 302
    assert client.post(f"{order}/change", change).status_code == 422  # an outdated page
    assert client.post(f"{order}/finish", {"version": 2, "result": "更换电容"}).status_code == 302
    assert "更换电容" in client.get(order).content.decode()


def test_the_list_finds_by_number_goods_and_customer_and_goes_out_as_a_file(
    company: Company,
) -> None:
    case = complaint(company.agent, kind="repair", product_line="appliance").case
    client, boss = desk(company.agent), desk(company.manager)
    first = opened(client, case)
    second = opened(client, case, job="care", goods="滚筒洗衣机")
    assert client.post(f"{second}/call-off", {"version": 1, "reason": "重复"}).status_code == 302

    def listed(query: str) -> set[str]:
        page = boss.get(f"/desk/orders?{query}").content.decode()
        return {path for path in (first, second) if f'"{path}"' in page}

    number = re.search(r"WO\d{6}-\d{5}", client.get(first).content.decode())
    assert number
    for query, found in {
        "": {first}, f"q={number[0]}": {first}, "q=空调": {first}, "q=13800138000": {first},
        "state=called_off": {second}, "state=called_off&job=care&q=洗衣机": {second},
        "state=done": set(), "job=care": set(), "state=late": {first}, "sort=newest": {first},
        "state=nonsense&station=x&job=x": {first}, f"station={company.west}": set(),
    }.items():  # fmt: skip
        assert listed(query) == found, query
    file = boss.post("/desk/orders/export?state=called_off", {"form": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(file).decode("utf-8-sig"))))
    assert [row[4] for row in rows] == ["作业物品", "滚筒洗衣机"]
    assert "张伟" not in str(rows)


def test_programs_open_read_change_and_end_orders(company: Company) -> None:
    case = complaint(company.agent, kind="installation", product_line="appliance",
                     product_text="壁挂空调").case  # fmt: skip
    scopes = sorted(company.agent.grants)
    token = issue_own_token(actor=company.agent, name="ERP", scopes=scopes, expires_at=None,
                                 now=FRIDAY)  # fmt: skip

    def call(path: str, **body: object) -> tuple[int, dict[str, Any]]:
        more = {"data": json.dumps(body), "content_type": "application/json"} if body else {}
        ask = Client().post if body else Client().get
        answer = ask(f"/api/v1{path}", headers={"Authorization": f"Bearer {token.word}"}, **more)  # type: ignore[arg-type]
        return answer.status_code, answer.json()

    status, order = call(f"/cases/{case.id}/orders", job="installation")
    assert (status, order["minutes"], order["persons"]) == (201, 150, 2)
    path = f"/orders/{order['id']}"
    assert [row["id"] for row in call(f"/orders?case_id={case.id}&live=true")[1]["rows"]] == [
        order["id"]
    ]
    steps = call(path)[1]["norm"]["checklist"]
    assert next(step["code"] for step in steps if step["is_danger"]) == "ladder_checked"
    said = {"org_unit_id": company.quality, "minutes": 100, "persons": 2, "priority": 1}
    assert call(path, **said)[1]["minutes"] == 100
    assert call(path, **said, version=1)[0] == 409
    assert call(f"{path}/end", outcome="done", text="安装完成")[1]["state"] == "done"
    assert call(f"{path}/end", outcome="called_off", text="不去了")[0] == 409


def test_the_record_is_a_pdf_whose_code_tells_nothing_of_the_customer(company: Company) -> None:
    registered = complaint(company.agent, kind="repair", product_line="appliance")
    client = desk(company.agent)
    order = opened(client, registered.case)
    assert client.get(f"{order}/record.pdf").status_code == 404
    token = follow_token(actor=SYSTEM, case_id=registered.case.id)
    number = order.rpartition("/")[2]
    home = f"/f/{token}/home/{number}"
    assert Client().post(home, {"floor": 999}).status_code == 422
    assert Client().post(home, {"floor": 6, "has_lift": "no", "pets": "yes"}).status_code == 302
    shown = client.get(order).content.decode()
    assert all(words in shown for words in ("楼层", "电梯", "宠物"))
    assert client.post(f"{order}/home", {"floor": 7, "note": "门铃坏了"}).status_code == 302
    assert "门铃坏了" in client.get(order).content.decode()
    assert client.post(f"{order}/finish", {"version": 1, "result": "更换电容"}).status_code == 302
    paper = client.get(f"{order}/record.pdf")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert f"/f/{token}/record/{number}.pdf" in Client().get(f"/f/{token}").content.decode()
    assert Client().get(f"/f/{token}/record/{number}.pdf").status_code == 200
    assert Client().get(f"/f/{token}/record/{NOBODY}.pdf").status_code == 404
    word = record_word(actor=SYSTEM, order_id=int(number))
    told = Client().get(f"/r/{word}").content.decode()
    assert "WO" in told
    assert "真实有效" in told
    assert not {"张", "空调", "更换电容"} & set(re.findall(r"张(?=\*|伟)|空调|更换电容", told))
    assert Client().get(f"/r/{word}x").status_code == 404


def test_a_case_of_many_orders_shows_the_live_and_newest_and_leads_to_all(company: Company) -> None:
    case = complaint(company.agent, kind="repair", product_line="appliance").case
    client = desk(company.agent)
    orders = [opened(client, case, goods=f"空调{number}") for number in range(7)]
    for order in orders[1:]:
        call = client.post(f"{order}/call-off", {"version": 1, "reason": "重复"})
        assert call.status_code == 302
    page = client.get(f"/desk/cases/{case.id}").content.decode()
    assert set(re.findall(r"/desk/orders/\d+", page)) == {orders[0], *orders[3:]}
    every = f"/desk/orders?state=all&q={case.number}"
    assert every.replace("&", "&amp;") in page
    listed = client.get(every).content.decode()
    assert all(f'"{order}"' in listed for order in orders)
