"""Every URL × every role × GET and POST: what comes back. The answers stand in doors.tsv.

`AFTERCARE_WRITE_DOORS=1 pytest tests/web/test_doors.py` writes it anew; read it before keeping it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from aftercare.casework.chats.actions import open_source
from aftercare.casework.commitments.queries import clocks_of
from aftercare.casework.intake.queries import follow_token
from aftercare.casework.mailbox.actions import save_mailbox
from aftercare.casework.messaging.queries import wish_token
from aftercare.casework.webhooks.actions import open_webhook
from aftercare.customers.units.actions import add_unit
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderDraft
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.actions import send_message
from aftercare.foundation.deliveries.queries import Draft, Wanted, outbox
from aftercare.foundation.identity.models import User
from aftercare.matters.datarequests.actions import take_request
from tests.makers import FRIDAY, Company, complaint, person

TABLE = Path(__file__).with_name("doors.tsv")
ROLES = (
    "visitor",
    "agent",
    "handler",
    "head",
    "manager",
    "stranger",
    "technician",
    "auditor",
    "administrator",
)
# Their own pages come from allauth, with its own tests; what is ours is asked here.
OWN = ("desk:", "portal:", "mobile:", "kit:", "account:", "account_")
NOBODY = 987_654_321
WORDS = {
    "channel": "sms",
    "occasion": "registered",
    "language": "zh",
    "code": "note",
    "number": "AS000000-00000",
    "form": "csv",
    "part": "commitment",
    "index": 0,
    "pack_code": "none",
}


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, Any]]:
    """Every named URL that is ours, with its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from names(entry, inner)
        elif f"{space}{entry.name}".startswith(OWN):
            yield f"{space}{entry.name}", entry


def world(company: Company) -> dict[str, Any]:
    """The ids that the addresses name: a case of the quality team and what hangs on it."""
    registered = complaint(company.agent)
    case_id = registered.case.id
    clock = clocks_of(actor=SYSTEM, case=registered.case, now=FRIDAY)[0]
    unit = add_unit(
        actor=SYSTEM,
        customer_id=registered.case.customer_id,
        described_as="布艺沙发",
        order_no="ORD-1",
        now=FRIDAY,
    )
    message_id = queued(company)
    own = take_request(
        actor=SYSTEM, customer_id=registered.case.customer_id, kind="copy", proof="paper", wish="",
        now=FRIDAY,
    )  # fmt: skip
    mailbox_id = save_mailbox(actor=SYSTEM, values=MAILBOX, password="x", now=FRIDAY)  # noqa: S106
    source_id, _secret = open_source(actor=SYSTEM, code="douyin", values=SOURCE, now=FRIDAY)
    webhook_id, _secret = open_webhook(
        actor=SYSTEM, name="ERP", url="https://erp.example/hook", events=["case.closed"],
        with_facts=False, now=FRIDAY,
    )  # fmt: skip
    order = open_order(
        actor=SYSTEM, case_id=case_id, draft=OrderDraft(job="repair", goods="布艺沙发"), now=FRIDAY
    )
    return {
        "case_id": case_id,
        "order_id": order.id,
        "clock_id": clock.id,
        "customer_id": registered.case.customer_id,
        "unit_id": unit.id,
        "order_no": unit.order_no,
        "message_id": message_id,
        "request_id": own.row.id,
        "mailbox_id": mailbox_id,
        "source_id": source_id,
        "webhook_id": webhook_id,
        "wish": wish_token(actor=SYSTEM, customer_id=registered.case.customer_id),
        "version_id": registered.case.pack_version_id,
        "member_id": company.handler.staff_id,
        "user_id": company.handler.user_id,
        "org_unit_id": company.quality,
        "token": follow_token(actor=SYSTEM, case_id=case_id),
    }


MAILBOX = {
    "name": "客服",
    "address": "service@anju.example",
    "host": "imap.anju.example",
    "port": 993,
    "in_clear": False,
    "username": "service",
    "folder": "INBOX",
    "opens_cases": True,
    "is_read": True,
}

SOURCE = {
    "name": "抖音客服",
    "dialect": "standard",
    "mapping": "",
    "product_line": "",
    "per_minute": 60,
}


def queued(company: Company) -> int:
    draft = Draft(
        channel="sms",
        recipient="13800138000",
        text="已受理",
        purpose="case.registered",
        org_unit_id=company.quality,
    )
    send_message(actor=SYSTEM, draft=draft, now=FRIDAY)
    return outbox(actor=SYSTEM, wanted=Wanted()).rows[0].id


def users(company: Company) -> dict[str, int | None]:
    technician = person("tech", "罗工", "technician", company.west, on_call=False)
    found = {name: getattr(company, name).user_id for name in ROLES[1:] if name != "technician"}
    return {"visitor": None, "technician": technician.user_id, **found}


def address(name: str, pattern: Any, ids: dict[str, Any]) -> str:
    wanted = pattern.pattern.converters
    special = {"desk:role": "agent", "desk:remove-role": "agent", "desk:calendar": "standard",
               "desk:orders-bulk": "offer"}  # fmt: skip
    words = WORDS | ({"code": special[name]} if name in special else {})
    return reverse(name, kwargs={key: ids.get(key, words.get(key, NOBODY)) for key in wanted})


def sessions(company: Company) -> dict[str, str]:
    """A session for each role, opened once; "" for the visitor."""
    found = {}
    for role, user_id in users(company).items():
        client = Client()
        if user_id is not None:
            client.force_login(User.objects.get(id=user_id))
        found[role] = (client.session.session_key or "") if user_id is not None else ""
    return found


def status(url: str, method: str, session: str) -> int:
    client = Client(raise_request_exception=False)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return int(client.generic(method, url).status_code)


def kept() -> dict[tuple[str, str], list[str]]:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return {(row[0], row[1]): row[2:] for row in rows[1:]}


def keep(rows: dict[tuple[str, str], list[str]]) -> None:
    lines = ["\t".join(["url", "method", *ROLES])]
    lines += ["\t".join([*key, *answers]) for key, answers in sorted(rows.items())]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
