"""A person goes through every road, is erased, and is in no column, no file, no kept answer."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone
from psycopg import sql

from aftercare.casework.cases.actions import close_case, hand_case, resolve_case
from aftercare.casework.cases.models import Case
from aftercare.casework.cases.queries import CaseBrief
from aftercare.casework.exports.actions import request_export
from aftercare.casework.exports.queries import Wanted
from aftercare.casework.external.actions import end_matter, open_matter
from aftercare.casework.external.models import Matter
from aftercare.casework.imports import actions as imports
from aftercare.casework.imports import queries as runs
from aftercare.casework.mailbox.actions import reply_by_mail, save_mailbox, take_mail
from aftercare.casework.packages.actions import mend_packages, note_packages
from aftercare.casework.packages.events import FaultSaid, OrderSaid, PackageSaid
from aftercare.casework.packages.models import Fault
from aftercare.casework.relations.actions import merge_cases
from aftercare.casework.views.actions import export_cases, save_own_view
from aftercare.casework.webhooks.actions import open_webhook
from aftercare.customers.contacts.actions import add_address, add_person
from aftercare.customers.homes.actions import note_home
from aftercare.customers.homes.queries import HomeFacts
from aftercare.customers.parties.actions import correct_customer, reveal_customer
from aftercare.feedback.followups.actions import record_follow_up
from aftercare.fieldservice.quotes import actions as quotes
from aftercare.fieldservice.quotes.queries import How
from aftercare.fieldservice.workorders.actions import call_off_order, open_order
from aftercare.fieldservice.workorders.queries import OrderDraft
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.privacy.queries import sealed_fields
from aftercare.matters.datarequests import actions
from aftercare.matters.retention.rules import kinds
from tests.makers import Company, company, complaint, person

pytestmark = pytest.mark.django_db
NAME, MAIL = "欧阳慕雪绫", "muxueling@orchid-lane.example"
PHONE, OTHER_PHONE = "13976540321", "13976540987"
STREET, FLAT, SPOUSE = "丁香胡同八十九号院", "玉兰路七十七弄", "尉迟凌霄汉"
ORDER, WORDS, WAYBILL = "ORD-ZKT-90417", "紫檀五斗柜抽屉卡死", "SF7740019283"
MARKS = (NAME, MAIL, PHONE, OTHER_PHONE, STREET, FLAT, SPOUSE, ORDER, WORDS, WAYBILL)
DRAFT = (
    f"客户姓名,联系电话,详细地址,问题描述\n{NAME},139-7654-0321,{STREET},{WORDS}\n{NAME},,{FLAT},"
)
RECIPIENT = "service@anju.example"


@pytest.fixture
def us() -> Company:
    return company(timezone.now() - timedelta(hours=2))


def went_every_road(us: Company) -> CaseBrief:
    """A closed case of somebody who called, wrote, was visited, paid, and stands in many lists."""
    now = timezone.now() - timedelta(hours=1)
    case = complaint(us.agent, name=NAME, phone=PHONE, address=f"北京市海淀区{STREET}",
                     order_no=ORDER, description=WORDS, now=now).case  # fmt: skip
    who = {"customer_id": case.customer_id, "now": now}
    correct_customer(actor=us.agent, changes={"email": MAIL}, **who)
    add_address(actor=us.agent, text=f"上海市杨浦区{FLAT}", **who)
    add_person(actor=us.agent, name=SPOUSE, role="配偶", phone=OTHER_PHONE, **who)
    note_home(actor=us.agent, address=STREET, facts=HomeFacts(note=f"{SPOUSE}在家"), **who)
    reveal_customer(actor=us.handler, reason=f"给{NAME}回电", **who)
    wrote_and_was_written_to(us, case, now)
    stands_in_lists_of_others(us, now)
    was_visited_and_paid(us, case, now)
    packages = [PackageSaid(number=1, faults=[FaultSaid(kind="damaged", note=f"{NAME}拒收")])]
    note_packages(actor=us.agent, case_id=case.id, now=now,
                  order=OrderSaid(count=1, waybill=WAYBILL, packages=packages))  # fmt: skip
    for fault in Fault.objects.filter(case_id=case.id):
        mend_packages(actor=us.agent, case_id=case.id, fault_ids=[fault.id], remedy="sent_again",
                      reference=f"{WAYBILL}补", now=now)  # fmt: skip
    open_matter(actor=us.manager, case_id=case.id, body="market_supervision", reference=NAME,
                received_at=now, now=now)  # fmt: skip
    matter = Matter.objects.get(case_id=case.id)
    end_matter(actor=us.manager, case_id=case.id, matter_id=matter.id, outcome="withdrawn",
               result=f"{NAME}撤回", ended_at=now, now=now)  # fmt: skip
    resolve_case(actor=SYSTEM, case_id=case.id, version=None, result=f"已为{NAME}更换。",
                 root_cause="material", cost_amount=Decimal(0), now=now)  # fmt: skip
    record_follow_up(actor=us.handler, case_id=case.id, stars=5, comment=f"{SPOUSE}很满意",
                     channel="phone", now=now)  # fmt: skip
    request_export(actor=us.manager, wanted=Wanted(what="customers", words={}), form="csv",
                   language="zh-hans", inline=True, now=now)  # fmt: skip
    return close_case(actor=us.manager, case_id=case.id, version=None, now=now)


def wrote_and_was_written_to(us: Company, case: CaseBrief, now: datetime) -> None:
    """By mail, one of which waits for somebody to look at it; by a channel; by a program."""
    open_webhook(actor=SYSTEM, name="ERP", url="https://erp.example/hook",
                                    events=["case.assigned"], with_facts=True, now=now)  # fmt: skip
    password = "s3cret"  # noqa: S105 - of a mailbox that is never read
    box = save_mailbox(actor=SYSTEM, password=password, now=now, values={
        "name": "客服", "address": RECIPIENT, "host": "127.0.0.1", "port": 143, "in_clear": True,
        "username": "service", "folder": "INBOX", "opens_cases": False, "is_read": True,
    })  # fmt: skip
    letter = f"From: {NAME} <{MAIL}>\r\nTo: {RECIPIENT}\r\nSubject: {WORDS}\r\n"
    letter += f"Message-ID: <1@x.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{FLAT}"
    state = take_mail(actor=SYSTEM, mailbox_id=box, uidvalidity=1, uid=1, raw=letter.encode(),
                      now=now)  # fmt: skip
    assert state == "waiting"
    reply_by_mail(actor=us.handler, case_id=case.id, subject=NAME, text=f"{NAME}您好", file_ids=[],
                  now=now)  # fmt: skip
    grants = sorted(us.agent.grants)
    token = issue_own_token(actor=us.agent, name="t", scopes=grants, expires_at=None, now=now).word
    said = {"name": NAME, "phone": PHONE, "description": f"{WORDS}！", "address": FLAT,
            "product_line": "furniture", "channel": "api"}  # fmt: skip
    post = Client().post("/api/v1/cases", said, content_type="application/json", headers={
        "Authorization": f"Bearer {token}", "Idempotency-Key": "order-17",
    })  # fmt: skip
    assert post.status_code == 201, post.content
    fresh = Case.objects.exclude(id=case.id).get()
    hand_case(actor=SYSTEM, case_id=fresh.id, version=None, owner_id=us.handler.staff_id or 0,
              org_unit_id=us.quality, reason=f"{NAME}指定", now=now)  # fmt: skip
    merge_cases(actor=us.manager, case_id=fresh.id, version=None, kept_number=case.number, now=now)


def stands_in_lists_of_others(us: Company, now: datetime) -> None:
    """In a file that waits to be imported, in a kept view, in what was searched for an export."""
    run = imports.upload_table(actor=us.agent, name="a.csv", content=DRAFT.encode(), now=now)
    fields = {c.key: c.field for c in runs.columns(actor=us.agent, run_id=run.id)}
    imports.check_import(actor=us.agent, run_id=run.id, fields=fields,
                         options=runs.Options(kind="complaint", kind_words={}), now=now,
                         inline=True)  # fmt: skip
    imports.check_rows(actor=us.agent, run_id=run.id, now=now)
    save_own_view(actor=us.agent, name="旧单", words={"q": [PHONE]}, now=now)
    export_cases(actor=us.manager, words={"q": [NAME]}, form="csv", now=now)


def was_visited_and_paid(us: Company, case: CaseBrief, now: datetime) -> None:
    quotes.set_prices(actor=SYSTEM, in_force_from=timezone.localdate(now),
                      labour={"repair": Decimal(90)}, trip_amount=Decimal(50), now=now)  # fmt: skip
    draft = OrderDraft(job="repair", goods="五斗柜", task=f"{NAME}：{WORDS}")
    order = open_order(actor=us.head, case_id=case.id, draft=draft, now=now).id
    by: dict[str, Any] = {"actor": us.head, "order_id": order, "now": now}
    quotes.quote_order(**by)
    quotes.accept_quotation(**by, how=How.CODE, reference=f"{NAME}电话")
    quotes.take_payment(**by, way="cash", reference="R-1")
    quotes.pay_back(**by, reason=f"{NAME}要求退回")
    quotes.take_payment(**by, way="cash", reference="R-2")
    quotes.ask_invoice(**by, title=NAME, email=MAIL)
    call_off_order(**by, version=None, reason=f"{SPOUSE}说不用了")


def files() -> Iterator[tuple[str, bytes]]:
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()


def columns() -> Iterator[tuple[str, str]]:
    """Each value of each table of the database as it lies there; then what is sealed, opened."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(sql.SQL("SELECT to_json(t) FROM {} t").format(sql.Identifier(table)))
            for (row,) in cursor.fetchall():
                for column, value in row.items():
                    yield f"{table}.{column}", json.dumps(value, ensure_ascii=False)
    for field in sealed_fields():
        rows = field.model._default_manager.values_list(field.name, flat=True)  # noqa: SLF001
        for text in rows:
            yield f"{field.context}, opened", text or ""
    for session in Session.objects.all():
        yield "django_session, opened", json.dumps(session.get_decoded(), ensure_ascii=False)


