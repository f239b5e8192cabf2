"""Parts come from their sources, are never taken twice and never fewer than none (R-FS-11)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from aftercare.fieldservice.spares.actions import open_place, save_part
from aftercare.fieldservice.spares.queries import part_by_code, parts, place_page, places
from aftercare.fieldservice.stores import actions
from aftercare.fieldservice.stores.models import Movement, Piece, Stock
from aftercare.fieldservice.stores.queries import (
    Move,
    MovementFilter,
    Some,
    lots_named,
    movements,
    shelves,
    tidy_serials,
)
from aftercare.fieldservice.stores.rules import Shelf, taken
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound
from tests.makers import FRIDAY, person
from tests.spares import a_part, an_order, lying, receive, shop

LATER = FRIDAY + timedelta(hours=1)
Given = dict[str, Any]


@pytest.mark.parametrize(
    ("wanted", "lots", "came"),
    [
        (3, {}, [(1, 2), (2, 1)]),
        (7, {}, [(1, 2), (2, 5)]),
        (8, {}, None),
        (0, {}, None),
        (3, {2: 3}, [(2, 3)]),
        (3, {1: 3}, None),
        (2, {1: 1, 2: 1}, [(1, 1), (2, 1)]),
    ],
)
def test_the_oldest_goes_first_or_the_batch_that_is_named(
    wanted: int, lots: dict[int, int], came: list[tuple[int, int]] | None
) -> None:
    rows = [Shelf(stock_id=1, lot_id=1, free=2), Shelf(stock_id=2, lot_id=2, free=5)]
    takes = taken(rows, wanted, lots)
    got = None if takes is None else [(take.lot_id, take.count) for take in takes]
    assert got == came


def test_serial_numbers_are_read_as_they_are_scanned() -> None:
    assert tidy_serials(" ab 12\nAB12，cd3;\n\n") == ["AB12", "CD3"]


@pytest.mark.django_db
class TestStock:
    def test_it_is_received_from_its_genuine_sources_only_and_moved(self) -> None:
        ours = shop()
        with pytest.raises(actions.NotGenuine):
            receive(ours, supplier="路边摊")
        receive(ours)
        receive(ours, "b1", count=2)
        receive(ours, "B2", count=3)
        move: Given = {"actor": ours.keeper, "from_place_id": ours.east, "now": LATER,
                       "to_place_id": ours.van}  # fmt: skip
        actions.shift_parts(**move, some=Some(part_id=ours.fan, count=13))
        assert lying(ours, ours.fan) == {ours.east: (2, 0), ours.van: (13, 0)}
        assert [(row.lot_number, row.count) for row in shelves(actor=ours.keeper, place_id=ours.van)
                ] == [("B1", 12), ("B2", 1)]  # fmt: skip
        with pytest.raises(actions.NotEnough, match="2"):
            actions.shift_parts(**move, some=Some(part_id=ours.fan, count=3))

    def test_a_piece_with_a_number_is_in_one_place_or_used_once(self) -> None:
        ours = shop()
        order = an_order(ours.us)
        with pytest.raises(Invalid):
            receive(ours, part_id=ours.board, count=2)
        receive(ours, part_id=ours.board, serials=["S1", "S2", "S3"])
        with pytest.raises(Invalid, match="S2"):
            receive(ours, "B9", part_id=ours.board, serials=["s2"])
        use: Given = {"actor": SYSTEM, "place_id": ours.east, "part_id": ours.board, "count": 1,
               "order_id": order, "now": LATER}  # fmt: skip
        (portion,) = actions.take_out(**use, serial="s2")
        assert portion.serial == "S2"
        with pytest.raises(Invalid, match="S2"):
            actions.take_out(**use, serial="S2")
        assert lying(ours, ours.board) == {ours.east: (2, 0)}
        with pytest.raises(IntegrityError, match="in_one_place"), transaction.atomic():
            Piece.objects.filter(serial="S2").update(place_id=ours.van)
        actions.put_back(actor=SYSTEM, movement_id=portion.movement_id, reason="误记", now=LATER)
        with pytest.raises(actions.NotEnough):
            actions.put_back(
                actor=SYSTEM, movement_id=portion.movement_id, reason="误记", now=LATER
            )
        assert lying(ours, ours.board) == {ours.east: (3, 0)}
        (lot,) = lots_named(actor=ours.keeper, text="s2")
        assert lot.number == "B1"

    def test_what_came_or_went_while_somebody_counted_is_told(self) -> None:
        """And a count that names no number is not one of none."""
        ours = shop()
        count: Given = {"actor": ours.keeper, "place_id": ours.east, "lot_id": receive(ours),
                        "reason": "破损", "now": LATER}  # fmt: skip
        with pytest.raises(Invalid):
            actions.count_stock(**count)
        actions.take_out(actor=SYSTEM, place_id=ours.east, part_id=ours.fan, count=2,
                         order_id=an_order(ours.us), now=LATER)  # fmt: skip
        with pytest.raises(Invalid, match="8"):
            actions.count_stock(**count, counted=10, shown_count=10)
        assert actions.count_stock(**count, counted=7, shown_count=8) == -1

    def test_counting_says_where_the_difference_comes_from(self) -> None:
        ours = shop()
        lot, boards = receive(ours), receive(ours, part_id=ours.board, serials=["S1", "S2"])
        count: Given = {"actor": ours.keeper, "place_id": ours.east, "now": LATER}
        with pytest.raises(Invalid):
            actions.count_stock(**count, lot_id=lot, counted=8)
        assert actions.count_stock(**count, lot_id=lot, counted=8, reason="破损") == -2
        assert actions.count_stock(**count, lot_id=lot, counted=9, reason="找到") == 1
        assert actions.count_stock(**count, lot_id=boards, serials=["s1"], reason="缺") == -1
        assert actions.count_stock(**count, lot_id=boards, serials=["S2"], reason="找到") == 0
        with pytest.raises(Invalid, match="S7"):
            actions.count_stock(**count, lot_id=boards, serials=["S7"], reason="x")
        actions.set_aside(actor=SYSTEM, place_id=ours.east, some=Some(part_id=ours.fan, count=9),
                          order_id=an_order(ours.us), now=LATER)  # fmt: skip
        with pytest.raises(actions.NotEnough):
            actions.count_stock(**count, lot_id=lot, counted=8, reason="破损")
        told = movements(actor=ours.keeper, wanted=MovementFilter(place_id=ours.east)).rows
        kinds = [row.kind for row in reversed(told)]
        assert kinds == [Move.RECEIVED] * 3 + [Move.MISSING, Move.FOUND, Move.MISSING,
                                               Move.FOUND, Move.MISSING, Move.RESERVED]  # fmt: skip

    def test_movements_are_never_changed_and_places_beyond_sight_are_not_touched(self) -> None:
        ours = shop()
        receive(ours)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Movement.objects.update(count=1)
        with pytest.raises(IntegrityError, match="never_negative"), transaction.atomic():
            Stock.objects.update(reserved=11)
        west = person("west", "西站", "station_manager", ours.us.west, on_call=False)
        with pytest.raises(NotFound):
            actions.scrap_parts(actor=west, place_id=ours.east, part_id=ours.fan, count=1,
                                reason="x", now=LATER)  # fmt: skip
        assert [place.may_change for place in places(actor=west)] == [False, False]

    def test_places_are_read_to_the_end_page_by_page_stores_before_vans(self) -> None:
        ours = shop()
        for name in "甲乙丙":
            member = person(f"t.{ord(name)}", name, "technician", ours.us.east)
            open_place(actor=SYSTEM, kind="van", member_id=member.staff_id, now=FRIDAY)
        read, cursor = [], ""
        while True:
            found = place_page(actor=ours.keeper, cursor=cursor, limit=2)
            read.append([place.id for place in found.rows])
            if found.next_cursor is None:
                break
            cursor = found.next_cursor
        whole = {place.id for place in places(actor=ours.keeper)}
        kinds = [place.kind for place in places(actor=ours.keeper)]
        assert [len(page) for page in read] == [2, 2, 1]
        assert ({one for page in read for one in page}, kinds) == (whole, ["station", *["van"] * 4])
        assert read[0][0] == ours.east

    def test_the_list_of_parts_tells_what_is_wrong(self) -> None:
        ours = shop()
        draft = a_part("fan-01", suppliers=[], product_lines=["moon"], model_ids=[7])
        with pytest.raises(Invalid) as refused:
            save_part(actor=ours.keeper, draft=draft, now=LATER)
        assert set(refused.value.fields) == {"code", "suppliers", "product_lines", "models"}
        changed = replace(a_part("fan-01"), name="室外风机")
        save_part(actor=ours.keeper, part_id=ours.fan, draft=changed, now=LATER)
        found = part_by_code(actor=ours.keeper, code="FAN-01")
        assert found is not None
        assert (found.id, found.name) == (ours.fan, "室外风机")
        assert [row.id for row in parts(actor=ours.keeper, text="室外", limit=1).rows] == [ours.fan]


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_take_the_last_ten_pieces_ten_get_one() -> None:
    ours = shop()
    receive(ours, count=6)
    receive(ours, "B2", count=4)
    order = an_order(ours.us)

    def take(nth: int) -> str:
        try:
            if nth % 2:
                actions.take_out(actor=SYSTEM, place_id=ours.east, part_id=ours.fan, count=1,
                                 order_id=order, now=LATER)  # fmt: skip
            else:
                actions.shift_parts(actor=SYSTEM, from_place_id=ours.east, to_place_id=ours.van,
                                    some=Some(part_id=ours.fan, count=1), now=LATER)  # fmt: skip
        except actions.NotEnough as no:
            return str(no)
        finally:
            connection.close()
        return "got"

    def at_once(work: Callable[[int], str]) -> list[str]:
        with ThreadPoolExecutor(50) as workers:
            return list(workers.map(work, range(50)))

    answers = at_once(take)
    assert answers.count("got") == 10
    assert len(set(answers)) == 2
    assert lying(ours, ours.fan).get(ours.east) is None
    gone = Movement.objects.filter(kind__in=[Move.USED, Move.TRANSFERRED])
    assert sum(gone.values_list("count", flat=True)) == 10
