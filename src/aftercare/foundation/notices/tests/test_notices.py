"""Everybody reads their own, in their own language."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.identity.models import User
from aftercare.foundation.notices import actions, queries

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
MAY = frozenset({"notices.notify", "notices.mark_read", "notices.mark_all_read"})
pytestmark = pytest.mark.django_db


def somebody(username: str) -> Actor:
    user = User.objects.create(username=username, display_name=username, created_at=NOW)
    return Actor(user_id=user.id, grants=MAY)


def tell(*who: Actor, text: str = "There is no such notice.", by: Actor = SYSTEM) -> int:
    return actions.notify(
        actor=by,
        user_ids=[actor.user_id for actor in who],
        kind="test",
        text_key=text,
        params={"number": "AS1"},
        link="/desk/",
        urgent=True,
        now=NOW,
    )


def test_a_notice_is_put_into_the_reader_s_language_when_it_is_read() -> None:
    anna = somebody("anna")
    tell(anna)
    with override("en"):
        assert queries.notices_of(actor=anna).rows[0].text == "There is no such notice."
    with override("zh-hans"):
        assert queries.notices_of(actor=anna).rows[0].text == "没有这条通知。"


def test_params_fill_the_sentence_and_a_missing_one_does_not_break_it() -> None:
    anna = somebody("anna")
    tell(anna, text="{number} is {state}")
    assert queries.notices_of(actor=anna).rows[0].text == "AS1 is –"


def test_who_acts_is_not_told_and_nobody_is_told_twice() -> None:
    anna, bert = somebody("anna"), somebody("bert")
    assert tell(anna, bert, bert, by=anna) == 1
    assert queries.unread_count(actor=anna) == 0
    assert queries.unread_count(actor=bert) == 1


def test_reading_is_for_oneself_only_and_once() -> None:
    anna, bert = somebody("anna"), somebody("bert")
    tell(anna)
    (notice,) = queries.notices_of(actor=anna, unread=True).rows
    with pytest.raises(NotFound):
        actions.mark_read(actor=bert, notice_id=notice.id, now=NOW)
    assert actions.mark_read(actor=anna, notice_id=notice.id, now=NOW).is_read
    assert queries.unread_count(actor=anna) == 0
    assert not queries.notices_of(actor=anna, unread=True).rows


def test_pages_follow_each_other_without_gap_or_double() -> None:
    anna = somebody("anna")
    for _ in range(7):
        tell(anna)
    first = queries.notices_of(actor=anna, limit=4)
    second = queries.notices_of(actor=anna, limit=4, cursor=first.next_cursor)
    ids = [row.id for row in [*first.rows, *second.rows]]
    assert len(ids) == 7
    assert ids == sorted(ids, reverse=True)
    assert second.next_cursor is None
    assert actions.mark_all_read(actor=anna, now=NOW) == 7


def test_the_system_itself_has_no_notices() -> None:
    assert not queries.notices_of(actor=SYSTEM).rows
    assert queries.unread_count(actor=SYSTEM) == 0
