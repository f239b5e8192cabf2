"""Days beyond all calendars and signs that no text has: told on the page, never a fault."""

import pytest
from django.test import Client

from aftercare.foundation.identity.models import User
from tests import makers

pytestmark = pytest.mark.django_db
NUL = "a\x00b"


@pytest.fixture
def manager() -> Client:
    makers.company()
    client = Client()
    client.force_login(User.objects.get(username="manager"))
    return client


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "x"])
def test_the_history_of_no_known_time_is_still_a_page(manager: Client, day: str) -> None:
    for asked in ({"from_on": day}, {"until_on": day}):
        assert manager.get("/desk/history", asked).status_code < 500


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 25, "²", "-1", "x"])
def test_a_number_that_no_row_has_is_told(manager: Client, number: str) -> None:
    for address in ("policies/calendars/standard?year=", "people/new?colleague=", "cases?owner="):
        assert manager.get(f"/desk/{address}{number}").status_code < 500, address


def test_a_sign_that_no_text_has_is_told_or_passed_over(manager: Client) -> None:
    assert manager.get("/desk/parts/trace", {"q": NUL}).status_code == 200
    assert manager.get("/desk/cases/new/hints", {"phone": NUL, "order_no": NUL}).status_code == 200
    said = dict.fromkeys(("phone", "name", "description", "order_no", "address"), NUL)
    assert manager.post("/desk/cases/new", said | {"kind": "complaint"}).status_code == 422
