"""Parts of an order that lie far away are sent, and wait for it on the way (R-FS-11)."""

from datetime import timedelta
from typing import Any

import pytest

from aftercare.fieldservice.parts.actions import (
    hand_out_parts,
    need_parts,
    release_parts,
    reserve_parts,
    use_part,
)
from aftercare.fieldservice.parts.queries import parts_of_order
from aftercare.fieldservice.spares.actions import open_place
from aftercare.fieldservice.spares.queries import way_between
from aftercare.fieldservice.stores.queries import Some
from aftercare.fieldservice.transfers import actions
from aftercare.fieldservice.transfers.queries import Got, transfer_card, transfers
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from tests.makers import FRIDAY, person
from tests.spares import Shop, an_order, lying, receive, shop

LATER = FRIDAY + timedelta(hours=1)
NEXT_DAY = FRIDAY + timedelta(days=1)
Given = dict[str, Any]
pytestmark = pytest.mark.django_db


def western(ours: Shop) -> tuple[Actor, int]:
    """The head of the other region's station, and its store."""
    head = person("west.head", "西站", "station_manager", ours.us.west, on_call=False)
    return head, open_place(actor=head, kind="station", org_unit_id=ours.us.west, now=FRIDAY)


def send(ours: Shop, to: int) -> int:
    return actions.send_parts(actor=ours.us.head, from_place_id=ours.east, to_place_id=to,
                              rows=[Some(part_id=ours.fan, count=1)], now=LATER)  # fmt: skip


def test_what_waits_for_an_order_waits_on_the_way_too() -> None:
    ours = shop()
    west, store = western(ours)
    receive(ours, count=4)
    send(ours, store)  # of the same batch, and of no order
    order = an_order(ours.us)
    by: Given = {"actor": SYSTEM, "order_id": order, "now": LATER}
    need_parts(**by, wanted={ours.fan: 2})
    reserve_parts(**by, place_id=ours.east)
    hand_out_parts(**by, to_place_id=store)
    way = way_between(actor=SYSTEM) or 0
    assert lying(ours, ours.fan) == {ours.east: (1, 0), way: (3, 2)}

    def need() -> tuple[int, int]:
        found = parts_of_order(actor=SYSTEM, order=order_brief(actor=SYSTEM, order_id=order))
        return found.needs[0].reserved, found.needs[0].missing

    assert need() == (2, 0)
    with pytest.raises(NotFound):
        use_part(**by, part_id=ours.fan, place_id=way)
    second, first = [card.row.id for card in transfers(actor=west).rows]
    actions.receive_transfer(actor=west, transfer_id=first, now=NEXT_DAY)
    line = transfer_card(actor=west, transfer_id=second).lines[0].id
    actions.receive_transfer(actor=west, transfer_id=second, got={line: Got(arrived=1)},
                             reason="少一个", now=NEXT_DAY)  # fmt: skip
    assert lying(ours, ours.fan) == {ours.east: (1, 0), store: (2, 1)}
    assert need() == (1, 1)


def test_an_order_that_ends_meanwhile_leaves_its_parts_free() -> None:
    ours = shop()
    west, store = western(ours)
    receive(ours, count=4)
    order = an_order(ours.us)
    by: Given = {"actor": SYSTEM, "order_id": order, "now": LATER}
    need_parts(**by, wanted={ours.fan: 2})
    reserve_parts(**by, place_id=ours.east)
    hand_out_parts(**by, to_place_id=store)
    release_parts(**by)
    (card,) = transfers(actor=west).rows
    actions.receive_transfer(actor=west, transfer_id=card.row.id, now=NEXT_DAY)
    assert lying(ours, ours.fan) == {ours.east: (2, 0), store: (2, 0)}
