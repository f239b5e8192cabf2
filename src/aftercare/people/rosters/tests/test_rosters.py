"""Rosters and leave on PostgreSQL: written, asked for, decided on, and read without a query."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.foundation.notices.queries import unread_count
from aftercare.foundation.work import glance
from aftercare.people.rosters import actions, queries
from aftercare.people.rosters.queries import Presence, Where
from aftercare.people.staff.queries import member_brief
from tests import makers
from tests.makers import FRIDAY, at

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 5)
OFFICE = dict.fromkeys(range(5), "09:00-18:00")
AFTERNOON, NIGHT = at("2026-01-09 15:00"), at("2026-01-09 20:00")


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


def own(actor: Actor) -> int:
    assert actor.staff_id is not None
    return actor.staff_id


def presence(actor: Actor, moment: datetime) -> Presence:
    member_id = own(actor)
    on_duty = member_brief(actor=SYSTEM, member_id=member_id).on_duty
    found = queries.presences(actor=SYSTEM, members={member_id: on_duty}, at=moment)
    return found[member_id]


def asked(company: makers.Company, **more: object) -> int:
    given: dict[str, object] = {
        "actor": company.handler,
        "kind": "annual",
        "from_at": at("2026-01-12 00:00"),
        "until_at": at("2026-01-14 00:00"),
        "now": FRIDAY,
    }
    return actions.ask_leave(**(given | more)).id  # type: ignore[arg-type]


def test_who_has_a_week_is_there_in_its_hours_only(company: makers.Company) -> None:
    assert presence(company.handler, NIGHT).where is Where.HERE
    actions.set_roster(
        actor=company.head, member_id=own(company.handler), weekly=OFFICE, now=FRIDAY
    )
    assert presence(company.handler, AFTERNOON).where is Where.HERE
    at_night = presence(company.handler, NIGHT)
    assert at_night.where is Where.OFF
    assert at_night.back_at == at("2026-01-12 09:00")
    actions.set_roster(actor=company.head, member_id=own(company.handler), weekly=None, now=FRIDAY)
    assert presence(company.handler, NIGHT).where is Where.HERE


def test_a_shift_that_is_none_is_refused(company: makers.Company) -> None:
    with pytest.raises(Invalid):
        actions.set_roster(
            actor=company.head, member_id=own(company.handler), weekly={0: "早班"}, now=FRIDAY
        )


def test_days_are_filled_and_taken_back(company: makers.Company) -> None:
    ids, days = [own(company.handler), own(company.agent)], [date(2026, 1, 9)]
    fill = {"actor": company.head, "member_ids": ids, "days": days, "now": FRIDAY}
    assert actions.fill_days(shifts="", **fill) == 2  # type: ignore[arg-type]
    assert presence(company.agent, AFTERNOON).where is Where.OFF
    actions.fill_days(shifts="22:00-06:00", **fill)  # type: ignore[arg-type]
    assert presence(company.agent, at("2026-01-10 05:00")).where is Where.HERE
    actions.fill_days(shifts=None, **fill)  # type: ignore[arg-type]
    assert presence(company.agent, AFTERNOON).where is Where.HERE


def test_days_of_colleagues_out_of_sight_are_nobody_s(company: makers.Company) -> None:
    with pytest.raises(NotFound):
        actions.fill_days(
            actor=company.head,
            member_ids=[own(company.stranger)],
            days=[MONDAY],
            shifts="",
            now=FRIDAY,
        )


def test_a_week_is_copied_where_nothing_is_written(company: makers.Company) -> None:
    member_id = own(company.handler)
    for on, shifts in ((MONDAY, "08:00-12:00"), (MONDAY + timedelta(days=1), "13:00-17:00"),
                       (MONDAY + timedelta(days=7), "")):  # fmt: skip
        actions.fill_days(
            actor=company.head, member_ids=[member_id], days=[on], shifts=shifts, now=FRIDAY
        )
    following = MONDAY + timedelta(days=7)
    copied = actions.copy_week(
        actor=company.head, member_ids=[member_id], monday=following, now=FRIDAY
    )
    assert copied == 1
    table = queries.week_table(actor=company.head, monday=following)
    cells = next(r for r in table.rows if r.card.brief.id == member_id).cells
    assert [cell.shifts for cell in cells[:3]] == ["", "13:00-17:00", None]


def test_the_week_shows_holidays_and_leave(company: makers.Company) -> None:
    member_id = own(company.handler)
    actions.set_roster(actor=company.head, member_id=member_id, weekly=OFFICE, now=FRIDAY)
    actions.enter_leave(
        actor=company.head,
        member_id=member_id,
        kind="sick",
        from_at=at("2026-01-02 00:00"),
        until_at=at("2026-01-05 12:00"),
        now=FRIDAY,
    )
    new_year = queries.week_table(actor=company.head, monday=date(2025, 12, 29))
    cells = next(r for r in new_year.rows if r.card.brief.id == member_id).cells
    assert cells[3].shifts == ""  # 1 January
    assert cells[6].shifts == "09:00-18:00"  # a make-up Sunday
    assert [cell.leave for cell in cells[3:6]] == ["", "whole", "whole"]
    after = queries.week_table(actor=company.head, monday=MONDAY)
    row = next(r for r in after.rows if r.card.brief.id == member_id)
    assert row.cells[0].leave == "part"


def test_leave_is_asked_for_approved_and_told(company: makers.Company) -> None:
    leave_id = asked(company, stand_in_id=own(company.agent))
    assert unread_count(actor=company.head) == 1
    assert presence(company.handler, at("2026-01-12 10:00")).where is Where.HERE
    assert [one.id for one in queries.leaves_to_decide(actor=company.head)] == [leave_id]
    actions.approve_leave(actor=company.head, leave_id=leave_id, now=FRIDAY)
    assert unread_count(actor=company.handler) == 1
    assert unread_count(actor=company.agent) == 1
    found = presence(company.handler, at("2026-01-12 10:00"))
    assert (found.where, found.stand_in_id) == (Where.ON_LEAVE, own(company.agent))
    assert queries.leaves_to_decide(actor=company.head) == []
    with pytest.raises(actions.AlreadyDecided):
        actions.decline_leave(actor=company.head, leave_id=leave_id, answer="忙", now=FRIDAY)


def test_leave_is_declined_with_a_reason(company: makers.Company) -> None:
    leave_id = asked(company)
    with pytest.raises(Invalid):
        actions.decline_leave(actor=company.head, leave_id=leave_id, answer=" ", now=FRIDAY)
    card = actions.decline_leave(actor=company.head, leave_id=leave_id, answer="盘点", now=FRIDAY)
    assert (card.state, card.answer) == ("declined", "盘点")


def test_nobody_decides_on_leave_of_their_own(company: makers.Company) -> None:
    leave_id = asked(company, actor=company.head)
    with pytest.raises(actions.NotOnesOwn):
        actions.approve_leave(actor=company.head, leave_id=leave_id, now=FRIDAY)
    with pytest.raises(NotAllowed):
        actions.approve_leave(actor=company.agent, leave_id=leave_id, now=FRIDAY)


def test_leave_does_not_overlap_leave(company: makers.Company) -> None:
    asked(company)
    with pytest.raises(Invalid):
        asked(company, from_at=at("2026-01-13 00:00"), until_at=at("2026-01-15 00:00"))
    with pytest.raises(Invalid):
        asked(company, from_at=at("2026-01-20 00:00"), until_at=at("2026-01-19 00:00"))


def test_a_stand_in_is_there_meanwhile(company: makers.Company) -> None:
    leave_id = asked(company, actor=company.agent)
    actions.approve_leave(actor=company.head, leave_id=leave_id, now=FRIDAY)
    with pytest.raises(Invalid):
        asked(company, stand_in_id=own(company.agent))
    with pytest.raises(Invalid):
        asked(company, stand_in_id=own(company.handler))


def test_what_was_taken_of_a_withdrawn_leave_stays_leave(company: makers.Company) -> None:
    leave_id = asked(company)
    actions.approve_leave(actor=company.head, leave_id=leave_id, now=FRIDAY)
    later = at("2026-01-13 00:00")
    card = actions.withdraw_leave(actor=company.handler, leave_id=leave_id, now=later)
    assert (card.state, card.until_at) == ("approved", later)
    with pytest.raises(NotFound):
        actions.withdraw_leave(actor=company.agent, leave_id=leave_id, now=later)


def test_why_somebody_is_absent_is_for_who_decides(company: makers.Company) -> None:
    leave_id = asked(company, kind="sick", reason="住院")
    actions.approve_leave(actor=company.head, leave_id=leave_id, now=FRIDAY)
    (seen,) = queries.coming_leaves(actor=company.head, since=FRIDAY)
    assert (seen.kind, seen.reason) == ("sick", "住院")
    (seen,) = queries.coming_leaves(actor=company.agent, since=FRIDAY)
    assert (seen.kind, seen.reason) == ("", "")
    assert queries.leaves_to_decide(actor=company.agent) == []
    with pytest.raises(NotFound):
        queries.leave_card(actor=company.stranger, leave_id=leave_id)


def test_asking_where_people_are_costs_nothing_once_known(company: makers.Company) -> None:
    everybody = [company.agent, company.handler, company.head]
    for one in everybody:
        actions.set_roster(actor=company.manager, member_id=own(one), weekly=OFFICE, now=FRIDAY)
    members = {own(one): True for one in everybody}
    with glance():
        queries.presences(actor=SYSTEM, members=members, at=FRIDAY)
        with CaptureQueriesContext(connection) as captured:
            queries.presences(actor=SYSTEM, members=members, at=FRIDAY)
    assert len(captured) == 0


def test_leave_of_one_person_never_overlaps_whatever_the_code_does(
    company: makers.Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database refuses it, too, and the person reads the same sentence."""
    asked(company)
    asked(company, from_at=at("2026-01-14 00:00"), until_at=at("2026-01-15 00:00"))  # they touch
    asked(company, actor=company.head)  # another person's
    monkeypatch.setattr("aftercare.people.rosters.rules.fits_together", lambda _taken, _span: True)
    with pytest.raises(Invalid) as refused:
        asked(company, from_at=at("2026-01-13 00:00"), until_at=at("2026-01-16 00:00"))
    assert list(refused.value.fields) == ["from_at"]
