"""A visit that is locked to its technician stays there, until somebody says otherwise."""

from datetime import timedelta

import pytest

from aftercare.fieldservice.appointments.actions import cancel_appointment, depart
from aftercare.fieldservice.appointments.queries import appointment_of
from aftercare.fieldservice.locks.actions import lock_visit, unlock_visit
from aftercare.fieldservice.locks.queries import NotLocked, lock_of
from aftercare.fieldservice.plans import actions
from aftercare.fieldservice.plans.queries import Outdated, choice_for, proposal_card, said
from aftercare.fieldservice.slots.actions import move_to_slot
from aftercare.fieldservice.slots.queries import free_slots
from aftercare.fieldservice.workorders.queries import OrderBrief, order_brief
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid
from aftercare.people.rosters.actions import enter_leave
from tests.makers import FRIDAY

from .worlds import FAR, MONDAY, Field, at, planned

pytestmark = pytest.mark.django_db


def locked(field: Field, who: Actor) -> OrderBrief:
    """An order at the far end of the town, which the other one would do with less of a way."""
    order = field.order(where=FAR)
    field.give(order, who, at(10))
    lock_visit(actor=SYSTEM, order_id=order.id, reason="客户只认他", now=FRIDAY)
    return order_brief(actor=SYSTEM, order_id=order.id)


def who_has(order: OrderBrief) -> int | None:
    one = appointment_of(actor=SYSTEM, order=order)
    return one.technicians[0] if one else None


def is_locked(order: OrderBrief) -> bool:
    return lock_of(actor=SYSTEM, order_id=order.id) is not None


def test_a_plan_leaves_a_locked_visit_with_its_technician_and_may_move_its_time(
    field: Field,
) -> None:
    order = locked(field, field.near)
    card = proposal_card(actor=SYSTEM, proposal_id=planned(), now=FRIDAY)
    assert all(row.people[0].id == field.near.staff_id for row in card.changes)
    unlock_visit(actor=SYSTEM, order_id=order.id, now=FRIDAY)
    (row,) = proposal_card(actor=SYSTEM, proposal_id=planned(), now=FRIDAY).changes
    assert row.people[0].id == field.far.staff_id


def test_a_plan_that_would_take_a_visit_locked_meanwhile_is_out_of_date(field: Field) -> None:
    order = field.order(where=FAR)
    field.give(order, field.near, at(10))
    number = planned()
    lock_visit(actor=SYSTEM, order_id=order.id, now=FRIDAY)
    outdated = proposal_card(actor=SYSTEM, proposal_id=number, now=FRIDAY).outdated
    assert outdated == f"有上门已固定给工程师：{order.number}。请重新排程。"
    with pytest.raises(Outdated):
        actions.apply_plan(actor=SYSTEM, proposal_id=number, now=FRIDAY)


def test_a_locked_visit_of_somebody_ill_stays_and_the_plan_says_so(field: Field) -> None:
    order = locked(field, field.near)
    enter_leave(actor=SYSTEM, member_id=field.near.staff_id or 0, kind="sick", from_at=MONDAY,
                until_at=MONDAY + timedelta(days=1), now=FRIDAY)  # fmt: skip
    (row,) = proposal_card(actor=SYSTEM, proposal_id=planned(), now=FRIDAY).blocked
    assert (row.order.id, ("required", 1) in row.failing) == (order.id, True)


def test_giving_a_locked_visit_to_somebody_else_takes_a_reason_and_ends_the_lock(
    field: Field,
) -> None:
    order = locked(field, field.near)
    for day in (at(10), at(10) + timedelta(days=1)):  # on another day just as on this one
        choice = choice_for(actor=SYSTEM, order=order, day=day.date(), org_units=[field.unit],
                            now=FRIDAY)  # fmt: skip
        other = next(one for one in choice.candidates if one.card.member.id == field.far.staff_id)
        assert (said(other.verdict), other.verdict.is_possible) == ("已固定给其他工程师", True)
    with pytest.raises(Invalid, match="已固定给其他工程师"):
        field.give(order, field.far, at(11))
    field.give(order, field.near, at(11))
    assert is_locked(order)
    field.give(order, field.far, at(11), reason="老师傅临时去了客户总部")
    assert (who_has(order), is_locked(order)) == (field.far.staff_id, False)


def test_a_lock_follows_the_visit_to_another_time_with_the_same_technician(field: Field) -> None:
    order = locked(field, field.near)
    field.give(order, field.near, at(14))
    assert is_locked(order)
    one = appointment_of(actor=SYSTEM, order=order)
    assert one is not None
    cancel_appointment(actor=SYSTEM, appointment_id=one.id, version=None, reason="customer_wish",
                       now=FRIDAY)  # fmt: skip
    assert not is_locked(order)
    field.give(order, field.near, at(10))
    assert not is_locked(order)  # a new promise is nobody's yet


def test_customers_are_offered_only_times_of_who_has_their_locked_visit(field: Field) -> None:
    order = locked(field, field.near)
    tuesday = MONDAY + timedelta(days=1)
    enter_leave(actor=SYSTEM, member_id=field.near.staff_id or 0, kind="personal",
                from_at=tuesday.replace(hour=0, minute=0),
                until_at=tuesday.replace(hour=0, minute=0) + timedelta(days=1),
                now=FRIDAY)  # fmt: skip
    free = free_slots(actor=SYSTEM, order=order, now=FRIDAY).free
    assert free
    assert tuesday.date() not in {slot.window_from.date() for slot in free}
    one = appointment_of(actor=SYSTEM, order=order)
    assert one is not None
    move_to_slot(actor=SYSTEM, appointment_id=one.id, version=None, reason="customer_wish",
                 window_from=free[-1].window_from, agreed_by="phone", now=FRIDAY)  # fmt: skip
    assert (who_has(order), is_locked(order)) == (field.near.staff_id, True)


def test_only_an_agreed_visit_that_nobody_has_set_out_to_is_locked(field: Field) -> None:
    order = field.order()
    with pytest.raises(NotLocked, match="已约定、尚未出发"):
        lock_visit(actor=SYSTEM, order_id=order.id, now=FRIDAY)
    one = field.give(order, field.near, at(10))
    depart(actor=SYSTEM, appointment_id=one.id, now=at(9, 30))
    with pytest.raises(NotLocked):
        lock_visit(actor=SYSTEM, order_id=order.id, now=at(9, 40))
    with pytest.raises(NotLocked, match="没有固定"):
        unlock_visit(actor=SYSTEM, order_id=order.id, now=at(9, 40))
