"""The board, the page of a plan and the round: what cannot be is said, and nothing breaks."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.fieldservice.appointments.queries import appointment_of
from aftercare.fieldservice.plans.actions import ask_for_plan, begin_plan, keep_plan
from aftercare.fieldservice.plans.rules import Made
from aftercare.fieldservice.slots.tests.worlds import City, city, ordered
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from tests import makers

pytestmark = pytest.mark.django_db
ODD_DAYS = ("0001-01-01", "1999-12-31", "9999-12-31", "2026-13-45", "%00", "x")


@pytest.fixture(name="us")
def _us() -> City:
    return city(makers.company())


@pytest.fixture
def boss(us: City, client: Client) -> Client:
    del us
    client.force_login(User.objects.get(username="manager"))
    return client


def test_a_day_that_nobody_plans_is_today(boss: Client) -> None:
    for day in ODD_DAYS:
        for page in (f"/desk/dispatch?day={day}", f"/m/?day={day}"):
            assert boss.get(page).status_code == 200, page


def test_what_cannot_be_given_is_said_on_the_form(us: City, boss: Client) -> None:
    order = ordered(us)
    page = f"/desk/dispatch/orders/{order.id}"
    at = f"{timezone.localdate() + timedelta(days=1)}T10:00"
    plain = {"technician": us.technicians[0], "starts_at": at, "agreed_by": "phone", "seen": ""}
    wrong: tuple[dict[str, Any], ...] = (
        {"starts_at": "9999-12-31T23:59"}, {"starts_at": "0001-01-01T00:00"}, {"starts_at": "x"},
        {"technician": 10**20}, {"technician": ""}, {"agreed_by": "dream"},
    )  # fmt: skip
    for said in wrong:
        assert boss.post(page, plain | said).status_code == 422, said
    for seen in ("1:x", "²:1", "1:2:3", ":", "9" * 30 + ":1"):
        assert boss.post(page, plain | {"starts_at": "x", "seen": seen}).status_code == 422, seen
        assert boss.get(f"/desk/orders/{order.id}").status_code == 200
    assert appointment_of(actor=SYSTEM, order=order) is None


def test_a_plan_says_which_told_visits_stay_and_nothing_else_leaves_them(
    us: City, boss: Client
) -> None:
    """A day of which the planner keeps nothing."""
    order, now = ordered(us), timezone.now()
    day = timezone.localdate(now) + timedelta(days=1)
    while day.weekday() > 3:
        day += timedelta(days=1)
    given = {"technician": us.technicians[0], "starts_at": f"{day}T10:00", "agreed_by": "phone",
             "reason": "按客户要求"}  # fmt: skip
    assert boss.post(f"/desk/dispatch/orders/{order.id}", given).status_code == 302
    number = ask_for_plan(actor=SYSTEM, day=day, now=now)
    sheet = begin_plan(actor=SYSTEM, proposal_id=number, now=now)
    assert sheet is not None
    idle = tuple(replace(route, stops=()) for route in sheet.standing.routes)
    nothing = replace(sheet.standing, routes=idle, unserved=(order.id,))
    keep_plan(actor=SYSTEM, proposal_id=number, sheet=sheet, made=Made(plan=nothing), now=now)
    page = boss.get(f"/desk/dispatch/plans/{number}").content.decode()
    for words in (order.number, "工程师0 10:00", "无法保住的已告知时段", "请先与客户改约"):
        assert words in page
    for leaving in ((), "x", "²", "9" * 30, "9" * 5000):
        said = boss.post(f"/desk/dispatch/plans/{number}/apply", {"leaving": leaving})
        assert said.status_code == 409
        assert order.number in said.content.decode()
    dropped = boss.post(f"/desk/dispatch/plans/{number}/drop")
    assert dropped.headers["Location"] == f"/desk/dispatch?day={day}&unit={us.station}"


def test_who_offers_an_order_that_nobody_can_take_is_told_at_once(us: City, boss: Client) -> None:
    day = timezone.localdate() + timedelta(days=1)
    while day.weekday() > 3:
        day += timedelta(days=1)
    told = []
    for hours in (("03:00", "04:00"), ("09:00", "17:00")):
        window = {f"window_{end}": f"{day}T{hour}"
                  for end, hour in zip(("from", "until"), hours, strict=True)}  # fmt: skip
        page = f"/desk/dispatch/orders/{ordered(us).id}/pool"
        answer = boss.post(page, window | {"agreed_by": "phone"}, follow=True)
        assert "已放入抢单池" in answer.content.decode()
        told.append("该时段无人可接" in answer.content.decode())
    assert told == [True, False]


def test_of_orders_offered_together_those_that_nobody_can_take_are_named(
    us: City, boss: Client
) -> None:
    day = timezone.localdate() + timedelta(days=1)
    while day.weekday() > 3:
        day += timedelta(days=1)
    first, second = ordered(us), ordered(us)
    window = {"window_from": f"{day}T03:00", "window_until": f"{day}T04:00", "agreed_by": "phone"}
    answer = boss.post("/desk/orders/do/offer", window | {"order": [first.id, second.id]})
    assert answer.content.decode().count("该时段无人可接") == 2
    boss.post("/desk/orders/do/take-back", {"order": [first.id, second.id]})
    window["window_until"] = f"{day}T17:00"
    answer = boss.post("/desk/orders/do/offer", window | {"order": [first.id, second.id]})
    assert "该时段无人可接" not in answer.content.decode()


def test_a_visit_is_locked_from_its_drawer_and_the_board_shows_it(us: City, boss: Client) -> None:
    order, day = ordered(us), timezone.localdate() + timedelta(days=1)
    while day.weekday() > 3:
        day += timedelta(days=1)
    given = {"technician": us.technicians[0], "starts_at": f"{day}T10:00", "agreed_by": "phone",
             "reason": "客户只有上午在家", "seen": ""}  # fmt: skip
    drawer = f"/desk/dispatch/orders/{order.id}"
    boss.post(drawer, given)
    board = f"/desk/dispatch?day={day}"
    assert "已固定工程师" not in boss.get(board).content.decode()
    boss.post(f"/desk/orders/{order.id}/lock?day={day}", {"reason": "客户只认他"})
    assert "已固定工程师" in boss.get(board).content.decode()
    assert "客户只认他" in boss.get(f"/desk/orders/{order.id}").content.decode()
    assert "取消固定" in boss.get(f"{drawer}?day={day}").content.decode()
    boss.post(f"/desk/orders/{order.id}/unlock?day={day}")
    assert "已固定工程师" not in boss.get(board).content.decode()
