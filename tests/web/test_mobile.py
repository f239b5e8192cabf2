"""What a phone sends from the door: once each, at the time it was noted, refused in words."""

import io
import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from aftercare.casework.intake.queries import follow_token
from aftercare.fieldservice.appointments.actions import book, hold_slot
from aftercare.fieldservice.appointments.queries import Offer, SeatDraft, appointment_brief
from aftercare.fieldservice.plans.actions import offer_order, withdraw_offer
from aftercare.fieldservice.plans.models import Pooled
from aftercare.fieldservice.quotes.actions import quote_order, set_prices
from aftercare.fieldservice.records.tests.worlds import HOUR, THERE, Door, at_the_door
from aftercare.fieldservice.spares.actions import open_place, save_part
from aftercare.fieldservice.stores.actions import receive_parts
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderDraft
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from tests import makers
from tests.makers import Company, complaint, person
from tests.spares import a_part

pytestmark = pytest.mark.django_db


@pytest.fixture(name="company")
def _company() -> Company:
    return makers.company()


@pytest.fixture(name="door")
def _door(company: Company) -> Door:
    return at_the_door(company, begun=False)


def signed_in(user_id: int | None) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=user_id or 0))
    return client


def stamp(at: datetime) -> float:
    return at.timestamp() * 1000


def post(
    client: Client, door: Door, act: str, *, said: datetime, sent: datetime | None = None,
    ref: UUID | None = None, **values: Any,
) -> tuple[int, dict[str, str]]:  # fmt: skip
    """What the phone's queue sends, arriving at `sent`."""
    body = {"act": act, "client_ref": str(ref or uuid4()), "said_at": stamp(said),
            "sent_at": stamp(sent or said)} | values  # fmt: skip
    with time_machine.travel(sent or said, tick=False):
        answer = client.post(f"/m/visits/{door.visit.id}", body, HTTP_ACCEPT="application/json")
    return answer.status_code, json.loads(answer.content)


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(out, "JPEG")
    return SimpleUploadedFile("p.jpg", out.getvalue(), "image/jpeg")


def test_a_visit_noted_without_network_arrives_once_with_its_own_times(door: Door) -> None:
    client, back = signed_in(door.technician.user_id), THERE + 3 * HOUR
    minute = timedelta(minutes=1)
    notes = [
        ("depart", THERE - 20 * minute, {}),
        ("arrive", THERE, {}),
        ("begin", THERE + 5 * minute, {}),
        ("step", THERE + 6 * minute, {"step": "badge", "answer": "done"}),
        ("photo", THERE + 7 * minute, {"shows": "nameplate"}),
        ("findings", THERE + 8 * minute, {"work": "更换电容"}),
    ]
    for _twice in range(2):
        for at, (act, said, values) in enumerate(notes):
            files = {"file": photo()} if act == "photo" else {}
            told = post(
                client, door, act, said=said, sent=back, ref=UUID(int=at), **values, **files
            )
            assert told == (200, {"at": "2026-01-10T05:00:00+00:00"})
    visit = appointment_brief(actor=door.technician, appointment_id=door.visit.id)
    assert (visit.departed_at, visit.arrived_at, visit.begun_at) == (
        THERE - 20 * minute, THERE, THERE + 5 * minute)  # fmt: skip
    card = door.card()
    assert [step.said_at for step in card.steps if step.answer] == [THERE + 6 * minute]
    assert [one.taken_at for one in card.photos] == [THERE + 7 * minute]
    with time_machine.travel(back, tick=False):
        page = client.get(f"/m/visits/{door.visit.id}").content.decode()
        file = client.get(f"/m/visits/{door.visit.id}/files/{card.photos[0].file.id}?small")
    assert 'data-met="' in page
    assert "13800138000" in page  # who sets out may call
    assert file.status_code == 200
    file.close()


