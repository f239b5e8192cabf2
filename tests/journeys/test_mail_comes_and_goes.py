"""Mail from a real IMAP server and back by a real SMTP server."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from unittest.mock import patch

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from django.test import Client
from django.utils import timezone

from aftercare.casework.cases.models import Case
from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.conversation.models import Attachment, Contact
from aftercare.casework.intake.actions import register_case
from aftercare.casework.mailbox import actions, jobs
from aftercare.casework.mailbox.models import Mail, Mailbox
from aftercare.casework.mailbox.queries import signature_of
from aftercare.customers.parties.actions import correct_customer
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries import jobs as deliveries
from aftercare.foundation.deliveries.models import Message
from aftercare.foundation.deliveries.rules import Wiring
from aftercare.foundation.errors import Invalid
from aftercare.foundation.files.actions import store_file
from aftercare.foundation.identity.models import User
from tests import makers
from tests.makers import FRIDAY, Company

pytestmark = pytest.mark.django_db
ADDRESS = "service@anju.example"
SAID = "你好，新买的沙发坐垫塌陷了，坐下去有异响，请尽快处理。"


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Imap:
    """An IMAP server of its own process, and the hand that puts mails into it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def put(self, raw: bytes, at: datetime | None = None) -> None:
        with imaplib.IMAP4("127.0.0.1", self.port) as link:
            link.login("service", "s3cret")
            moment = imaplib.Time2Internaldate(at) if at else ""
            link.append("INBOX", "", moment, raw)

    def flags(self) -> list[bytes]:
        with imaplib.IMAP4("127.0.0.1", self.port) as link:
            link.login("service", "s3cret")
            link.select("INBOX", readonly=True)
            _ok, found = link.fetch("1:*", "(FLAGS)")
            return [one for one in found if isinstance(one, bytes)]


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-c", "from pymap.main import main; main()", "--no-tls",
               "--host", "127.0.0.1", "--port", str(port), "dict", "--demo-data",
               "--demo-user", "service", "--demo-password", "s3cret"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with closing(socket.socket()) as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()


@pytest.fixture
def company() -> Company:
    return makers.company()


def mailbox(port: int, *, now: datetime | None = None, **more: object) -> Mailbox:
    values = {
        "name": "客服", "address": ADDRESS, "host": "127.0.0.1", "port": port, "in_clear": True,
        "username": "service", "folder": "INBOX", "opens_cases": True, "is_read": True,
    }  # fmt: skip
    saved = actions.save_mailbox(
        actor=SYSTEM,
        values=values | more,
        password="s3cret",  # noqa: S106
        now=now or timezone.now() + timedelta(days=1),
    )
    return Mailbox.objects.get(id=saved)


@pytest.fixture
def imap(server: int, company: Company) -> Imap:
    """Connected; what lay in the mailbox before is no concern of ours."""
    del company
    jobs.read_mailbox(mailbox(server).id)
    assert not Mail.objects.exists()
    return Imap(server)


def letter(
    subject: str, text: str = SAID, sender: str = "张伟 <zhang@example.cn>", **more: str
) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, subject
    mail["Message-ID"] = f"<{time.monotonic_ns()}@example.cn>"
    for name, value in more.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text, charset="gb18030", cte="base64")
    return mail.as_bytes()


def read() -> None:
    for box in Mailbox.objects.all():
        jobs.read_mailbox(box.id)
        box.refresh_from_db()
        assert not box.trouble


def test_a_new_matter_becomes_a_case_with_its_files_and_the_mailbox_stays_as_it_was(
    imap: Imap,
) -> None:
    mail = message_from_bytes(letter("沙发塌陷"), policy=default)
    assert isinstance(mail, EmailMessage)
    mail.add_attachment("订单明细", filename="订单.txt")
    mail.add_attachment(b"MZ\x90\x00" * 40, maintype="application", subtype="x", filename="a.exe")
    imap.put(mail.as_bytes(policy=SMTP))
    before = imap.flags()
    read()
    read()
    case = Case.objects.get()
    assert (case.channel, case.subject) == ("email", "沙发塌陷")
    assert SAID in case.description
    assert "a.exe" in Mail.objects.get().text, "what was not taken is said"
    assert case.description.strip() == SAID, "triage reads what the customer wrote"
    assert "a.exe" in Contact.objects.get(case=case, channel="note").text
    assert Attachment.objects.filter(case=case).count() == 1
    assert imap.flags() == before


