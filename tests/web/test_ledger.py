"""The compensation ledger on its page, as a file and by the API."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.resolutions import actions as resolutions
from aftercare.casework.resolutions.queries import money_card
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from aftercare.money.ledger.actions import record_payment, reverse_entry
from aftercare.money.ledger.models import Entry
from aftercare.money.ledger.queries import LedgerFilter, ledger
from tests import handling
from tests.makers import Company, complaint, person

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(minutes=5)


def promised(company: Company) -> int:
    """A promised sum; the id of its entry."""
    case = complaint(company.agent, now=NOW).case
    handling.call(company.handler, case, NOW)
    resolutions.record_findings(
        actor=company.handler, case_id=case.id, version=None, cause="material", liable="supplier",
        text="海绵密度不足。", now=NOW,
    )  # fmt: skip
    option = resolutions.add_option(
        actor=company.handler, case_id=case.id, kind="compensation", summary="补偿。",
        cost_amount=Decimal(0), compensation_amount=Decimal(150), ground="late",
        expected_stars=4, now=NOW,
    )  # fmt: skip
    resolutions.propose_resolution(
        actor=company.handler, case_id=case.id, version=None, resolution_id=option, now=NOW
    )
    resolutions.record_consent(
        actor=company.handler, case_id=case.id, version=None, resolution_id=option,
        how="recorded_call", reference="REC-7", now=NOW,
    )  # fmt: skip
    return ledger(actor=company.manager, wanted=LedgerFilter()).rows[0].id


def test_finance_pays_on_the_page_and_takes_it_out_as_a_file(company: Company) -> None:
    entry_id = promised(company)
    finance = person("finance", "赵敏", "finance", company.west, on_call=False)
    client = Client()
    client.force_login(User.objects.get(id=finance.user_id or 0))
    text = client.get("/desk/ledger?by=station").content.decode()
    assert "有 1 笔待付款，共 ¥150" in text
    assert "张*" in text
    wrong = client.post(f"/desk/ledger/{entry_id}/pay", {"way": "bank", "paid_on": "x"})
    assert wrong.status_code == 422
    today = f"{timezone.localdate():%Y-%m-%d}"
    said = {"way": "bank", "reference": '=HYPERLINK("x")', "paid_on": today}
    assert client.post(f"/desk/ledger/{entry_id}/pay", said).status_code == 302
    assert "待付款，共" not in client.get("/desk/ledger").content.decode()
    assert client.post(f"/desk/ledger/{entry_id}/pay", said).status_code == 422
    book = client.post("/desk/ledger/export", {"form": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(book.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert [cell.value for cell in sheet["I"]][1:] == [150, 150]
    assert sheet["P2"].data_type == "s"
    table = client.post("/desk/ledger/export", {"form": "csv"})
    lines = b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=HYPERLINK" in lines
    assert client.get("/desk/ledger?since=x&person_id=abc&by=y").status_code == 200


def test_the_api_lists_sums_and_pays_once(company: Company) -> None:
    entry_id = promised(company)
    finance = person("finance", "赵敏", "finance", company.west, on_call=False)
    issued = issue_own_token(
        actor=finance, name="t", scopes=["ledger.*"], expires_at=None, now=timezone.now()
    )
    client = Client(headers={"Authorization": f"Bearer {issued.word}"})
    (row,) = client.get("/api/v1/ledger?state=waiting").json()["rows"]
    assert (row["id"], row["customer"], row["granted_by"]) == (entry_id, "张*", "周衡")
    body = {"way": "bank", "reference": "T-1", "paid_on": f"{timezone.localdate():%Y-%m-%d}"}
    answers = [
        client.post(f"/api/v1/ledger/{entry_id}/payment", body, content_type="application/json")
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 409]
    (told,) = client.get("/api/v1/ledger/sums?by=person").json()["rows"]
    assert (told["label"], told["number"]) == ("周衡", 1)
    assert Decimal(told["paid_amount"]) == Decimal(150)


def test_a_promise_that_was_taken_back_is_no_longer_given(company: Company) -> None:
    entry_id = promised(company)
    finance = person("finance", "赵敏", "finance", company.west, on_call=False)
    case = case_brief(actor=SYSTEM, case_id=Entry.objects.get(id=entry_id).case_id)
    assert money_card(actor=company.handler, case=case).given_amount == Decimal(150)

    reverse_entry(actor=finance, entry_id=entry_id, reason="金额写错", now=timezone.now())

    assert money_card(actor=company.handler, case=case).given_amount == Decimal(0)


def test_a_page_of_the_ledger_asks_as_much_for_many_as_for_one(
    company: Company, django_assert_max_num_queries: object
) -> None:
    entry_id = promised(company)
    finance = person("finance", "赵敏", "finance", company.west, on_call=False)
    record_payment(
        actor=finance, entry_id=entry_id, way="bank", reference="T", paid_on=timezone.localdate(),
        now=timezone.now(),
    )  # fmt: skip
    client = Client()
    client.force_login(User.objects.get(id=finance.user_id or 0))
    client.get("/desk/ledger")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        assert client.get("/desk/ledger").status_code == 200
