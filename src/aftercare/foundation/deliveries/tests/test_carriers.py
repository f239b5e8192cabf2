"""The ways out, each against a server that speaks its language."""

import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.adapters import (
    carrier_of,
    gateways,
    known_carriers,
    outward,
)
from aftercare.foundation.deliveries.adapters.base import NotTaken
from aftercare.foundation.deliveries.queries import can_be_tried, sending_trial
from aftercare.foundation.deliveries.rules import Draft, Envelope, Wiring
from aftercare.foundation.files.actions import store_file
from tests.makers import FRIDAY

DRAFT = Draft(
    channel="mail",
    recipient="zhang@example.cn",
    subject="受理通知 AS260109-00001",
    text="您好，\n我们已受理。\n",
    purpose="case.registered",
    mail_id="m1.aftercare@anju.example",
    in_reply_to="first@example.cn",
    references=("first@example.cn",),
    reply_to="service+AS260109-00001.abc@anju.example",
    language="zh",
)


def envelope(draft: Draft = DRAFT) -> Envelope:
    return Envelope(id=7, draft=draft, at=FRIDAY)


class Postbox:
    """What an SMTP server was handed."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.refuse = ""

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, to: str, _o: Any
    ) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(envelope.content)
        return "250 taken"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, Wiring]]:
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    url = f"smtp://127.0.0.1:{controller.port}?tls=off"
    try:
        yield box, Wiring(carrier="smtp", url=url, sender="安居家品 <service@anju.example>")
    finally:
        controller.stop()


def test_a_server_is_tried_without_sending(
    postbox: tuple[Postbox, Wiring], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, wiring = postbox
    boss = replace(SYSTEM, name="x")
    monkeypatch.setitem(settings.AFTERCARE_CHANNELS, "mail", wiring)
    assert can_be_tried(actor=boss, channel="mail")
    assert sending_trial(actor=boss, channel="mail") == ""
    assert box.mails == []
    away = replace(wiring, url=f"smtp://127.0.0.1:{free_port()}?tls=off")
    monkeypatch.setitem(settings.AFTERCARE_CHANNELS, "mail", away)
    assert sending_trial(actor=boss, channel="mail") == "no connection: ConnectionRefusedError"
    assert not can_be_tried(actor=boss, channel="sms")


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.django_db
def test_a_mail_arrives_with_chinese_a_file_and_its_place_in_the_thread(
    postbox: tuple[Postbox, Wiring],
) -> None:
    box, wiring = postbox
    file = store_file(actor=SYSTEM, name="说明.txt", content="保修说明".encode(), now=FRIDAY)
    carrier_of(wiring).send(envelope(replace(DRAFT, file_ids=(file.id,))))
    mail = message_from_bytes(box.mails[0], policy=default)
    assert mail["Subject"] == "受理通知 AS260109-00001"
    assert mail["From"] == "安居家品 <service@anju.example>"
    assert mail["Message-ID"] == "<m1.aftercare@anju.example>"
    assert (mail["In-Reply-To"], mail["References"]) == ("<first@example.cn>",) * 2
    assert mail["Auto-Submitted"] == "auto-generated"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "我们已受理。" in body.get_content()
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "说明.txt"


@pytest.mark.parametrize(
    ("answer", "permanent"), [("550 no such user", True), ("451 later", False)]
)
def test_a_refused_recipient_is_permanent_or_not_as_the_server_says(
    postbox: tuple[Postbox, Wiring],
    answer: str,
    permanent: bool,  # noqa: FBT001
) -> None:
    box, wiring = postbox
    box.refuse = answer
    with pytest.raises(NotTaken) as refused:
        carrier_of(wiring).send(envelope())
    assert refused.value.permanent is permanent


def test_a_server_that_is_away_or_speaks_in_clear_gets_nothing(
    postbox: tuple[Postbox, Wiring],
) -> None:
    box, wiring = postbox
    away = replace(wiring, url=f"smtp://127.0.0.1:{free_port()}?tls=off")
    in_clear = replace(wiring, url=wiring.url.partition("?")[0])
    for one in (away, in_clear):
        with pytest.raises(NotTaken) as refused:
            carrier_of(one).send(envelope())
        assert not refused.value.permanent
    assert not box.mails


class Gateway:
    """An HTTP server that answers as told; keeps requests."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, Any]]] = []
        self.url = ""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    kept = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            kept.asked.append((self.path, headers, self.rfile.read(size)))
            status, body = kept.answers.pop(0) if kept.answers else (200, {"id": "g1"})
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    kept.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


SMS = replace(DRAFT, channel="sms", recipient="13800138000", params={"number": "AS1"})


