import base64
import os
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import Invalid, NotAllowed
from aftercare.foundation.privacy import actions, fields, keys, queries
from aftercare.foundation.privacy.models import Reveal

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def fresh_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


@given(st.text())
def test_what_is_sealed_opens_again_and_reads_as_noise(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    sealed = fields.seal(text, "a.b")
    assert fields.unseal(sealed, "a.b") == text
    if len(text) > 3:
        assert text.encode() not in sealed


def test_the_same_text_is_never_sealed_alike() -> None:
    assert fields.seal("13800138000", "a.b") != fields.seal("13800138000", "a.b")


def test_a_value_moved_to_another_column_does_not_open() -> None:
    with pytest.raises(fields.Unreadable):
        fields.unseal(fields.seal("13800138000", "a.phone"), "a.name")


@given(st.integers(min_value=0, max_value=40), st.integers(min_value=1, max_value=255))
def test_a_single_changed_bit_is_noticed(place: int, change: int) -> None:
    sealed = bytearray(fields.seal("13800138000", "a.b"))
    sealed[place % len(sealed)] ^= change
    if place % len(sealed) == 0:
        return  # the version byte says how to read, not what
    with pytest.raises(fields.Unreadable):
        fields.unseal(bytes(sealed), "a.b")


def test_old_values_open_as_long_as_their_key_is_kept() -> None:
    old, new = fresh_key(), fresh_key()
    with override_settings(AFTERCARE_KEYS=[old]):
        sealed = fields.seal("王芳", "a.b")
    with override_settings(AFTERCARE_KEYS=[new, old]):
        assert fields.unseal(sealed, "a.b") == "王芳"
        assert fields.seal("王芳", "a.b")[1:5] != sealed[1:5]
    with override_settings(AFTERCARE_KEYS=[new]), pytest.raises(fields.Unreadable):
        fields.unseal(sealed, "a.b")


def test_a_key_that_was_added_meanwhile_is_fetched() -> None:
    old, new = fresh_key(), fresh_key()
    with override_settings(AFTERCARE_KEYS=[new, old]):
        sealed = fields.seal("王芳", "a.b")
    later = SimpleNamespace(encryption=(new, old))
    with override_settings(AFTERCARE_KEYS=[old], AFTERCARE_READ_KEYS=lambda: later):
        assert fields.unseal(sealed, "a.b") == "王芳"


@pytest.mark.parametrize("words", [[], ["short"], ["!!"]])
def test_unfit_keys_are_refused_at_once(words: list[str]) -> None:
    with override_settings(AFTERCARE_KEYS=words), pytest.raises(ImproperlyConfigured):
        keys.ring()


def test_a_tail_alone_finds_what_the_whole_number_filed() -> None:
    assert keys.index_of_tail("8000") == keys.index_of_tail("+86 138 0013 8000")
    assert keys.index_of_tail("8001") != keys.index_of_tail("13800138000")
    assert keys.index_of_tail("") is None
    assert keys.index_of_phone("没有") is None


@pytest.mark.django_db
def test_a_look_behind_the_mask_leaves_a_trace_with_its_reason() -> None:
    agent = Actor(user_id=7)
    actions.note_reveal(
        actor=agent, subject="customer:9", fields=["phone"], reason=" 约时间\0上门 ", now=AT
    )
    (row,) = queries.latest_reveals(actor=SYSTEM).rows
    assert (row.user_id, row.reason, row.fields) == (7, "约时间 上门", ("phone",))
    assert [c.count for c in queries.reveal_counts(actor=SYSTEM, since=AT)] == [1]


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", " ", "x", "\0\0\0"])
def test_a_look_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(Invalid):
        actions.note_reveal(
            actor=SYSTEM, subject="customer:9", fields=["phone"], reason=reason, now=AT
        )
    assert not Reveal.objects.exists()


def test_only_who_may_sees_who_looked() -> None:
    with pytest.raises(NotAllowed):
        queries.latest_reveals(actor=Actor(user_id=7))
