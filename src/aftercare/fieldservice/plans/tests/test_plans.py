"""Visits are given at the board, by a plan of the day, and by the pool."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection

from aftercare.fieldservice.appointments.actions import (
    begin_work,
    cancel_appointment,
    depart,
    end_visit,
)
from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    Outcome,
    appointment_brief,
    appointment_of,
)
from aftercare.fieldservice.gear.actions import hand_out_gear, register_gear
from aftercare.fieldservice.parts.actions import need_parts
from aftercare.fieldservice.plans import actions, jobs
from aftercare.fieldservice.plans.queries import (
    NotFit,
    Outdated,
    ProposalCard,
    choice_for,
    last_proposal,
    pool_for,
    proposal_card,
    sheet_of,
    taken_lately,
    takers_of,
    units_planned,
)
from aftercare.fieldservice.spares.actions import open_place, save_part
from aftercare.fieldservice.stores.actions import receive_parts
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.people.rosters.actions import enter_leave
from tests.makers import FRIDAY
from tests.spares import a_part

from .worlds import FAR, MONDAY, NEAR, Field, at, planned

pytestmark = pytest.mark.django_db


def test_an_order_is_given_moved_and_never_twice(field: Field) -> None:
    first, second = field.order(), field.order()
    one = field.give(first, field.near, at(10, 15))
    assert (one.state, one.window_from, one.window_until) == ("booked", at(10), at(12))
    with pytest.raises(Refusal, match="已有其他上门"):
        field.give(second, field.near, at(10, 30))
    moved = field.give(first, field.far, at(11, 30), agreed_by="")  # within what was told
    assert (moved.id, moved.technicians) == (one.id, (field.far.staff_id,))
    other = field.give(first, field.near, at(14))  # another window, another appointment
    assert other.moved_from_id == one.id
    with pytest.raises(Invalid):
        field.give(second, field.near, at(9), agreed_by="")  # the customer must have agreed


def test_who_lacks_gear_is_offered_nowhere(field: Field) -> None:
    """One rule: board, why, pool and plan ask the same."""
    order = field.order(gear=("ladder",))
    item = register_gear(actor=SYSTEM, kind="ladder", number="T-1", org_unit_id=field.unit,
                         valid_until=FRIDAY.date() + timedelta(days=3), now=FRIDAY)  # fmt: skip
    hand_out_gear(actor=SYSTEM, item_id=item, member_id=field.far.staff_id or 0, now=FRIDAY)
    with pytest.raises(Refusal, match="工具或防护用品"):
        field.give(order, field.near, at(10), reason="急")
    units = units_planned(actor=SYSTEM)
    choice = choice_for(actor=SYSTEM, order=order, day=MONDAY.date(), org_units=units, now=FRIDAY)
    assert [one.verdict.is_plain for one in choice.candidates] == [True, False]
    assert choice.candidates[0].card.member.id == field.far.staff_id
    actions.offer_order(actor=SYSTEM, order_id=order.id, window_from=at(9), window_until=at(12),
                        agreed_by="phone", now=FRIDAY)  # fmt: skip
    assert [len(pool_for(actor=who, now=FRIDAY)) for who in (field.near, field.far)] == [0, 1]
    assert takers_of(actor=SYSTEM, order_ids=[order.id], now=FRIDAY) == {order.id: 1}
    actions.withdraw_offer(actor=SYSTEM, order_id=order.id, now=FRIDAY)
    card = proposal_card(actor=SYSTEM, proposal_id=planned("phone"), now=FRIDAY)
    assert [[one.id for one in row.people] for row in card.changes] == [[field.far.staff_id]]
    late = choice_for(actor=SYSTEM, order=order, day=MONDAY.date() + timedelta(days=1),
                      org_units=units, now=FRIDAY)  # fmt: skip
    assert not any(one.verdict.is_possible for one in late.candidates)


def test_a_soft_rule_gives_way_to_a_reason_and_an_old_board_to_the_new(field: Field) -> None:
    first, second = field.order(), field.order(FAR)
    seen = {field.near.staff_id or 0: 0}
    field.give(first, field.near, at(10), seen=seen)
    with pytest.raises(Invalid) as refused:
        field.give(second, field.near, at(11, 15))  # half the town in a few minutes
    assert set(refused.value.fields) == {"reason"}
    with pytest.raises(Outdated, match=first.number):
        field.give(second, field.near, at(14), seen=seen)
    one = field.give(second, field.near, at(11, 15), reason="客户今天必须修好")
    assert one.technicians == (field.near.staff_id,)
    with pytest.raises(NotFit):  # Sunday
        field.give(field.order(), field.near, at(10) - timedelta(days=1))


def test_who_has_no_gap_stands_behind_who_has_one(field: Field) -> None:
    """Also where both need a reason: the first of the list is filled into the form."""
    field.give(field.order(minutes=480), field.near, at(8, 40), reason="按客户要求")
    order, fan = field.order(), save_part(actor=SYSTEM, draft=a_part("FAN-01"), now=FRIDAY)
    need_parts(actor=SYSTEM, order_id=order.id, wanted={fan: 1}, now=FRIDAY)
    choice = choice_for(actor=SYSTEM, order=order, day=MONDAY.date(), org_units=[field.unit],
                        now=FRIDAY)  # fmt: skip
    assert [one.card.member.id for one in choice.candidates] == [
        field.far.staff_id, field.near.staff_id]  # fmt: skip
    assert choice.candidates[1].starts_at is None


def test_a_plan_gives_each_end_of_the_town_to_who_is_there(field: Field) -> None:
    here, there, waiting = field.order(NEAR), field.order(FAR), field.order(FAR)
    field.give(here, field.far, at(10, 10))
    field.give(there, field.near, at(10, 10))
    number = planned(agreed_by="phone")
    card = proposal_card(actor=SYSTEM, proposal_id=number, now=FRIDAY)
    assert card.state == "ready"
    assert (card.served, card.travel[1] < card.travel[0]) == ((2, 3), True)
    why = {row.order.id: row.why for row in card.changes}
    assert why[waiting.id] == "new"
    assert why[here.id] == "nearer"
    assert actions.apply_plan(actor=SYSTEM, proposal_id=number, now=FRIDAY) == 3
    people = [appointment_of(actor=SYSTEM, order=one) for one in (here, there, waiting)]
    assert [one and one.technicians for one in people] == [
        (field.near.staff_id,), (field.far.staff_id,), (field.far.staff_id,)]  # fmt: skip
    told = people[0]
    assert told is not None
    assert told.window_from <= (told.starts_at or FRIDAY) <= told.window_until == at(12)


def test_a_plan_of_a_day_that_moved_on_changes_nothing(field: Field) -> None:
    here, there, late = field.order(NEAR), field.order(FAR), field.order()
    field.give(here, field.far, at(10))
    field.give(there, field.near, at(10))
    number = planned()
    assert not proposal_card(actor=SYSTEM, proposal_id=number, now=FRIDAY).outdated
    field.give(late, field.near, at(15))
    assert late.number in proposal_card(actor=SYSTEM, proposal_id=number, now=FRIDAY).outdated
    with pytest.raises(Outdated, match=late.number):
        actions.apply_plan(actor=SYSTEM, proposal_id=number, now=FRIDAY)
    standing = appointment_of(actor=SYSTEM, order=here)
    assert standing is not None
    assert standing.technicians == (field.far.staff_id,)
    actions.drop_plan(actor=SYSTEM, proposal_id=number, now=FRIDAY)
    with pytest.raises(Outdated):
        actions.apply_plan(actor=SYSTEM, proposal_id=number, now=FRIDAY)


def test_a_plan_for_somebody_who_falls_ill_meanwhile_is_out_of_date(field: Field) -> None:
    """Nor is it applied once its times have passed, or somebody set out."""
    here, there = field.order(NEAR), field.order(FAR)
    field.give(here, field.far, at(10))
    told = field.give(there, field.near, at(10))
    number = planned()
    days = [field.unit]

    def said(now: datetime) -> str:
        last = last_proposal(actor=SYSTEM, day=MONDAY.date(), org_units=days, now=now)
        why = proposal_card(actor=SYSTEM, proposal_id=number, now=now).outdated
        assert last == (number, "ready", bool(why))
        if why:
            with pytest.raises(Outdated, match=re.escape(why)):
                actions.apply_plan(actor=SYSTEM, proposal_id=number, now=now)
        return why

    assert said(FRIDAY) == ""
    assert "时间已过" in said(at(18))
    depart(actor=SYSTEM, appointment_id=told.id, now=at(8))
    assert there.number in said(at(8))
    enter_leave(actor=SYSTEM, member_id=field.far.staff_id or 0, kind="sick", stand_in_id=None,
                from_at=at(0), until_at=at(23), now=FRIDAY)  # fmt: skip
    assert "顾海峰" in said(FRIDAY)


def test_a_plan_over_which_the_planner_dies_is_tried_again_but_not_for_ever(field: Field) -> None:
    """A fault of the planner, or of what is done around it, is said; another plan may be asked."""
    number = actions.ask_for_plan(actor=SYSTEM, day=MONDAY.date(), now=FRIDAY)
    begun = {actions.begin_plan(actor=SYSTEM, proposal_id=number, now=FRIDAY) and n
             for n in range(4)}  # fmt: skip
    assert begun == {0, 1, 2, None}
    jobs.plan_day.func(proposal_id=number)
    assert proposal_card(actor=SYSTEM, proposal_id=number, now=FRIDAY).state == "failed"
    field.give(field.order(), field.near, at(10))
    with (
        patch.object(jobs, "planned", side_effect=ZeroDivisionError),
        pytest.raises(ZeroDivisionError),
    ):
        planned()
    assert last_proposal(actor=SYSTEM, day=MONDAY.date(), org_units=[field.unit],
                         now=FRIDAY) == (number + 1, "failed", False)  # fmt: skip
    assert proposal_card(actor=SYSTEM, proposal_id=planned(), now=FRIDAY).state == "ready"


def test_who_is_on_leave_has_the_visits_taken_over(field: Field) -> None:
    order = field.order()
    field.give(order, field.near, at(10))
    enter_leave(actor=SYSTEM, member_id=field.near.staff_id or 0, kind="sick", stand_in_id=None,
                from_at=at(0), until_at=at(23), now=FRIDAY)  # fmt: skip
    (row,) = proposal_card(actor=SYSTEM, proposal_id=planned(), now=FRIDAY).changes
    assert (row.why, [one.id for one in row.people]) == ("absent", [field.far.staff_id])
    sheet = sheet_of(actor=SYSTEM, day=MONDAY.date(), org_units=[field.unit], now=FRIDAY)
    assert sheet.crew.absent == (field.near.staff_id,)


def test_one_told_visit_that_nobody_can_keep_does_not_block_the_rest(field: Field) -> None:
    """Four hours over noon leave nobody time for lunch: the planner never keeps them."""
    here, there, long = field.order(NEAR), field.order(FAR), field.order(minutes=240)
    stands = field.give(long, field.near, at(9, 10), reason="客户只有上午在家")
    field.give(here, field.far, at(14), reason="按客户要求")
    field.give(there, field.near, at(15), reason="按客户要求")
    number = planned()
    card = proposal_card(actor=SYSTEM, proposal_id=number, now=FRIDAY)
    (kept,) = card.blocked
    assert (kept.order.id, kept.starts_at, getattr(kept.who, "id", 0)) == (
        long.id, at(9, 10), field.near.staff_id)  # fmt: skip
    assert (card.served, {row.order.id for row in card.changes}) == ((3, 3), {here.id, there.id})
    for leaving in ([], [here.id], [long.id, here.id]):
        with pytest.raises(NotFit, match=long.number):
            actions.apply_plan(actor=SYSTEM, proposal_id=number, leaving=leaving, now=FRIDAY)
    applied = actions.apply_plan(actor=SYSTEM, proposal_id=number, leaving=[long.id], now=FRIDAY)
    assert applied == 2
    people = [appointment_of(actor=SYSTEM, order=one) for one in (here, there, long)]
    assert people[2] == stands
    assert [one and one.technicians for one in people[:2]] == [
        (field.near.staff_id,), (field.far.staff_id,)]  # fmt: skip


def test_what_nobody_takes_over_from_somebody_absent_stays_as_it_stands(field: Field) -> None:
    alone = field.order(gear=("ladder",))
    item = register_gear(actor=SYSTEM, kind="ladder", number="T-1", org_unit_id=field.unit,
                         valid_until=None, now=FRIDAY)  # fmt: skip
    hand_out_gear(actor=SYSTEM, item_id=item, member_id=field.near.staff_id or 0, now=FRIDAY)
    field.give(alone, field.near, at(10))
    enter_leave(actor=SYSTEM, member_id=field.near.staff_id or 0, kind="sick", stand_in_id=None,
                from_at=at(0), until_at=at(23), now=FRIDAY)  # fmt: skip
    waiting = field.order(FAR)
    card = proposal_card(actor=SYSTEM, proposal_id=planned("phone"), now=FRIDAY)
    assert [(one.order.id, one.reason) for one in card.blocked] == [(alone.id, "nobody")]
    assert [row.order.id for row in card.changes] == [waiting.id]
    actions.apply_plan(actor=SYSTEM, proposal_id=card.id, leaving=[alone.id], now=FRIDAY)
    assert appointment_of(actor=SYSTEM, order=waiting) is not None


def replanned(when: datetime, agreed_by: str = "") -> ProposalCard:
    """The day as it is planned anew while it goes on."""
    number = actions.ask_for_plan(actor=SYSTEM, day=MONDAY.date(), agreed_by=agreed_by, now=when)
    with patch("aftercare.fieldservice.plans.jobs.timezone.now", lambda: when):
        jobs.plan_day.func(proposal_id=number)
    return proposal_card(actor=SYSTEM, proposal_id=number, now=FRIDAY)


def half_a_day(field: Field) -> dict[str, AppointmentBrief]:
    """At eleven: done, begun late, driven to, nobody at home, called off, somebody ill."""
    told = {
        name: field.give(field.order(), who, when, reason="按客户要求")
        for name, who, when in (
            ("done", field.near, at(9)), ("begun", field.near, at(10, 15)),
            ("after", field.near, at(11, 30)), ("closed", field.far, at(9, 30)),
            ("driven", field.far, at(12, 30)), ("off", field.far, at(14)),
            ("later", field.far, at(15, 15)),
        )
    }  # fmt: skip
    by: dict[str, dict[str, Any]] = {
        name: {"actor": SYSTEM, "appointment_id": one.id} for name, one in told.items()
    }
    begin_work(**by["done"], now=at(9))
    end_visit(**by["done"], outcome=Outcome.DONE, now=at(9, 40))
    begin_work(**by["begun"], now=at(10, 50))  # until noon, then
    end_visit(**by["closed"], outcome=Outcome.NOBODY_HOME, reason="no_answer", now=at(9, 45))
    depart(**by["driven"], now=at(10, 55))
    cancel_appointment(**by["off"], version=None, reason="customer_wish", now=at(11))
    enter_leave(actor=SYSTEM, member_id=field.far.staff_id or 0, kind="sick", stand_in_id=None,
                from_at=at(14), until_at=at(23), now=at(11))  # fmt: skip
    return told


def test_a_day_under_way_is_planned_from_where_it_really_is(field: Field) -> None:
    """What has begun stays; the ill one's visit is taken over; who is driving is left alone."""
    told, urgent = half_a_day(field), field.order()
    card = replanned(at(11), agreed_by="phone")
    assert (card.state, card.blocked, card.kept_until) == ("ready", (), at(11, 30))
    rows, left = {row.order.id: row for row in card.changes}, {one.order.id for one in card.left}
    order = {name: one.order_id for name, one in told.items()}
    assert set(rows).isdisjoint({order["done"], order["begun"], order["driven"]})
    assert rows[order["later"]].why == "absent"
    assert {order["closed"], order["off"], urgent.id} <= {*rows, *left}
    free = {field.near.staff_id: at(12), field.far.staff_id: at(13, 39)}
    assert all(row.starts_at >= free[row.people[0].id] for row in card.changes)
    with pytest.raises(Outdated, match="已过"):
        actions.apply_plan(actor=SYSTEM, proposal_id=card.id, now=at(16))
    assert actions.apply_plan(actor=SYSTEM, proposal_id=card.id, now=at(11, 10)) == len(rows)
    taken, begun = (appointment_brief(actor=SYSTEM, appointment_id=told[name].id)
                    for name in ("later", "begun"))  # fmt: skip
    assert (taken.technicians, begun.state) == ((field.near.staff_id,), "working")


