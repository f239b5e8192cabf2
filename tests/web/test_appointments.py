"""A time is agreed upon: by the customer's link, on the phone, by a program (R-FS-02)."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from aftercare.casework.intake.queries import follow_token
from aftercare.fieldservice.appointments.actions import depart
from aftercare.fieldservice.appointments.queries import appointments_of
from aftercare.fieldservice.slots.queries import free_slots
from aftercare.fieldservice.slots.tests.worlds import City, city, ordered
from aftercare.fieldservice.workorders.actions import change_order, finish_order
from aftercare.fieldservice.workorders.queries import OrderBrief, order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from aftercare.people.rosters.actions import enter_leave
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(name="us")
def _us() -> City:
    return city(makers.company())


def windows(order: OrderBrief) -> list[str]:
    free = free_slots(actor=SYSTEM, order=order, now=timezone.now()).free
    return [slot.window_from.isoformat() for slot in free]


def states(order: OrderBrief) -> list[str]:
    return [one.state for one in appointments_of(actor=SYSTEM, orders=[order])[order.id]]


def test_the_customer_chooses_changes_and_calls_off_by_the_link(us: City, client: Client) -> None:
    order, other = ordered(us), ordered(us)
    token = follow_token(actor=SYSTEM, case_id=order.case_id)
    page = f"/f/{token}/visits/{order.id}"
    assert page in client.get(f"/f/{token}").content.decode()
    free = windows(order)

    def send(**said: Any) -> int:
        return client.post(page, said).status_code

    assert send(act="choose", window_from="2026-01-01T00:00:00+00:00") == 422
    assert send(act="choose") == 422
    assert send(act="book") == 422
    assert (send(act="choose", window_from=free[-1]), states(order)) == (302, ["held"])
    assert (send(act="book"), states(order)) == (302, ["booked"])
    said = client.get(f"{page}/calendar.ics").content.decode()
    assert f"UID:{order.number}@aftercare" in said
    assert all(len(line.encode()) <= 75 for line in said.split("\r\n"))
    assert (send(act="choose", window_from=free[-2]), states(order)) == (302, ["moved", "booked"])
    for _twice in range(2):
        assert (send(act="call_off"), states(order)) == (302, ["moved", "called_off"])
    assert client.get(f"/f/{token}/visits/{other.id}").status_code == 404
    assert client.get(f"/f/{token}x/visits/{order.id}").status_code == 404


def event_of(file: str) -> dict[str, str]:
    """Its lines by name; those that are too long are folded."""
    lines = file.replace("\r\n ", "").split("\r\n")
    return dict(line.split(":", 1) for line in lines if ":" in line)


def rising(numbers: list[int]) -> bool:
    return numbers == sorted(set(numbers))


def test_a_calendar_hears_of_each_change_and_of_the_end(us: City, client: Client) -> None:
    order = ordered(us)
    token = follow_token(actor=SYSTEM, case_id=order.case_id)
    page, free = f"/f/{token}/visits/{order.id}", windows(order)

    def send(**said: Any) -> None:
        assert client.post(page, said).status_code == 302

    def heard() -> dict[str, str]:
        return event_of(client.get(f"{page}/calendar.ics").content.decode())

    assert client.get(f"{page}/calendar.ics").status_code == 404
    send(act="choose", window_from=free[-1])
    send(act="book")
    told = [heard()]
    send(act="choose", window_from=free[-2])
    told.append(heard())
    send(act="call_off")
    told.append(heard())
    for seen in (page, f"/f/{token}"):
        assert f"{page}/calendar.ics" in client.get(seen).content.decode()
    send(act="choose", window_from=free[-1])
    assert heard()["STATUS"] == "CANCELLED"  # what is only held stands in nobody's calendar
    send(act="book")
    told.append(heard())
    assert {one["UID"] for one in told} == {f"{order.number}@aftercare"}
    assert rising([int(one["SEQUENCE"]) for one in told])
    assert [one["METHOD"] for one in told] == ["PUBLISH", "PUBLISH", "CANCEL", "PUBLISH"]
    assert told[2]["STATUS"] == "CANCELLED"
    assert told[2]["DTSTART"] == told[1]["DTSTART"]
    assert "TRIGGER" not in told[2]


def test_what_the_link_cannot_do_any_more_is_said_on_the_page(us: City, client: Client) -> None:
    order = ordered(us)
    token = follow_token(actor=SYSTEM, case_id=order.case_id)
    page, free = f"/f/{token}/visits/{order.id}", windows(order)

    def refused(**said: Any) -> str:
        answer = client.post(page, said)
        assert answer.status_code == 422
        return str(answer.content.decode())

    client.post(page, {"act": "choose", "window_from": free[0]})
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert "预留已过期" in refused(act="book")
    client.post(page, {"act": "choose", "window_from": free[-1]})
    client.post(page, {"act": "book"})
    (one,) = appointments_of(actor=SYSTEM, orders=[order])[order.id]
    depart(actor=SYSTEM, appointment_id=one.id, now=timezone.now())
    for act in ({"act": "call_off"}, {"act": "choose", "window_from": free[0]}):
        assert "已经出发" in refused(**act)
    assert states(order) == ["on_the_way"]
    assert "请致电我们" in client.get(page).content.decode()


def test_where_nobody_can_come_no_choice_is_promised(us: City, client: Client) -> None:
    order = ordered(us)
    token = follow_token(actor=SYSTEM, case_id=order.case_id)
    assert "选择时间" in client.get(f"/f/{token}").content.decode()
    client.force_login(User.objects.get(id=us.agent.user_id))
    page = f"/desk/orders/{order.id}/times"
    for one in us.technicians:
        enter_leave(actor=SYSTEM, member_id=one, kind="sick", stand_in_id=None,
                    from_at=timezone.now(), until_at=timezone.now() + timedelta(days=90),
                    now=timezone.now())  # fmt: skip
    followed = client.get(f"/f/{token}").content.decode()
    assert "选择时间" not in followed
    assert "约好时间后告诉您" in followed
    shown = client.get(page).content.decode()
    assert "没有" in shown
    assert 'name="agreed_by"' not in shown
    assert client.post(page, {"window_from": "x", "agreed_by": "phone"}).status_code == 422


def test_an_order_that_has_ended_has_no_times_to_choose(us: City, client: Client) -> None:
    order = ordered(us)
    finish_order(actor=SYSTEM, order_id=order.id, version=None, result="完成", now=timezone.now())
    client.force_login(User.objects.get(id=us.agent.user_id))
    for answer in (client.get(f"/desk/orders/{order.id}/times"),
                   client.post(f"/desk/orders/{order.id}/times", {})):  # fmt: skip
        assert answer.status_code == 409
        assert "工单" in answer.content.decode()


def test_on_the_phone_three_clicks_are_enough(us: City, client: Client) -> None:
    order = ordered(us)
    client.force_login(User.objects.get(id=us.agent.user_id))
    page = f"/desk/orders/{order.id}"
    assert f"{page}/times" in client.get(page).content.decode()
    free = windows(order)
    said = {"window_from": free[0], "agreed_by": "phone"}
    assert client.post(f"{page}/times", {**said, "agreed_by": "dream"}).status_code == 422
    assert (client.post(f"{page}/times", said).status_code, states(order)) == (302, ["booked"])
    version = appointments_of(actor=SYSTEM, orders=[order])[order.id][0].version
    moved = {**said, "window_from": free[1], "reason": "customer_wish", "version": version}
    assert client.post(f"{page}/times", {**moved, "version": version - 1}).status_code == 422
    assert client.post(f"{page}/times", moved).status_code == 302
    off = {"reason": "customer_wish", "version": 2, "note": "改天再约"}
    client.post(f"{page}/visit-off", off)
    assert states(order)[0] == "moved"
    assert client.get(page).status_code == 200


def test_a_program_asks_books_and_follows_a_visit(us: City) -> None:
    order = ordered(us)
    issued = issue_own_token(
        actor=us.agent, name="erp", expires_at=None, now=timezone.now(),
        scopes=["appointments.book", "appointments.see_appointments", "slots.take_slot",
                "workorders.see_orders"],
    )  # fmt: skip
    client = Client(headers={"Authorization": f"Bearer {issued.word}"})

    def post(path: str, **said: Any) -> Any:
        answer = client.post(f"/api/v1/{path}", json.dumps(said), "application/json")
        return answer.status_code, answer.json()

    free = client.get(f"/api/v1/orders/{order.id}/slots").json()["free"]
    status, one = post(f"orders/{order.id}/appointments", window_from=free[0]["window_from"])
    assert (status, one["state"]) == (201, "held")
    assert post(f"appointments/{one['id']}", step="book")[1]["state"] == "booked"
    assert post(f"appointments/{one['id']}", step="depart")[0] == 403
    status, taken = post(f"orders/{ordered(us).id}/appointments",
                         window_from="2026-01-01T08:00:00+08:00", agreed_by="phone")  # fmt: skip
    assert (status, bool(taken["detail"])) == (409, True)
    listed = client.get(f"/api/v1/orders/{order.id}/appointments").json()
    assert [row["state"] for row in listed] == ["booked"]
    day = f"/api/v1/technicians/{us.technicians[0]}/day?on={free[0]['window_from'][:10]}"
    assert len(client.get(day).json()) == 1


def test_an_order_finished_at_the_desk_leads_its_case_to_the_result(
    us: City, client: Client
) -> None:
    order = ordered(us)
    client.force_login(User.objects.get(id=us.agent.user_id))
    page = f"/desk/orders/{order.id}"
    client.post(f"{page}/times", {"window_from": windows(order)[0], "agreed_by": "phone"})
    form = client.get(f"{page}/finish").content.decode()
    assert 'name="arrived_at"' in form
    said = {"version": order_brief(actor=SYSTEM, order_id=order.id).version, "result": "已更换电容"}
    future = timezone.localtime() + timedelta(hours=5)
    assert client.post(f"{page}/finish", said | {"arrived_at": f"{future:%Y-%m-%dT%H:%M}"}
                       ).status_code == 422  # fmt: skip
    assert client.post(f"{page}/finish", said).status_code == 302
    assert states(order) == ["done"]
    case = client.get(f"/desk/cases/{order.case_id}").content.decode()
    assert "settle-service" in case
    assert "agree-visit" not in case.split('id="next-step"')[1].split("</section>")[0]


def test_a_time_after_the_due_time_says_so_and_is_not_refused(us: City, client: Client) -> None:
    order = ordered(us)
    client.force_login(User.objects.get(id=us.agent.user_id))
    page = f"/desk/orders/{order.id}"
    free = windows(order)
    due = datetime.fromisoformat(free[1])
    change_order(actor=us.agent, order_id=order.id, version=order.version, task=order.task,
                 org_unit_id=order.org_unit_id, minutes=order.minutes, persons=order.persons,
                 priority=order.priority, due_at=due, now=timezone.now())  # fmt: skip
    offered = client.get(f"{page}/times").content.decode()
    assert 0 < offered.count("晚于最迟完成") < len(free)
    said = {"window_from": free[-1], "agreed_by": "phone"}
    answer = client.post(f"{page}/times", said, follow=True).content.decode()
    assert "约定时段晚于此" in answer
    token = follow_token(actor=SYSTEM, case_id=order.case_id)
    chosen = client.get(f"/f/{token}/visits/{order.id}?change=1").content.decode()
    assert "晚于最迟完成" not in chosen
