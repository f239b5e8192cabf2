"""A draft is tried on past cases, at once or a stretch at a time, and changes none of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.commitments.queries import clocks_of
from aftercare.casework.conversation.actions import log_contact
from aftercare.casework.simulations import actions
from aftercare.casework.simulations.queries import Line, SimulationCard, simulation, simulations_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotAllowed
from aftercare.policy.packs.actions import start_draft, write_entry
from aftercare.policy.packs.queries import Part, RiskScore, version_card, wording_of
from tests.makers import FRIDAY, Company, company, complaint

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = FRIDAY + 20 * DAY


@pytest.fixture
def people() -> Company:
    return company()


def drafted(people: Company, code: str, **said: Any) -> int:
    """A draft of the pack of furniture that says something else of a promise."""
    boss = people.administrator
    draft = start_draft(actor=boss, pack_code="furniture", now=LATER)
    entries = wording_of(actor=boss, version_id=draft, at=LATER).parts[Part.COMMITMENT]
    index = max(  # that for all complaints stands after that for the urgent ones
        place
        for place, entry in enumerate(entries)
        if entry["code"] == code and "complaint" in entry.get("when", {}).get("kind", ["complaint"])
    )
    seen = version_card(actor=boss, version_id=draft, at=LATER).seen
    write_entry(actor=boss, version_id=draft, seen=seen, part=Part.COMMITMENT, index=index,
                entry=entries[index] | said, now=LATER)  # fmt: skip
    return draft


def tried(people: Company, draft: int) -> SimulationCard:
    made = actions.simulate_version(
        actor=people.administrator, version_id=draft, since=FRIDAY - DAY, until=LATER, now=LATER
    )
    return simulation(actor=people.administrator, simulation_id=made)


def of(card: SimulationCard, code: str) -> Line:
    return next(line for line in card.lines if line.code == code)


def answered(people: Company, hours: float) -> int:
    made = complaint(
        people.agent, product_line="furniture", phone=f"1380013{hours * 10:04.0f}"
    ).case
    log_contact(actor=people.handler, case_id=made.id, channel="phone", outbound=True,
                text="已联系", public=False, now=FRIDAY + timedelta(hours=hours))  # fmt: skip
    return made.id


def test_a_longer_promise_would_have_been_kept_where_it_was_late(people: Company) -> None:
    answered(people, 0.5)
    answered(people, 5)
    draft = drafted(people, "first_reply", amount=6, unit="hour")

    card = tried(people, draft)

    line = of(card, "first_reply")
    assert (card.done, line.before, line.after) == (2, 2, 2)
    assert (line.late_before, line.late_after) == (1, 0)
    assert (line.earlier, line.later) == (0, 2)


def test_a_shorter_promise_would_have_been_late_where_it_was_kept(people: Company) -> None:
    draft = drafted(people, "solution", amount=1)
    complaint(people.agent, product_line="furniture", now=LATER - timedelta(hours=3))

    line = of(tried(people, draft), "solution")

    assert (line.late_before, line.late_after, line.earlier) == (0, 1, 1)
    assert line.open_moved == 1


def test_a_draft_that_says_the_same_changes_no_number(people: Company) -> None:
    answered(people, 0.5)
    draft = drafted(people, "first_reply")

    for line in tried(people, draft).lines:
        assert (line.before, line.late_before) == (line.after, line.late_after)
        assert line.earlier == line.later == line.open_moved == 0


def test_trying_changes_no_case(people: Company) -> None:
    case_id = answered(people, 5)
    case = case_brief(actor=SYSTEM, case_id=case_id)
    before = clocks_of(actor=SYSTEM, case=case, now=LATER)
    tried(people, drafted(people, "first_reply", amount=1, unit="hour"))
    assert case_brief(actor=SYSTEM, case_id=case_id) == case
    assert clocks_of(actor=SYSTEM, case=case, now=LATER) == before


def test_many_cases_are_counted_in_stretches_that_add_up(
    people: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hours in (0.5, 2, 5):
        answered(people, hours)
    draft = drafted(people, "first_reply", amount=1, unit="hour")
    whole = tried(people, draft)
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    monkeypatch.setattr(actions, "STRETCH", 1)

    begun = tried(people, draft)
    assert begun.is_running
    assert begun.done == 0
    while actions.advance_simulation(actor=SYSTEM, simulation_id=begun.id, now=LATER):
        pass

    ended = simulation(actor=people.administrator, simulation_id=begun.id)
    assert (ended.is_running, ended.done, ended.lines) == (False, 3, whole.lines)
    assert [c.id for c in simulations_of(actor=people.manager, version_id=draft)] == [
        ended.id,
        whole.id,
    ]


def test_a_stopped_one_keeps_what_it_has_counted(
    people: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(people, 1)
    draft = drafted(people, "first_reply", amount=1, unit="hour")
    monkeypatch.setattr(actions, "AT_ONCE", 0)
    begun = tried(people, draft)
    actions.stop_simulation(actor=people.administrator, simulation_id=begun.id, now=LATER)
    assert not actions.advance_simulation(actor=SYSTEM, simulation_id=begun.id, now=LATER)
    assert simulation(actor=people.administrator, simulation_id=begun.id).is_stopped


def test_the_number_of_queries_does_not_grow_with_the_cases(people: Company) -> None:
    draft = drafted(people, "first_reply", amount=1, unit="hour")
    spent = []
    for hours in (1, 2, 3):
        answered(people, hours)
        with CaptureQueriesContext(connection) as queries:
            tried(people, draft)
        spent.append(len(queries))
    assert spent[1] == spent[2]


def test_the_time_must_have_a_length_and_the_person_the_right(people: Company) -> None:
    draft = drafted(people, "first_reply", amount=1, unit="hour")
    with pytest.raises(Invalid):
        actions.simulate_version(actor=people.administrator, version_id=draft, since=LATER,
                                 until=LATER, now=LATER)  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.simulate_version(actor=people.agent, version_id=draft, since=FRIDAY,
                                 until=LATER, now=LATER)  # fmt: skip


def test_the_risk_that_a_trial_finds_stays_with_the_version_until_its_wording_changes(
    people: Company,
) -> None:
    draft = drafted(people, "first_reply", amount=1, unit="hour")
    answered(people, 5)
    trial = tried(people, draft)

    def kept() -> RiskScore:
        found = version_card(actor=people.administrator, version_id=draft, at=LATER).risk
        assert found is not None
        return found

    worst = max(risks.complaint for risks in trial.risks)
    assert (kept().trial_id, kept().cases, kept().complaint) == (trial.id, 1, worst)
    assert worst > 0
    assert not kept().outdated
    entries = wording_of(actor=people.administrator, version_id=draft, at=LATER).parts
    write_entry(actor=people.administrator, version_id=draft, seen=trial.digest,
                part=Part.COMMITMENT, index=0,
                entry=entries[Part.COMMITMENT][0] | {"amount": 9}, now=LATER)  # fmt: skip
    assert kept().outdated
