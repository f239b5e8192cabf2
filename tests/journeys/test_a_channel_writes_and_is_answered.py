"""Social channels at their door, and answers back to them, by real HTTP servers."""

import base64
import hashlib
import importlib
import json
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.casework.cases.models import Case
from aftercare.casework.chats import actions, adapters, jobs
from aftercare.casework.chats.models import Incoming, Source
from aftercare.casework.conversation.models import Attachment, Contact
from aftercare.casework.relations.models import CaseLink
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries import jobs as deliveries
from aftercare.foundation.deliveries.models import Message
from aftercare.foundation.endpoints.rules import fault_of, signed
from aftercare.foundation.errors import Invalid
from tests import makers
from tests.makers import Company

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360"
    "000000020001e221bc330000000049454e44ae426082"
)
VALUES = {"name": "抖音客服", "dialect": "standard", "mapping": "", "product_line": "",
          "per_minute": 0}  # fmt: skip
SAID = {
    "message_id": "m1",
    "thread_id": "t1",
    "text": "新买的沙发坐垫塌陷了，坐下去有异响。",
    "sender": {"id": "u1", "name": "张伟", "phone": "13800138000"},
}


@pytest.fixture
def company() -> Company:
    return makers.company(timezone.now() - timedelta(hours=1))


class Channel:
    """The other side: it signs, and knocks."""

    def __init__(self, url: str = "", **more: object) -> None:
        self.id, self.secret = actions.open_source(
            actor=SYSTEM, code="douyin", values=VALUES | more, url=url, now=timezone.now()
        )

    def knock(self, said: object, *, secret: str = "", key: str = "k1", **more: str) -> Any:
        body = said if isinstance(said, bytes) else json.dumps(said, ensure_ascii=False).encode()
        headers = signed([secret or self.secret], key, int(time.time()), body) | more
        return Client().post(
            "/hooks/douyin", body, content_type="application/json", headers=headers
        )

    def say(self, **more: object) -> dict[str, Any]:
        answer = self.knock(SAID | more)
        assert answer.status_code == 200, answer.content
        (result,) = answer.json()["results"]
        return dict(result)


def test_a_conversation_becomes_a_case_and_goes_on_there(company: Company) -> None:
    channel = Channel()
    first = channel.say()
    case = Case.objects.get()
    assert (first["state"], first["case_number"], case.channel) == ("case", case.number, "chat")
    assert len(first["code"]) == 6
    again = channel.say()
    assert again == first | {"code": "", "again": True}, "the same message twice is one"
    assert channel.knock(SAID | {"text": "别的话"}).status_code == 409
    photo = {"name": "图.png", "content": base64.b64encode(PNG).decode()}
    program = {"name": "a.exe", "content": base64.b64encode(b"MZ\x90\x00" * 9).decode()}
    second = channel.say(message_id="m2", text="照片在此", attachments=[photo, program])
    assert second["state"] == "joined"
    contact = Contact.objects.get(case=case, outbound=False)
    assert contact.text.startswith("照片在此")
    assert "a.exe" in contact.text, "what was not taken is said"
    assert Attachment.objects.filter(case=case, contact=contact).count() == 1
    other = channel.say(message_id="m3", thread_id="t2", sender={"id": "u1"})
    assert other["state"] == "case"
    assert Case.objects.latest("id").customer_id == case.customer_id, "the sender is known again"
    assert "13800138000" not in repr(list(Incoming.objects.values()))
    several = {"messages": [SAID | {"message_id": "m4"}, SAID | {"message_id": "m5"}]}
    assert [one["state"] for one in channel.knock(several).json()["results"]] == ["joined"] * 2
    assert company.agent


STRANGE: list[tuple[dict[str, Any], int, str]] = [
    ({"secret": "whsec_AAAA"}, 401, "NotGenuine"),
    ({"webhook-timestamp": "1"}, 401, "NotGenuine"),
    ({"webhook-signature": ""}, 401, "NotGenuine"),
    ({"said": b"{"}, 422, "Unreadable"),
    ({"said": b"[]"}, 422, "Unreadable"),
    ({"said": {"messages": []}}, 422, "Unreadable"),
    ({"said": {"messages": [SAID, 5]}}, 422, "Unreadable"),
    ({"said": SAID | {"text": 5.5}}, 422, "Unreadable"),
    ({"said": b"x" * (12 * 1024 * 1024 + 1)}, 413, "TooLarge"),
]


def test_strangers_and_nonsense_are_told_why_and_change_nothing(company: Company) -> None:
    channel = Channel()
    for given, status, code in STRANGE:
        answer = channel.knock(**({"said": SAID} | given))
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer["Content-Type"] == "application/problem+json"
    assert not Case.objects.exists()
    source = Source.objects.get()
    assert (source.refused, source.refusal) == (8, "unreadable")
    assert Incoming.objects.count() == 5, "who cannot prove who it is leaves no line"
    assert company.agent


def test_a_shut_door_an_unknown_one_and_too_many_calls(company: Company) -> None:
    channel = Channel(per_minute=1)
    assert Client().post("/hooks/nobody", b"{}", content_type="application/json").status_code == 404
    assert Client().put("/hooks/douyin").status_code == 405
    assert channel.knock(SAID).status_code == 200
    assert channel.knock(SAID).status_code == 429
    actions.change_source(
        actor=SYSTEM, source_id=channel.id, values=VALUES, url="", is_on=False, now=timezone.now()
    )
    assert channel.knock(SAID).status_code == 404
    assert company.agent


