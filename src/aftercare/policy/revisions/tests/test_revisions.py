"""A change of calendars goes from hand to hand, and only then holds."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.utils.translation import override

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.notices.queries import notices_of
from aftercare.policy.calendars.queries import (
    HoursEdit,
    HoursUnreadable,
    NamedDay,
    NeverOpens,
    OwnDayEdit,
    YearEdit,
    work_calendar,
)
from aftercare.policy.revisions import actions
from aftercare.policy.revisions.queries import Unreadable, revision_card, revisions, year_read
from tests.makers import FRIDAY, Company, company

pytestmark = pytest.mark.django_db
HOURS = HoursEdit(
    calendar="standard", org_unit=None, since=date(2026, 3, 2), weekly={"0": ["10:00-16:00"]}
)


@pytest.fixture
def us() -> Company:
    return company()


@pytest.fixture
def draft(us: Company) -> int:
    return actions.start_revision(actor=us.administrator, edits=[HOURS], now=FRIDAY)


def seen(revision_id: int) -> str:
    return revision_card(actor=SYSTEM, revision_id=revision_id).seen


def propose(by: Actor, revision_id: int) -> None:
    actions.propose_revision(
        actor=by, revision_id=revision_id, seen=seen(revision_id), reason="搬迁", now=FRIDAY
    )


def test_three_people_put_it_in_force_and_hear_of_it(us: Company, draft: int) -> None:
    reviewer = replace(SYSTEM, user_id=us.head.user_id, name="陈静")
    propose(us.administrator, draft)
    for step in (actions.review_revision, actions.approve_revision):
        with pytest.raises(Refusal):  # who wrote it
            step(actor=us.administrator, revision_id=draft, now=FRIDAY)
    actions.review_revision(actor=reviewer, revision_id=draft, now=FRIDAY)
    monday = work_calendar(actor=SYSTEM, code="standard").day(date(2026, 3, 2))
    assert len(monday.openings) == 2

    actions.approve_revision(actor=us.manager, revision_id=draft, now=FRIDAY)

    monday = work_calendar(actor=SYSTEM, code="standard").day(date(2026, 3, 2))
    assert [f"{opens:%H}" for opens, _closes in monday.openings] == ["10"]
    assert [row.kind for row in notices_of(actor=us.manager).rows] == ["calendar.revision"] * 2
    assert [row.link for row in notices_of(actor=us.administrator).rows] == [
        f"/desk/policies/revisions/{draft}"
    ] * 2  # that it awaits approval, and that it is in force
    with pytest.raises(actions.NotAtThisStep):
        actions.drop_revision(actor=us.administrator, revision_id=draft, now=FRIDAY)


def test_sent_back_it_is_a_draft_again(us: Company, draft: int) -> None:
    propose(us.administrator, draft)
    actions.send_back_revision(actor=us.manager, revision_id=draft, reason="周五？", now=FRIDAY)

    card = revision_card(actor=us.manager, revision_id=draft)
    assert (card.is_draft, card.sent_back) == (True, "周五？")


@pytest.mark.parametrize(
    ("edit", "refusal"),
    [
        (replace(HOURS, weekly={}), NeverOpens),
        (replace(HOURS, weekly={"0": ["9-5"]}), HoursUnreadable),
        (replace(HOURS, since=date(2026, 1, 2)), Invalid),
        (replace(HOURS, calendar="lunar"), NotFound),
        (YearEdit(year=2028, days=(), source="x"), Invalid),
        (YearEdit(year=2026, days=(), source="x"), Invalid),  # days of 2026 have passed
    ],
)
def test_what_cannot_hold_is_refused_when_it_is_written(
    us: Company, draft: int, edit: HoursEdit | YearEdit, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        actions.write_edit(
            actor=us.administrator, revision_id=draft, seen=seen(draft), edit=edit, now=FRIDAY
        )


def test_a_second_change_of_the_same_day_takes_the_place_of_the_first(
    us: Company, draft: int
) -> None:
    day = OwnDayEdit(calendar="standard", org_unit=None, on=date(2026, 6, 1), name="盘点",
                     openings=())  # fmt: skip
    for edit in (day, replace(day, name="团建")):
        actions.write_edit(
            actor=us.administrator, revision_id=draft, seen=seen(draft), edit=edit, now=FRIDAY
        )
    with pytest.raises(actions.ChangedMeanwhile):
        actions.remove_edit(actor=us.administrator, revision_id=draft, seen="", index=0, now=FRIDAY)
    actions.remove_edit(
        actor=us.administrator, revision_id=draft, seen=seen(draft), index=0, now=FRIDAY
    )

    kept = revision_card(actor=SYSTEM, revision_id=draft).edits
    assert kept == (replace(day, name="团建"),)


def test_who_may_not_see_changes_finds_none(us: Company, draft: int) -> None:
    assert revisions(actor=us.agent) == []
    with pytest.raises(NotFound):
        revision_card(actor=us.agent, revision_id=draft)


def test_a_year_is_read_from_a_notice_a_text_file_and_a_table() -> None:
    notice = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。"
    book = BytesIO()
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        for row, (on, kind) in enumerate([("2027-01-01", "休"), ("2027-01-02", "休"),
                                          ("2027-01-03", "休"), ("2027-01-09", "班")]):  # fmt: skip
            sheet.write_row(row, 0, [on, "元旦", kind])
    ways = [
        year_read(actor=SYSTEM, text=notice, year=2027, source="国办发"),
        year_read(actor=SYSTEM, content=notice.encode("gb18030"), year=2027, source="国办发"),
        year_read(actor=SYSTEM, content=book.getvalue(), source="国办发"),
    ]

    assert ways[0] == ways[1] == ways[2]
    assert ways[0].days[3] == NamedDay(on=date(2027, 1, 9), name="元旦", works=True)
    with override("en"), pytest.raises(Unreadable, match="table"):
        year_read(actor=SYSTEM, content=b"\x00\xff", source="x")
