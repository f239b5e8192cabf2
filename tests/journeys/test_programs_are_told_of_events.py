"""Webhooks against a real HTTP server: signed, tried again, given up, silenced, sent again."""

import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.casework.cases.actions import resolve_case
from aftercare.casework.webhooks import actions
from aftercare.casework.webhooks.models import Subscription
from aftercare.casework.webhooks.queries import CATALOGUE
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries import jobs
from aftercare.foundation.deliveries.actions import NotNow, retry_message
from aftercare.foundation.deliveries.models import Message
from aftercare.foundation.deliveries.rules import WAITS
from aftercare.foundation.endpoints.models import Endpoint
from aftercare.foundation.endpoints.rules import fault_of
from aftercare.foundation.errors import Invalid
from aftercare.foundation.identity.models import User
from aftercare.foundation.notices.models import Notice
from aftercare.web.api.app import api
from aftercare.web.desk.webhook_forms import EVENTS
from tests import makers
from tests.makers import Company

pytestmark = pytest.mark.django_db


class Erp:
    """A program that keeps what it is told, and answers as it likes."""

    def __init__(self) -> None:
        self.told: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.url = ""

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _headers, body in self.told]


@pytest.fixture
def erp() -> Iterator[Erp]:
    found = Erp()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.told.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(found.status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_given: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_port}/hooks"
    with patch("django.conf.settings.AFTERCARE_PRIVATE_HOSTS", ["127.0.0.1"]):
        yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def company() -> Company:
    return makers.company(timezone.now() - timedelta(hours=1))


def webhook(url: str, *events: str, with_facts: bool = False) -> tuple[int, str]:
    return actions.open_webhook(
        actor=SYSTEM, name="ERP", url=url, events=events, with_facts=with_facts, now=timezone.now()
    )


def send() -> None:
    for message in Message.objects.filter(channel="hook", next_try_at__isnull=False).order_by("id"):
        Message.objects.filter(id=message.id).update(next_try_at=timezone.now())
        jobs.deliver(message.id)


def test_what_happens_to_a_case_is_told_signed_in_its_order_and_without_persons(
    company: Company, erp: Erp
) -> None:
    _id, secret = webhook(erp.url, *CATALOGUE, with_facts=True)
    webhook(erp.url, "case.resolved")
    case = makers.complaint(company.agent, now=timezone.now()).case
    resolve_case(actor=SYSTEM, case_id=case.id, version=None, result="已换新沙发",
                 root_cause="", cost_amount=None, now=timezone.now())  # fmt: skip
    send()
    headers, body = erp.told[0]
    assert fault_of(headers, body, secrets_=[secret], at=timezone.now()) is None
    types = [one["type"] for one in erp.bodies]
    assert types[0] == "case.opened"
    assert types.count("case.resolved") == 2
    numbers = [one["sequence"] for one in erp.bodies]
    assert numbers == sorted(numbers)
    assert {one["case"]["number"] for one in erp.bodies} == {case.number}
    assert erp.bodies[0]["case"]["kind"] == "complaint"
    slim = erp.bodies[-1]
    assert set(slim["case"]) == {"id", "number"}, "ids alone, unless more was asked for"
    told = b"".join(body for _headers, body in erp.told).decode()
    for word in ("13800138000", "张伟", case.description, "已换新沙发"):
        assert word not in told


def test_a_program_that_fails_is_tried_again_given_up_and_silenced(
    company: Company, erp: Erp
) -> None:
    webhook_id, _secret = webhook(erp.url, "case.opened")
    makers.complaint(company.agent, now=timezone.now())
    message = Message.objects.get(channel="hook")
    for erp.status in (500, 404, 301, 500, 500, 500):
        send()
        message.refresh_from_db()
        assert message.state == "failed", "also what says 404 may be mended meanwhile"
    send()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("given_up", len(WAITS) + 1)
    assert [one.status for one in message.tries.order_by("id")][:3] == [500, 404, 301]
    assert Notice.objects.filter(kind="endpoint", user_id=company.administrator.user_id).exists()
    erp.status = 200
    for _again in range(2):
        retry_message(actor=company.administrator, message_id=message.id, now=timezone.now())
        send()
        message.refresh_from_db()
        assert message.state == "sent"
    assert Endpoint.objects.get().failures == 0
    fails_for_days(webhook_id, erp)
    count = Message.objects.count()
    makers.complaint(company.agent, phone="13900139000", now=timezone.now())
    assert Message.objects.count() == count, "one that is silenced is told no more"


def fails_for_days(webhook_id: int, erp: Erp) -> None:
    long_ago = timezone.now() - timedelta(days=4)
    Endpoint.objects.update(failing_since=long_ago, failures=9)
    erp.status = 500
    actions.ping_webhook(actor=SYSTEM, webhook_id=webhook_id, now=timezone.now())
    send()
    row = Subscription.objects.get()
    endpoint = Endpoint.objects.get()
    assert (row.is_on, endpoint.is_on, endpoint.off_because) == (False, False, "failing")


def test_nobody_is_called_inside_and_a_case_of_another_channel_cannot_be_sent_twice(
    company: Company, erp: Erp
) -> None:
    webhook(erp.url, "case.opened")
    makers.complaint(company.agent, now=timezone.now())
    with patch("django.conf.settings.AFTERCARE_PRIVATE_HOSTS", []):
        send()
        with pytest.raises(Invalid):
            webhook("http://erp.example/hook", "case.opened")
    message = Message.objects.get(channel="hook")
    assert message.state == "given_up"
    assert "private network" in message.error
    assert not erp.told
    Message.objects.update(channel="sms", state="sent", next_try_at=None)
    with pytest.raises(NotNow):
        retry_message(actor=company.administrator, message_id=message.id, now=timezone.now())
    for events in ((), ("case.dreamt",)):
        with pytest.raises(Invalid):
            webhook(erp.url, *events)


def test_the_pages_and_the_description_know_every_event(company: Company, erp: Erp) -> None:
    assert set(EVENTS) == set(CATALOGUE)
    assert set(api.get_openapi_schema()["webhooks"]) == {*CATALOGUE, "ping"}
    client = Client()
    client.force_login(User.objects.get(id=company.administrator.user_id or 0))
    given = {"name": "ERP", "url": erp.url, "events": ["case.closed"]}
    said = client.post("/desk/webhooks/new", given).content.decode()
    secret = Endpoint.objects.get().secret
    assert secret in said
    row = Subscription.objects.get()
    assert client.post(f"/desk/webhooks/{row.id}/ping").status_code == 302
    send()
    page = client.get(f"/desk/webhooks/{row.id}").content.decode()
    assert "case.closed" in page
    assert secret not in page
    assert erp.bodies[0]["type"] == "ping"
    number = Message.objects.get().id
    assert "HTTP 200" in client.get(f"/desk/outbox/{number}").content.decode()
    renewed = client.post(f"/desk/webhooks/{row.id}/secret", {}).content.decode()
    assert Endpoint.objects.get().secret in renewed
    bad = client.post("/desk/webhooks/new", given | {"url": "ftp://x"})
    assert bad.status_code == 422
