"""One act on many chosen work orders: who refuses is told with the reason, the rest is done."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.fieldservice.plans.queries import pooled_orders
from aftercare.fieldservice.workorders.queries import OrderBrief, order_briefs
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.models import User
from tests.town import Town, town

pytestmark = pytest.mark.django_db


def desk(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id or 0))
    return client


@pytest.fixture
def ours() -> Town:
    return town(timezone.now())


@pytest.fixture
def orders(ours: Town) -> list[OrderBrief]:
    return [ours.waiting(timezone.now()) for _number in range(3)]


def test_chosen_orders_go_to_another_station(ours: Town, orders: list[OrderBrief]) -> None:
    client, ids = desk(ours.us.manager), [order.id for order in orders[:2]]
    url = "/desk/orders/do/station"
    drawer = client.get(url, {"order": ids}).content.decode()
    assert "已选 2 张工单" in drawer
    assert client.post(url, {"order": ids}).status_code == 422
    done = client.post(url, {"order": ids, "org_unit_id": ours.us.west}).content.decode()
    assert "2 张工单已完成" in done
    moved = order_briefs(actor=SYSTEM, ids=[order.id for order in orders])
    assert [moved[one.id].org_unit_id for one in orders] == [ours.us.west] * 2 + [ours.station]
    assert all(moved[one.id].task == one.task for one in orders)
    assert "没有选中工单" in client.get(url).content.decode()
    assert client.get("/desk/orders/do/whim").status_code == 404


def test_who_refuses_is_told_by_number_and_the_rest_is_done(
    ours: Town, orders: list[OrderBrief]
) -> None:
    client, url = desk(ours.dispatcher), "/desk/orders/do/offer"
    begins = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=1)
    window = {"window_from": f"{begins:%Y-%m-%dT%H:%M}", "agreed_by": "phone",
              "window_until": f"{begins + timedelta(hours=3):%Y-%m-%dT%H:%M}"}  # fmt: skip
    assert client.post(url, window | {"order": orders[0].id}).status_code == 200
    page = client.post(url, window | {"order": [order.id for order in orders]}).content.decode()
    assert "2 张工单已完成" in page
    assert "1 张工单未改动" in page
    assert set(pooled_orders(actor=SYSTEM)) == {order.id for order in orders}
    other = ours.waiting(timezone.now())
    shown = client.get("/desk/orders?state=pool").content.decode()
    assert all(order.number in shown for order in orders)
    assert other.number not in shown
    assert shown.count("抢单中") == 1 + len(orders)
    back = client.post("/desk/orders/do/take-back", {"order": [orders[0].id], "sure": "1"})
    assert "1 张工单已完成" in back.content.decode()
    assert orders[0].id not in pooled_orders(actor=SYSTEM)


def test_chosen_orders_are_printed_and_exported(ours: Town, orders: list[OrderBrief]) -> None:
    client, ids = desk(ours.us.manager), [order.id for order in orders[1:]]
    paper = client.get("/desk/orders/sheets", {"order": ids})
    assert (paper.status_code, paper.content[:4]) == (200, b"%PDF")
    assert "没有选中工单" in client.get("/desk/orders/sheets?order=x").content.decode()
    assert "已选 2 张工单" in client.get("/desk/orders/export", {"order": ids}).content.decode()
    file = client.post("/desk/orders/export", {"order": ids, "form": "csv"})
    lines = b"".join(file.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 3
    assert orders[0].number not in "".join(lines)


def test_an_order_out_of_sight_is_not_chosen(ours: Town, orders: list[OrderBrief]) -> None:
    stranger = desk(ours.finance)
    assert stranger.post("/desk/orders/do/station", {"order": orders[0].id}).status_code == 403
    assert '<input type="checkbox"' in desk(ours.dispatcher).get("/desk/orders").content.decode()
