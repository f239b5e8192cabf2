"""What a visit takes and costs: only what is at hand, charged only once agreed (R-FS-11, 12)."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.visits.actions import finish_service
from aftercare.casework.visits.queries import visits_of
from aftercare.customers.homes.queries import HomeFacts, home_of
from aftercare.fieldservice.appointments.actions import end_visit
from aftercare.fieldservice.appointments.queries import Outcome, appointment_brief
from aftercare.fieldservice.onsite import actions
from aftercare.fieldservice.onsite.actions import NotAtHand, NotNow, NotYetAgreed, PriceMoved
from aftercare.fieldservice.onsite.queries import Price, parts_at_hand, price_sheet
from aftercare.fieldservice.onsite.rules import Offered, chosen, unknown
from aftercare.fieldservice.parts.actions import need_parts, reserve_parts
from aftercare.fieldservice.parts.queries import parts_of_order
from aftercare.fieldservice.quotes.actions import NoQuotation, quote_order, set_prices
from aftercare.fieldservice.quotes.queries import Item, quotation_of
from aftercare.fieldservice.records.actions import NotComplete, PriceWaits
from aftercare.fieldservice.records.tests.worlds import HOUR, THERE, Door, at_the_door, picture
from aftercare.fieldservice.spares.actions import open_place
from aftercare.fieldservice.stores.actions import NotEnough
from aftercare.fieldservice.workorders.queries import address_of, order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from tests.makers import FRIDAY, person
from tests.spares import Shop, receive, shop

pytestmark = pytest.mark.django_db
LABOUR, TRIP, FAN = Decimal(120), Decimal(50), Decimal(120)


@pytest.fixture(name="ours")
def _ours() -> Shop:
    return shop()


@pytest.fixture(name="door")
def _door(ours: Shop) -> Door:
    """Three fans and a board on the van, a price list in force."""
    door = at_the_door(ours.us)
    van = open_place(actor=ours.keeper, kind="van", member_id=door.technician.staff_id, now=FRIDAY)
    receive(ours, count=3, place_id=van)
    receive(ours, part_id=ours.board, serials=["S1"], place_id=van)
    return door


def priced(ours: Shop) -> None:
    set_prices(actor=SYSTEM, in_force_from=timezone.localdate(FRIDAY),
               labour={"repair": LABOUR}, trip_amount=TRIP, now=FRIDAY)  # fmt: skip
    del ours


def do(door: Door, what: str, **values: Any) -> Any:
    write: Callable[..., Any] = getattr(actions, what)
    return write(actor=door.technician, appointment_id=door.visit.id, now=THERE, **values)


def fit(door: Door, ours: Shop, ref: UUID | None = None, **values: Any) -> None:
    at_hand = {one.part_id: one for one in parts_at_hand(actor=door.technician, order=door.order)}
    part = values.pop("part_id", ours.fan)
    place = values.pop("place_id", None) or at_hand[part].place_id
    do(door, "fit_part", client_ref=ref or uuid4(), part_id=part, place_id=place, **values)


def signed(door: Door, wanted: dict[str, int], shown: Decimal, ref: UUID | None = None) -> None:
    do(door, "agree_price", client_ref=ref or uuid4(), wanted=wanted, shown=shown, signer="张伟",
       file_id=picture(door.technician), said_at=THERE)  # fmt: skip


def used(door: Door) -> list[tuple[str, int, str]]:
    rows = parts_of_order(actor=SYSTEM, order=door.order).used
    return [(row.part_code, row.count, row.serial) for row in rows]


def test_lines_are_chosen_from_the_list_alone() -> None:
    line = Offered(code="labour", kind="labour", words="维修", amount=LABOUR, count=1)
    assert chosen([line], {"labour": 2, "gift": 1}) == [(line, 2)]
    assert chosen([line], {"labour": 0}) == []
    assert unknown([line], {"labour": 2, "gift": 1}) == {"gift"}


def test_parts_of_the_van_and_those_put_by_are_fitted_once_each(ours: Shop, door: Door) -> None:
    receive(ours, lot="B2", count=2)
    need_parts(actor=ours.us.head, order_id=door.order.id, wanted={ours.fan: 1}, now=THERE)
    reserve_parts(actor=ours.us.head, order_id=door.order.id, place_id=ours.east, now=THERE)
    shown = [(one.code, one.place_id == ours.east, one.count, one.is_own, list(one.serials))
             for one in parts_at_hand(actor=door.technician, order=door.order)]  # fmt: skip
    assert shown == [("FAN-01", True, 1, True, []), ("FAN-01", False, 3, False, []),
                     ("PCB-01", False, 1, False, ["S1"])]  # fmt: skip
    ref = uuid4()
    for _twice in range(2):
        fit(door, ours, ref, count=2)
    fit(door, ours, part_id=ours.board, serial="s1")
    assert used(door) == [("FAN-01", 2, ""), ("PCB-01", 1, "S1")]
    refused: list[tuple[type[Refusal], dict[str, Any]]] = [
        (NotEnough, {"count": 2}),
        (NotAtHand, {"part_id": ours.board, "serial": "S1", "place_id": ours.east}),
        (NotAtHand, {"place_id": ours.van}),
    ]
    for error, values in refused:
        with pytest.raises(error):
            fit(door, ours, **values)
    row = parts_of_order(actor=SYSTEM, order=door.order).used[0]
    do(door, "take_part_out", movement_id=row.id)
    assert used(door) == [("PCB-01", 1, "S1")]
    do(door, "keep_old_part", described_as="旧主板", serial="x9", left_with_customer=True)
    (old,) = parts_of_order(actor=SYSTEM, order=door.order).old
    assert (old.described_as, old.serial, old.fate) == ("旧主板", "X9", "customer")


def test_charged_work_begins_when_the_customer_has_signed_for_the_price(
    ours: Shop, door: Door
) -> None:
    assert price_sheet(actor=door.technician, order=door.order, now=THERE).price is Price.FREE
    priced(ours)
    sheet = price_sheet(actor=door.technician, order=door.order, now=THERE)
    assert sheet.price is Price.UNTOLD
    assert [(one.code, one.amount) for one in sheet.offered][:2] == [
        ("labour", LABOUR), ("trip", TRIP)]  # fmt: skip
    with pytest.raises(NotYetAgreed):
        fit(door, ours)
    wanted = {"labour": 1, "trip": 1, f"part:{ours.fan}": 1}
    for wrong, shown in ((wanted, LABOUR), (wanted | {"gift": 1}, LABOUR + TRIP + FAN)):
        with pytest.raises(PriceMoved):
            signed(door, wrong, shown)
    assert quotation_of(actor=SYSTEM, order=door.order) is None
    do(door, "decline_price", wanted=wanted, shown=LABOUR + TRIP + FAN, why="太贵")
    with pytest.raises(NotYetAgreed):
        fit(door, ours)


DONE: dict[str, Any] = {"answer": "done"}
MENDS = [
    ("check_step", {"step": "old_part_kept"} | DONE),
    ("check_step", {"step": "test_run"} | DONE),
    ("note_findings", {"fault": "不制冷", "work": "更换电容"}),
    ("note_findings", {"fault": "不制冷", "tested": "试机正常"}),
]
LOOKS = [
    ("check_step", {"step": "fault_seen"} | DONE),
    ("check_step", {"step": "cause_found"} | DONE),
    ("check_step", {"step": "data_noted"} | DONE),
    ("check_step", {"step": "test_run", "answer": "left", "note": "客户不同意报价"}),
    ("note_findings", {"fault": "不制冷", "cause": "电容击穿"}),
]


def safe(door: Door) -> None:
    """All that keeps people safe has been seen to."""
    for step in door.card().steps:
        if step.is_danger:
            door.said("check_step", step=step.code, answer="done")


@pytest.mark.parametrize("answer", ["untold", "told", "declined"])
def test_before_the_customer_agrees_the_fault_is_looked_for_and_nothing_is_mended(
    ours: Shop, door: Door, answer: str
) -> None:
    priced(ours)
    if answer != "untold":
        quote_order(actor=ours.us.agent, order_id=door.order.id, now=THERE)
    if answer == "declined":
        do(door, "decline_price", wanted={}, shown=LABOUR + TRIP)
    safe(door)
    for what, values in LOOKS:
        door.said(what, **values)
    door.photo("fault")
    for what, values in MENDS:
        with pytest.raises(PriceWaits):
            door.said(what, **values)
    with pytest.raises(Invalid):
        door.said("note_findings")
    assert door.card().lacking.findings
    with pytest.raises(NotComplete):
        door.said("sign_record", signer="张伟", file_id=picture(door.technician))


def test_once_the_customer_has_signed_for_the_price_the_work_goes_on(
    ours: Shop, door: Door
) -> None:
    priced(ours)
    quote_order(actor=ours.us.agent, order_id=door.order.id, now=THERE)
    signed(door, {}, LABOUR + TRIP)
    safe(door)
    for what, values in MENDS[:3]:
        door.said(what, **values)
    with pytest.raises(Invalid):
        door.said("note_findings", fault="不制冷")


@pytest.mark.parametrize("free", ["no_list", "told", "nothing_costs"])
def test_a_visit_that_is_free_is_not_held_up(ours: Shop, door: Door, free: str) -> None:
    if free == "told":
        priced(ours)
        nothing = Item(kind="labour", words="免费检修", count=1, amount=Decimal(0))
        quote_order(actor=ours.us.agent, order_id=door.order.id, items=[nothing], now=THERE)
    elif free == "nothing_costs":
        set_prices(actor=SYSTEM, in_force_from=timezone.localdate(FRIDAY), labour={},
                   trip_amount=Decimal(0), now=FRIDAY)  # fmt: skip
        with pytest.raises(NotYetAgreed):  # the work costs nothing, a part does
            fit(door, ours)
    safe(door)
    for what, values in MENDS[:3]:
        door.said(what, **values)


def test_a_declined_price_ends_the_visit_and_calls_the_order_off(ours: Shop, door: Door) -> None:
    priced(ours)
    ref = uuid4()
    with pytest.raises(NotNow):  # nobody has said no
        do(door, "end_declined", client_ref=ref, wanted={}, said_at=THERE)
    quote_order(actor=ours.us.agent, order_id=door.order.id, now=THERE)
    do(door, "decline_price", wanted={}, shown=LABOUR + TRIP, why="太贵")
    for _twice in range(2):
        do(door, "end_declined", client_ref=ref, wanted={}, note="自己另找人修", said_at=THERE)
    over = order_brief(actor=SYSTEM, order_id=door.order.id)
    assert (over.state, over.end_note) == ("called_off", "客户不同意报价。 自己另找人修")
    visit = appointment_brief(actor=SYSTEM, appointment_id=door.visit.id)
    assert (visit.state, visit.is_live) == ("declined", False)
    card = quotation_of(actor=SYSTEM, order=door.order)
    assert card
    assert (card.state, card.payments) == ("declined", [])
    case = case_brief(actor=SYSTEM, case_id=over.case_id)
    (told,) = visits_of(actor=ours.us.head, case=case, now=THERE)
    assert (told.outcome, told.note) == ("declined", "自己另找人修")
    settled = finish_service(actor=ours.us.manager, case_id=case.id, version=None, now=THERE,
                             result="客户不同意报价，未维修", cost_amount=Decimal(0))  # fmt: skip
    assert settled.stage == "resolved"


def test_of_a_declined_visit_only_what_the_list_says_of_coming_is_charged(
    ours: Shop, door: Door
) -> None:
    looked = Decimal(80)
    set_prices(actor=SYSTEM, in_force_from=timezone.localdate(FRIDAY), trip_amount=TRIP,
               labour={"repair": LABOUR, "inspection": looked}, now=FRIDAY)  # fmt: skip
    quote_order(actor=ours.us.agent, order_id=door.order.id, now=THERE)
    do(door, "decline_price", wanted={}, shown=LABOUR + TRIP)
    sheet = price_sheet(actor=door.technician, order=door.order, now=THERE)
    assert [(one.code, one.amount) for one in sheet.visit] == [("trip", TRIP),
                                                               ("inspection", looked)]  # fmt: skip
    end: dict[str, Any] = {"client_ref": uuid4(), "wanted": {"trip": 1, "inspection": 1},
                           "signer": "张伟", "said_at": THERE}  # fmt: skip
    hand = picture(door.technician)
    refused: list[tuple[type[Refusal], dict[str, Any]]] = [
        (Invalid, {"shown": TRIP + looked}),
        (PriceMoved, {"shown": TRIP, "file_id": hand}),
        (PriceMoved, {"shown": LABOUR, "file_id": hand, "wanted": {"labour": 1}}),
    ]
    for error, values in refused:
        with pytest.raises(error), transaction.atomic():
            do(door, "end_declined", **(end | values))
    do(door, "end_declined", **end, shown=TRIP + looked, file_id=hand)
    do(door, "take_money", client_ref=uuid4(), way="cash", reference="SJ-7")
    card = quotation_of(actor=SYSTEM, order=door.order)
    assert card
    assert (card.state, card.total_amount, card.is_paid) == ("accepted", TRIP + looked, True)
    assert order_brief(actor=SYSTEM, order_id=door.order.id).state == "called_off"


def test_what_was_agreed_to_is_paid_once(ours: Shop, door: Door) -> None:
    priced(ours)
    wanted = {"labour": 1, "trip": 1, f"part:{ours.fan}": 1}
    ref = uuid4()
    for _twice in range(2):
        signed(door, wanted, LABOUR + TRIP + FAN, ref)
    fit(door, ours)
    pay = uuid4()
    with pytest.raises(Invalid):
        do(door, "take_money", client_ref=pay, way="wechat", reference="123")
    for _twice in range(2):
        do(door, "take_money", client_ref=pay, way="cash", reference="SJ-1")
    with pytest.raises(NoQuotation):
        do(door, "take_money", client_ref=uuid4(), way="cash", reference="SJ-2")
    card = quotation_of(actor=SYSTEM, order=door.order)
    assert card
    assert (card.state, card.how, card.total_amount, card.is_paid) == (
        "accepted", "signature", Decimal("290.00"), True)  # fmt: skip
    assert [one.shows for one in door.card().photos] == ["agreed"]


def test_nobody_at_home_is_told_with_a_picture_of_the_door(ours: Shop) -> None:
    door, ref = at_the_door(ours.us, begun=False), uuid4()
    for _twice in range(2):
        do(door, "miss_customer", client_ref=ref, reason="no_answer", said_at=THERE,
           file_id=picture(door.technician))  # fmt: skip
    over = appointment_brief(actor=SYSTEM, appointment_id=door.visit.id)
    assert (over.state, over.reason) == ("nobody_home", "no_answer")
    assert [one.shows for one in door.card().photos] == ["absent"]


def test_the_next_visit_waits_for_the_reason_of_this_one(ours: Shop, door: Door) -> None:
    with pytest.raises(NotNow):
        do(door, "book_next_visit", window_from=THERE + timedelta(days=1))
    end_visit(actor=door.technician, appointment_id=door.visit.id, outcome=Outcome.AGAIN,
              reason="part_missing", now=THERE + HOUR)  # fmt: skip
    for what, values in (("keep_old_part", {"described_as": "旧件"}),
                         ("take_part_out", {"movement_id": 1})):  # fmt: skip
        with pytest.raises(NotNow):
            do(door, what, **values)
    stranger = person("tech3", "吴工", "technician", ours.us.east, on_call=False)
    with pytest.raises(NotFound):
        actions.take_part_out(actor=stranger, appointment_id=door.visit.id, movement_id=1,
                              now=THERE)  # fmt: skip


def test_what_the_home_is_like_is_noted_by_who_was_there(ours: Shop, door: Door) -> None:
    do(door, "note_home_seen", facts=HomeFacts(floor=6, has_lift=False, pets=True))
    found = home_of(actor=SYSTEM, customer_id=_customer(door), on=THERE.date(),
                    address=address_of(actor=SYSTEM, order=door.order))  # fmt: skip
    assert found
    assert (found.facts.floor, found.facts.has_lift, found.facts.pets) == (6, False, True)
    del ours


def _customer(door: Door) -> int:
    return case_brief(actor=SYSTEM, case_id=door.order.case_id).customer_id
