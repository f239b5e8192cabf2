"""Care contracts on the desk: begun on the page of a case, changed on their own (R-FS-19)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.units.actions import add_unit
from aftercare.customers.units.queries import units_of
from aftercare.fieldservice.carecontracts.queries import ContractCard, ContractFilter, contracts
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from tests.makers import FRIDAY, Company, complaint

pytestmark = pytest.mark.django_db


def only() -> ContractCard:
    (card,) = contracts(actor=SYSTEM, wanted=ContractFilter(), on=timezone.localdate()).rows
    return card


def test_a_contract_is_begun_on_a_case_and_changed_on_its_own_page(company: Company) -> None:
    customer = find_or_register_customer(
        actor=SYSTEM, name="张伟", phone="13800138000", address="幸福路8号", region="", now=FRIDAY
    )
    add_unit(actor=SYSTEM, customer_id=customer.id, described_as="壁挂空调", serial="S1",
             now=FRIDAY)  # fmt: skip
    (unit,) = units_of(actor=SYSTEM, customer_id=customer.id)
    case = complaint(company.agent, kind="repair", product_line="appliance",
                     customer_id=customer.id, unit_id=unit.id).case  # fmt: skip
    client = Client()
    client.force_login(User.objects.get(id=company.agent.user_id or 0))
    way, today = f"/desk/cases/{case.id}/do/make-contract", timezone.localdate()
    form = client.get(way).content.decode()
    assert re.search(rf'value="{unit.id}"[^>]* checked', form)
    said: dict[str, Any] = {
        "unit_ids": [unit.id], "name": "空调清洗年度服务", "starts_on": today, "visits": 2,
        "ends_on": today + timedelta(days=364), "every_months": 6, "price_amount": "298",
        "org_unit_id": company.east, "lead_days": 14,
    }  # fmt: skip
    assert client.post(way, said | {"visits": 9}).status_code == 422
    assert client.post(way, said).status_code == 302
    made = only()
    assert (made.customer_id, list(made.unit_ids)) == (case.customer_id, [unit.id])
    page = f"/desk/contracts/{made.id}"
    assert made.number in client.get(f"{page}/change").content.decode()
    new = {"version": made.version, "every_months": 3, "visits": 3, "ends_on": made.ends_on,
           "org_unit_id": company.east, "next_on": today + timedelta(days=30),
           "note": "周末上门"}  # fmt: skip
    assert client.post(f"{page}/change", new | {"visits": 0}).status_code == 422
    assert client.post(f"{page}/change", new).status_code == 302
    assert client.post(f"{page}/change", new).status_code == 422  # an outdated page
    shown = client.get(page).content.decode()
    for words in ("修改合同", "周末上门", "间隔"):
        assert words in shown
    assert len(only().turns) == 3
