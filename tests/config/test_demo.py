"""The demonstration company is whole, whatever the hour at which it is loaded."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from aftercare.casework.cases.queries import (
    CATEGORY_CHOICES,
    CAUSE_CHOICES,
    CHANNEL_CHOICES,
    KIND_CHOICES,
    CaseFilter,
    Order,
    case_page,
)
from aftercare.casework.resolutions.queries import LIABLE_CHOICES, RESOLUTION_CHOICES
from aftercare.config.demo import telling
from aftercare.config.demo.company import PEOPLE, UNITS, sign_ins
from aftercare.config.demo.plots import STAGES, plot
from aftercare.config.demo.stories import Story, models, stories
from aftercare.fieldservice.appointments.queries import day_of
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import HistoryFilter, entries, verb_choices, verify
from aftercare.people.skills.queries import ending
from aftercare.people.staff.queries import members
from aftercare.policy.packs.queries import versions_under_way

STORIES = stories()
SMALL = tuple((stage, 2, least, most) for stage, _number, least, most in telling.TODAY)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.text[:12])
def test_a_story_uses_the_words_of_the_house(story: Story) -> None:
    assert story.kind in dict(KIND_CHOICES)
    assert story.category in dict(CATEGORY_CHOICES)
    assert story.channel in dict(CHANNEL_CHOICES)
    assert story.line in {model.line for model in models()}
    assert (story.level, story.severity) in {("one", "A"), ("one", "B"), ("two", "B"), ("two", "C")}
    assert story.finding
    if not story.is_question:
        assert story.cause in dict(CAUSE_CHOICES)
        assert story.liable in dict(LIABLE_CHOICES)
        assert story.resolution in dict(RESOLUTION_CHOICES)
        assert story.offer


@pytest.mark.parametrize("until", STAGES)
@pytest.mark.parametrize("twists", [(), ("refused", "declined"), ("in vain", "busy", "paused")])
def test_a_plot_ends_where_it_shall(until: str, twists: tuple[str, ...]) -> None:
    for story in STORIES:
        steps = plot(story, until, twists)
        assert steps[0].act == "register"
        assert all(STAGES.index(step.stage) <= STAGES.index(until) for step in steps)


def test_everybody_works_in_a_unit_that_there_is() -> None:
    assert {person.unit for person in PEOPLE} <= {unit.code for unit in UNITS}
    assert len({person.username for person in PEOPLE}) == len(PEOPLE) > 25
    assert "manager" in sign_ins()


@pytest.mark.django_db
def test_the_weeks_are_told_up_to_now_and_never_beyond_even_at_four_in_the_morning() -> None:
    now = datetime(2026, 11, 23, 20, 5, tzinfo=UTC)
    shown: list[tuple[int, int]] = []
    telling.tell(now, lambda done, total: shown.append((done, total)), today=SMALL)
    assert shown[-1][0] == shown[-1][1]
    rows = case_page(
        actor=SYSTEM, narrowed=CaseFilter(), order=Order.NEWEST, now=now, limit=100
    ).rows
    stages = Counter(row.stage for row in rows)
    assert set(STAGES) <= set(stages)
    assert stages["merged"] == telling.DOUBLES
    assert all(row.received_at <= now and row.stage_since <= now for row in rows)
    assert any(row.next_due_at and row.next_due_at < now + timedelta(days=9) for row in rows)
    assert [card.state for card in versions_under_way(actor=SYSTEM, at=now)] == ["proposed"]
    assert {row.standing for row in ending(actor=SYSTEM, on=now.date())} == {"lapsing", "lapsed"}
    found = members(actor=SYSTEM, text="孟凡").rows
    days = [now.date() + timedelta(days=n) for n in (1, 2)]
    rounds = [day_of(actor=SYSTEM, technician_id=found[0].brief.id, day=day) for day in days]
    assert min(map(len, rounds)) > 1, "a technician has a round, and one after it"
    assert not verify(actor=SYSTEM, progress=lambda _done: None).faults
    written = entries(actor=SYSTEM, wanted=HistoryFilter(), limit=10_000).rows
    begun = {row.subject: row.at for row in written if row.verb == "case.registered"}
    assert {row.verb for row in written} <= {verb for verb, _words in verb_choices()}
    lived = [row for row in written if row.subject in begun]
    assert all(begun[row.subject] <= row.at <= now for row in lived)