def test_what_came_before_the_first_reading_is_read_and_what_lay_there_before_is_not(
    server: int, company: Company
) -> None:
    """A mailbox is read a minute after it was connected, or hours, where its server was away."""
    del company
    connected = timezone.now() + timedelta(minutes=10)
    box, hand = mailbox(server, now=connected), Imap(server)
    hand.put(letter("以前的来信"), at=connected - timedelta(seconds=30))
    hand.put(letter("第一封来信"), at=connected + timedelta(seconds=1))
    hand.put(letter("第二封来信"), at=connected + timedelta(hours=3))
    jobs.read_mailbox(box.id)
    read()
    assert sorted(Case.objects.values_list("subject", flat=True)) == ["第一封来信", "第二封来信"]


def test_the_same_mail_twice_is_one_case(imap: Imap) -> None:
    raw = letter("沙发塌陷")
    imap.put(raw)
    imap.put(raw)
    read()
    assert Case.objects.count() == 1
    mail = Mail.objects.get()
    Mailbox.objects.update(uidvalidity=1, last_uid=0)  # numbered anew
    imap.put(letter("很久以前的来信", Date="Fri, 02 Jan 2026 10:00:00 +0800"))
    read()
    assert Mail.objects.get(key=mail.key).id == mail.id
    old = Mail.objects.latest("id")
    assert (old.state, old.fault) == ("refused", "old"), "what lay there before opens nothing"
    assert Case.objects.filter(intake_key__endswith=mail.key).count() == 1