def test_a_refusal_is_told_in_words_and_the_same_post_may_come_again(door: Door) -> None:
    client, ref = signed_in(door.technician.user_id), uuid4()
    step: dict[str, Any] = {"step": "badge", "answer": "done"}
    status, said = post(client, door, "step", said=THERE, ref=ref, **step)
    assert (status, said["why"]) == (409, "请先点“开始作业”。")
    assert post(client, door, "begin", said=THERE)[0] == 200
    assert post(client, door, "step", said=THERE, ref=ref, **step)[0] == 200
    wrong: list[tuple[int, str, dict[str, Any]]] = [
        (409, "step", {"step": "no_voltage", "answer": "done"}),
        (422, "step", {"step": "badge"}),
        (422, "step", {"step": "badge", "answer": "done", "client_ref": "x"}),
        (422, "step", {"step": "badge", "answer": "done", "said_at": "yesterday"}),
        (422, "step", {"step": "badge", "answer": "done", "said_at": "1e300"}),
        (422, "photo", {"shows": "before", "file": SimpleUploadedFile("p.jpg", b"MZ\x00")}),
        (422, "photo", {"shows": "before"}),
        (404, "dance", {}),
        (409, "complete", {}),
        (422, "again", {"reason": "no_answer"}),
    ]
    for status, act, values in wrong:
        told = post(client, door, act, said=THERE + HOUR, **values)
        assert (told[0], bool(told[1]["why"])) == (status, True), (act, values)


def test_the_page_says_which_steps_wait_for_the_price_and_a_kept_post_is_refused_in_words(
    door: Door, company: Company
) -> None:
    client, url = signed_in(door.technician.user_id), f"/m/visits/{door.visit.id}"
    set_prices(actor=SYSTEM, in_force_from=THERE.date() - timedelta(days=1), now=THERE - HOUR * 24,
               labour={"repair": Decimal(80)}, trip_amount=Decimal(0))  # fmt: skip
    assert post(client, door, "begin", said=THERE)[0] == 200
    waits = 'data-waits="price"'
    held = len([one for one in door.card().steps if not one.before_price])
    with time_machine.travel(THERE, tick=False):
        assert client.get(url).content.decode().count(waits) == held
    untold = post(client, door, "findings", said=THERE, work="更换电容")
    assert untold[0] == 409
    assert "报价" in untold[1]["why"]
    with time_machine.travel(THERE, tick=False):
        quote_order(actor=company.agent, order_id=door.order.id, now=THERE)
        page = client.get(url).content.decode()
    assert page.count(waits) == held
    assert "客户还没有" not in page
    for step in door.card().steps:
        if step.is_danger:
            assert post(client, door, "step", said=THERE, step=step.code, answer="done")[0] == 200
    refused = "客户还没有同意报价：可以继续检查故障，这一项要等客户在报价上签字后再做。"
    kept: list[tuple[str, dict[str, Any]]] = [
        ("step", {"step": "test_run", "answer": "done"}), ("findings", {"work": "更换电容"})
    ]  # fmt: skip
    for act, values in kept:  # noted without network
        told = post(client, door, act, said=THERE, sent=THERE + HOUR, **values)
        assert told == (409, {"why": refused})
    assert post(client, door, "found", said=THERE, fault="不制冷", cause="电容击穿")[0] == 200
    found = door.card().findings
    assert found
    assert (found.fault, found.work) == ("不制冷", "")


def test_the_round_is_one_s_own_and_works_without_scripts(door: Door, company: Company) -> None:
    client, url = signed_in(door.technician.user_id), f"/m/visits/{door.visit.id}"
    with time_machine.travel(THERE, tick=False):
        assert door.order.goods in client.get("/m/").content.decode()
        assert door.order.goods in client.get("/m/", HTTP_HX_REQUEST="true").content.decode()
        assert door.order.goods not in client.get("/m/?day=tomorrow").content.decode()
        gone = client.post(url, {"act": "arrive", "client_ref": str(uuid4())})
        assert (gone.status_code, gone["Location"]) == (302, url)
        assert 'data-state="arrived"' in client.get(url).content.decode()
        refused = client.post(url, {"act": "complete", "client_ref": str(uuid4())}, follow=True)
        assert "客户尚未签字" in refused.content.decode()
        assert client.get("/m/ready").json()["user"] == str(door.technician.user_id)
        assert client.get("/m/badge").content.decode().count("罗工") >= 1
        assert signed_in(company.agent.user_id).get(url).status_code == 404
    for name, kind in (("sw.js", "javascript"), ("app.webmanifest", "manifest")):
        assert kind in Client().get(f"/m/{name}")["Content-Type"]


