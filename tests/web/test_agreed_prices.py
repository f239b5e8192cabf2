"""What was agreed to on a work order is what its case says (R-FS-12)."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.casework.checklists.actions import plan_service
from aftercare.fieldservice.quotes.actions import accept_quotation, quote_order, set_prices
from aftercare.fieldservice.quotes.queries import How, Item
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderDraft
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_case_shows_the_price_that_was_agreed_to_on_its_order(client: Client) -> None:
    us, now = makers.company(), timezone.now()
    case = makers.complaint(us.agent, kind="care", product_text="挂式空调", now=now).case
    plan_service(
        actor=us.agent, case_id=case.id, goods="挂式空调", price_amount=Decimal(0), now=now
    )
    draft = OrderDraft(job="care")
    order = open_order(actor=us.agent, case_id=case.id, draft=draft, now=now)
    set_prices(actor=SYSTEM, in_force_from=timezone.localdate(now), labour={},
               trip_amount=Decimal(0), now=now)  # fmt: skip
    items = [Item(kind="labour", words="深度清洗", count=1, amount=Decimal(250))]
    quote_order(actor=SYSTEM, order_id=order.id, items=items, now=now)
    client.force_login(User.objects.get(id=us.agent.user_id))
    page = f"/desk/cases/{case.id}"
    assert "工单上客户已同意" not in client.get(page).content.decode()
    accept_quotation(actor=us.agent, order_id=order.id, how=How.CALL, reference="R-1", now=now)
    shown = client.get(page).content.decode()
    assert "工单上客户已同意：¥250" in shown
    assert "与本单告知价格不一致" in shown
