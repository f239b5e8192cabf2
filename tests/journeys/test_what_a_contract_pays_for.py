"""What a care contract pays for costs the customer nothing; what goes beyond it does (R-FS-12)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from aftercare.casework.intake.queries import follow_token
from aftercare.customers.parties.actions import find_or_register_customer
from aftercare.customers.units.actions import add_unit
from aftercare.customers.units.queries import units_of
from aftercare.fieldservice.carecontracts.actions import make_contract, open_turn
from aftercare.fieldservice.carecontracts.queries import ContractCard, Draft
from aftercare.fieldservice.onsite.queries import Price, price_sheet
from aftercare.fieldservice.parts.actions import need_parts, use_part
from aftercare.fieldservice.quotes import rules
from aftercare.fieldservice.quotes.actions import (
    accept_quotation,
    decline_quotation,
    quote_order,
    refuse_unagreed_work,
    set_prices,
)
from aftercare.fieldservice.quotes.queries import (
    Deed,
    How,
    Item,
    QuotationCard,
    Waiver,
    covered_by,
    may_do,
    price_of,
)
from aftercare.fieldservice.workorders.actions import finish_order
from aftercare.fieldservice.workorders.queries import OrderBrief, order_brief
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.web.kit import service_records
from tests.makers import FRIDAY, Company, person
from tests.spares import Shop, an_order, receive, shop

Rows = dict[str, str]

DAY = timedelta(days=1)
WORK = Item(kind="labour", words="保养", count=1, amount=Decimal(150))
TRIP = Item(kind="trip", words="上门", count=1, amount=Decimal(50))
PART = Item(kind="part", words="滤网", count=2, amount=Decimal(60))
GIFT = Item(kind="part", words="说明书", count=1, amount=Decimal(0))
CARE = Waiver(clause="保养合同", covers=rules.BY_CONTRACT)
WARRANTY = Waiver(clause="三包")


@pytest.mark.parametrize(
    ("items", "waivers", "left", "clause", "is_free"),
    [
        ([WORK, TRIP], [], [WORK, TRIP], "", False),
        ([WORK, TRIP], [CARE], [WORK, TRIP], "保养合同", True),
        ([WORK, TRIP, GIFT], [CARE], [WORK, TRIP, GIFT], "保养合同", True),
        ([WORK, TRIP, PART], [CARE], [PART], "保养合同", False),
        ([PART], [CARE], [PART], "保养合同", False),
        ([WORK, PART], [WARRANTY], [WORK, PART], "三包", True),
        ([WORK, TRIP], [CARE, WARRANTY], [WORK, TRIP], "保养合同", True),
        ([WORK, PART], [CARE, WARRANTY], [WORK, PART], "三包", True),
        ([], [CARE], [], "保养合同", True),
        ([], [], [], "", False),
    ],
)
def test_a_contract_pays_for_the_work_and_parts_go_beyond_it(
    items: list[Item],
    waivers: list[Waiver],
    left: list[Item],
    clause: str,
    is_free: bool,  # noqa: FBT001
) -> None:
    told = rules.priced(items, waivers)
    assert (told.items, told.clause, told.is_free) == (left, clause, is_free)


def contracted(company: Company) -> tuple[ContractCard, OrderBrief]:
    """An air conditioner bought six years ago, cleaned twice a year; the first visit is open."""
    customer = find_or_register_customer(
        actor=SYSTEM, name="张伟", phone="13800138000", address="幸福路8号", region="", now=FRIDAY
    )
    add_unit(actor=SYSTEM, customer_id=customer.id, described_as="壁挂空调", serial="S1",
             now=FRIDAY)  # fmt: skip
    (unit,) = units_of(actor=SYSTEM, customer_id=customer.id)
    draft = Draft(
        customer_id=customer.id, unit_ids=[unit.id], org_unit_id=company.east, visits=2,
        name="空调清洗年度服务", starts_on=FRIDAY.date(), ends_on=FRIDAY.date() + 364 * DAY,
        every_months=6, price_amount=Decimal(298),
    )  # fmt: skip
    made = make_contract(actor=SYSTEM, draft=draft, now=FRIDAY)
    opened = open_turn(actor=SYSTEM, contract_id=made.id, number=1, now=FRIDAY)
    return opened, order_brief(actor=SYSTEM, order_id=opened.turns[0].order_id or 0)


@pytest.fixture(name="ours")
def _ours(db: None) -> Shop:
    del db
    ours = shop()
    set_prices(actor=SYSTEM, in_force_from=FRIDAY.date(), labour={"care": Decimal(150)},
               trip_amount=Decimal(50), now=FRIDAY)  # fmt: skip
    return ours


def quoted(actor: Actor, order: OrderBrief) -> QuotationCard:
    return quote_order(actor=actor, order_id=order.id, now=FRIDAY)


def test_a_visit_of_a_contract_costs_nothing_and_says_by_which(ours: Shop) -> None:
    contract, order = contracted(ours.us)
    technician = person("tech", "罗工", "technician", ours.us.east, on_call=False)
    words = covered_by(actor=SYSTEM, order=order)
    assert contract.number in words
    assert "空调清洗年度服务" in words
    sheet = price_sheet(actor=technician, order=order, now=FRIDAY)
    assert (sheet.price, sheet.clause) == (Price.FREE, words)
    card = quoted(ours.us.agent, order)
    assert (card.is_free, card.clause, card.total_amount) == (True, words, Decimal(0))
    refuse_unagreed_work(actor=SYSTEM, order_id=order.id, now=FRIDAY)


def test_a_part_beyond_the_contract_is_priced_and_does_not_hold_up_the_care(ours: Shop) -> None:
    _contract, order = contracted(ours.us)
    technician = person("tech", "罗工", "technician", ours.us.east, on_call=False)
    need_parts(actor=ours.keeper, order_id=order.id, wanted={ours.fan: 2}, now=FRIDAY)
    sheet = price_sheet(actor=technician, order=order, now=FRIDAY)
    assert (sheet.price, {one.kind for one in sheet.offered}) == (Price.COVERED, {"part"})
    card = quoted(ours.us.agent, order)
    assert [item.kind for item in card.items] == ["part"]
    assert (card.is_free, card.total_amount) == (False, Decimal(240))
    assert card.clause == covered_by(actor=SYSTEM, order=order)
    decline_quotation(actor=ours.us.agent, order_id=order.id, now=FRIDAY)
    price = price_of(actor=SYSTEM, order=order, now=FRIDAY)
    assert price is Price.COVERED
    assert [deed for deed in Deed if not may_do(deed, price=price)] == [Deed.FIT]
    refuse_unagreed_work(actor=SYSTEM, order_id=order.id, now=FRIDAY)


def record_rows(order: OrderBrief, monkeypatch: pytest.MonkeyPatch, client: Client) -> Rows:
    """What stands in the record of the work, as the paper gets it."""
    said: list[dict[str, Any]] = []

    def kept(_template: str, words: dict[str, Any], **_more: object) -> bytes:
        said.append(words)
        return b"%PDF-"

    monkeypatch.setattr(service_records, "sheet", kept)
    token = follow_token(actor=SYSTEM, case_id=order.case_id)
    assert client.get(f"/f/{token}/record/{order.id}.pdf").status_code == 200
    return dict(said[0]["done"])


@pytest.mark.parametrize("agrees", [False, True])
def test_the_customer_reads_what_the_contract_includes_and_what_is_charged_beside_it(
    ours: Shop,
    monkeypatch: pytest.MonkeyPatch,
    agrees: bool,  # noqa: FBT001
) -> None:
    contract, order = contracted(ours.us)
    receive(ours, count=3)
    receive(ours, part_id=ours.board, serials=["S7"])
    need_parts(actor=ours.keeper, order_id=order.id, wanted={ours.fan: 1}, now=FRIDAY)
    quoted(ours.us.agent, order)
    token, client = follow_token(actor=SYSTEM, case_id=order.case_id), Client()
    page = client.get(f"/f/{token}").content.decode()
    told = ("人工费和上门费已包含", contract.number, "不在合同范围内", "FAN-01 风机 × 1", "¥120")
    assert [words for words in told if words not in page] == []
    by: dict[str, Any] = {"actor": ours.us.head, "order_id": order.id, "now": FRIDAY}
    if agrees:
        accept_quotation(**by, how=How.CALL, reference="LY-1")
        use_part(**by | {"actor": SYSTEM}, part_id=ours.fan, place_id=ours.east)
    use_part(**by | {"actor": SYSTEM}, part_id=ours.board, place_id=ours.east, serial="S7")
    finish_order(**by, version=None, result="已清洗")
    rows = record_rows(order, monkeypatch, client)
    if agrees:
        assert rows["更换配件"] == "风机 ×1 · 收费\n主板 ×1 S7 · 不收费"
        assert contract.number in rows["已包含"]
        assert rows["收费"] == "FAN-01 风机 ×1  ¥120\n合计  ¥120"
    else:  # what was told and never agreed to is not charged
        assert rows["更换配件"] == "主板 ×1 S7"
        assert rows["收费"].startswith("免费")
        assert contract.number in rows["收费"]


def test_an_order_that_no_contract_opened_is_priced_as_usual(ours: Shop) -> None:
    order = order_brief(actor=SYSTEM, order_id=an_order(ours.us))
    assert covered_by(actor=SYSTEM, order=order) == ""
    assert not quoted(ours.us.agent, order).clause