def test_what_the_page_notes_a_program_notes_too(company: Company) -> None:
    door = at_the_door(company)
    scopes = ["appointments.see_appointments", "records.check_step", "records.see_records"]
    token = issue_own_token(actor=door.technician, name="phone", scopes=scopes, expires_at=None,
                            now=THERE)  # fmt: skip
    url = f"/api/v1/appointments/{door.visit.id}/notes"
    body = {"what": "step", "client_ref": str(uuid4()), "step": "badge"}
    with time_machine.travel(THERE, tick=False):
        for _twice in range(2):
            told = Client().post(url, body, "application/json",
                                 headers={"Authorization": f"Bearer {token.word}"})  # fmt: skip
            assert told.status_code == 200, told.content
    assert [step["answer"] for step in told.json()[0]["steps"]].count("done") == 1


def test_parts_price_and_payment_come_from_the_phone(company: Company) -> None:
    door = at_the_door(company)
    set_prices(actor=SYSTEM, in_force_from=THERE.date(), labour={"repair": Decimal(120)},
               trip_amount=Decimal(50), now=THERE)  # fmt: skip
    keeper = person("keeper", "库管", "storekeeper", company.east, on_call=False)
    van = open_place(actor=keeper, kind="van", member_id=door.technician.staff_id, now=THERE)
    fan = save_part(actor=keeper, draft=a_part("FAN-01"), now=THERE)
    receive_parts(actor=keeper, place_id=van, part_id=fan, supplier="美芝电机", lot_number="B1",
                  count=2, now=THERE)  # fmt: skip
    client = signed_in(door.technician.user_id)
    part = {"part_id": fan, "place_id": van}
    lines = {"line:labour": 1, "line:trip": 1, f"line:part:{fan}": 1}
    agreed = lines | {"shown": "290.00", "signer": "张伟"}
    sent: list[tuple[int, str, dict[str, Any]]] = [
        (409, "part", part),
        (422, "agree", agreed),
        (422, "agree", agreed | {"line:trip": "-1", "file": photo()}),
        (409, "agree", agreed | {"shown": "1.00", "file": photo()}),
        (200, "decline", lines | {"shown": "290.00", "why": "太贵"}),
        (200, "agree", agreed | {"file": photo()}),
        (200, "part", part),
        (409, "part", part | {"count": 5}),
        (200, "old_part", {"described_as": "旧风机"}),
        (422, "pay", {"way": "alipay", "reference": "1"}),
        (200, "pay", {"way": "alipay", "reference": f"20{0:026}"}),
        (200, "home", {"floor": "6", "has_lift": "no"}),
        (409, "next", {"window_from": (THERE + HOUR).isoformat()}),
        (422, "next", {"window_from": "soon"}),
    ]
    for status, act, values in sent:
        told = post(client, door, act, said=THERE + HOUR, **values)
        assert told[0] == status, (act, told)
    with time_machine.travel(THERE + HOUR, tick=False):
        page = client.get(f"/m/visits/{door.visit.id}").content.decode()
    words = ("收据", "¥290", "旧风机", "FAN-01", "撤回")
    assert [word for word in words if word in page] == list(words)


def test_the_phone_says_that_a_part_is_not_in_the_price_that_was_agreed_to(
    company: Company,
) -> None:
    door = at_the_door(company)
    set_prices(actor=SYSTEM, in_force_from=THERE.date(), labour={"repair": Decimal(120)},
               trip_amount=Decimal(50), now=THERE)  # fmt: skip
    keeper = person("keeper", "库管", "storekeeper", company.east, on_call=False)
    van = open_place(actor=keeper, kind="van", member_id=door.technician.staff_id, now=THERE)
    client, hint = signed_in(door.technician.user_id), "不在客户同意的报价内"
    agreed: dict[str, Any] = {"line:labour": 1, "line:trip": 1, "signer": "张伟"}
    seen = []
    for code, in_price in (("FAN-01", True), ("FAN-02", False)):
        part = save_part(actor=keeper, draft=a_part(code), now=THERE)
        receive_parts(actor=keeper, place_id=van, part_id=part, supplier="美芝电机",
                      lot_number="B1", count=2, now=THERE)  # fmt: skip
        if in_price:
            more = {f"line:part:{part}": 1, "shown": "290.00", "file": photo()}
            assert post(client, door, "agree", said=THERE + HOUR, **agreed, **more)[0] == 200
        told = post(client, door, "part", said=THERE + HOUR, part_id=part, place_id=van)
        assert told[0] == 200, told
        with time_machine.travel(THERE + HOUR, tick=False):
            seen.append(hint in client.get(f"/m/visits/{door.visit.id}").content.decode())
    assert seen == [False, True]


