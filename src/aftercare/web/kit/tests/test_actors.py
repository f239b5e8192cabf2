from datetime import UTC, datetime, timedelta

import pytest

from aftercare.foundation.actor import SYSTEM, ActorKind
from aftercare.foundation.identity import actions
from aftercare.foundation.identity.models import ApiToken
from aftercare.web.kit.actors import NOBODY, actor_of, actor_of_token, customer_of

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def token_of(user_id: int, *scopes: str) -> str:
    issued = actions.issue_own_token(
        actor=actor_of(user_id), name="till", scopes=scopes, expires_at=None, now=AT
    )
    return issued.word


@pytest.fixture
def user_id() -> int:
    actions.install_roles(actor=SYSTEM, now=AT)
    user = actions.create_user(
        actor=SYSTEM,
        username="li.na",
        display_name="李娜",
        password=None,
        role_codes=["agent"],
        now=AT,
    )
    return user.id


def test_a_token_acts_for_its_user_within_its_scopes(user_id: int) -> None:
    found = actor_of_token(token_of(user_id, "cases.see_*"), AT)
    assert found
    actor, _token = found
    assert (actor.user_id, actor.kind) == (user_id, ActorKind.MACHINE)
    assert actor.may("cases.see_cases")
    assert not actor.may("cases.close_case")
    assert ApiToken.objects.get().last_used_at == AT


def test_a_token_loses_what_its_user_loses(user_id: int) -> None:
    word = token_of(user_id, "cases.see_*")
    actions.set_roles(actor=SYSTEM, user_id=user_id, role_codes=[], now=AT)
    found = actor_of_token(word, AT)
    assert found
    assert not found[0].grants


def test_a_token_used_often_is_noted_seldom(user_id: int) -> None:
    word = token_of(user_id, "cases.see_*")
    actor_of_token(word, AT)
    actor_of_token(word, AT + timedelta(minutes=4))
    assert ApiToken.objects.get().last_used_at == AT


@pytest.mark.parametrize("word", ["", "ac_", "ac_nonsense", "ac_\0", "Bearer"])
def test_a_wrong_word_opens_nothing(word: str) -> None:
    assert actor_of_token(word, AT) is None


def test_a_closed_account_is_nobody(user_id: int) -> None:
    actions.deactivate_user(actor=SYSTEM, user_id=user_id, now=AT)
    assert actor_of(user_id) is NOBODY


def test_a_customer_may_what_the_portal_offers_on_their_cases_only() -> None:
    customer = customer_of([3])
    assert customer.case_ids == {3}
    assert customer.may("resolutions.record_consent")
    assert not customer.may("cases.close_case")