def test_a_crash_between_reading_and_commit_loses_and_doubles_nothing(imap: Imap) -> None:
    imap.put(letter("沙发塌陷"))
    with (
        patch.object(actions, "register_case", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        read()
    assert not Mail.objects.exists()
    read()
    assert Case.objects.count() == Mail.objects.count() == 1


def test_one_mail_that_we_stumble_over_waits_and_keeps_no_other(imap: Imap) -> None:
    imap.put(letter("第一封来信"))
    imap.put(letter("第二封来信"))
    calls = iter([ZeroDivisionError])

    def stumbling(**given: object) -> object:
        for error in calls:
            raise error
        return register_case(**given)  # type: ignore[arg-type]

    with patch.object(actions, "register_case", stumbling):
        read()
    assert list(Mail.objects.order_by("id").values_list("state", "fault")) == [
        ("waiting", "our_fault"),
        ("case", ""),
    ]


@pytest.mark.parametrize(
    ("more", "state", "fault"),
    [
        ({"Auto_Submitted": "auto-replied"}, "refused", "automatic"),
        ({"sender": ADDRESS}, "refused", "loop"),
        ({"text": "?"}, "waiting", "says_nothing"),
    ],
)
def test_what_is_no_matter_becomes_no_case(
    imap: Imap, more: dict[str, str], state: str, fault: str
) -> None:
    imap.put(letter("hi", **({"text": SAID} | more)))
    read()
    mail = Mail.objects.get()
    assert (mail.state, mail.fault) == (state, fault)
    assert not Case.objects.exists()


def test_a_wrong_password_is_told_and_loses_nothing(server: int, company: Company) -> None:
    del company
    box = mailbox(server)
    Mailbox.objects.filter(id=box.id).update(password="wrong")  # noqa: S106
    jobs.read_mailbox(box.id)
    box.refresh_from_db()
    assert box.trouble.startswith("the server refuses")
    Mailbox.objects.filter(id=box.id).update(port=free_port())
    jobs.read_mailbox(box.id)
    box.refresh_from_db()
    assert box.trouble.startswith("no connection")


def test_the_form_says_how_far_one_comes(server: int, company: Company) -> None:
    client = Client()
    client.force_login(User.objects.get(id=company.administrator.user_id or 0))
    right = {"name": "客服", "address": ADDRESS, "host": "127.0.0.1", "port": server,
             "in_clear": "on", "username": "service", "password": "s3cret", "folder": "INBOX",
             "opens_cases": "on", "is_read": "on", "try": "1"}  # fmt: skip
    for change, said in (
        ({}, "可以读取"),
        ({"host": "no.such.invalid"}, "服务器名称"),
        ({"port": free_port()}, "无法连接"),
        ({"in_clear": ""}, "TLS"),
        ({"password": "wrong"}, "账号或密码"),
        ({"folder": "Nowhere"}, "没有这个文件夹"),
    ):
        answer = client.post("/desk/mails/boxes/new", right | change)
        assert (answer.status_code, said in answer.content.decode()) == (200, True), change
    assert not Mailbox.objects.exists(), "a trial saves nothing"


def test_a_program_that_writes_as_people_do_makes_no_storm_of_cases(imap: Imap) -> None:
    for number in range(7):
        imap.put(letter(f"自动通知第{number}号：设备离线"))
    read()
    assert Case.objects.count() == 5
    assert (
        list(Mail.objects.filter(state="waiting").values_list("fault", flat=True)) == ["storm"] * 2
    )


def test_a_person_decides_about_what_waits(imap: Imap, company: Company) -> None:
    Mailbox.objects.update(opens_cases=False)
    for subject in ("其一来信", "其二来信", "其三来信"):
        imap.put(letter(subject))
    read()
    first, second, third = Mail.objects.filter(state="waiting").order_by("id")
    agent = company.agent
    opened = actions.open_case_of_mail(actor=agent, mail_id=first.id, now=FRIDAY)
    number = Case.objects.get(id=opened.case_id or 0).number
    joined = actions.join_case(actor=agent, mail_id=second.id, number=number, now=FRIDAY)
    assert joined.case_id == opened.case_id
    assert actions.dismiss_mail(actor=agent, mail_id=third.id, now=FRIDAY).state == "dismissed"
    with pytest.raises(actions.NotWaiting):
        actions.dismiss_mail(actor=agent, mail_id=third.id, now=FRIDAY)


class Kept(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.mails: list[bytes] = []

    def handle_message(self, message: object) -> None:
        self.mails.append(bytes(message))  # type: ignore[call-overload]


def posted(message_id: int) -> EmailMessage:
    """What an SMTP server was handed."""
    box = Kept()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    url = f"smtp://127.0.0.1:{controller.port}?tls=off"
    try:
        wiring = Wiring(carrier="smtp", url=url, sender=ADDRESS)
        with patch.object(deliveries, "wiring_of", lambda _channel: wiring):
            deliveries.deliver(message_id)
    finally:
        controller.stop()
    found = message_from_bytes(box.mails[0], policy=default)
    assert isinstance(found, EmailMessage)
    return found


def written(company: Company, case: CaseBrief) -> EmailMessage:
    """A letter of the agent, with a file, as it left."""
    agent = company.agent
    correct_customer(actor=agent, customer_id=case.customer_id,
                     changes={"email": "zhang@example.cn"}, now=FRIDAY)  # fmt: skip
    file = store_file(actor=agent, name="方案.txt", content="换货".encode(), now=FRIDAY)
    actions.reply_by_mail(
        actor=agent, case_id=case.id, text="您好，请看方案。", file_ids=[file.id], now=FRIDAY
    )
    return posted(Message.objects.get().id)


def test_a_letter_to_a_customer_is_a_public_contact_and_says_whose_it_is(company: Company) -> None:
    case = makers.complaint(company.agent).case
    with pytest.raises(Invalid):
        actions.reply_by_mail(actor=company.agent, case_id=case.id, text="您好", now=FRIDAY)
    sent = written(company, case)
    assert f"[{case.number}#{signature_of(case.number)}]" in sent["Subject"]
    assert sent["Auto-Submitted"] is None, "a person wrote it"
    assert [part.get_filename() for part in sent.iter_attachments()] == ["方案.txt"]
    contact = Contact.objects.get(case=case.id)
    assert (contact.public, contact.outbound, contact.channel) == (True, True, "email")
    assert Message.objects.get().part == f"contact:{contact.id}"


def test_an_answer_joins_its_case_and_a_guessed_number_opens_nothing(
    imap: Imap, company: Company
) -> None:
    case = makers.complaint(company.agent).case
    sent = written(company, case)
    assert sent["Reply-To"] == ADDRESS
    imap.put(letter("回复：方案", "同意换货，谢谢。", In_Reply_To=sent["Message-ID"]))
    imap.put(letter(f"另外 {sent['Subject']}", "还想问送货时间。"))
    guessed = f"冒充 [{case.number}#{'0' * 16}]"
    imap.put(letter(guessed, "我不是这个客户，想看看。", "x@evil.example"))
    read()
    inbound = Contact.objects.filter(case=case.id, outbound=False).order_by("id")
    assert [one.text for one in inbound] == ["同意换货，谢谢。", "还想问送货时间。"]
    assert all(one.public and one.channel == "email" for one in inbound)
    assert Case.objects.count() == 2
