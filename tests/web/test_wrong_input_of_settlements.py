"""Terms and statements of stations, filled with what cannot be: told on the page, never a fault."""

from typing import Any

import pytest
from django.test import Client

from aftercare.foundation.identity.models import User
from aftercare.money.settlements.tests.worlds import Station, station
from aftercare.web.desk.settlement_forms import SUMS
from tests import makers
from tests.web.test_parts_api import Caller

pytestmark = pytest.mark.django_db
UGLY = ("", "-1", "1e9", "NaN", "9" * 400, "一百", "a\x00b", "2026-02-30", "0001-01-01",
        "9999-12-31")  # fmt: skip
FIELDS = ("in_force_from", "parts_percent", "survey_stars", "labour_repair_", "up_to_0", "band_0",
          "band_3", SUMS[0][0])  # fmt: skip
WELL = {"in_force_from": "2031-01-01", "survey_stars": "5", "parts_percent": "10"}


@pytest.fixture
def ours() -> Station:
    return station(makers.company())


@pytest.fixture
def boss(ours: Station) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=ours.us.manager.user_id or 0))
    return client


def test_terms_that_cannot_be_are_told_on_the_form(boss: Client, ours: Station) -> None:
    """One field after the other, and all at once; bands that cross, stations that are not."""
    page = "/desk/settlements/terms/new/"
    for ugly in UGLY:
        assert boss.post(f"{page}{ours.unit}", dict.fromkeys(FIELDS, ugly)).status_code == 422
    for name, ugly in zip(FIELDS, UGLY[1:], strict=False):
        assert boss.post(f"{page}own", WELL | {name: ugly}).status_code == 422, (name, ugly)
    crossing = {"up_to_0": "10", "band_0": "1", "up_to_1": "5", "band_1": "2", "band_2": "3"}
    assert boss.post(f"{page}own", WELL | crossing).status_code == 422
    for scope in ("0", "9" * 30, "9" * 5000, "moon", "-1"):
        assert boss.get(f"{page}{scope}").status_code == 404
    assert boss.get("/desk/settlements/terms").status_code == 200


def test_statements_of_days_and_stations_that_cannot_be_are_told(
    boss: Client, ours: Station
) -> None:
    ours.order()
    for ugly in UGLY:
        for which in ({"month": ugly}, {"org_unit_id": ugly}, {"state": ugly}, {"cursor": ugly}):
            assert boss.get("/desk/settlements", which).status_code in (200, 422), which
        well = {"org_unit_id": str(ours.unit), "since": "2026-01-01", "until": "2026-01-31"}
        for name in well:
            drawn = boss.post("/desk/settlements/draw", well | {name: ugly})
            assert drawn.status_code in (302, 403, 422), (name, ugly)
        assert boss.get(f"/desk/tills/1/{ugly[:20] or 'x'}").status_code == 404


def test_a_program_s_terms_that_cannot_be_are_told(ours: Station) -> None:
    caller = Caller(ours.us.manager)
    well: dict[str, Any] = {"provider": "own", "in_force_from": "2031-01-01"}
    ugly: tuple[Any, ...] = (*UGLY, None, -1, 1e308, [], {}, [None], [{"amount": "NaN"}])
    for name in ("in_force_from", "labour", "travel", "parts_percent", "survey_stars", "late"):
        for value in ugly:
            status, told = caller.post("/settlement-terms", **well | {name: value})
            assert status in (201, 422), (name, value, told)
