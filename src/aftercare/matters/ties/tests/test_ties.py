"""The picture of related matters: who belongs with whom, and why."""

from datetime import timedelta
from itertools import pairwise

import pytest

from aftercare.casework.relations.actions import link_cases
from aftercare.matters.leads.actions import follow_lead, start_lead
from aftercare.matters.ties.queries import By, ties_of
from aftercare.matters.ties.rules import drawn
from tests import makers
from tests.makers import FRIDAY, complaint

HOME = "上海市浦东新区张江路100弄3号201室"
OTHERS = "安装师傅迟到了两个小时，电话也不接。"


def test_boxes_of_one_column_never_overlap_and_every_tie_has_a_line() -> None:
    picture = drawn({7: [By.UNIT, By.CUSTOMER], 8: [By.CUSTOMER], 9: [By.TEXT]})
    for x in {box.x for box in picture.boxes.values()}:
        tops = sorted(box.y for box in picture.boxes.values() if box.x == x)
        assert all(later - earlier >= 40 for earlier, later in pairwise(tops))
    assert len(picture.lines) == 3 + 4
    assert all(box.y + box.height <= picture.height for box in picture.boxes.values())
    assert drawn({}).boxes.keys() == {"case"}


@pytest.mark.django_db
def test_every_way_in_which_matters_belong_together_is_named() -> None:
    us = makers.company()
    mine = complaint(us.agent, order_no="TB-1", address=HOME).case
    same = complaint(us.agent, description=OTHERS).case
    order = complaint(us.agent, phone="13900000001", order_no="TB-1", description=OTHERS).case
    home = complaint(us.agent, phone="13900000002", address=HOME, description=OTHERS).case
    text = complaint(us.agent, phone="13900000003").case
    linked = complaint(us.agent, phone="13900000004", description=OTHERS).case
    complaint(us.agent, phone="13900000005", description=OTHERS)
    link_cases(actor=us.head, case_id=mine.id, other_id=linked.id, kind="related", now=FRIDAY)
    start_lead(actor=us.head, case_id=mine.id, cause="塌陷", now=FRIDAY)
    follow_lead(actor=us.head, case_id=text.id, lead_number=mine.number, now=FRIDAY)

    ties = ties_of(actor=us.head, case=mine, now=FRIDAY + timedelta(days=1))
    assert {row.case.id: list(row.by) for row in ties.rows} == {
        text.id: [By.LEAD, By.TEXT],
        linked.id: [By.LINK],
        order.id: [By.ORDER],
        same.id: [By.CUSTOMER],
        home.id: [By.ADDRESS],
    }
    assert not ties_of(actor=us.stranger, case=mine, now=FRIDAY).rows, "none is in sight"
