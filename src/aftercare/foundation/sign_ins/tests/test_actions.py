from datetime import UTC, datetime, timedelta

import pytest

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.identity.actions import create_user
from aftercare.foundation.sign_ins import actions, queries, rules

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LIMIT = rules.Limit(tries=3, per=timedelta(minutes=10))
pytestmark = pytest.mark.django_db


def somebody(name: str) -> Actor:
    user = create_user(actor=SYSTEM, username=name, display_name=name, password=None, now=AT)
    grants = {"sign_ins.note_own_sign_in", "sign_ins.end_own_session"}
    return Actor(user_id=user.id, grants=frozenset(grants))


def sign_in(person: Actor, key: str, at: datetime = AT) -> None:
    actions.note_own_sign_in(
        actor=person, session_key=key, address="10.0.0.1", agent="Firefox on Linux", now=at
    )


def test_tries_past_the_limit_are_refused_until_the_window_ends() -> None:
    for _ in range(3):
        actions.spend_try(key="code:1", limit=LIMIT, now=AT)
    with pytest.raises(actions.TooOften) as refused:
        actions.spend_try(key="code:1", limit=LIMIT, now=AT)
    assert refused.value.wait == timedelta(minutes=10)
    actions.spend_try(key="code:2", limit=LIMIT, now=AT)
    actions.spend_try(key="code:1", limit=LIMIT, now=AT + timedelta(minutes=10))


def test_a_person_sees_and_ends_only_their_own_devices() -> None:
    li, wang = somebody("li.na"), somebody("wang.wu")
    sign_in(li, "a")
    sign_in(li, "b", AT + timedelta(minutes=1))
    sign_in(wang, "c")
    rows = queries.sign_ins_of(actor=li, session_key="a", at=AT + timedelta(minutes=2))
    assert [(row.device, row.here) for row in rows] == [
        ("Firefox · Linux", False),
        ("Firefox · Linux", True),
    ]
    with pytest.raises(NotFound):
        actions.end_own_session(actor=wang, sign_in_id=rows[0].id, now=AT)
    actions.end_own_session(actor=li, sign_in_id=rows[0].id, now=AT)
    assert len(queries.sign_ins_of(actor=li, session_key="a", at=AT)) == 1


def test_what_is_over_is_forgotten() -> None:
    li = somebody("li.na")
    sign_in(li, "a")
    actions.spend_try(key="code:1", limit=LIMIT, now=AT)
    late = AT + timedelta(days=2)
    assert not queries.sign_ins_of(actor=li, session_key="a", at=late)
    actions.clean_up(now=late)
    actions.spend_try(key="code:1", limit=LIMIT, now=AT)