def test_an_order_of_the_pool_that_somebody_else_has_is_refused_in_words(
    door: Door, company: Company
) -> None:
    case = complaint(company.agent, kind="repair").case
    draft = OrderDraft(job="repair", goods="空调")
    order = open_order(actor=company.head, case_id=case.id, draft=draft, now=THERE)
    offer = offer_order(actor=SYSTEM, order_id=order.id, window_from=THERE + HOUR,
                        window_until=THERE + 3 * HOUR, agreed_by="phone", now=THERE)  # fmt: skip
    withdraw_offer(actor=SYSTEM, order_id=order.id, now=THERE)
    client = signed_in(door.technician.user_id)
    body = {"act": "accept", "client_ref": str(uuid4())}
    with time_machine.travel(THERE, tick=False):
        told = client.post(f"/m/pool/{offer}", body, HTTP_ACCEPT="application/json")
        page = client.post(f"/m/pool/{offer}", body, follow=True).content.decode()
    assert (told.status_code, told.json()["why"]) == (409, "已被他人抢先接单。")
    assert "已被他人抢先接单。" in page
    assert "暂无可接工单" in page


def test_who_takes_an_order_of_the_pool_is_told_and_led_to_the_visit(
    door: Door, company: Company
) -> None:
    case = complaint(company.agent, kind="repair").case
    order = open_order(actor=company.head, case_id=case.id,
                       draft=OrderDraft(job="repair", goods="空调"), now=THERE)  # fmt: skip
    offer = offer_order(actor=SYSTEM, order_id=order.id, window_from=THERE + HOUR,
                        window_until=THERE + 3 * HOUR, agreed_by="phone", now=THERE)  # fmt: skip
    who = door.technician.staff_id
    seat = SeatDraft(technician_id=who or 0, starts_at=THERE + 2 * HOUR,
                     ends_at=THERE + 3 * HOUR)  # fmt: skip
    one = Offer(window_from=THERE + HOUR, window_until=THERE + 3 * HOUR, seats=[seat])
    client = signed_in(door.technician.user_id)
    held = hold_slot(actor=SYSTEM, order_id=order.id, offer=one, now=THERE)
    book(actor=SYSTEM, appointment_id=held.id, agreed_by="phone", now=THERE)
    Pooled.objects.filter(id=offer).update(ended_at=THERE, taken_by_id=who)
    with time_machine.travel(THERE, tick=False):
        page = client.get("/m/pool").content.decode()
    assert "已接单" in page
    assert f"/m/visits/{held.id}" in page
    with time_machine.travel(THERE + 2 * HOUR, tick=False):
        assert "已接单" not in client.get("/m/pool").content.decode()


def test_the_face_on_the_badge_is_seen_by_whom_one_comes_to(door: Door, company: Company) -> None:
    token = follow_token(actor=SYSTEM, case_id=door.order.case_id)
    waits = f"/f/{token}/visits/{door.order.id}"
    with time_machine.travel(THERE, tick=False):
        client = signed_in(door.technician.user_id)
        assert client.get("/m/badge/face").status_code == 404
        assert Client().get(f"{waits}/face").status_code == 404
        client.post("/account/face", {"file": SimpleUploadedFile("a.txt", b"no face")})
        assert client.get("/m/badge/face").status_code == 404
        client.post("/account/face", {"file": photo()})
        assert "/m/badge/face" in client.get("/m/badge").content.decode()
        assert f"{waits}/face" in Client().get(waits).content.decode()
        answers = [client.get("/m/badge/face"), Client().get(f"{waits}/face")]
        assert signed_in(company.agent.user_id).get("/m/badge/face").status_code == 404
        client.post("/account/face")
        assert Client().get(f"{waits}/face").status_code == 404
    for answer in answers:
        assert (answer.status_code, answer["Content-Type"].split("/")[0]) == (200, "image")
        answer.close()  # and with it the test's connection
