"""A new version of a pack: written, proposed, reviewed, approved, each by somebody else."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.audit.queries import history
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.foundation.identity.models import User
from aftercare.policy.calendars.actions import install_calendars
from aftercare.policy.packs import actions
from aftercare.policy.packs.adapters import founding_packs
from aftercare.policy.packs.models import PackVersion
from aftercare.policy.packs.queries import (
    SEE_DRAFTS,
    Change,
    Part,
    ReminderRules,
    all_commitments,
    changes_of,
    handling_rules,
    shipped_news,
    version_card,
    version_in_force,
    versions_of,
    versions_under_way,
    wording_of,
)

NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=30)

pytestmark = pytest.mark.django_db


def person(user_id: int, *grants: str) -> Actor:
    allowed = frozenset(grants or actions_of_packs())
    return replace(
        SYSTEM,
        kind=ActorKind.STAFF,
        user_id=user_id,
        name=f"p{user_id}",
        grants=allowed | {SEE_DRAFTS},
    )


def actions_of_packs() -> list[str]:
    names = (
        "start_draft", "write_entry", "remove_entry", "move_entry", "write_settings", "drop_draft",
        "propose_version", "review_version", "send_back_version", "approve_version",
    )  # fmt: skip
    return [f"packs.{name}" for name in names]


WRITER, REVIEWER, APPROVER = person(1), person(2), person(3)


@pytest.fixture
def draft() -> int:
    User.objects.bulk_create(User(id=n, username=f"p{n}", created_at=NOW) for n in (1, 2, 3))
    install_calendars(actor=SYSTEM, now=NOW)
    actions.install_packs(actor=SYSTEM, now=NOW)
    return actions.start_draft(actor=WRITER, pack_code="furniture", now=NOW)


def entry(version_id: int, part: Part = Part.COMMITMENT, index: int = 0) -> dict[str, Any]:
    return wording_of(actor=WRITER, version_id=version_id, at=NOW).parts[part][index]


def seen(version_id: int) -> str:
    return version_card(actor=WRITER, version_id=version_id, at=NOW).seen


def written(version_id: int, index: int | None, part: Part = Part.COMMITMENT, **said: Any) -> str:
    base = entry(version_id, part, index or 0)
    return actions.write_entry(
        actor=WRITER, version_id=version_id, seen=seen(version_id), part=part, index=index,
        entry=base | said, now=NOW,
    )  # fmt: skip


def proposed(version_id: int) -> None:
    actions.propose_version(
        actor=WRITER, version_id=version_id, seen=seen(version_id), reason="更快", now=NOW
    )


def approved(version_id: int, since: datetime = LATER) -> None:
    written(version_id, 1, amount=2)
    proposed(version_id)
    actions.review_version(actor=REVIEWER, version_id=version_id, now=NOW)
    actions.approve_version(actor=APPROVER, version_id=version_id, in_force_from=since, now=NOW)


def test_a_draft_is_a_copy_that_changes_nothing(draft: int) -> None:
    assert changes_of(actor=WRITER, version_id=draft, at=NOW) == []
    assert version_in_force(actor=SYSTEM, line_code="furniture", at=LATER).number == 1


def test_a_changed_promise_is_told_with_what_changed(draft: int) -> None:
    written(draft, 1, amount=2)

    (change,) = changes_of(actor=WRITER, version_id=draft, at=NOW)

    assert (change.part, change.change, change.fields) == (
        "commitment",
        Change.CHANGED,
        ("amount",),
    )
    assert change.before is not None
    assert change.after is not None
    assert (change.before["amount"], change.after["amount"]) == (1, 2)
    assert all_commitments(actor=SYSTEM, version_id=draft)[1].amount == 2


def test_an_approved_version_holds_from_its_day_and_the_former_until_then(draft: int) -> None:
    approved(draft)

    before = version_in_force(actor=SYSTEM, line_code="furniture", at=LATER - timedelta(minutes=1))
    after = version_in_force(actor=SYSTEM, line_code="furniture", at=LATER)

    assert (before.number, after.number) == (1, 2)
    card = version_card(actor=WRITER, version_id=draft, at=NOW)
    assert (card.proposer, card.reviewer, card.approver) == ("p1", "p2", "p3")
    assert card.is_coming
    assert [c.holds for c in versions_of(actor=WRITER, pack_code="furniture", at=LATER)] == [
        True,
        False,
    ]


def test_the_history_names_every_step_and_its_person(draft: int) -> None:
    approved(draft)

    rows = history(actor=SYSTEM, subject="policy:furniture").rows

    assert [(row.verb, row.user_id) for row in reversed(rows)][1:] == [
        ("policy.draft_begun", 1),
        ("policy.draft_changed", 1),
        ("policy.proposed", 1),
        ("policy.reviewed", 2),
        ("policy.approved", 3),
    ]


def test_who_wrote_it_does_not_review_it(draft: int) -> None:
    written(draft, 1, amount=2)
    proposed(draft)
    with pytest.raises(actions.NotYours):
        actions.review_version(actor=WRITER, version_id=draft, now=NOW)


def test_who_reviewed_it_does_not_approve_it(draft: int) -> None:
    written(draft, 1, amount=2)
    proposed(draft)
    actions.review_version(actor=REVIEWER, version_id=draft, now=NOW)
    with pytest.raises(actions.NotYours):
        actions.approve_version(actor=REVIEWER, version_id=draft, in_force_from=LATER, now=NOW)


def test_who_wrote_in_a_draft_does_not_review_it_though_another_proposed(draft: int) -> None:
    written(draft, 1, amount=2)
    actions.propose_version(
        actor=REVIEWER, version_id=draft, seen=seen(draft), reason="更快", now=NOW
    )
    with pytest.raises(actions.NotYours):
        actions.review_version(actor=WRITER, version_id=draft, now=NOW)


def test_the_database_keeps_the_three_apart(draft: int) -> None:
    approved(draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        PackVersion.objects.filter(id=draft).update(reviewer_id=3)


def test_one_version_of_a_pack_is_under_way(draft: int) -> None:
    with pytest.raises(actions.UnderWay):
        actions.start_draft(actor=WRITER, pack_code="furniture", now=NOW)
    assert [card.version_id for card in versions_under_way(actor=WRITER, at=NOW)] == [draft]


def test_a_dropped_draft_makes_room(draft: int) -> None:
    actions.drop_draft(actor=WRITER, version_id=draft, now=NOW)
    assert actions.start_draft(actor=WRITER, pack_code="furniture", now=NOW)


def test_what_was_sent_back_is_changed_and_proposed_again(draft: int) -> None:
    written(draft, 1, amount=2)
    proposed(draft)
    actions.send_back_version(actor=REVIEWER, version_id=draft, reason="太紧", now=NOW)

    card = version_card(actor=WRITER, version_id=draft, at=NOW)
    assert (card.is_draft, card.sent_back) == (True, "太紧")
    written(draft, 1, amount=3)
    proposed(draft)
    assert version_card(actor=WRITER, version_id=draft, at=NOW).sent_back == ""


def test_a_draft_that_somebody_changed_meanwhile_is_not_overwritten(draft: int) -> None:
    first = seen(draft)
    written(draft, 1, amount=2)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.remove_entry(
            actor=WRITER, version_id=draft, seen=first, part=Part.COMMITMENT, index=0, now=NOW
        )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"unit": "weeks"}, "unit"),
        ({"source": "hearsay"}, "source"),
        ({"when": {"level": ["three"]}}, "when.level"),
        ({"calendar": "lunar"}, "calendar"),
    ],
)
def test_what_cannot_be_read_is_refused_under_its_field(
    draft: int, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        written(draft, 1, **said)
    assert list(refusal.value.fields) == [field]


def test_a_draft_may_be_unfinished_but_is_not_proposed_so(draft: int) -> None:
    actions.move_entry(
        actor=WRITER, version_id=draft, seen=seen(draft), part=Part.COMMITMENT, index=0, by=1,
        now=NOW,
    )  # fmt: skip
    with pytest.raises(actions.FaultyPack) as refusal:
        proposed(draft)
    assert list(refusal.value.fields) == ["commitment[1]"]


def test_what_says_nothing_new_is_not_proposed(draft: int) -> None:
    with pytest.raises(actions.NotAtThisStep):
        proposed(draft)


def test_an_entitlement_below_the_law_is_not_proposed(draft: int) -> None:
    rights = wording_of(actor=WRITER, version_id=draft, at=NOW).parts[Part.RIGHT]
    place = next(n for n, right in enumerate(rights) if right["ground"] == "no_reason")
    written(draft, place, Part.RIGHT, days=3)
    with pytest.raises(actions.FaultyPack) as refusal:
        proposed(draft)
    assert list(refusal.value.fields) == [f"entitlement.right[{place}]"]


def test_a_new_special_promise_stands_before_the_general_one(draft: int) -> None:
    when = {"kind": ["complaint"], "severity": ["A"]}
    base = next(
        e for e in wording_of(actor=WRITER, version_id=draft, at=NOW).parts[Part.COMMITMENT]
        if e["code"] == "solution"
    )  # fmt: skip
    actions.write_entry(
        actor=WRITER, version_id=draft, seen=seen(draft), part=Part.COMMITMENT,
        entry=base | {"when": when, "amount": 12}, now=NOW,
    )  # fmt: skip

    (change,) = changes_of(actor=WRITER, version_id=draft, at=NOW)

    assert change.change is Change.ADDED
    assert change.after is not None
    assert change.after["amount"] == 12
    proposed(draft)


def test_it_holds_from_a_day_to_come_only_and_after_the_former(draft: int) -> None:
    written(draft, 1, amount=2)
    proposed(draft)
    actions.review_version(actor=REVIEWER, version_id=draft, now=NOW)
    with pytest.raises(Invalid):
        actions.approve_version(
            actor=APPROVER, version_id=draft, in_force_from=NOW - timedelta(days=1), now=NOW
        )


def test_an_approved_version_cannot_be_changed_or_dropped(draft: int) -> None:
    approved(draft)
    with pytest.raises(actions.NotAtThisStep):
        written(draft, 1, amount=9)
    with pytest.raises(actions.NotAtThisStep):
        actions.drop_draft(actor=WRITER, version_id=draft, now=NOW)


def test_drafts_are_hidden_from_who_may_not_see_them(draft: int) -> None:
    stranger = replace(WRITER, user_id=9, grants=frozenset())
    assert versions_under_way(actor=stranger, at=NOW) == []
    with pytest.raises(NotFound):
        version_card(actor=stranger, version_id=draft, at=NOW)
    with pytest.raises(NotAllowed):
        actions.start_draft(actor=stranger, pack_code="appliance", now=NOW)


def test_a_wording_of_the_company_stays_when_the_product_ships_another(
    draft: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(draft)
    packs = deepcopy(founding_packs())
    for pack in packs:
        pack["handling"]["reopen_days"] = 10
    monkeypatch.setattr(actions, "founding_packs", lambda: packs)
    monkeypatch.setattr("aftercare.policy.packs.queries.drafts.founding_packs", lambda: packs)

    assert actions.install_packs(actor=SYSTEM, now=NOW) == 3
    assert shipped_news(actor=SYSTEM, pack_code="furniture")

    fresh = actions.start_draft(actor=WRITER, pack_code="furniture", shipped=True, now=LATER)
    settings = wording_of(actor=WRITER, version_id=fresh, at=LATER).settings
    assert settings["reopen_days"] == 10


@pytest.mark.parametrize(
    "said",
    [
        {"remind_at": "18:60"}, {"remind_at": "24:00"}, {"remind_at": "六点"}, {"remind_hours": -1},
        {"remind_hours": 25}, {"late_minutes": 241},
    ],
)  # fmt: skip
def test_reminders_of_visits_are_at_times_that_there_are(draft: int, said: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        actions.write_settings(
            actor=WRITER, version_id=draft, seen=seen(draft), settings=said, now=NOW
        )


def test_times_of_reminders_belong_to_the_version(draft: int) -> None:
    said = {"remind_at": "", "remind_hours": 0, "late_minutes": 30}
    actions.write_settings(actor=WRITER, version_id=draft, seen=seen(draft), settings=said, now=NOW)
    (change,) = changes_of(actor=WRITER, version_id=draft, at=NOW)
    assert set(change.fields) == set(said)
    written = handling_rules(actor=SYSTEM, version_id=draft).reminders
    assert written == ReminderRules(at=None, hours=0, late_minutes=30)


def test_limits_of_approval_stand_by_their_sums_wherever_they_are_written(draft: int) -> None:
    added = {"up_to": "50", "steps": []}
    actions.write_entry(actor=WRITER, version_id=draft, seen=seen(draft), part=Part.APPROVAL,
                        entry=added, now=NOW)  # fmt: skip
    moved = {"up_to": "5000", "steps": ["head"]}
    actions.write_entry(actor=WRITER, version_id=draft, seen=seen(draft), part=Part.APPROVAL,
                        index=1, entry=moved, now=NOW)  # fmt: skip
    table = wording_of(actor=WRITER, version_id=draft, at=NOW).parts[Part.APPROVAL]
    assert [one.get("up_to") for one in table] == ["50", "2000", "5000", None]
