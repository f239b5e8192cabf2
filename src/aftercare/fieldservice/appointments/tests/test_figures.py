"""How often each technician came in time, and how often what was repaired held (R-FS-06, 13)."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from aftercare.fieldservice.appointments.actions import begin_work, end_visit
from aftercare.fieldservice.appointments.queries import (
    Outcome,
    Sort,
    TechnicianRow,
    figures_by_technician,
)
from aftercare.fieldservice.workorders.actions import finish_order, open_order
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft
from aftercare.foundation.actor import SYSTEM, Actor
from tests import makers
from tests.makers import Company, person
from tests.visits import HOUR, TOMORROW, booked, ordered

pytestmark = pytest.mark.django_db
SINCE = TOMORROW - timedelta(days=30)


@pytest.mark.parametrize(
    ("came", "late", "done", "again", "on_time", "rework"),
    [
        (0, 0, 0, 0, None, None),
        (3, 1, 3, 1, 67, 33),
        (200, 1, 200, 1, 99, 1),
        (5, 0, 5, 5, 100, 100),
    ],
)
def test_shares_hide_nobody_who_came_late_and_nothing_that_came_again(
    came: int, late: int, done: int, again: int, on_time: int | None, rework: int | None
) -> None:
    row = TechnicianRow(technician_id=1, name="罗工", station="东区", came=came, late=late,
                        done=done, again=again)  # fmt: skip
    assert (row.on_time_percent, row.rework_percent) == (on_time, rework)


def repaired(us: Company, who: Actor, hour: int, *, late: bool = False) -> OrderBrief:
    """A repair at that hour of tomorrow, told for two hours and begun within, or after them."""
    order, at = ordered(us.agent), TOMORROW + hour * HOUR
    visit = booked(us.agent, order, who.staff_id or 0, at=at)
    came = at + 3 * HOUR if late else at
    begin_work(actor=SYSTEM, appointment_id=visit.id, now=came)
    end_visit(actor=SYSTEM, appointment_id=visit.id, outcome=Outcome.DONE, now=came + HOUR / 2)
    return finish_order(actor=SYSTEM, order_id=order.id, version=None, result="换电容",
                        now=came + HOUR / 2)  # fmt: skip


def test_each_technician_answers_for_the_own_visits_and_repairs(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    us = makers.company()
    luo = person("tech", "罗工", "technician", us.east, on_call=False)
    wu = person("tech2", "吴工", "technician", us.east, on_call=False)
    first = repaired(us, luo, 0)
    repaired(us, luo, 4, late=True)
    repaired(us, luo, 9)
    repaired(us, wu, 0, late=True)
    open_order(actor=us.agent, case_id=first.case_id, now=TOMORROW + timedelta(days=1),
               draft=OrderDraft(job="repair", follows_id=first.id, rework=True))  # fmt: skip
    with django_assert_max_num_queries(5):
        rows = figures_by_technician(actor=us.head, since=SINCE)
    told = [(row.name, row.came, row.late, row.done, row.again) for row in rows]
    assert told == [("罗工", 3, 1, 3, 1), ("吴工", 1, 1, 1, 0)]
    by = {sort: [row.name for row in figures_by_technician(actor=us.head, since=SINCE, sort=sort)]
          for sort in Sort}  # fmt: skip
    assert by[Sort.LATE] == ["吴工", "罗工"]
    assert by[Sort.AGAIN] == ["罗工", "吴工"]
    at_west = figures_by_technician(actor=us.head, since=SINCE, org_unit_id=us.west)
    later = figures_by_technician(actor=us.head, since=TOMORROW + timedelta(days=2))
    unseen = figures_by_technician(actor=us.stranger, since=SINCE)
    assert (at_west, later, unseen) == ([], [], [])
