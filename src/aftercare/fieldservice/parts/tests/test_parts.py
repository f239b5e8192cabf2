"""What an order needs is reserved, used once, brought back, and found again both ways (R-FS-11)."""

from datetime import date, timedelta
from typing import Any

import pytest

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.commitments.queries import State, clocks_of
from aftercare.fieldservice.parts import actions, rules
from aftercare.fieldservice.parts.queries import (
    Fate,
    old_parts_at,
    parts_of_order,
    pieces_to_bring,
    used_of_lot,
    van_stock,
    waiting_orders,
)
from aftercare.fieldservice.spares.actions import open_place
from aftercare.fieldservice.stores.actions import NotEnough
from aftercare.fieldservice.workorders.actions import call_off_order, finish_order
from aftercare.fieldservice.workorders.queries import OrderBrief, order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.notices.queries import notices_of
from tests.makers import FRIDAY, person
from tests.spares import an_order, lying, receive, shop

pytestmark = pytest.mark.django_db
LATER = FRIDAY + timedelta(hours=1)
Given = dict[str, Any]


def brief(order: int) -> OrderBrief:
    return order_brief(actor=SYSTEM, order_id=order)


def needs(order: int) -> dict[str, tuple[int, int, int, int]]:
    """Needed, reserved, used, missing."""
    rows = parts_of_order(actor=SYSTEM, order=brief(order)).needs
    return {row.code: (row.needed, row.reserved, row.used, row.missing) for row in rows}


@pytest.mark.parametrize(
    ("needed", "reserved", "used", "lacks"),
    [(2, 0, 0, 2), (2, 1, 0, 1), (2, 1, 1, 0), (2, 0, 3, 0), (0, 0, 1, 0)],
)
def test_what_an_order_lacks(needed: int, reserved: int, used: int, lacks: int) -> None:
    assert rules.lacking(needed=needed, reserved=reserved, used=used) == lacks


def test_needs_are_reserved_and_handed_out() -> None:
    ours = shop()
    head, technician = ours.us.head, ours.us.handler.staff_id or 0
    receive(ours, count=3)
    receive(ours, part_id=ours.board, serials=["S1", "S2"])
    order = an_order(ours.us)
    by: Given = {"actor": ours.keeper, "order_id": order, "now": LATER}
    actions.need_parts(**by, wanted={ours.fan: 4, ours.board: 1})
    missing = actions.reserve_parts(**by, place_id=ours.east)
    assert [(row.code, row.missing) for row in missing] == [("FAN-01", 1)]
    assert needs(order) == {"FAN-01": (4, 3, 0, 1), "PCB-01": (1, 1, 0, 0)}
    actions.need_parts(**by, wanted={ours.fan: 2})
    assert lying(ours, ours.fan) == {ours.east: (3, 2)}

    with pytest.raises(Invalid, match="主板"):
        actions.hand_out_parts(**by, to_place_id=ours.van)
    actions.hand_out_parts(**by, to_place_id=ours.van, serials=["s2"])
    assert lying(ours, ours.fan) == {ours.east: (1, 0), ours.van: (2, 2)}
    assert van_stock(actor=head, member_ids=[technician]) == {technician: {}}
    pieces = pieces_to_bring(actor=SYSTEM, order_ids=[order])[order]
    assert {one.code: one.count for one in pieces} == {"FAN-01": 2, "PCB-01": 1}


def test_parts_are_used_from_the_van_once_and_put_back() -> None:
    ours = shop()
    receive(ours, count=3, place_id=ours.van)
    lot = receive(ours, part_id=ours.board, serials=["S2"], place_id=ours.van)
    order = an_order(ours.us)
    by: Given = {"actor": ours.keeper, "order_id": order, "now": LATER}
    actions.need_parts(**by, wanted={ours.fan: 2, ours.board: 1})
    actions.reserve_parts(**by, place_id=ours.van)
    mine = person("tech", "孟凡", "technician", ours.us.quality, on_call=False)
    used: Given = {"actor": mine, "order_id": order, "place_id": ours.van, "now": LATER}
    actions.use_part(**used, part_id=ours.board, serial="S2", client_ref="phone-1")
    assert actions.use_part(**used, part_id=ours.board, serial="S2", client_ref="phone-1") == []
    actions.use_part(**used, part_id=ours.fan, count=1)
    with pytest.raises(NotEnough):
        actions.use_part(**used, part_id=ours.fan, count=3)
    assert needs(order) == {"FAN-01": (2, 1, 1, 0), "PCB-01": (1, 0, 1, 0)}
    assert [row.order_id for row in used_of_lot(actor=ours.keeper, lot_id=lot)] == [order]

    fan = parts_of_order(actor=SYSTEM, order=brief(order)).used[-1].id
    again: Given = {"actor": mine, "order_id": order, "movement_id": fan, "now": LATER}
    actions.put_part_back(**again, reason="误记")
    with pytest.raises(NotFound):
        actions.put_part_back(**again, reason="误记")
    finish_order(actor=ours.us.head, order_id=order, version=None, result="换板", now=LATER)
    assert lying(ours, ours.fan) == {ours.van: (3, 0)}
    with pytest.raises(actions.OrderIsOver):
        actions.use_part(**used, part_id=ours.fan)


