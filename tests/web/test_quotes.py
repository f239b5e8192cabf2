"""Prices on the desk, a quotation on the order's page, and the customer's own yes."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from aftercare.casework.intake.queries import follow_token
from aftercare.fieldservice.quotes import actions
from aftercare.fieldservice.quotes.queries import How
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from aftercare.money.ledger.queries import LedgerFilter, ledger, ledger_sums
from tests.makers import person
from tests.spares import Shop, an_order, shop

pytestmark = pytest.mark.django_db
Given = dict[str, Any]
JOBS = ("repair", "installation", "care", "inspection", "pickup", "recycling", "smart_home")


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def put_in_force(ours: Shop) -> None:
    """Finance sets the prices; nobody else may, and none hold backwards."""
    person("money", "赵敏", "finance", ours.us.west, on_call=False)
    finance, head = client_of("money"), client_of("head")
    today = timezone.localdate()
    prices = {"in_force_from": today, "trip_amount": 50, **{f"job_{job}": 90 for job in JOBS}}
    assert head.get("/desk/prices/new").status_code == 403
    late = prices | {"in_force_from": today - timedelta(days=1)}
    assert finance.post("/desk/prices/new", late).status_code == 422
    assert finance.post("/desk/prices/new", prices).status_code == 302
    assert "90" in head.get("/desk/prices").content.decode()


def test_a_price_is_told_on_the_order_agreed_to_by_the_customer_and_paid() -> None:
    ours = shop()
    order = an_order(ours.us)
    put_in_force(ours)
    head = client_of("head")

    def step(code: str, **said: object) -> int:
        return head.post(f"/desk/orders/{order}/quote/{code}", said).status_code

    assert (step("pay", way="cash", reference="R-1"), step("quote"), step("whim")) == (
        404,
        302,
        404,
    )
    assert "待客户确认" in head.get(f"/desk/orders/{order}").content.decode()
    case = order_brief(actor=SYSTEM, order_id=order).case_id
    token, customer = follow_token(actor=SYSTEM, case_id=case), Client()
    assert "140" in customer.get(f"/f/{token}").content.decode()
    answered = customer.post(f"/f/{token}/quotes/{order}", {"agrees": "yes"}, follow=True)
    assert "您已同意以下费用" in answered.content.decode()
    assert step("accept", how="call", reference="x") == 422
    assert (step("pay", way="wechat", reference="7"), step("pay", way="cash", reference="R")) == (
        422,
        302,
    )
    invoice = {"title": "安居贸易", "email": "a@b.example"}
    assert step("invoice", tax_number="1", **invoice) == 422
    assert step("invoice", **invoice) == 302
    assert step("back", reason="多收") == 302
    page = head.get(f"/desk/orders/{order}").content.decode()
    assert "多收" in page
    assert "a@b.example" not in page  # who issues invoices reads where they go


def test_a_customer_asks_for_an_invoice_and_finance_issues_it() -> None:
    ours = shop()
    order = an_order(ours.us)
    put_in_force(ours)
    by: Given = {"actor": ours.us.head, "order_id": order, "now": timezone.now()}
    actions.quote_order(**by)
    actions.accept_quotation(**by, how=How.CODE, reference="306117")
    case = order_brief(actor=SYSTEM, order_id=order).case_id
    token, customer, finance = (
        follow_token(actor=SYSTEM, case_id=case),
        Client(),
        client_of("money"),
    )
    ask, invoice = f"/f/{token}/invoices/{order}", {"title": "安居贸易", "email": "a@b.example"}
    assert customer.post(ask, invoice).status_code == 404  # nothing was paid
    actions.take_payment(**by, way="cash", reference="R-1")
    assert "申请开票" in customer.get(f"/f/{token}").content.decode()
    for wrong in ({"tax_number": "91350100M000100Y44"}, {"email": "a"}):
        assert customer.post(ask, invoice | wrong).status_code == 422
    assert customer.post(ask, invoice | {"tax_number": "91350100M000100Y43"}).status_code == 302
    assert customer.get(f"{ask}/file").status_code == 404
    assert client_of("agent").get("/desk/invoices").status_code == 403
    assert "91350100M000100Y43" in finance.get("/desk/invoices").content.decode()
    paper = SimpleUploadedFile("fp.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    issued = {"number": "24312000000123", "papers": paper}
    assert finance.post(f"/desk/orders/{order}/quote/issue", issued).status_code == 302
    assert "24312000000123" in finance.get("/desk/invoices?state=issued").content.decode()
    for reader, path in ((customer, f"{ask}/file"), (finance, f"/desk/invoices/{order}/file")):
        answer = reader.get(path)
        assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]


def test_what_customers_pay_and_get_back_stands_in_the_ledger() -> None:
    ours = shop()
    order = an_order(ours.us)
    put_in_force(ours)
    by: Given = {"actor": ours.us.head, "order_id": order, "now": timezone.now()}
    actions.quote_order(**by)
    actions.accept_quotation(**by, how=How.CODE, reference="306117")
    actions.take_payment(**by, way="card", reference="POS-00017")
    actions.pay_back(**by, reason="多收")
    finance = client_of("money")
    rows = ledger(actor=ours.us.manager, wanted=LedgerFilter(side="in")).rows
    assert [(row.move, row.amount, row.reason) for row in rows] == [
        ("refunded", Decimal(-140), "多收"), ("received", Decimal(140), ""),
    ]  # fmt: skip
    page = finance.get("/desk/ledger?side=in&by=category").content.decode()
    assert "POS-00017" in page
    assert "POS-00017" not in finance.get("/desk/ledger?side=out").content.decode()
    (told,) = ledger_sums(actor=ours.us.manager, wanted=LedgerFilter(), by="month")
    assert (told.received_amount, told.promised_amount) == (0, 0)


def test_a_program_quotes_an_order_and_notes_what_was_paid() -> None:
    ours = shop()
    order = an_order(ours.us)
    put_in_force(ours)
    issued = issue_own_token(actor=ours.us.head, name="t", scopes=sorted(ours.us.head.grants),
                             expires_at=None, now=timezone.now())  # fmt: skip
    client = Client(headers={"Authorization": f"Bearer {issued.word}"})

    def does(**body: object) -> tuple[int, Any]:
        answer = client.post(f"/api/v1/orders/{order}/quotation", body,
                             content_type="application/json")  # fmt: skip
        return answer.status_code, json.loads(answer.content)

    dear = {"kind": "labour", "words": "检修", "count": 999, "amount": "99999999"}
    assert does(do="quote", items=[dear])[0] == 422
    assert (
        does(do="quote", items=[dear | {"count": 2, "amount": "40"}])[1]["total_amount"] == "80.00"
    )
    assert does(do="pay", way="cash", reference="R-1")[0] == 409
    assert does(do="accept", how="code", reference="306117")[1]["state"] == "accepted"
    assert does(do="pay", way="cash", reference="R-1")[1]["payments"][0]["way"] == "cash"
    asked = does(do="ask_invoice", title="安居贸易", email="a@b.example")
    assert asked[1]["invoice"]["title"] == "安居贸易"
    assert does(do="pay_back", reason="多收")[0] == 200
    assert client.get("/api/v1/price-lists").json()["price_lists"][0]["trip_amount"] == "50.00"