def found() -> set[tuple[str, str]]:
    """Where each mark still stands: in tables, also as bytes and letters of JSON, and in files."""
    seen = set()
    for mark in MARKS:
        ways = {mark, mark.encode().hex(), json.dumps(mark)[1:-1]}
        seen |= {(place, mark) for place, text in columns() if any(way in text for way in ways)}
        seen |= {(f"file {name}", mark) for name, held in files() if mark.encode() in held}
    return seen


def column_of(path: str) -> str:
    label, _dot, name = path.rpartition(".")
    meta = apps.get_model(label)._meta  # noqa: SLF001
    return f"{meta.db_table}.{meta.get_field(name).column}"


def test_who_went_every_road_and_was_erased_is_in_no_column_and_no_file(
    us: Company, django_capture_on_commit_callbacks: Any
) -> None:
    case = went_every_road(us)
    officer = person("privacy", "沈律", "privacy_officer", us.east, on_call=False)
    before = found()
    assert {mark for _place, mark in before} == set(MARKS)
    places = {place for place, _mark in before}
    for road in ("imports_importrun", "receipts_receipt", "mailbox_mail", "deliveries_message",
                 "views_savedview", "audit_words", "quotes_invoice"):  # fmt: skip
        assert any(place.startswith((road, road.replace("_", "."))) for place in places), road

    asked = actions.take_request(actor=officer, customer_id=case.customer_id, kind="erasure",
                                 proof="call_back", wish=NAME, now=timezone.now())  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(actor=officer, request_id=asked.row.id, now=timezone.now())

    by_law = {column_of(path) for kind in kinds() for path in kind.columns}
    left = {place for place, _mark in found()}
    assert left <= by_law
    assert left == {"ledger_entry.reason", "legal_legalstep.reference"}, (
        "what the roads wrote there"
    )
