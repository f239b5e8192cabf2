"""Parts by the API: their list, what lies where, what an order takes, and the way back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.customers.units.actions import add_unit
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderDraft
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.pages import cursor_of
from tests.makers import FRIDAY, complaint, person
from tests.spares import Shop, an_order, lying, receive, shop

pytestmark = pytest.mark.django_db


class Caller:
    """A program with the token of somebody."""

    def __init__(self, actor: Actor) -> None:
        issued = issue_own_token(actor=actor, name="ERP", scopes=sorted(actor.grants),
                                 expires_at=timezone.now() + timedelta(days=1),
                                 now=timezone.now())  # fmt: skip
        self.client = Client(headers={"Authorization": f"Bearer {issued.word}"})

    def get(self, path: str) -> Any:
        answer = self.client.get(f"/api/v1{path}")
        return answer.json() if answer.status_code == 200 else answer.status_code

    def post(self, path: str, key: str = "", **body: object) -> tuple[int, Any]:
        more = {"headers": {"Idempotency-Key": key}} if key else {}
        answer = self.client.post(f"/api/v1{path}", body, content_type="application/json", **more)
        return answer.status_code, answer.json()


@pytest.fixture
def ours() -> Shop:
    return shop()


def test_a_part_is_added_found_and_changed(ours: Shop) -> None:
    erp = Caller(ours.keeper)
    said = {"code": "CAP-01", "name": "电容", "measure": "个", "suppliers": ["法拉电子"],
            "price_amount": "35.00"}  # fmt: skip
    status, made = erp.post("/parts", "k1", **said)
    assert status == 201
    assert erp.post("/parts", "k1", **said) == (201, made)
    status, refused = erp.post("/parts", **said)
    assert (status, refused["errors"][0]["field"]) == (422, "code")
    assert erp.post(f"/parts/{made['id']}", **said | {"price_amount": "38.5"})[0] == 200
    (found,) = erp.get("/parts?text=cap")["rows"]
    assert (found["id"], found["price_amount"], found["warranty_days"]) == (made["id"], "38.50", 90)
    assert erp.get(f"/parts/{made['id']}")["held"] == []


def test_stock_is_received_moved_counted_and_read_page_by_page(ours: Shop) -> None:
    erp, east = Caller(ours.keeper), f"/stores/{ours.east}"
    came = {"do": "receive", "part_id": ours.fan, "supplier": "美芝电机", "lot_number": "B7"}
    status, told = erp.post(east, "once", **came, count=5)
    assert (status, erp.post(east, "once", **came, count=5)) == (200, (200, told))
    assert erp.post(east, **came | {"supplier": "路边摊"}, count=5)[0] == 409
    lot = told["lot_id"]
    assert erp.post(east, do="receive", part_id=ours.board, supplier="美芝电机", lot_number="P1",
                    serials=["a1", "a2 ,a3"])[0] == 200  # fmt: skip
    moved = {"do": "transfer", "part_id": ours.fan, "to_place_id": ours.van, "count": 2}
    assert erp.post(east, **moved)[1]["moved"][0]["count"] == 2
    assert erp.post(east, **moved | {"count": 9})[0] == 409
    counted = {"do": "count", "lot_id": lot, "counted": 2}
    assert erp.post(east, **counted)[0] == 422
    assert erp.post(east, **counted, reason="破损")[1]["difference"] == -1
    assert erp.post(east, do="reorder", part_id=ours.fan, least=4, most=9)[0] == 200
    assert erp.post(east, do="scrap", part_id=ours.board, serials=["A1"], reason="x")[0] == 200
    assert lying(ours, ours.fan) == {ours.east: (2, 0), ours.van: (2, 0)}
    (line,) = erp.get(f"/part-reorders?place_id={ours.east}")
    assert (line["free"], line["suggested"]) == (2, 7)
    stock = erp.get(f"{east}/stock")
    assert [(row["count"], row["serials"]) for row in stock["rows"]] == [(2, []), (2, ["A2", "A3"])]
    assert {part["code"] for part in stock["parts"]} == {"FAN-01", "PCB-01"}
    assert len(erp.get(f"/part-movements?kind=transferred&part_id={ours.fan}")["rows"]) == 1
    (store, van) = erp.get("/stores")["rows"]
    assert (store["kinds"], store["pieces"], van["place"]["kind"]) == (2, 4, "van")


def test_much_stock_is_read_to_its_end(ours: Shop) -> None:
    for number in range(33):
        receive(ours, f"L{number}")
    erp, path = Caller(ours.keeper), f"/stores/{ours.east}/stock"
    first = erp.get(path)
    rest = erp.get(f"{path}?cursor={first['next_cursor']}")
    lots = [row["lot_number"] for page in (first, rest) for row in page["rows"]]
    assert lots == [f"L{number}" for number in range(33)]
    assert rest["next_cursor"] is None
    assert erp.get(f"{path}?cursor={cursor_of(1)}") == 422


def test_a_batch_leads_to_the_orders_it_went_into(ours: Shop) -> None:
    receive(ours)
    order, erp = an_order(ours.us), Caller(ours.keeper)
    path = f"/orders/{order}/parts"
    assert erp.post(path, do="need", part_id=ours.fan, count=2)[1]["needs"][0]["missing"] == 2
    assert erp.post(path, do="reserve", place_id=ours.east)[1]["needs"][0]["reserved"] == 2
    status, told = erp.post(path, "u1", do="use", part_id=ours.fan, place_id=ours.east)
    assert (status, len(told["used"])) == (200, 1)
    (traced,) = erp.get("/part-trace?text=b1")
    assert (traced["part"]["code"], traced["used"][0]["order_id"]) == ("FAN-01", order)
    back = {"do": "put_back", "movement_id": told["used"][0]["id"], "reason": "误记"}
    assert erp.post(path, **back)[1]["used"] == []
    assert erp.post(path, do="release")[1]["needs"][0]["reserved"] == 0
    assert erp.post(path, do="end_waiting")[0] == 409
    assert erp.get(path)["wait"] is None


def test_a_thing_of_a_customer_leads_to_the_batches_that_went_into_it(ours: Shop) -> None:
    receive(ours)
    case = complaint(ours.us.agent, kind="repair").case
    unit = add_unit(actor=SYSTEM, customer_id=case.customer_id, described_as="空调", serial="SN77",
                    now=FRIDAY)  # fmt: skip
    draft = OrderDraft(job="repair", goods="空调", unit_id=unit.id)
    order = open_order(actor=ours.us.head, case_id=case.id, draft=draft, now=FRIDAY).id
    erp = Caller(ours.keeper)
    erp.post(f"/orders/{order}/parts", do="use", part_id=ours.fan, place_id=ours.east, count=1)
    for number in ("SN77", "sn77"):
        (traced,) = erp.get(f"/part-trace?text={number}")
        assert (traced["lot"]["number"], traced["used"][0]["order_id"]) == ("B1", order)
    assert erp.get("/part-trace?text=SN78") == []


def test_nobody_moves_what_lies_in_a_store_of_others(ours: Shop) -> None:
    receive(ours)
    west = person("west", "西站", "station_manager", ours.us.west, on_call=False)
    stranger = Caller(west)
    assert stranger.post(f"/stores/{ours.east}", do="scrap", part_id=ours.fan, count=1,
                         reason="x")[0] == 404  # fmt: skip
    assert Caller(ours.us.agent).post("/parts", code="X", name="x", measure="x", suppliers=["x"],
                                      price_amount="1")[0] == 403  # fmt: skip


def test_parts_are_sent_received_and_called_back(ours: Shop) -> None:
    erp = Caller(ours.keeper)
    receive(ours)
    said = {"from_place_id": ours.east, "to_place_id": ours.van,
            "rows": [{"part_id": ours.fan, "count": 3}]}  # fmt: skip
    status, made = erp.post("/transfers", "t1", **said)
    assert (status, erp.post("/transfers", "t1", **said)) == (201, (201, made))
    assert erp.post("/transfers", **said | {"to_place_id": ours.east})[0] == 422
    assert erp.post("/transfers", **said | {"from_place_id": 999_999})[0] == 404
    path = f"/transfers/{made['id']}"
    (row,) = erp.get("/transfers?under_way=true")["rows"]
    assert row["transfer"]["number"].startswith("DB")
    came = [{"line_id": row["lines"][0]["id"], "arrived": 2}]
    assert erp.post(path, do="receive", rows=came)[0] == 422
    status, told = erp.post(path, do="receive", rows=came, reason="少一个")
    assert (status, told["transfer"]["state"], told["lines"][0]["arrived"]) == (200, "received", 2)
    for do in ("refuse", "call_back"):
        assert erp.post(path, do=do, reason="晚了")[0] == 409
    (_status, made) = erp.post("/transfers", "t2", **said)
    assert erp.post(f"/transfers/{made['id']}", do="call_back", reason="发错")[0] == 200
    assert lying(ours, ours.fan) == {ours.east: (7, 0), ours.van: (2, 0)}
    assert erp.get("/transfers/999999") == 404