def test_a_gateway_can_tell_that_we_wrote(gateway: Gateway) -> None:
    wiring = Wiring(carrier="http", url=f"{gateway.url}/sms", secret="s3cret")  # noqa: S106
    assert carrier_of(wiring).send(envelope(SMS)).ref == "g1"
    _path, headers, body = gateway.asked[0]
    assert json.loads(body)["to"] == "13800138000"
    stamp, told = (part.partition("=")[2] for part in headers["aftercare-signature"].split(","))
    assert told == hmac.new(b"s3cret", f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["idempotency-key"] == "aftercare-7"


@pytest.mark.parametrize(("status", "permanent"), [(400, True), (429, False), (503, False)])
def test_a_gateway_that_says_no(gateway: Gateway, status: int, permanent: bool) -> None:  # noqa: FBT001
    gateway.answers = [(status, {})]
    wiring = Wiring(carrier="http", url=gateway.url)
    with pytest.raises(NotTaken) as refused:
        carrier_of(wiring).send(envelope(SMS))
    assert refused.value.permanent is permanent


def test_wechat_gets_a_new_token_when_the_old_one_has_run_out(gateway: Gateway) -> None:
    gateway.answers = [
        (200, {"access_token": "old", "expires_in": 7200}),
        (200, {"errcode": 42001}),
        (200, {"access_token": "new", "expires_in": 7200}),
        (200, {"errcode": 0, "msgid": 200228332}),
    ]
    wiring = Wiring(carrier="wechat", url=gateway.url.replace("//", "//wx123@"), secret="s")  # noqa: S106
    draft = replace(SMS, channel="wechat", recipient="oOpenId", gateway_template="T1")
    assert carrier_of(wiring).send(envelope(draft)).ref == "200228332"
    path, _headers, body = gateway.asked[-1]
    assert parse_qs(urlsplit(path).query)["access_token"] == ["new"]
    assert json.loads(body)["data"] == {"number": {"value": "AS1"}}
    gateway.answers = [(200, {"errcode": 43004, "errmsg": "require subscribe"})]
    with pytest.raises(NotTaken) as refused:
        carrier_of(wiring).send(envelope(draft))
    assert refused.value.permanent


@pytest.fixture
def wechat(gateway: Gateway) -> Wiring:
    gateways._TOKENS["wx9"] = ("token", monotonic() + 60)  # noqa: SLF001
    return Wiring(carrier="wechat", url=gateway.url.replace("//", "//wx9@"), secret="s")  # noqa: S106


def test_a_template_of_wechat_gets_its_own_fields_no_longer_than_they_may_be_and_the_link(
    gateway: Gateway, wechat: Wiring
) -> None:
    gateway.answers = [(200, {"errcode": 0, "msgid": 1})]
    fields = {"character_string1": "AS1", "thing2": "布艺沙发" * 8}
    params = {"number": "AS1", "link": "https://service.anju.example/f/x"}
    draft = replace(SMS, channel="wechat", gateway_template="T1", params=params, fields=fields)
    carrier_of(wechat).send(envelope(draft))
    said = json.loads(gateway.asked[-1][2])
    assert said["url"] == "https://service.anju.example/f/x"
    assert set(said["data"]) == {"character_string1", "thing2"}
    assert len(said["data"]["thing2"]["value"]) == 20
    assert said["data"]["thing2"]["value"].endswith("…")


def test_a_text_without_a_number_never_goes_to_wechat(gateway: Gateway, wechat: Wiring) -> None:
    with pytest.raises(NotTaken) as refused:
        carrier_of(wechat).send(envelope(replace(SMS, channel="wechat")))
    assert refused.value.permanent
    assert not gateway.asked


@pytest.mark.parametrize("name", ["wechat", "wecom", "dingtalk", "feishu"])
def test_a_page_that_stands_in_between_has_not_taken_the_message(
    gateway: Gateway, wechat: Wiring, name: str
) -> None:
    gateway.answers = [(200, {"page": "sign in to the network"})]
    wiring = wechat if name == "wechat" else Wiring(carrier=name, url=f"{gateway.url}/robot?key=k")
    draft = replace(SMS, channel="chat", gateway_template="T1")
    with pytest.raises(NotTaken) as refused:
        carrier_of(wiring).send(envelope(draft))
    assert not refused.value.permanent


def test_wechat_is_tried_by_asking_for_a_token(
    gateway: Gateway, wechat: Wiring, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = replace(SYSTEM, name="x")
    monkeypatch.setitem(settings.AFTERCARE_CHANNELS, "wechat", wechat)
    gateway.answers = [
        (200, {"access_token": "new", "expires_in": 7200}),
        (200, {"errcode": 40125, "errmsg": "invalid appsecret"}),
    ]
    assert sending_trial(actor=boss, channel="wechat") == ""
    assert sending_trial(actor=boss, channel="wechat") == "WeChat 40125 invalid appsecret"


@pytest.mark.parametrize(
    ("name", "where"), [("wecom", "text"), ("dingtalk", "text"), ("feishu", "content")]
)
def test_robots_of_company_chats(gateway: Gateway, name: str, where: str) -> None:
    wiring = Wiring(carrier=name, url=f"{gateway.url}/robot?key=k", secret="s")  # noqa: S106
    gateway.answers = [(200, {"errcode": 0, "code": 0}), (200, {"errcode": 45009, "code": 9499})]
    carrier_of(wiring).send(envelope(replace(DRAFT, channel="chat", recipient="群")))
    path, _headers, body = gateway.asked[0]
    assert "我们已受理" in json.dumps(json.loads(body)[where], ensure_ascii=False)
    signed = "sign=" in path or "sign" in json.loads(body)
    assert signed is (name != "wecom")
    with pytest.raises(NotTaken):
        carrier_of(wiring).send(envelope(replace(DRAFT, channel="chat", recipient="群")))


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("8.8.8.8", True),
        ("2400:3200::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("fd00::1", False),
        ("fe80::1%eth0", False),
    ],
)
def test_private_addresses_are_not_the_outside_world(address: str, outside: bool) -> None:  # noqa: FBT001
    assert outward.is_outside(address) is outside


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http:///nowhere",
    ],
)
def test_nobody_is_sent_into_the_house_by_an_address(url: str) -> None:
    with pytest.raises(NotTaken):
        outward.post(url, b"", {})


def test_an_unknown_carrier_sends_nothing() -> None:
    assert "smtp" in known_carriers()
    with pytest.raises(NotTaken):
        carrier_of(Wiring(carrier="pigeon"))
