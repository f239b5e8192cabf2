"""Whoever takes the next step hears of a version on its way, and who wrote it what became of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.notices.queries import notices_of
from aftercare.policy.packs import actions
from aftercare.policy.packs.queries import Part, version_card, wording_of
from tests.makers import FRIDAY, company

pytestmark = pytest.mark.django_db


def told(actor: Actor) -> list[str]:
    return [row.text for row in reversed(notices_of(actor=actor).rows)]


def test_each_step_is_told_to_who_is_next_and_to_who_proposed() -> None:
    us = company()
    writer, boss = us.administrator, us.manager
    reviewer = replace(SYSTEM, user_id=us.head.user_id, name="陈静")
    draft = actions.start_draft(actor=writer, pack_code="furniture", now=FRIDAY)
    first = wording_of(actor=writer, version_id=draft, at=FRIDAY).parts[Part.COMMITMENT][0]
    seen = version_card(actor=writer, version_id=draft, at=FRIDAY).seen
    seen = actions.write_entry(
        actor=writer, version_id=draft, seen=seen, part=Part.COMMITMENT, index=0,
        entry=first | {"amount": first["amount"] + 1}, now=FRIDAY,
    )  # fmt: skip

    actions.propose_version(actor=writer, version_id=draft, seen=seen, reason="x", now=FRIDAY)
    actions.send_back_version(actor=boss, version_id=draft, reason="y", now=FRIDAY)
    actions.propose_version(actor=writer, version_id=draft, seen=seen, reason="z", now=FRIDAY)
    actions.review_version(actor=reviewer, version_id=draft, now=FRIDAY)
    actions.approve_version(actor=boss, version_id=draft, now=FRIDAY,
                            in_force_from=FRIDAY + timedelta(days=1))  # fmt: skip

    waits = "政策包“家具”第 2 版等待"
    assert told(boss) == [f"{waits}复核。", f"{waits}复核。", f"{waits}批准。"]
    back, waiting, approved = told(writer)
    assert (back[-5:], waiting[-5:], approved[-4:]) == ("版被退回。", "等待批准。", "已批准。")
    assert told(us.head)[-1:] == [approved]
