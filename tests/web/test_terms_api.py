"""Terms of settlement by the API, version by version; and the invoice that was asked for."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from aftercare.fieldservice.quotes import actions
from aftercare.fieldservice.quotes.queries import How
from aftercare.money.settlements.tests.worlds import Station, station
from tests import makers
from tests.spares import an_order, shop
from tests.web.test_parts_api import Caller
from tests.web.test_quotes import put_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Station:
    return station(makers.company())


def test_terms_are_written_and_read_by_versions(ours: Station) -> None:
    boss = Caller(ours.us.manager)
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    said: dict[str, Any] = {
        "station_id": ours.unit, "in_force_from": day, "parts_percent": "12.5",
        "labour": [{"job": "repair", "amount": "88.00"}],
        "travel": [{"up_to": 10, "amount": "0"}, {"amount": "30"}], "on_time": "5",
    }  # fmt: skip
    before = len(boss.get("/settlement-terms"))
    status, made = boss.post("/settlement-terms", "t1", **said)
    assert (status, boss.post("/settlement-terms", "t1", **said)[1]) == (201, made)
    found = boss.get("/settlement-terms")
    assert len(found) == before + 1
    (card,) = [one for one in found if one["id"] == made["id"]]
    assert card["terms"]["labour"] == [{"job": "repair", "line": "", "amount": "88.00"}]
    assert (card["in_force_from"], card["terms"]["parts_percent"]) == (day, "12.5")
    wrong: list[dict[str, Any]] = [
        {},  # the same day again
        {"provider": "own"},  # of a kind and of one
        {"station_id": ours.us.quality},
        {"labour": [{"job": "repair", "line": "moon", "amount": "1"}]},
        {"labour": [{"job": "flying", "amount": "1"}]},
        {"travel": [{"amount": "0"}, {"up_to": 3, "amount": "1"}]},
    ]
    for change in wrong:
        assert boss.post("/settlement-terms", **said | change)[0] == 422, change
    assert Caller(ours.partner).post("/settlement-terms", **said)[0] == 403


def test_an_invoice_that_was_asked_for_gets_its_number_and_its_file() -> None:
    ours = shop()
    order = an_order(ours.us)
    put_in_force(ours)
    by: dict[str, Any] = {"actor": ours.us.head, "order_id": order, "now": timezone.now()}
    actions.quote_order(**by)
    actions.accept_quotation(**by, how=How.CODE, reference="306117")
    actions.take_payment(**by, way="cash", reference="R-1")
    teller = makers.person("teller", "陶算", "finance", ours.us.east, on_call=False)
    boss, path = Caller(teller), f"/api/v1/orders/{order}/invoice"

    def put() -> int:
        paper = SimpleUploadedFile("fp.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
        said = {"number": "24312000000123", "file": paper}
        return boss.client.post(path, said).status_code

    assert put() == 409
    actions.ask_invoice(**by, title="安居贸易", email="a@b.example")
    (wish,) = boss.get("/invoices")["rows"]
    assert (wish["order_id"], wish["amount"]) == (order, "140.00")
    assert boss.client.get(path).status_code == 404
    assert (put(), put()) == (200, 409)
    assert boss.get("/invoices")["rows"] == []
    (done,) = boss.get("/invoices?state=issued")["rows"]
    assert done["invoice"]["number"] == "24312000000123"
    paper = boss.client.get(path)
    assert b"".join(paper.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
