"""Two come to one door, each with a phone; and what happened while a phone had no network."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from aftercare.fieldservice.appointments.actions import (
    cancel_appointment,
    move_appointment,
    reseat,
)
from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    SeatDraft,
    appointment_brief,
)
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.models import User
from tests import makers
from tests.makers import FRIDAY, Company, person
from tests.visits import HOUR, TOMORROW, booked, offered, ordered

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


@pytest.fixture(name="pair")
def _pair(company: Company) -> tuple[Actor, Actor]:
    names = (("lead", "罗工"), ("mate", "李工"))
    one, two = (person(login, name, "technician", company.east) for login, name in names)
    return one, two


@pytest.fixture(name="visit")
def _visit(company: Company, pair: tuple[Actor, Actor]) -> AppointmentBrief:
    order = ordered(company.agent, persons=2)
    return booked(company.agent, order, *(one.staff_id or 0 for one in pair))


def phone(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id))
    return client


def sent(
    client: Client, visit: AppointmentBrief, act: str, said: datetime, **values: Any
) -> tuple[int, str]:
    """A post that comes an hour after it was noted, without network."""
    later = said + HOUR
    body = {"act": act, "client_ref": str(uuid4()), "said_at": said.timestamp() * 1000,
            "sent_at": later.timestamp() * 1000} | values  # fmt: skip
    with time_machine.travel(later, tick=False):
        answer = client.post(f"/m/visits/{visit.id}", body, HTTP_ACCEPT="application/json")
    return answer.status_code, json.loads(answer.content).get("why", "")


def test_both_note_the_same_way_and_neither_is_stopped_by_the_other(
    pair: tuple[Actor, Actor], visit: AppointmentBrief
) -> None:
    first, second = (phone(one) for one in pair)
    for client, late in ((first, 0), (second, 3)):
        for act, at in (("depart", -30), ("arrive", 0), ("begin", 5)):
            assert sent(client, visit, act, TOMORROW + (at + late) * MINUTE)[0] == 200
    stands = appointment_brief(actor=SYSTEM, appointment_id=visit.id)
    assert (stands.departed_at, stands.arrived_at, stands.begun_at) == (
        TOMORROW - 30 * MINUTE, TOMORROW, TOMORROW + 5 * MINUTE)  # fmt: skip
    step = {"step": "badge", "answer": "done"}
    assert sent(second, visit, "step", TOMORROW + 6 * MINUTE, **step)[0] == 200
    with time_machine.travel(TOMORROW + HOUR, tick=False):
        ours = first.get(f"/m/visits/{visit.id}").content.decode()
        theirs = second.get(f"/m/visits/{visit.id}").content.decode()
    assert all("step:badge" in page.split('data-met="')[1].split('"')[0] for page in (ours, theirs))
    assert ("与 李工 同行" in ours, "您为主责" in ours) == (True, True)
    assert ("与 罗工 同行" in theirs, "罗工 为主责" in theirs) == (True, True)
    assert all("data-shared" in page for page in (ours, theirs))


def test_who_noted_without_network_is_told_what_happened_to_the_visit(
    company: Company, pair: tuple[Actor, Actor], visit: AppointmentBrief
) -> None:
    one, two = (actor.staff_id or 0 for actor in pair)
    client = phone(pair[0])
    moved = move_appointment(
        actor=company.agent, appointment_id=visit.id, version=None, reason="customer_wish",
        agreed_by="phone", offer=offered(one, two, at=TOMORROW + 3 * HOUR), now=FRIDAY,
    )  # fmt: skip
    assert sent(client, visit, "depart", TOMORROW) == (409, "本次上门已改到其他时间，请联系调度。")
    third = person("third", "赵工", "technician", company.east)
    people = [SeatDraft(technician_id=number, leads=number == two, starts_at=moved.window_from,
                        ends_at=moved.window_from + HOUR)
              for number in (two, third.staff_id or 0)]  # fmt: skip
    reseat(actor=SYSTEM, seats={moved.id: people}, why="hand", now=FRIDAY)
    status, why = sent(client, moved, "depart", TOMORROW)
    assert (status, "改由他人上门" in why) == (404, True)
    cancel_appointment(actor=company.agent, appointment_id=moved.id, version=None,
                       reason="customer_wish", now=FRIDAY)  # fmt: skip
    status, why = sent(phone(pair[1]), moved, "late", TOMORROW, minutes=30)
    assert (status, "已取消" in why) == (409, True)


def test_who_is_late_hears_that_no_message_leads_to_the_customer(
    pair: tuple[Actor, Actor], visit: AppointmentBrief
) -> None:
    client = phone(pair[0])
    assert sent(client, visit, "late", TOMORROW - HOUR, minutes=30)[0] == 200
    with time_machine.travel(TOMORROW, tick=False):
        page = client.get(f"/m/visits/{visit.id}").content.decode()
    assert "请打电话告知约" in page
    assert "已告知" not in page