def test_two_secrets_are_valid_for_a_day(company: Company) -> None:
    channel = Channel()
    old = channel.secret
    fresh = actions.renew_source_secret(actor=SYSTEM, source_id=channel.id, now=timezone.now())
    assert [channel.knock(SAID, secret=one).status_code for one in (old, fresh)] == [200, 200]
    actions.renew_source_secret(
        actor=SYSTEM, source_id=channel.id, at_once=True, now=timezone.now()
    )
    assert [channel.knock(SAID, secret=one).status_code for one in (old, fresh)] == [401, 401]
    assert company.agent


def test_a_word_to_a_closed_case_reopens_it_or_begins_a_linked_one(company: Company) -> None:
    channel = Channel()
    channel.say()
    now = timezone.now()
    Case.objects.update(stage="closed", resolved_at=now, closed_at=now)
    assert channel.say(message_id="m2", text="谢谢！")["state"] == "joined"
    assert Case.objects.get().stage == "closed", "thanks reopen nothing"
    assert channel.say(message_id="m3", text="又塌了")["state"] == "reopened"
    long_ago = now - timedelta(days=400)
    Case.objects.update(stage="closed", resolved_at=long_ago, closed_at=long_ago)
    last = channel.say(message_id="m4", text="又塌了，这次更严重")
    assert last["state"] == "again"
    old, new = Case.objects.order_by("id")
    assert CaseLink.objects.get(case=old, other=new).kind == "repeat"
    assert channel.say(message_id="m5", text="在吗")["case_number"] == new.number
    assert company.agent


class Far:
    """A program of the channel: keeps what it is told, and gives files away."""

    def __init__(self) -> None:
        self.told: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.url = ""


@pytest.fixture
def far() -> Iterator[Far]:
    found = Far()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.told.append(({k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(found.status)
            self.end_headers()

        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/a.png" else 404)
            self.end_headers()
            self.wfile.write(PNG)

        def log_message(self, *_given: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_port}"
    with patch("django.conf.settings.AFTERCARE_PRIVATE_HOSTS", ["127.0.0.1"]):
        yield found
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_answer_goes_back_signed_and_its_tries_are_kept(company: Company, far: Far) -> None:
    channel = Channel(url=far.url)
    channel.say()
    case = Case.objects.get()
    row = actions.answer_in_chat(
        actor=company.manager, case_id=case.id, text="您好，明天上门。", now=timezone.now()
    )
    assert (row.outbound, row.public, row.channel) == (True, True, "chat")
    message = Message.objects.get()
    far.status = 503
    deliveries.deliver(message.id)
    message.refresh_from_db()
    assert message.state == "failed"
    Message.objects.update(next_try_at=timezone.now())
    far.status = 204
    deliveries.deliver(message.id)
    message.refresh_from_db()
    assert (message.state, message.recipient) == ("sent", "抖音客服")
    assert [one.status for one in message.tries.order_by("id")] == [503, 204]
    (headers, body), (later, same) = far.told
    assert body == same
    assert headers["webhook-id"] == later["webhook-id"], "a try again is the same message"
    assert fault_of(headers, body, secrets_=[channel.secret], at=timezone.now()) is None
    told = json.loads(body)
    assert (told["thread_id"], told["text"], told["case_number"]) == (
        "t1", "您好，明天上门。", case.number,
    )  # fmt: skip


def test_without_a_way_back_nobody_can_answer(company: Company) -> None:
    Channel().say()
    with pytest.raises(Invalid):
        actions.answer_in_chat(
            actor=company.manager, case_id=Case.objects.get().id, text="您好", now=timezone.now()
        )


def test_attachments_are_fetched_past_the_guard_alone(company: Company, far: Far) -> None:
    channel = Channel()
    links = [{"name": "a.png", "url": f"{far.url}/a.png"}, {"name": "b", "url": f"{far.url}/b"}]
    channel.say(attachments=links)
    row = Incoming.objects.get()
    with (
        patch("django.conf.settings.AFTERCARE_PRIVATE_HOSTS", []),
        pytest.raises(Exception, match="private network"),
    ):
        jobs.get(f"{far.url}/a.png", most=10)
    jobs.fetch_attachments(row.id)
    row.refresh_from_db()
    assert not row.links
    assert Attachment.objects.filter(case=row.case_id).count() == 1
    note = Contact.objects.get(case=row.case_id, channel="note")
    assert "“b”" in note.text
    jobs.fetch_attachments(row.id)
    assert company.agent


@pytest.fixture
def sample() -> Iterator[None]:
    """Somebody's package, as pip would have laid it down."""
    folder = str(Path(__file__).parents[1] / "plugins")
    sys.path.insert(0, folder)
    caches = (adapters.dialects, adapters.dialect_of)
    importlib.invalidate_caches()
    for one in caches:
        one.cache_clear()
    yield
    sys.path.remove(folder)
    for one in caches:
        one.cache_clear()


@pytest.mark.usefixtures("sample")
def test_a_package_brings_another_way_of_speaking(company: Company) -> None:
    channel = Channel(dialect="account")
    stamp = str(int(time.time()))
    said = "".join(sorted((channel.secret, stamp, "n")))
    told = hashlib.sha1(said.encode()).hexdigest()  # noqa: S324
    asked = f"timestamp={stamp}&nonce=n&signature={told}"
    client = Client()
    assert client.get(f"/hooks/douyin?{asked}&echostr=hello").content == b"hello"
    assert client.get(f"/hooks/douyin?{asked}0&echostr=hello").status_code == 401
    body = (
        "<xml><FromUserName><![CDATA[oUser]]></FromUserName><MsgType><![CDATA[text]]></MsgType>"
        "<Content><![CDATA[热水器漏水了]]></Content><MsgId>77</MsgId></xml>"
    )
    for _ in range(2):
        answer = client.post(f"/hooks/douyin?{asked}", body.encode(), content_type="text/xml")
        assert (answer.status_code, answer.content) == (200, b"success")
    assert Case.objects.get().description == "热水器漏水了"
    assert company.agent
