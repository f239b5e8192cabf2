"""Rows are asked for in words put together once: the same rows as Django finds."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import Exists, F, OuterRef, QuerySet

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.deliveries.models import Message
from aftercare.foundation.identity.models import User
from aftercare.foundation.kept import asked_once
from aftercare.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def _notes() -> None:
    for user_id in (7, 8, 40_000):
        User.objects.create(id=user_id, username=f"u{user_id}", created_at=THEN)
        for number in range(3):
            Notice.objects.create(user_id=user_id, kind=f"k{number}", text_key="t", link="/",
                                  params={"n": number}, created_at=THEN)  # fmt: skip


def of_one(user_id: int) -> QuerySet[Notice]:
    return Notice.objects.filter(user_id=user_id, read_at=None).order_by("-id")


def of_some(ids: list[int], most: int) -> QuerySet[Notice, Any]:
    found = Notice.objects.filter(user_id__in=ids, user_id__lte=most)
    return found.order_by("id").values_list("kind", "user_id", "params", named=True)


def of_their_users(user_id: int) -> QuerySet[Notice]:
    own = User.objects.filter(id=OuterRef("user_id"))
    return Notice.objects.filter(Exists(own), user_id=user_id).select_related("user").order_by("id")


def of_a_kind(kind: str, user_id: int) -> QuerySet[Notice]:
    return Notice.objects.filter(kind=kind, text_key="t", user_id=user_id).defer("params")


def in_sight(actor: Actor) -> QuerySet[User, Any]:
    found = User.objects.order_by("id").values("id")
    return found if actor.sees_everything else found.filter(id__in=actor.org_units)


@pytest.mark.usefixtures("_notes")
@pytest.mark.parametrize(
    ("ask", "given"),
    [
        (of_one, [(7,), (8,), (40_000,), (9,), (2**62,)]),
        (of_some, [([7, 8], 9), ([8, 7], 8), ([7], 7), ([], 7), ([7, 8, 40_000], 2**40)]),
        (of_their_users, [(7,), (8,)]),
        (of_a_kind, [("k0", 7), ("k1", 7), ("\x01", 7), ("' OR 1 --", 7)]),
        (in_sight, [(SYSTEM,), (replace(SYSTEM, sees_everything=False),),
                    (Actor(user_id=1, org_units=frozenset({7})),),
                    (Actor(user_id=1, org_units=frozenset({8})),)]),
    ],
)  # fmt: skip
def test_the_rows_are_those_that_django_finds(ask: Any, given: list[tuple[Any, ...]]) -> None:
    kept = asked_once(ask)
    for one in given * 2:
        assert kept(*one) == list(ask(*one)), one


@pytest.mark.usefixtures("_notes")
def test_the_words_are_put_together_once_for_each_sight_and_number() -> None:
    made: list[object] = []

    @asked_once
    def ask(actor: Actor, ids: list[int]) -> QuerySet[Notice]:
        made.append(ids)
        assert actor.user_id is None
        return Notice.objects.filter(user_id__in=ids).select_related("user").order_by(F("id"))

    found = [
        ask(SYSTEM, ids) for ids in ([7], [8], [7, 8], [7, 8, 9], {7, 8, 40_000}, [3, 4, 5, 6])
    ]
    assert [len(rows) for rows in found] == [3, 3, 6, 6, 9, 0]
    assert len(made) == 3
    assert found[0][0].user.username == "u7"


def test_what_depends_on_more_than_its_arguments_cannot_be_kept() -> None:
    user = User.objects.create(id=9, username="u9", created_at=THEN)
    for ask in (
        lambda _: Notice.objects.prefetch_related("user"),
        lambda one: Message(pk=one).tries.all(),
        lambda _: Notice.objects.filter(user=user),
    ):
        with pytest.raises(TypeError):
            asked_once(ask)(1)
