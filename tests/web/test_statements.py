"""Statements of stations on the desk: from the terms to the payment, and on paper."""

import json
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from aftercare.foundation.actor import Actor
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from aftercare.money.settlements.models import Line
from aftercare.money.settlements.tests.worlds import Station, station
from tests import makers
from tests.makers import FRIDAY

pytestmark = pytest.mark.django_db
DAYS = {"since": "2026-01-01", "until": "2026-01-31"}


def desk(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id or 0))
    return client


@pytest.fixture
def ours() -> Station:
    return station(makers.company())


def drawn(ours: Station) -> str:
    """The page of a draft."""
    ours.done(ours.order(), FRIDAY + timedelta(days=1))
    made = desk(ours.finance).post("/desk/settlements/draw", DAYS | {"org_unit_id": ours.unit})
    return made["Location"]


def test_statements_are_drawn_up_for_one_station_or_for_all(ours: Station) -> None:
    finance, draw = desk(ours.finance), "/desk/settlements/draw"
    assert finance.get(draw).status_code == 200
    assert finance.post(draw, {"since": "x"}).status_code == 422
    assert finance.post(draw, DAYS | {"until": "2099-01-01"}).status_code == 422
    assert finance.post(draw, DAYS).status_code == 302
    assert " 0 / 1 " in finance.get("/desk/settlements").content.decode()
    page = drawn(ours)
    assert desk(ours.partner).get(page).status_code == 404
    assert desk(ours.us.agent).get("/desk/settlements").status_code == 403
    found = finance.get("/desk/settlements?month=2026-01&state=draft&org_unit_id=x")
    assert "西站" in found.content.decode()
    assert finance.get(f"{page}/do/whim").status_code == 404
    assert finance.post(f"{page}/do/drop").status_code == 302


def test_a_statement_goes_from_draft_to_payment(ours: Station) -> None:
    page = drawn(ours)
    finance, partner = desk(ours.finance), desk(ours.partner)
    assert finance.post(f"{page}/do/send").status_code == 302
    text = partner.get(page).content.decode()
    assert "人工费" in text
    assert "¥115" in text
    assert partner.post(f"{page}/do/settle").status_code == 403
    line = f"/desk/settlements/lines/{Line.objects.order_by('id')[0].id}"
    assert partner.post(f"{line}/dispute", {"reason": ""}).status_code == 422
    assert partner.post(f"{line}/dispute", {"reason": "路程算少了"}).status_code == 302
    assert partner.post(f"{page}/do/agree").status_code == 422
    assert "路程算少了" in finance.get(page).content.decode()
    said = {"verdict": "granted", "reply": "核实属实"}
    assert finance.post(f"{line}/answer", said).status_code == 422
    assert finance.post(f"{line}/answer", said | {"amount": "12.5"}).status_code == 302
    assert partner.post(f"{page}/do/agree").status_code == 302
    paid = {"way": "bank", "reference": "FK-1", "paid_on": f"{timezone.localdate()}"}
    assert finance.post(f"{page}/do/settle", paid).status_code == 302
    assert "FK-1" in partner.get(page).content.decode()


def test_a_station_takes_its_statement_home(ours: Station) -> None:
    page, partner = drawn(ours), desk(ours.partner)
    assert desk(ours.finance).post(f"{page}/do/send").status_code == 302
    assert partner.get(f"{page}/export").status_code == 200
    book = partner.post(f"{page}/export", {"form": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(book.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert 115 in [cell.value for cell in sheet["F"]]
    assert [cell.value for cell in list(sheet.rows)[-1]][1:8] == [
        "罗工", 1, 0, 100, 1, 0, 0]  # fmt: skip
    assert partner.get(f"{page}/paper").content.startswith(b"%PDF")


def test_a_program_settles_and_a_station_answers_by_the_api(ours: Station) -> None:
    ours.done(ours.order(), FRIDAY + timedelta(days=1))

    def token(actor: Actor) -> Client:
        issued = issue_own_token(actor=actor, name="t", scopes=sorted(actor.grants),
                                 expires_at=None, now=timezone.now())  # fmt: skip
        return Client(headers={"Authorization": f"Bearer {issued.word}"})

    def does(client: Client, **body: object) -> HttpResponse:
        return client.post("/api/v1/settlements", body, content_type="application/json")  # type: ignore[return-value]

    finance, partner = token(ours.finance), token(ours.partner)
    assert does(finance, do="draw", **DAYS).status_code == 201
    made = json.loads(does(finance, do="draw", org_unit_id=ours.unit, **DAYS).content)["id"]
    assert does(finance, do="send", statement_id=made).status_code == 201
    (row,) = partner.get("/api/v1/settlements?month=2026-01-15").json()["rows"]
    assert (row["id"], row["total_amount"], row["station"]) == (made, "115.00", "西站")
    line = partner.get(f"/api/v1/settlements/{made}").json()["lines"][0]
    assert does(finance, do="dispute", line_id=line["id"], reason="x").status_code == 403
    assert does(partner, do="dispute", line_id=line["id"], reason="不对").status_code == 201
    answer = {"do": "answer", "line_id": line["id"], "verdict": "upheld", "reply": "维持"}
    assert does(finance, **answer).status_code == 201
    assert does(partner, do="agree", statement_id=made).status_code == 201
    assert does(partner, do="agree", statement_id=made).status_code == 409
    assert finance.get("/api/v1/price-lists").json()["terms"][0]["name"] == "合作网点"


def test_finance_writes_new_terms_beside_the_old(ours: Station) -> None:
    finance = desk(ours.finance)
    assert desk(ours.partner).get("/desk/settlements/terms").status_code == 403
    path = "/desk/settlements/terms/new/partner"
    text = finance.get(path).content.decode()
    assert "原：80" in text
    terms = {"in_force_from": "2026-02-01", "labour_repair_": "85",
             "up_to_0": "10", "band_0": "20", "band_1": "40", "survey_stars": "5"}  # fmt: skip
    for wrong in ({"in_force_from": "x"}, {"up_to_0": ""}, {"up_to_1": "30"}, {"survey_stars": "9"},
                  {"in_force_from": "2026-01-01"}):  # fmt: skip
        assert finance.post(path, terms | wrong).status_code == 422, wrong
    assert finance.post(path, terms).status_code == 302
    page = finance.get("/desk/settlements/terms").content.decode()
    for words in ("¥85", "¥80", "10 公里"):
        assert words in page
    alone = f"/desk/settlements/terms/new/{ours.unit}"
    assert finance.post(alone, terms).status_code == 302
    assert finance.get("/desk/settlements/terms/new/987654").status_code == 404