def test_what_waits_for_the_order_is_used_before_what_rides_on_the_van() -> None:
    ours = shop()
    mine = person("tech", "孟凡", "technician", ours.us.quality, on_call=False)
    van = open_place(actor=ours.keeper, kind="van", member_id=mine.staff_id, now=LATER)
    receive(ours, count=2, place_id=van)
    receive(ours, lot="B2", count=1)
    order, other = an_order(ours.us), an_order(ours.us)
    by: Given = {"actor": ours.keeper, "order_id": order, "now": LATER}
    actions.need_parts(**by, wanted={ours.fan: 1})
    actions.reserve_parts(**by, place_id=ours.east)
    for number in (order, other):  # nothing waits for the other one
        actions.use_part(actor=mine, order_id=number, part_id=ours.fan, now=LATER)
    assert lying(ours, ours.fan) == {van: (1, 0)}
    assert needs(order) == {"FAN-01": (1, 0, 1, 0)}


def test_an_old_part_comes_back_and_goes_to_its_supplier() -> None:
    ours = shop()
    order = an_order(ours.us)
    by: Given = {"actor": ours.keeper, "now": LATER}
    old = actions.return_old_part(**by, order_id=order, part_id=ours.board, serial="x9",
                                  place_id=ours.east)  # fmt: skip
    actions.return_old_part(**by, order_id=order, described_as="旧风机", left_with_customer=True)
    (row,) = old_parts_at(actor=ours.keeper, place_id=ours.east)
    assert (row.id, row.described_as, row.serial) == (old, "主板", "X9")
    with pytest.raises(Invalid):
        actions.settle_old_part(**by, old_part_id=old, fate=Fate.SENT_BACK)
    actions.settle_old_part(**by, old_part_id=old, fate=Fate.SENT_BACK, reference="YD-1")
    assert old_parts_at(actor=ours.keeper, place_id=ours.east) == []
    with pytest.raises(NotFound):
        actions.settle_old_part(**by, old_part_id=old, fate=Fate.SCRAPPED)


def test_nothing_was_taken_out_where_the_order_was_called_off() -> None:
    ours = shop()
    order = an_order(ours.us)
    call_off_order(actor=SYSTEM, order_id=order, version=None, reason="客户取消", now=LATER)
    with pytest.raises(actions.OrderIsOver):
        actions.return_old_part(actor=ours.keeper, order_id=order, described_as="旧风机", now=LATER)


def test_an_order_waits_only_for_what_it_lacks() -> None:
    ours = shop()
    keeper: Given = {"actor": ours.keeper, "order_id": an_order(ours.us), "now": LATER}
    with pytest.raises(actions.NothingWaits):
        actions.wait_for_part(**keeper, reference="PO-1")
    actions.need_parts(**keeper, wanted={ours.fan: 1})
    with pytest.raises(Invalid):
        actions.wait_for_part(**keeper, reference=" ")
    actions.wait_for_part(**keeper, reference="PO-1")
    with pytest.raises(actions.NothingWaits):
        actions.wait_for_part(**keeper, reference="PO-2")
    assert waiting_orders(actor=ours.us.stranger) == []


@pytest.mark.parametrize("allowed", [True, False])
def test_a_missing_part_stops_the_clocks_only_as_the_policy_allows(
    allowed: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = shop()
    order = an_order(ours.us)
    keeper: Given = {"actor": ours.keeper, "order_id": order, "now": LATER}
    actions.need_parts(**keeper, wanted={ours.fan: 1})
    if not allowed:
        monkeypatch.setattr(actions, "WAITING", "whim")
    case = case_brief(actor=SYSTEM, case_id=brief(order).case_id)
    waits = actions.wait_for_part(**keeper, reference="PO-1", expected_on=date(2026, 1, 14))
    assert waits is allowed

    def standing_still() -> bool:
        cards = clocks_of(actor=SYSTEM, case=case, now=LATER + timedelta(minutes=1))
        return State.PAUSED in {card.state for card in cards}

    assert standing_still() is allowed
    (notice,) = [one for one in notices_of(actor=ours.us.head).rows if one.kind == "part.awaited"]
    assert "FAN-01" in notice.text
    ((row, lacks),) = waiting_orders(actor=ours.us.head)
    assert (row.order_id, row.paused, [one.code for one in lacks]) == (order, allowed, ["FAN-01"])
    if allowed:
        call_off_order(actor=ours.us.head, order_id=order, version=None, reason="x", now=LATER)
    else:
        actions.end_waiting(**keeper)
    assert not standing_still()
    assert waiting_orders(actor=ours.us.head) == []
