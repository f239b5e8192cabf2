"""A move at the board is taken back: the visit stands as it stood, or it is said why it cannot."""

from datetime import timedelta

import pytest

from aftercare.fieldservice.appointments.actions import reseat
from aftercare.fieldservice.appointments.queries import AppointmentBrief, SeatDraft, appointment_of
from aftercare.fieldservice.locks.actions import lock_visit
from aftercare.fieldservice.locks.queries import lock_of
from aftercare.fieldservice.plans import actions
from aftercare.fieldservice.plans.queries import NotFit, last_move, pooled_orders
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actor import SYSTEM
from tests.makers import FRIDAY

from .worlds import MONDAY, Field, at

pytestmark = pytest.mark.django_db
SOON, LATE = FRIDAY + timedelta(minutes=9), FRIDAY + timedelta(minutes=11)


def undo(order: OrderBrief, **more: object) -> None:
    actions.take_back(**{"actor": SYSTEM, "order_id": order.id, "now": SOON} | more)  # type: ignore[arg-type]


def stands(order: OrderBrief) -> AppointmentBrief | None:
    return appointment_of(actor=SYSTEM, order=order)


def test_an_order_given_by_mistake_waits_again_and_is_in_the_pool_where_it_was(
    field: Field,
) -> None:
    order = field.order()
    actions.offer_order(actor=SYSTEM, order_id=order.id, window_from=at(9), window_until=at(12),
                        agreed_by="phone", now=FRIDAY)  # fmt: skip
    field.give(order, field.near, at(10))
    undo(order)
    assert stands(order) is None
    assert order.id in pooled_orders(actor=SYSTEM)
    with pytest.raises(NotFit, match="太晚"):
        undo(order)


@pytest.mark.parametrize("hour", [11, 14])  # within the told window, and in another one
def test_a_visit_goes_back_to_who_had_it_at_its_time_and_in_its_window(
    field: Field, hour: int
) -> None:
    order = field.order()
    one = field.give(order, field.near, at(10))
    lock_visit(actor=SYSTEM, order_id=order.id, now=FRIDAY)
    field.give(order, field.far, at(hour), reason="老师傅有事")
    undo(order)
    back = stands(order)
    assert back is not None
    same = ("technicians", "starts_at", "ends_at", "window_from", "window_until", "agreed_by")
    assert [getattr(back, name) for name in same] == [getattr(one, name) for name in same]
    assert lock_of(actor=SYSTEM, order_id=order.id) is not None


def test_a_visit_called_off_by_mistake_stands_again(field: Field) -> None:
    order = field.order()
    one = field.give(order, field.near, at(10))
    actions.unassign_order(actor=SYSTEM, order_id=order.id, version=one.version,
                           reason="customer_wish", now=FRIDAY)  # fmt: skip
    assert stands(order) is None
    undo(order)
    back = stands(order)
    assert back is not None
    assert (back.technicians, back.window_from) == (one.technicians, one.window_from)


def test_what_somebody_else_took_meanwhile_stays_and_is_said(field: Field) -> None:
    first, second = field.order(), field.order()
    field.give(first, field.near, at(10))
    field.give(first, field.far, at(11))
    field.give(second, field.near, at(10))
    with pytest.raises(NotFit, match="已有其他上门"):
        undo(first)
    assert stands(first).technicians == (field.far.staff_id,)  # type: ignore[union-attr]


def test_a_move_is_taken_back_for_ten_minutes_and_only_where_nothing_changed(
    field: Field,
) -> None:
    order = field.order()
    field.give(order, field.near, at(10))
    assert last_move(actor=SYSTEM, day=MONDAY.date(), now=SOON) is None  # nobody's own
    with pytest.raises(NotFit, match="太晚"):
        undo(order, now=LATE)
    one = stands(order)
    assert one is not None
    seat = SeatDraft(technician_id=field.far.staff_id or 0, starts_at=at(11), ends_at=at(12))
    reseat(actor=SYSTEM, why="room", now=FRIDAY, seats={one.id: [seat]})
    with pytest.raises(NotFit, match="又有变动"):
        undo(order)


def test_who_moved_sees_what_can_be_undone(field: Field) -> None:
    order = field.order()
    manager = field.house.manager
    actions.assign_order(actor=manager, order_id=order.id, starts_at=at(10), agreed_by="phone",
                         technicians=[field.near.staff_id or 0], now=FRIDAY)  # fmt: skip
    row = last_move(actor=manager, day=MONDAY.date(), now=SOON)
    assert row is not None
    assert (row.order.id, [one.name for one in row.people]) == (order.id, ["孟凡"])
    assert last_move(actor=manager, day=FRIDAY.date(), now=SOON) is None
    assert last_move(actor=manager, day=MONDAY.date(), now=LATE) is None
    undo(order, actor=manager)
    assert last_move(actor=manager, day=MONDAY.date(), now=SOON) is None
