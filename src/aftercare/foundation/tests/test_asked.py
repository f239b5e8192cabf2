"""Questions are put together once, and answered for the moment of asking."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from aftercare.foundation.asked import AT_NOW, NOW, Question, answer, counts, keyed, question
from aftercare.foundation.identity.models import User
from aftercare.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 3, 2, 2, tzinfo=UTC)


def note(at: datetime) -> None:
    User.objects.get_or_create(id=7, defaults={"username": "zhou", "created_at": THEN})
    Notice.objects.create(user_id=7, kind="k", text_key="t", link="/", created_at=at)


def test_the_same_words_are_put_together_once_and_answered_for_each_moment() -> None:
    made: list[int] = []

    def ask() -> QuerySet[Notice, Any]:
        made.append(1)
        return Notice.objects.filter(created_at__lt=NOW, user_id=7).values_list("kind", "user_id")

    note(THEN)
    found = [
        answer(question("of one", ask).put({NOW: at})) for at in (THEN, THEN + timedelta(1), THEN)
    ]
    assert found == [[], [("k", 7)], []]
    assert len(made) == 1
    question(None, ask)
    assert len(made) == 2


def test_many_are_counted_in_one_statement_also_what_cannot_be(
    django_assert_num_queries: Any,
) -> None:
    note(THEN)
    every = question("every", lambda: Notice.objects.values("id"))
    none = question("none", lambda: Notice.objects.filter(id__in=[]).values("id"))
    older = question("older", lambda: Notice.objects.filter(created_at__lt=NOW).values("id"))
    with django_assert_num_queries(1):
        assert counts([every, none, older.put({NOW: THEN})]) == [1, 0, 0]
    assert answer(none) == []
    assert counts([]) == []


def test_the_moment_is_no_part_of_a_key() -> None:
    one, other = (keyed([at, {3}, [4], "x", THEN], at) for at in (THEN + timedelta(1), NOW))
    assert one == other == (AT_NOW, (3,), (4,), "x", THEN)
    assert keyed([datetime.max.replace(tzinfo=UTC)], THEN) != keyed([THEN], THEN)


def test_what_people_send_is_never_taken_for_a_hole() -> None:
    hole = "\0hole"
    sent = ("\0hole ".strip(), datetime.max.replace(tzinfo=UTC))
    assert sent == (hole, NOW)
    asked = Question("", (hole, *sent, NOW))
    assert asked.put({hole: [1], NOW: THEN}).values == ([1], *sent, THEN)
