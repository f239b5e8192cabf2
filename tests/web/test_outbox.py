"""The outbox as people see it."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.deliveries import actions, jobs
from aftercare.foundation.deliveries.models import ChannelConduct, Message
from aftercare.foundation.deliveries.rules import Draft, Wiring
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from tests.makers import FRIDAY, Company

pytestmark = pytest.mark.django_db
DRAFT = Draft(
    channel="sms",
    recipient="13800138000",
    text="您好，查询码 {code}",
    purpose="case.registered",
    secrets={"code": "271828"},
)


def desk(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id or 0))
    return client


def message(company: Company, **more: object) -> int:
    draft = replace(DRAFT, org_unit_id=company.quality, **more)  # type: ignore[arg-type]
    actions.send_message(actor=SYSTEM, draft=draft, now=FRIDAY)
    return Message.objects.latest("id").id


def given_up(message_id: int) -> None:
    actions.claim_message(actor=SYSTEM, message_id=message_id, now=FRIDAY)
    actions.note_failure(actor=SYSTEM, message_id=message_id, carrier="http", error="HTTP 400",
                         permanent=True, now=FRIDAY)  # fmt: skip


def test_the_outbox_shows_masked_recipients_and_no_secret(company: Company) -> None:
    number = message(company, urgent=True)
    client = desk(company.administrator)
    for url in ("/desk/outbox", f"/desk/outbox/{number}"):
        said = client.get(url).content.decode()
        assert "138****8000" in said
        assert "13800138000" not in said
        assert "271828" not in said
    assert "case.registered" not in client.get("/desk/outbox").content.decode()
    jobs.deliver(number)
    assert "仅展示，未发出" in client.get("/desk/outbox").content.decode()


def test_a_head_sees_the_messages_of_the_own_unit_alone(company: Company) -> None:
    number = message(company)
    other = message(company)
    Message.objects.filter(id=other).update(org_unit_id=company.west)
    client = desk(company.head)
    assert client.get(f"/desk/outbox/{number}").status_code == 200
    assert client.get(f"/desk/outbox/{other}").status_code == 404
    assert client.post(f"/desk/outbox/{other}/cancel").status_code == 404
    assert desk(company.agent).get("/desk/outbox").status_code == 403


def test_what_was_given_up_is_found_and_sent_again(company: Company) -> None:
    number = message(company)
    given_up(number)
    client = desk(company.manager)
    assert f"/desk/outbox/{number}" in client.get("/desk/outbox?state=given_up").content.decode()
    assert client.post(f"/desk/outbox/{number}/retry").status_code == 302
    assert Message.objects.get(id=number).state == "queued"
    assert client.post(f"/desk/outbox/{number}/cancel").status_code == 302
    assert client.post(f"/desk/outbox/{number}/retry").status_code == 409


def test_quiet_hours_are_set_on_the_page_and_half_of_them_is_refused(company: Company) -> None:
    client = desk(company.administrator)
    given = {"quiet_from": "20:30", "quiet_until": "", "per_hour": 3, "per_day": 5, "per_minute": 0}
    assert client.post("/desk/outbox/channels/sms", given).status_code == 422
    assert not ChannelConduct.objects.exists()
    given["quiet_until"] = "07:30"
    assert client.post("/desk/outbox/channels/sms", given).status_code == 302
    assert "20:30–07:30" in client.get("/desk/outbox").content.decode()
    assert desk(company.head).get("/desk/outbox/channels/sms").status_code == 403
    assert client.get("/desk/outbox/channels/pigeon").status_code == 404


def test_the_mail_server_is_tried_from_the_form_and_nothing_saved(
    company: Company, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = Wiring(carrier="smtp", url="smtp://127.0.0.1:1?tls=off", sender="a@anju.example")
    monkeypatch.setitem(settings.AFTERCARE_CHANNELS, "mail", nobody)
    client = desk(company.administrator)
    assert "测试连接" in client.get("/desk/outbox/channels/mail").content.decode()
    told = client.post("/desk/outbox/channels/mail", {"try": "1", "per_hour": "9"})
    assert "服务器未接受：no connection" in told.content.decode()
    assert not ChannelConduct.objects.exists()
    assert "测试连接" not in client.get("/desk/outbox/channels/sms").content.decode()


def test_the_api_reads_and_retries(company: Company) -> None:
    number = message(company)
    given_up(number)
    token = issue_own_token(actor=company.administrator, name="t", scopes=["deliveries.*"],
                            expires_at=None, now=FRIDAY).word  # fmt: skip
    headers = {"Authorization": f"Bearer {token}"}
    listed = Client().get("/api/v1/messages?state=given_up", headers=headers).json()
    assert [row["id"] for row in listed["rows"]] == [number]
    assert listed["rows"][0]["recipient"] == "138****8000"
    card = Client().get(f"/api/v1/messages/{number}", headers=headers).json()
    assert card["text"] == "您好，查询码 ••••••"
    again = Client().post(f"/api/v1/messages/{number}/retry", headers=headers)
    assert again.json()["state"] == "queued"
    assert Client().post(f"/api/v1/messages/{number}/cancel", headers=headers).status_code == 200
    assert Client().get("/api/v1/messages/999999", headers=headers).status_code == 404
