"""Prices on the desk, a quotation on the order's page, and the customer's own yes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from aftercare.casework.intake.queries import follow_token
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.models import User
from tests.makers import person
from tests.spares import Shop, an_order, shop

pytestmark = pytest.mark.django_db
JOBS = ("repair", "installation", "care", "inspection", "pickup", "recycling", "smart_home")


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def put_in_force(ours: Shop) -> None:
    """Finance sets the prices; nobody else may, and none hold backwards."""
    person("money", "赵敏", "finance", ours.us.west, on_call=False)
    finance, head = client_of("money"), client_of("head")
    today = timezone.localdate()
    prices = {"in_force_from": today, "trip_amount": 50, **{f"job_{job}": 90 for job in JOBS}}
    assert head.get("/desk/prices/new").status_code == 403
    late = prices | {"in_force_from": today - timedelta(days=1)}
    assert finance.post("/desk/prices/new", late).status_code == 422
    assert finance.post("/desk/prices/new", prices).status_code == 302
    assert "90" in head.get("/desk/prices").content.decode()


def test_a_price_is_told_on_the_order_agreed_to_by_the_customer_and_paid() -> None:
    ours = shop()
    order = an_order(ours.us)
    put_in_force(ours)
    head = client_of("head")

    def step(code: str, **said: object) -> int:
        return head.post(f"/desk/orders/{order}/quote/{code}", said).status_code

    assert (step("pay", way="cash", reference="R-1"), step("quote"), step("whim")) == (
        404,
        302,
        404,
    )
    assert "待客户确认" in head.get(f"/desk/orders/{order}").content.decode()
    case = order_brief(actor=SYSTEM, order_id=order).case_id
    token, customer = follow_token(actor=SYSTEM, case_id=case), Client()
    assert "140" in customer.get(f"/f/{token}").content.decode()
    answered = customer.post(f"/f/{token}/quotes/{order}", {"agrees": "yes"}, follow=True)
    assert "您已同意以下费用" in answered.content.decode()
    assert step("accept", how="call", reference="x") == 422
    assert (step("pay", way="wechat", reference="7"), step("pay", way="cash", reference="R")) == (
        422,
        302,
    )
    invoice = {"title": "安居贸易", "email": "a@b.example"}
    assert step("invoice", tax_number="1", **invoice) == 422
    assert step("invoice", **invoice) == 302
    assert step("back", reason="多收") == 302
    page = head.get(f"/desk/orders/{order}").content.decode()
    assert "多收" in page
    assert "a@b.example" not in page  # who issues invoices reads where they go
