"""A change of calendars: which open promises it would move, and what it leaves behind."""

from dataclasses import replace
from datetime import date

import pytest

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.commitments.queries import clocks_of, shifts_of_cases
from aftercare.casework.recounts.queries import (
    moves_by,
    moves_under,
    moves_under_version,
    recounts_of,
)
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.queries import history
from aftercare.policy.calendars.queries import NamedDay, OwnDayEdit, YearEdit
from aftercare.policy.packs.actions import remove_entry, start_draft, write_entry
from aftercare.policy.packs.queries import Part, version_card, wording_of
from aftercare.policy.revisions import actions
from aftercare.policy.revisions.queries import revision_card
from tests.makers import FRIDAY, Company, at, company, complaint

pytestmark = pytest.mark.django_db
STOCKTAKING = OwnDayEdit(
    calendar="standard", org_unit=None, on=date(2026, 1, 12), name="盘点", openings=()
)


@pytest.fixture
def us() -> Company:
    return company()


def as_admin(actor: Actor) -> Actor:
    return replace(SYSTEM, user_id=actor.user_id, name=actor.name)


def in_force(us: Company, revision_id: int) -> None:
    writer, reviewer, approver = map(as_admin, (us.agent, us.head, us.manager))
    seen = revision_card(actor=SYSTEM, revision_id=revision_id).seen
    actions.propose_revision(
        actor=writer, revision_id=revision_id, seen=seen, reason="盘点", now=FRIDAY
    )
    actions.review_revision(actor=reviewer, revision_id=revision_id, now=FRIDAY)
    actions.approve_revision(actor=approver, revision_id=revision_id, now=FRIDAY)


def test_what_would_move_is_told_before_and_kept_after(us: Company) -> None:
    case = complaint(us.agent, product_line="home").case
    draft = actions.start_revision(actor=as_admin(us.agent), edits=[STOCKTAKING], now=FRIDAY)

    told = moves_under(actor=SYSTEM, revision_id=draft, now=FRIDAY)
    moved = {row.code: (row.due_before, row.due_after) for row in told.rows}
    assert moved["solution"] == (at("2026-01-14 17:00"), at("2026-01-15 17:00"))
    assert shifts_of_cases(actor=SYSTEM, case_ids=[case.id], now=FRIDAY) == []

    in_force(us, draft)

    brief = case_brief(actor=SYSTEM, case_id=case.id)
    kept = {
        row.code: (row.due_before, row.due_after) for row in recounts_of(actor=SYSTEM, case=brief)
    }
    assert kept == moved
    assert moves_by(actor=SYSTEM, why=f"revision:{draft}").moved == told.moved
    due = {card.code: card.due_at for card in clocks_of(actor=SYSTEM, case=brief, now=FRIDAY)}
    assert due["solution"] == at("2026-01-15 17:00")
    verbs = [row.verb for row in history(actor=SYSTEM, subject=f"case:{case.id}").rows]
    assert verbs.count("commitment.recounted") == len(moved)


def test_a_due_on_days_not_announced_yet_is_settled_when_they_are(us: Company) -> None:
    begun = at("2026-12-31 10:00")
    case = complaint(SYSTEM, product_line="home", now=begun).case
    brief = case_brief(actor=SYSTEM, case_id=case.id)
    before = {c.code: c for c in clocks_of(actor=SYSTEM, case=brief, now=begun)}["solution"]
    rest = tuple(NamedDay(on=date(2027, 1, n), name="元旦", works=False) for n in (1, 2, 3))
    draft = actions.start_revision(
        actor=as_admin(us.agent), edits=[YearEdit(year=2027, days=rest, source="国办发")], now=begun
    )
    in_force(us, draft)

    after = {c.code: c for c in clocks_of(actor=SYSTEM, case=brief, now=begun)}["solution"]
    (row,) = [row for row in recounts_of(actor=SYSTEM, case=brief) if row.code == "solution"]
    assert (before.provisional, after.provisional) == (True, False)
    assert (row.due_before, row.due_after) == (before.due_at, after.due_at)
    assert after.due_at == at("2027-01-06 17:00")


def drafted(us: Company, code: str, **said: object) -> int:
    """A draft of the pack of home goods that says something else of one promise, or none of it."""
    boss = us.administrator
    draft = start_draft(actor=boss, pack_code="home_goods", now=FRIDAY)
    entries = wording_of(actor=boss, version_id=draft, at=FRIDAY).parts[Part.COMMITMENT]
    places = [
        place
        for place, entry in enumerate(entries)
        if entry["code"] == code and "one" in entry.get("when", {}).get("level", ["one"])
    ]
    for place in reversed(places):
        seen = version_card(actor=boss, version_id=draft, at=FRIDAY).seen
        if said:
            write_entry(actor=boss, version_id=draft, seen=seen, part=Part.COMMITMENT, index=place,
                        entry=entries[place] | said, now=FRIDAY)  # fmt: skip
        else:
            remove_entry(actor=boss, version_id=draft, seen=seen, part=Part.COMMITMENT,
                         index=place, now=FRIDAY)  # fmt: skip
    return draft


def test_a_draft_tells_which_open_cases_it_would_change_and_changes_none(us: Company) -> None:
    case = complaint(us.agent, product_line="home").case
    complaint(us.agent, product_line="furniture", phone="13900139001")
    brief = case_brief(actor=SYSTEM, case_id=case.id)
    before = clocks_of(actor=SYSTEM, case=brief, now=FRIDAY)
    draft = drafted(us, "solution", amount=2)

    told = moves_under_version(actor=us.administrator, version_id=draft, now=FRIDAY)

    assert [(row.case_id, row.code, row.due_before, row.due_after) for row in told.rows] == [
        (case.id, "solution", at("2026-01-14 17:00"), at("2026-01-13 17:00"))
    ]
    assert (told.moved, told.cases) == (1, 1)
    assert clocks_of(actor=SYSTEM, case=brief, now=FRIDAY) == before


def test_a_draft_without_a_promise_says_so_of_the_open_cases(us: Company) -> None:
    complaint(us.agent, product_line="home")
    draft = drafted(us, "solution")
    (row,) = moves_under_version(actor=us.administrator, version_id=draft, now=FRIDAY).rows
    assert (row.code, row.due_before, row.due_after) == ("solution", at("2026-01-14 17:00"), None)
