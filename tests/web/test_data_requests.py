"""The privacy officer's page, in the browser's words (R-SEC-04)."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from aftercare.foundation.identity.models import User
from aftercare.matters.datarequests.queries import requests
from aftercare.web.kit.formats import plain_cell
from tests import makers
from tests.makers import FRIDAY, complaint, person

pytestmark = pytest.mark.django_db


def test_a_request_goes_from_the_file_to_a_copy_and_an_answer() -> None:
    company = makers.company()
    officer = person("privacy", "沈律", "privacy_officer", company.east, on_call=False)
    case = complaint(company.agent, name="=cmd|' /C calc'!A0").case
    client = Client()
    client.force_login(User.objects.get(id=officer.user_id))
    taken = reverse("desk:customer-data-request", args=[case.customer_id])
    said = {"kind": "access", "proof": "paper", "wish": ""}
    assert client.post(taken, {**said, "kind": "gossip"}).status_code == 422
    assert client.post(taken, said).status_code == 302
    (row,) = requests(actor=officer, is_open=True, now=FRIDAY).rows
    assert "138****8000" in client.get(reverse("desk:data-requests")).text
    copy = reverse("desk:data-request-copy", args=[row.id])
    assert client.post(copy, {"form": "xlsx", "reason": ""}).status_code == 422
    answer = client.post(copy, {"form": "xlsx", "reason": "当面交付"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    first = book.get_sheet_by_index(0).to_python()
    assert first[1][1] == "=cmd|' /C calc'!A0"  # as text: no formula
    assert "13800138000" in str(first)
    done = client.post(reverse("desk:data-request-answer", args=[row.id]), {"answer": "已当面交付"})
    assert done.status_code == 302
    ended = client.get(reverse("desk:data-requests") + "?state=ended").text.split("<main", 1)[1]
    assert "沈律" in ended


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+8613800138000", "'+8613800138000"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("沙发=旧", "沙发=旧"),
        ("", ""),
    ],
)
def test_no_cell_of_a_file_that_goes_out_begins_a_formula(cell: str, shown: str) -> None:
    assert plain_cell(cell) == shown