def test_who_would_come_too_late_gives_the_visit_to_somebody_else(field: Field) -> None:
    one = field.give(field.order(), field.near, at(9, 10))
    field.give(field.order(FAR), field.near, at(11, 15))  # told from eleven to one
    begin_work(actor=SYSTEM, appointment_id=one.id, now=at(11))
    (row,) = replanned(at(11, 5)).changes
    assert (row.why, row.people[0].id) == ("late", field.far.staff_id)
    assert row.starts_at <= at(13)


def test_the_first_who_accepts_has_it(field: Field) -> None:
    order = field.order()
    offer = actions.offer_order(actor=SYSTEM, order_id=order.id, window_from=at(9),
                                window_until=at(12), agreed_by="phone", now=FRIDAY)  # fmt: skip
    with pytest.raises(Refusal, match="抢单池"):
        actions.offer_order(actor=SYSTEM, order_id=order.id, window_from=at(9),
                            window_until=at(12), agreed_by="phone", now=FRIDAY)  # fmt: skip
    (row,) = pool_for(actor=field.near, now=FRIDAY)
    one = actions.accept_offer(actor=field.near, offer_id=row.id, now=FRIDAY)
    assert (one.technicians, one.starts_at, one.window_until) == (
        (field.near.staff_id,), row.starts_at, at(12))  # fmt: skip
    assert [visit.id for _order, visit in taken_lately(actor=field.near, now=FRIDAY)] == [one.id]
    assert taken_lately(actor=field.far, now=FRIDAY) == []
    with pytest.raises(Refusal, match="抢先"):
        actions.accept_offer(actor=field.far, offer_id=offer, now=FRIDAY)
    assert pool_for(actor=field.far, now=FRIDAY) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_the_same_time_one_has_it(field: Field) -> None:
    order, start = field.order(), Barrier(2)
    offer = actions.offer_order(actor=SYSTEM, order_id=order.id, window_from=at(9),
                                window_until=at(12), agreed_by="phone", now=FRIDAY)  # fmt: skip

    def accept(who: Actor) -> tuple[int, ...]:
        start.wait()
        try:
            return actions.accept_offer(actor=who, offer_id=offer, now=FRIDAY).technicians
        except Refusal:
            return ()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(accept, (field.near, field.far)))
    (won,) = [answer for answer in answers if answer]
    one = appointment_of(actor=SYSTEM, order=order)
    assert one is not None
    assert one.technicians == won


def test_the_pool_shows_an_order_only_to_who_has_its_part(field: Field) -> None:
    by: dict[str, Any] = {"actor": SYSTEM, "now": FRIDAY}
    van = open_place(**by, kind="van", member_id=field.far.staff_id)
    fan, order = save_part(**by, draft=a_part("FAN-01")), field.order()
    receive_parts(**by, place_id=van, part_id=fan, supplier="美芝电机", lot_number="B1", count=1)
    need_parts(**by, order_id=order.id, wanted={fan: 1})
    actions.offer_order(**by, order_id=order.id, window_from=at(9), window_until=at(12),
                        agreed_by="phone")  # fmt: skip
    shown = [len(pool_for(actor=who, now=FRIDAY)) for who in (field.near, field.far)]
    assert shown == [0, 1]
