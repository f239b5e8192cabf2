"""Told before, agreed to, paid once, taken back; free where the goods entitle to it (R-FS-12)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from aftercare.fieldservice.parts.actions import need_parts
from aftercare.fieldservice.quotes import actions, queries, rules
from aftercare.fieldservice.quotes.queries import (
    Deed,
    How,
    Item,
    Price,
    QuotationCard,
    State,
    price_lists,
    quotation_of,
)
from aftercare.fieldservice.workorders.actions import call_off_order, finish_order
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.errors import Invalid, NotFound
from tests.makers import FRIDAY
from tests.spares import Shop, an_order, shop

pytestmark = pytest.mark.django_db
LATER = FRIDAY + timedelta(hours=1)
Given = dict[str, Any]
WECHAT = "4" + "2" * 27
CHECK = Item(kind="labour", words="检修", count=1, amount=Decimal(80))


def priced() -> tuple[Shop, int]:
    """A price list, and an order that takes two fans of 120 yuan."""
    ours = shop()
    actions.set_prices(actor=SYSTEM, in_force_from=FRIDAY.date(), now=FRIDAY,
                       labour={"repair": Decimal("150.50")}, trip_amount=Decimal(50))  # fmt: skip
    order = an_order(ours.us)
    need_parts(actor=ours.keeper, order_id=order, wanted={ours.fan: 2}, now=FRIDAY)
    return ours, order


def card(order: int) -> QuotationCard:
    found = quotation_of(actor=SYSTEM, order=order_brief(actor=SYSTEM, order_id=order))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("91350100M000100Y43", True),
        ("91350100m000100y43", True),
        ("91350100M000100Y44", False),
        ("91350100M000100Y4", False),
        ("9135O100M000100Y43", False),
        ("", False),
    ],
)
def test_a_tax_number_proves_itself(text: str, is_one: bool) -> None:  # noqa: FBT001
    assert rules.is_tax_number(text) is is_one


@pytest.mark.parametrize(
    ("total", "state", "clause", "price"),
    [(0, State.OFFERED, "", Price.FREE), (0, State.DECLINED, "三包", Price.FREE),
     (9, State.OFFERED, "", Price.TOLD), (9, State.DECLINED, "", Price.DECLINED),
     (9, State.ACCEPTED, "", Price.AGREED), (9, State.VOID, "", Price.UNTOLD),
     (9, State.OFFERED, "合同", Price.COVERED), (9, State.DECLINED, "合同", Price.COVERED),
     (9, State.ACCEPTED, "合同", Price.AGREED)],
)  # fmt: skip
def test_a_quotation_tells_how_the_price_stands(
    total: int, state: State, clause: str, price: Price
) -> None:
    told = rules.price_told(total_amount=Decimal(total), state=state, clause=clause)
    assert told is price


@pytest.mark.parametrize(
    ("price", "look", "mend", "fit", "finish"),
    [
        (Price.FREE, True, True, True, True),
        (Price.UNTOLD, True, False, False, False),
        (Price.TOLD, True, False, False, False),
        (Price.AGREED, True, True, True, True),
        (Price.DECLINED, True, False, False, False),
        (Price.COVERED, True, True, False, True),
    ],
)
def test_charged_work_waits_for_the_customers_word_and_looking_does_not(
    price: Price,
    look: bool,  # noqa: FBT001
    mend: bool,  # noqa: FBT001
    fit: bool,  # noqa: FBT001
    finish: bool,  # noqa: FBT001
) -> None:
    may = {deed: rules.may_do(deed, price=price) for deed in Deed}
    assert may == {Deed.LOOK: look, Deed.MEND: mend, Deed.FIT: fit, Deed.FINISH: finish}


WORK = Item(kind="labour", words="维修", count=1, amount=Decimal(150))
GRATIS = Item(kind="labour", words="回收", count=1, amount=Decimal(0))
FAN = Item(kind="part", words="风机", count=1, amount=Decimal(120))
CARE = rules.Waiver(clause="保养合同", covers=rules.BY_CONTRACT)
REWORK = rules.Waiver(clause="返修")


@pytest.mark.parametrize(
    ("items", "waivers", "beyond", "price"),
    [
        ([], [], False, Price.FREE),
        ([GRATIS], [], False, Price.FREE),
        ([GRATIS], [], True, Price.COVERED),
        ([WORK], [], False, Price.UNTOLD),
        ([GRATIS, FAN], [], False, Price.UNTOLD),
        ([WORK, FAN], [REWORK], True, Price.FREE),
        ([WORK], [CARE], False, Price.FREE),
        ([WORK], [CARE], True, Price.COVERED),
        ([WORK, FAN], [CARE], True, Price.COVERED),
        ([WORK, FAN], [CARE, REWORK], True, Price.FREE),
    ],
)
def test_a_price_that_nobody_has_told_stands_as_the_list_and_the_waivers_have_it(
    items: list[Item],
    waivers: list[rules.Waiver],
    beyond: bool,  # noqa: FBT001
    price: Price,
) -> None:
    assert rules.price_untold(items, waivers, beyond=beyond) is price


def test_charged_work_that_nobody_was_told_the_price_of_is_not_finished() -> None:
    ours, order = priced()
    by: Given = {"actor": ours.us.head, "order_id": order, "now": LATER}
    for why, then in (("尚未向客户报价", actions.quote_order),
                      ("尚未同意", actions.decline_quotation),
                      ("客户不同意报价", actions.quote_order)):  # fmt: skip
        with pytest.raises(actions.NotAgreed, match=why):
            finish_order(**by, version=None, result="换风机")
        then(**by)
    call_off_order(**by, version=None, reason="客户不同意报价")


def test_work_before_the_first_price_list_costs_nothing() -> None:
    ours, order = priced()
    brief = order_brief(actor=SYSTEM, order_id=order)
    before = FRIDAY - timedelta(days=1)
    assert queries.price_of(actor=SYSTEM, order=brief, now=before) is Price.FREE
    assert queries.price_of(actor=SYSTEM, order=brief, now=LATER) is Price.UNTOLD
    del ours


def test_a_list_holds_from_its_day_until_the_next() -> None:
    priced()
    new: Given = {"actor": SYSTEM, "labour": {}, "trip_amount": Decimal(60), "now": LATER}
    for wrong in (FRIDAY.date(), FRIDAY.date() - timedelta(days=1)):
        with pytest.raises(Invalid):
            actions.set_prices(**new, in_force_from=wrong)
    with pytest.raises(Invalid):
        actions.set_prices(**(new | {"labour": {"juggling": Decimal(1)}}),
                           in_force_from=FRIDAY.date() + timedelta(days=3))  # fmt: skip
    actions.set_prices(**new, in_force_from=FRIDAY.date() + timedelta(days=7))
    rows = price_lists(actor=SYSTEM)
    assert [row.in_force_until for row in rows] == [None, FRIDAY.date() + timedelta(days=7)]


def test_what_is_told_is_agreed_to_before_the_work_is_done() -> None:
    ours, order = priced()
    by: Given = {"actor": ours.us.head, "order_id": order, "now": LATER}
    with pytest.raises(NotFound):
        actions.take_payment(**by, way="cash", reference="R-1")
    told = actions.quote_order(**by)
    assert [(item.kind, item.sum) for item in told.items] == [
        ("labour", Decimal("150.50")), ("trip", Decimal("50.00")), ("part", Decimal("240.00"))
    ]  # fmt: skip
    assert (told.total_amount, told.is_free) == (Decimal("440.50"), False)
    with pytest.raises(actions.NotAgreed):
        finish_order(**by, version=None, result="换风机")
    with pytest.raises(Invalid):
        actions.accept_quotation(**by, how=How.CALL)
    with pytest.raises(Invalid):
        actions.accept_quotation(**by, how=How.PORTAL, reference="x")
    again: Given = {"how": How.SIGNATURE, "reference": "签名 1", "client_ref": "phone-7"}
    actions.accept_quotation(**by, **again)
    actions.accept_quotation(**by, **again)
    with pytest.raises(actions.NoQuotation):
        actions.decline_quotation(**by)
    finish_order(**by, version=None, result="换风机")
    assert card(order).state == State.ACCEPTED


def test_it_is_paid_once_by_a_known_payment_and_paid_back_with_a_reason() -> None:
    ours, order = priced()
    by: Given = {"actor": ours.us.head, "order_id": order, "now": LATER}
    actions.quote_order(
        **by, items=[Item(kind="labour", words="检修", count=1, amount=Decimal(80))]
    )
    with pytest.raises(actions.NoQuotation):
        actions.take_payment(**by, way="cash", reference="R-1")
    actions.accept_quotation(**by, how=How.CODE, reference="306117")
    with pytest.raises(Invalid):
        actions.take_payment(**by, way="wechat", reference="123")
    paid: Given = {"way": "wechat", "reference": WECHAT, "client_ref": "phone-9"}
    actions.take_payment(**by, **paid)
    actions.take_payment(**by, **paid)
    with pytest.raises(actions.NoQuotation):
        actions.take_payment(**by, way="cash", reference="R-2")
    with pytest.raises(actions.NoQuotation):
        actions.quote_order(**by)
    with pytest.raises(Invalid):
        actions.pay_back(**by, reason="")
    actions.pay_back(**by, reason="多收")
    with pytest.raises(actions.NoQuotation):
        actions.pay_back(**by, reason="多收")
    assert [row.back_because for row in card(order).payments] == ["多收"]


def test_an_invoice_is_asked_for_once_of_what_was_paid() -> None:
    ours, order = priced()
    by: Given = {"actor": ours.us.head, "order_id": order, "now": LATER}
    actions.quote_order(**by, items=[CHECK])
    actions.accept_quotation(**by, how=How.CODE, reference="306117")
    actions.take_payment(**by, way="cash", reference="R-1")
    invoice: Given = {"title": "安居贸易有限公司", "email": "a@b.example"}
    with pytest.raises(Invalid) as refused:
        actions.ask_invoice(**by, title=" ", email="b", tax_number="123")
    assert set(refused.value.fields) == {"title", "tax_number", "email"}
    actions.ask_invoice(**by, **invoice, tax_number="91350100M000100Y43")
    with pytest.raises(actions.NoQuotation):
        actions.ask_invoice(**by, **invoice)
    actions.issue_invoice(**(by | {"actor": SYSTEM}), number="24312000000123")
    found = card(order).invoice
    assert found is not None
    assert found.number == "24312000000123"


def test_free_work_says_by_which_clause(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, order = priced()
    monkeypatch.setattr(queries, "why_free", lambda **_: "三包规定 第十条 保修期内免费修理")
    by: Given = {"actor": ours.us.head, "order_id": order, "now": LATER}
    told = actions.quote_order(**by)
    assert (told.is_free, told.total_amount, len(told.items)) == (True, Decimal(0), 3)
    actions.quote_order(**by)
    finish_order(**by, version=None, result="换风机")
    assert card(order).clause.startswith("三包")


def test_customers_agree_on_their_own_page_alone() -> None:
    ours, order = priced()
    actions.quote_order(actor=ours.us.head, order_id=order, now=LATER)
    case = order_brief(actor=SYSTEM, order_id=order).case_id
    owner = Actor(
        user_id=None, kind=ActorKind.CUSTOMER, case_ids=frozenset({case}),
        grants=frozenset({"quotes.accept_quotation", "quotes.decline_quotation"}),
    )  # fmt: skip
    with pytest.raises(Invalid):
        actions.accept_quotation(actor=owner, order_id=order, how=How.SIGNATURE, reference="x",
                                 now=LATER)  # fmt: skip
    actions.accept_quotation(actor=owner, order_id=order, how=How.PORTAL, now=LATER)
    assert card(order).how == How.PORTAL
    call_off_order(actor=ours.us.head, order_id=order, version=None, reason="x", now=LATER)
    with pytest.raises(actions.NoQuotation):
        actions.quote_order(actor=ours.us.head, order_id=order, now=LATER)


def test_quotations_of_many_orders_take_four_questions(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ours, first = priced()
    numbers = [first, an_order(ours.us), an_order(ours.us)]
    for number in numbers[:2]:
        actions.quote_order(actor=ours.us.head, order_id=number, now=LATER)
    orders = [order_brief(actor=SYSTEM, order_id=number) for number in numbers]
    with django_assert_num_queries(4):
        found = queries.quotations_of(actor=SYSTEM, orders=orders)
    assert {number: found.get(number) for number in numbers} == {
        first: card(first), numbers[1]: card(numbers[1]), numbers[2]: None
    }  # fmt: skip
