"""Stations, who goes out, their gear and the board of a day, by the API."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from aftercare.fieldservice.plans.actions import assign_order
from tests.town import Town, town
from tests.web.test_parts_api import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Town:
    return town(timezone.now())


def test_a_station_is_read_and_put_elsewhere(ours: Town) -> None:
    found = Caller(ours.dispatcher).get("/stations")
    (placed,) = found["placed"]
    assert (placed["name"], placed["point"]["latitude"]) == ("上海站", 31.1722)
    said = {"longitude": 121.5, "latitude": 31.2, "areas": ["310104"]}
    assert Caller(ours.us.agent).post(f"/stations/{ours.station}", **said)[0] == 403
    boss = Caller(ours.us.manager)
    assert boss.post(f"/stations/{ours.station}", **said | {"areas": ["99"]})[0] == 422
    assert boss.post(f"/stations/{ours.station}", **said)[1]["point"]["longitude"] == 121.5
    assert boss.post(f"/stations/{ours.us.quality}", **said)[0] == 404


def test_who_goes_out_is_read_with_the_shift_and_changed(ours: Town) -> None:
    boss, path = Caller(ours.us.manager), f"/technicians/{ours.technician.staff_id}"
    today = timezone.localdate()
    (row,) = boss.get(f"/technicians?day={today}&org_unit_id={ours.station}")["rows"]
    assert (row["name"], row["shift_from"] is None, row["skills"]) == ("罗工", False, [])
    said = {"org_unit_id": ours.station, "pace": 120, "starts_at": "home"}
    assert boss.post(path, **said)[0] == 422
    home = {"home_longitude": 121.41234, "home_latitude": 31.1}
    status, told = boss.post(path, **said, **home)
    assert (status, told["pace"], told["home"]["longitude"]) == (200, 120, 121.412)
    fewer = ours.dispatcher.grants - {"technicians.set_technician"}
    (seen,) = Caller(replace(ours.dispatcher, grants=fewer)).get("/technicians")["rows"]
    assert (seen["pace"], seen["home"]) == (120, None)
    assert boss.post(path, org_unit_id=ours.station, is_active=False)[0] == 200
    assert boss.get("/technicians")["rows"] == []
    assert len(boss.get("/technicians?former=true")["rows"]) == 1


def test_gear_is_registered_handed_out_inspected_and_withdrawn(ours: Town) -> None:
    boss, today = Caller(ours.us.manager), timezone.localdate()
    kind = boss.get("/gear")["kinds"][0]["code"]
    said = {"kind": kind, "number": "G-1", "org_unit_id": ours.station}
    status, made = boss.post("/gear", "g1", **said)
    assert (status, boss.post("/gear", "g1", **said)[1], boss.post("/gear", **said)[0]) == (
        201, made, 409)  # fmt: skip
    path = f"/gear/{made['id']}"
    until = (today + timedelta(days=90)).isoformat()
    day = {"inspected_on": today.isoformat(), "valid_until": until}
    assert boss.post(path, do="inspect", **day)[0] == 200
    assert boss.post(path, do="hand_out", member_id=ours.technician.staff_id)[0] == 200
    (row,) = boss.get(f"/gear?state=held&text={said['number']}")["rows"]
    assert (row["holder"]["name"], row["valid_until"]) == ("罗工", until)
    assert boss.get("/technicians")["rows"][0]["gear"] == [kind]
    assert boss.post(path, do="take_back")[0] == 200
    assert boss.post(path, do="withdraw", reason="摔坏")[0] == 200
    assert boss.get("/gear")["rows"] == []


def test_the_board_of_a_day_is_read(ours: Town) -> None:
    now, program = timezone.now(), Caller(ours.dispatcher)
    order, other = ours.waiting(now), ours.waiting(now)
    begins = timezone.localtime(now).replace(hour=10, minute=0, second=0) + timedelta(days=2)
    assign_order(actor=ours.dispatcher, order_id=order.id, starts_at=begins, agreed_by="phone",
                 technicians=[ours.technician.staff_id or 0], reason="指定", now=now)  # fmt: skip
    board = program.get(f"/board?day={begins.date()}&org_unit_id={ours.station}")
    (lane,), (free,) = board["technicians"], board["waiting"]
    assert (lane["name"], lane["visits"][0]["order"]["number"]) == ("罗工", order.number)
    assert (lane["visits"][0]["leads"], lane["visits"][0]["is_late"]) == (True, False)
    assert (free["order"]["id"], free["pooled_at"]) == (other.id, None)
    window = {"window_from": begins.isoformat(), "agreed_by": "phone",
              "window_until": (begins + timedelta(hours=3)).isoformat()}  # fmt: skip
    assert program.post(f"/orders/{other.id}/offer", **window)[0] == 200
    pooled = program.get(f"/board?day={begins.date()}")["waiting"][0]
    assert pooled["pooled_at"] is not None
    assert Caller(ours.finance).get(f"/board?day={begins.date()}") == 403
