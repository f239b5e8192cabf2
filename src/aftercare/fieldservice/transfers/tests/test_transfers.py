"""Parts are sent and received; on the way they are nobody's, and none is lost (R-FS-11)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from aftercare.fieldservice.spares.actions import open_place, set_reorder_point
from aftercare.fieldservice.spares.queries import places, way_between
from aftercare.fieldservice.stores.actions import NotEnough, count_stock
from aftercare.fieldservice.stores.queries import MovementFilter, Some, movements
from aftercare.fieldservice.transfers import actions
from aftercare.fieldservice.transfers.actions import TransferIsOver
from aftercare.fieldservice.transfers.queries import (
    Got,
    State,
    coming_to_own_van,
    lines_to_order,
    number_coming,
    transfer_card,
    transfers,
)
from aftercare.fieldservice.transfers.rules import missing
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.notices.models import Notice
from tests.makers import FRIDAY, person
from tests.spares import Shop, lying, receive, shop

LATER = FRIDAY + timedelta(hours=1)
NEXT_DAY = FRIDAY + timedelta(days=1)
Given = dict[str, Any]


@pytest.mark.parametrize(
    ("sent", "got", "gone"),
    [
        (5, Got(arrived=5), 0),
        (5, Got(arrived=3, damaged=1), 1),
        (5, Got(arrived=0), 5),
        (5, Got(arrived=5, damaged=1), None),
        (5, Got(arrived=-1, damaged=1), None),
        (5, Got(arrived=1, damaged=-1), None),
    ],
)
def test_no_more_comes_than_was_sent(sent: int, got: Got, gone: int | None) -> None:
    assert missing(sent=sent, got=got) == gone


def western(ours: Shop) -> tuple[Actor, int]:
    """The keeper and the store of the other region."""
    keeper = person("west.keeper", "西库", "station_manager", ours.us.west, on_call=False)
    return keeper, open_place(actor=keeper, kind="station", org_unit_id=ours.us.west, now=FRIDAY)


def send(ours: Shop, to: int, count: int = 5, **more: object) -> int:
    given: Given = {"actor": ours.us.head, "from_place_id": ours.east, "to_place_id": to,
                    "rows": [Some(part_id=ours.fan, count=count)], "now": LATER}  # fmt: skip
    return actions.send_parts(**(given | more))


def state_of(ours: Shop, transfer: int) -> str:
    return transfer_card(actor=ours.keeper, transfer_id=transfer).row.state


@pytest.mark.django_db
class TestTransfers:
    def test_what_is_sent_is_on_the_way_until_it_is_received_there(self) -> None:
        ours = shop()
        west, store = western(ours)
        receive(ours, count=4)
        receive(ours, "B2", count=4)
        receive(ours, part_id=ours.board, serials=["S1", "S2"])
        rows = [Some(part_id=ours.fan, count=5), Some(part_id=ours.board, serials=["s2"])]
        sent = send(ours, store, rows=rows, waybill="SF1")
        way = way_between(actor=SYSTEM) or 0
        assert lying(ours, ours.fan) == {ours.east: (3, 0), way: (5, 0)}
        with pytest.raises(NotEnough):
            send(ours, store, count=4)
        card = transfer_card(actor=west, transfer_id=sent)
        assert [(one.lot_number, one.serial, one.sent) for one in card.lines] == [
            ("B1", "", 4), ("B2", "", 1), ("B1", "S2", 1)]  # fmt: skip
        assert (card.row.may_receive, card.row.may_call_back) == (True, False)
        with pytest.raises(NotFound):
            actions.receive_transfer(actor=ours.us.head, transfer_id=sent, now=NEXT_DAY)
        assert actions.receive_transfer(actor=west, transfer_id=sent, now=NEXT_DAY) == 0
        assert lying(ours, ours.fan) == {ours.east: (3, 0), store: (5, 0)}
        assert lying(ours, ours.board) == {ours.east: (1, 0), store: (1, 0)}
        with pytest.raises(TransferIsOver):
            actions.receive_transfer(actor=west, transfer_id=sent, now=NEXT_DAY)
        told = movements(actor=west, wanted=MovementFilter(place_id=store)).rows
        assert {row.reference for row in told} == {card.row.number}
        verbs = {one.verb for one in history(actor=SYSTEM, subject=f"transfer:{sent}").rows}
        assert verbs == {"transfer.sent", "transfer.received"}

    def test_nobody_has_the_way_for_an_own_place(self) -> None:
        ours = shop()
        _west, store = western(ours)
        receive(ours)
        send(ours, store)
        way = way_between(actor=SYSTEM)
        assert way is not None
        assert way not in {place.id for place in places(actor=SYSTEM, own=True)}
        with pytest.raises(NotFound):
            send(ours, way)

    def test_less_or_damaged_has_a_reason_and_stays_traceable(self) -> None:
        ours = shop()
        west, store = western(ours)
        receive(ours, count=5)
        receive(ours, part_id=ours.board, serials=["S1", "S2"])
        rows = [Some(part_id=ours.fan, count=5), Some(part_id=ours.board, serials=["S1", "S2"])]
        sent = send(ours, store, rows=rows)
        fans, one, _other = [line.id for line in transfer_card(actor=west, transfer_id=sent).lines]
        take: Given = {"actor": west, "transfer_id": sent, "now": NEXT_DAY}
        for wrong in ({fans: Got(arrived=6)}, {fans: Got(arrived=5, damaged=1)},
                      {fans: Got(arrived=4)}):  # fmt: skip
            with pytest.raises(Invalid):
                actions.receive_transfer(**take, got=wrong)
        with pytest.raises(NotFound):
            actions.receive_transfer(**take, got={0: Got(arrived=1)}, reason="少")
        got = {fans: Got(arrived=2, damaged=1), one: Got(arrived=0)}
        assert actions.receive_transfer(**take, got=got, reason="箱子破了") == 4
        assert (lying(ours, ours.fan), lying(ours, ours.board)) == (
            {store: (2, 0)}, {store: (1, 0)})  # fmt: skip
        card = transfer_card(actor=west, transfer_id=sent)
        assert [(line.arrived, line.damaged, line.missing) for line in card.lines] == [
            (2, 1, 2), (0, 0, 1), (1, 0, 0)]  # fmt: skip
        assert (card.differs, card.row.reason) == (True, "箱子破了")
        told = movements(actor=west, wanted=MovementFilter()).rows
        gone = {(row.kind, row.count) for row in told if row.reason == "箱子破了"}
        assert gone == {("scrapped", 1), ("missing", 2), ("missing", 1)}
        assert Notice.objects.filter(kind="transfer.differs").exists()

    def test_what_turns_up_again_is_counted_where_it_lies(self) -> None:
        ours = shop()
        west, store = western(ours)
        boards = receive(ours, part_id=ours.board, serials=["S1", "S2"])
        sent = send(ours, store, rows=[Some(part_id=ours.board, serials=["S1", "S2"])])
        one, _other = transfer_card(actor=west, transfer_id=sent).lines
        actions.receive_transfer(actor=west, transfer_id=sent, got={one.id: Got(arrived=0)},
                                 reason="少", now=NEXT_DAY)  # fmt: skip
        assert lying(ours, ours.board) == {store: (1, 0)}
        count_stock(actor=west, place_id=store, lot_id=boards, serials=["S1", "S2"],
                    reason="找到", now=NEXT_DAY)  # fmt: skip
        assert lying(ours, ours.board) == {store: (2, 0)}

    def test_what_is_refused_goes_back_and_is_received_there(self) -> None:
        ours = shop()
        west, store = western(ours)
        receive(ours)
        sent = send(ours, store)
        with pytest.raises(Invalid):
            actions.refuse_transfer(actor=west, transfer_id=sent, reason=" ", now=LATER)
        actions.refuse_transfer(actor=west, transfer_id=sent, reason="发错", now=LATER)
        assert lying(ours, ours.fan)[ours.east] == (5, 0)
        for deed in (actions.refuse_transfer, actions.call_back_transfer):
            with pytest.raises(TransferIsOver):
                deed(actor=SYSTEM, transfer_id=sent, reason="再来", now=LATER)
        with pytest.raises(NotFound):
            actions.receive_transfer(actor=west, transfer_id=sent, now=NEXT_DAY)
        assert actions.receive_transfer(actor=ours.us.head, transfer_id=sent, now=NEXT_DAY) == 0
        assert lying(ours, ours.fan) == {ours.east: (10, 0)}
        assert state_of(ours, sent) == State.CAME_BACK

    def test_it_is_called_back_by_the_sender_until_it_is_received(self) -> None:
        ours = shop()
        west, store = western(ours)
        receive(ours)
        sent = send(ours, store)
        with pytest.raises(NotFound):
            actions.call_back_transfer(actor=west, transfer_id=sent, reason="x", now=LATER)
        actions.call_back_transfer(actor=ours.us.head, transfer_id=sent, reason="错", now=LATER)
        assert lying(ours, ours.fan) == {ours.east: (10, 0)}
        assert state_of(ours, sent) == State.CALLED_BACK
        assert [card.row.id for card in transfers(actor=west, is_under_way=True).rows] == []
        assert [card.row.id for card in transfers(actor=west, place_id=store).rows] == [sent]

    def test_a_technician_receives_what_is_sent_to_the_own_van(self) -> None:
        ours = shop()
        receive(ours)
        fitter = person("fitter", "修工", "technician", ours.us.west)
        van = open_place(actor=SYSTEM, kind="van", member_id=fitter.staff_id, now=FRIDAY)
        sent = send(ours, van)
        assert Notice.objects.filter(user_id=fitter.user_id or 0, link="/m/parcels").exists()
        assert number_coming(actor=fitter) == len(coming_to_own_van(actor=fitter)) == 1
        actions.receive_transfer(actor=fitter, transfer_id=sent, now=NEXT_DAY)
        assert (lying(ours, ours.fan)[van], number_coming(actor=fitter)) == ((5, 0), 0)

    def test_parts_pass_at_once_only_between_a_station_and_its_vans(self) -> None:
        ours = shop()
        _west, store = western(ours)
        receive(ours)
        move: Given = {"from_place_id": ours.east, "part_id": ours.fan, "count": 1, "now": LATER}
        with pytest.raises(NotFound):
            actions.move_parts(actor=ours.us.head, to_place_id=store, **move)
        with pytest.raises(Invalid):
            actions.move_parts(actor=SYSTEM, to_place_id=store, **move)
        actions.move_parts(actor=ours.us.head, to_place_id=ours.van, **move)
        assert lying(ours, ours.fan)[ours.van] == (1, 0)

    def test_what_lies_below_its_point_is_to_be_ordered(self) -> None:
        ours = shop()
        receive(ours, count=4)
        point: Given = {
            "actor": ours.keeper,
            "place_id": ours.east,
            "part_id": ours.fan,
            "now": LATER,
        }
        set_reorder_point(**point, least=4, most=10)
        (line,) = lines_to_order(actor=ours.keeper, now=LATER)
        assert (line.free, line.suggested) == (4, 6)
        receive(ours, count=1)
        assert lines_to_order(actor=ours.keeper, now=LATER) == []
        set_reorder_point(**point, least=0, most=0)
        with pytest.raises(Invalid):
            set_reorder_point(**point, least=4, most=4)

    def test_what_is_on_its_way_is_not_ordered_again(self) -> None:
        ours = shop()
        west, store = western(ours)
        receive(ours)
        set_reorder_point(actor=west, place_id=store, part_id=ours.fan, least=2, most=6, now=LATER)
        (line,) = lines_to_order(actor=west, now=LATER)
        assert (line.coming, line.suggested) == (0, 6)
        send(ours, store, count=1)
        (line,) = lines_to_order(actor=west, now=LATER)
        assert (line.coming, line.suggested) == (1, 5)
        send(ours, store, count=2)
        assert lines_to_order(actor=west, now=LATER) == []


@pytest.mark.django_db(transaction=True)
def test_of_many_who_receive_refuse_and_call_back_at_once_one_is_first() -> None:
    ours = shop()
    west, store = western(ours)
    receive(ours)
    sent = send(ours, store)
    deeds: list[Callable[[], object]] = [
        lambda: actions.receive_transfer(actor=west, transfer_id=sent, now=NEXT_DAY),
        lambda: actions.refuse_transfer(actor=west, transfer_id=sent, reason="x", now=NEXT_DAY),
        lambda: actions.call_back_transfer(actor=ours.us.head, transfer_id=sent, reason="x",
                                           now=NEXT_DAY),
    ]  # fmt: skip

    def try_it(nth: int) -> bool:
        try:
            deeds[nth % 3]()
        except (TransferIsOver, NotFound):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(12) as workers:
        done = list(workers.map(try_it, range(12)))
    assert done.count(True) == 1
    assert sum(count for count, _waits in lying(ours, ours.fan).values()) == 10
    ends = {State.RECEIVED: store, State.CALLED_BACK: ours.east,
            State.GOING_BACK: way_between(actor=SYSTEM)}  # fmt: skip
    assert ends[State(state_of(ours, sent))] in lying(ours, ours.fan)
