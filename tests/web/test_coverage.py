"""How customers are covered by stations, on the desk and by API."""

import pytest
from django.test import Client

from aftercare.fieldservice.sites.actions import place_station
from aftercare.fieldservice.sites.queries import Point
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderDraft
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from aftercare.people.organisation.actions import open_unit
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db


def test_far_customers_are_named_and_a_station_near_them_is_proposed(
    company: Company, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aftercare.web.kit.requests.timezone.now", lambda: FRIDAY)
    client.force_login(User.objects.get(id=company.manager.user_id or 0))
    assert "暂无可计算的数据" in client.get("/desk/coverage").content.decode()
    case = complaint(company.agent, kind="repair", product_line="appliance").case
    for region in ("310112", "310112", "330106", "330106", "330106", ""):
        open_order(
            actor=company.agent, case_id=case.id, now=FRIDAY,
            draft=OrderDraft(job="repair", goods="空调", region=region),
        )  # fmt: skip
    station = open_unit(actor=SYSTEM, code="SH-1", name="闵行网点", kind="station", region="310112",
                        parent_id=company.east, now=FRIDAY)  # fmt: skip
    place_station(actor=SYSTEM, org_unit_id=station.id, now=FRIDAY,
                  point=Point(longitude=121.38, latitude=31.11))  # fmt: skip
    shown = client.get("/desk/coverage?more=1&minutes=45").content.decode()
    assert "离所有网点都远" in shown
    assert shown.count("西湖区") >= 2  # far from all, and where a new station is proposed
    assert "<strong>100.0%</strong>" in shown
    usual = client.get("/desk/coverage?more=99&minutes=x&days=-1")
    assert usual.status_code == 200
    assert "新网点开在哪里最有用" not in usual.content.decode()
