"""Cash of customers' doors: who has it, who counted it, on the desk, on the phone, by the API."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from aftercare.fieldservice.quotes import actions as quotes
from aftercare.fieldservice.quotes.queries import How
from aftercare.foundation.actor import Actor
from aftercare.foundation.identity.actions import issue_own_token
from aftercare.foundation.identity.models import User
from aftercare.money.tills.actions import NotYours, count_till
from aftercare.money.tills.queries import own_payments, own_takings
from tests.makers import person
from tests.spares import an_order, shop

from .test_quotes import put_in_force

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """Of `head`, who took the cash; `money` is of finance."""

    head: Actor
    money: Actor
    orders: list[int]

    @property
    def page(self) -> str:
        return f"/desk/tills/{self.head.staff_id}/{timezone.localdate()}"


def desk(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id or 0))
    return client


@pytest.fixture
def till() -> Till:
    """Two payments in cash and one by card, of 140 yuan each."""
    ours = shop()
    put_in_force(ours)
    head = ours.us.head
    orders = [an_order(ours.us) for _ in range(3)]
    for order, way in zip(orders, ("cash", "cash", "card"), strict=True):
        by: dict[str, Any] = {"actor": head, "order_id": order, "now": timezone.now()}
        quotes.quote_order(**by)
        quotes.accept_quotation(**by, how=How.CODE, reference="306117")
        quotes.take_payment(**by, way=way, reference=f"POS-{order:05}")
    money = person("money2", "钱敏", "finance", ours.us.west, on_call=False)
    return Till(head=head, money=money, orders=orders)


def test_cash_is_listed_by_day_and_counted_by_somebody_else(till: Till) -> None:
    finance, theirs = desk(till.money), desk(till.head)
    assert "¥280" in finance.get("/desk/tills").content.decode()
    shown = finance.get(till.page).content.decode()
    assert f"POS-{till.orders[0]:05}" in shown
    assert f"POS-{till.orders[2]:05}" not in shown  # a card is no cash
    own = [row.reference for row in own_payments(actor=till.head)]
    assert own == [f"POS-{number:05}" for number in (till.orders[1], till.orders[0])]
    assert "280" in finance.get(f"{till.page}/count").content.decode()
    assert finance.get(f"{till.page}/paper").content.startswith(b"%PDF")
    assert finance.get(f"/desk/tills/{till.head.staff_id}/nonsense").status_code == 404
    count = {"shown_amount": "280", "counted_amount": "270"}
    assert theirs.get(till.page).status_code == 200
    assert theirs.post(f"{till.page}/count", count).status_code == 403
    assert finance.post(f"{till.page}/count", count).status_code == 422  # nobody says why
    given: dict[str, Any] = {"shown_amount": Decimal(280), "counted_amount": Decimal(280)}
    with pytest.raises(NotYours):
        count_till(actor=replace(till.head, grants=till.money.grants), now=timezone.now(),
                   member_id=till.head.staff_id or 0, on=timezone.localdate(), **given)  # fmt: skip


def test_what_went_back_is_not_handed_in_and_a_count_is_corrected(till: Till) -> None:
    finance, head = desk(till.money), till.head
    quotes.pay_back(actor=head, order_id=till.orders[1], reason="多收", now=timezone.now())
    body = {"do": "count", "member_id": head.staff_id, "on": timezone.localdate().isoformat(),
            "shown_amount": "280", "counted_amount": "130", "reason": "少收十元"}  # fmt: skip
    issued = issue_own_token(actor=till.money, name="till", scopes=sorted(till.money.grants),
                                 expires_at=None, now=timezone.now())  # fmt: skip
    api = Client(headers={"Authorization": f"Bearer {issued.word}"})
    (out,) = api.get("/api/v1/tills").json()["out"]
    assert (out["amount"], out["payments"]) == ("140.00", 1)

    def post(**more: object) -> HttpResponse:
        return api.post("/api/v1/tills", body | more, content_type="application/json")

    assert post().status_code == 409  # it was more when it was shown
    made = post(shown_amount="140")
    assert (made.status_code, post(shown_amount="140").status_code) == (201, 404)
    assert "少收十元" in finance.get("/desk/tills?state=differing").content.decode()
    correct = f"/desk/tills/counts/{made.json()['id']}/correct"
    assert finance.get(correct).status_code == 200
    assert finance.post(correct, {"counted_amount": "140"}).status_code == 302
    (told,) = api.get("/api/v1/tills?state=counted").json()["counted"]
    assert (told["counted_amount"], told["reason"]) == ("140.00", "")
    still, counted = own_takings(actor=head)
    assert (still, [row.counted_amount for row in counted]) == ([], [Decimal(140)])


def test_who_took_cash_says_on_the_phone_that_it_is_given_away(till: Till) -> None:
    finance, phone = desk(till.money), desk(till.head)
    today, ref = timezone.localdate().isoformat(), "6a1f0b52-52c9-4c37-8b6e-0f6a0e6f5e11"
    declared = {"act": "hand_in", "client_ref": ref, "on": today, "shown_amount": "280.00",
                "amount": "270"}  # fmt: skip
    json = {"Accept": "application/json"}

    def say(**more: str) -> tuple[int, str]:
        answer = phone.post("/m/till", declared | more, headers=json)
        return answer.status_code, answer.content.decode()

    assert 'name="amount" value="280.00"' in phone.get("/m/till").content.decode()
    assert say()[0] == 422  # less, and nobody says why
    assert say(amount="nonsense")[0] == say(on="2026-02-31")[0] == 422
    assert say(on="2020-01-01", amount="280")[0] == 404  # nothing was taken then
    assert say(reason="找零少收")[0] == 200
    assert say(reason="找零少收")[0] == 200  # the same post again is the same act
    assert "您已报交 ¥270" in phone.get("/m/till").content.decode()
    assert "¥270" in finance.get("/desk/tills").content.decode()
    drawer = finance.get(f"{till.page}/count").content.decode()
    assert 'value="270.00"' in drawer
    assert "找零少收" in drawer
    count = {"shown_amount": "280", "counted_amount": "260", "reason": "实点260"}
    assert finance.post(f"{till.page}/count", count).status_code == 302
    still, (counted,) = own_takings(actor=till.head)
    assert (still, counted.is_contested, counted.said and counted.said.amount) == (
        [],
        True,
        Decimal(270),
    )
    assert "¥270" in finance.get("/desk/tills?state=differing").content.decode()
    assert "¥270" in finance.get(till.page).content.decode()
    assert "¥270" in phone.get("/m/till").content.decode()


def test_the_last_word_of_who_hands_in_holds_also_by_the_api(till: Till) -> None:
    issued = issue_own_token(actor=till.head, name="till", scopes=sorted(till.head.grants),
                                 expires_at=None, now=timezone.now())  # fmt: skip
    api = Client(headers={"Authorization": f"Bearer {issued.word}"})
    body = {"do": "declare", "on": timezone.localdate().isoformat(), "shown_amount": "280",
            "amount": "100", "reason": "先交一半"}  # fmt: skip
    first, again = (
        api.post("/api/v1/tills", body | more, content_type="application/json")
        for more in ({}, {"amount": "280", "reason": ""})
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    (out,), _none = own_takings(actor=till.head)
    assert out.said is not None
    assert (out.said.amount, out.said.reason, out.differs) == (Decimal(280), "", False)
    quotes.pay_back(actor=till.head, order_id=till.orders[1], reason="多收", now=timezone.now())
    (out,), _none = own_takings(actor=till.head)
    assert (out.differs, out.moved) == (True, True)
