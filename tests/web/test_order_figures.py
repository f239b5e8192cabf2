"""The page of figures by technician: filter, order, file."""

import pytest
import time_machine
from django.test import Client

from aftercare.fieldservice.records.tests.worlds import HOUR, THERE, at_the_door
from tests.makers import Company
from tests.web.test_mobile import signed_in

pytestmark = pytest.mark.django_db


def test_figures_by_technician_are_narrowed_sorted_and_taken_along(company: Company) -> None:
    at_the_door(company)
    client: Client = signed_in(company.manager.user_id)
    with time_machine.travel(THERE + HOUR, tick=False):
        for query in ("", "?days=30&sort=late", f"?station={company.east}&sort=again",
                      "?days=x&sort=y&station=z", "?days=99999999999999999999"):  # fmt: skip
            shown = client.get(f"/desk/orders/technicians{query}")
            assert shown.status_code == 200, query
        assert "罗工" in client.get("/desk/orders/technicians").content.decode()
        assert client.get("/desk/orders/technicians/export").status_code == 200
        file = client.post("/desk/orders/technicians/export?sort=name", {"form": "csv"})
        lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
        done = client.get("/desk/orders?state=done").content.decode()
    assert "/desk/orders/technicians" in done
    assert lines[1].startswith("罗工,")
    assert lines[1].endswith(",1,0,100,0,0,")
