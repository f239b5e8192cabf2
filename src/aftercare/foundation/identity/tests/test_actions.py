from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.models import Entry
from aftercare.foundation.errors import Invalid, NotAllowed, NotFound
from aftercare.foundation.identity import actions, queries
from aftercare.foundation.identity.models import ApiToken, User

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECRET, OTHER = "correct-horse-battery", "another-good-one"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roles() -> None:
    actions.install_roles(actor=SYSTEM, now=AT)


def hire(username: str = "li.na", *roles: str) -> Actor:
    user = actions.create_user(
        actor=SYSTEM,
        username=username,
        display_name="李娜",
        password=SECRET,
        role_codes=roles,
        now=AT,
    )
    return Actor(user_id=user.id, grants=queries.grants_of(actor=SYSTEM, user_id=user.id))


def test_a_user_may_what_the_roles_say_and_no_more() -> None:
    administrator, nobody = hire("admin", "administrator"), hire("nobody")
    assert administrator.may("identity.create_user")
    assert nobody.may("identity.change_own_password")
    assert not nobody.may("identity.create_user")


def test_installing_the_roles_again_changes_nothing_and_leaves_edited_ones() -> None:
    card = actions.save_role(
        actor=SYSTEM,
        code="agent",
        name_zh="坐席",
        name_en="Agent",
        grants=["identity.see_users"],
        now=AT,
    )
    entries = Entry.objects.count()
    actions.install_roles(actor=SYSTEM, now=AT)
    assert Entry.objects.count() == entries
    assert card.permissions == {"identity.see_users"}
    found = {role.code: role for role in queries.roles(actor=SYSTEM)}
    assert found["agent"].grants == ("identity.see_users",)
    assert found["agent"].edited


def test_a_role_cannot_name_a_permission_that_does_not_exist() -> None:
    with pytest.raises(Invalid) as refused:
        actions.save_role(
            actor=SYSTEM, code="x", name_zh="x", name_en="x", grants=["cases.fly"], now=AT
        )
    assert "cases.fly" in refused.value.fields["grants"]


@pytest.mark.parametrize("password", ["short", "password123", "1234567890123", "wang.fang@desk1"])
def test_a_weak_password_is_refused_on_its_field(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.create_user(
            actor=SYSTEM, username="wang.fang@desk", display_name="", password=password, now=AT
        )
    assert refused.value.fields["password"]
    assert not User.objects.exists()


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])
def test_the_password_is_kept_as_argon2() -> None:
    hire()
    assert User.objects.get().password.startswith("argon2")


def test_a_sign_in_name_is_taken_once_whatever_its_case() -> None:
    hire("li.na")
    with pytest.raises(Invalid):
        hire("LI.NA")


def test_nobody_changes_their_own_roles() -> None:
    administrator = hire("admin", "administrator")
    assert administrator.user_id
    with pytest.raises(actions.NotYourself):
        actions.set_roles(actor=administrator, user_id=administrator.user_id, role_codes=[], now=AT)


def test_who_keeps_accounts_but_not_roles_hands_out_only_what_they_hold() -> None:
    target = hire("target")
    keeper = Actor(user_id=10**9, grants=frozenset({"identity.set_roles"}))
    assert target.user_id
    with pytest.raises(NotAllowed):
        actions.set_roles(
            actor=keeper, user_id=target.user_id, role_codes=["administrator"], now=AT
        )


def test_the_last_administrator_stays() -> None:
    only = hire("admin", "administrator")
    assert only.user_id
    with pytest.raises(actions.LastAdministrator):
        actions.deactivate_user(actor=SYSTEM, user_id=only.user_id, now=AT)
    with pytest.raises(actions.LastAdministrator):
        actions.set_roles(actor=SYSTEM, user_id=only.user_id, role_codes=[], now=AT)


def test_a_closed_account_may_nothing_and_its_tokens_end() -> None:
    hire("admin", "administrator")
    person = hire()
    assert person.user_id
    issued = actions.issue_own_token(
        actor=person, name="till", scopes=["identity.*_own_*"], expires_at=None, now=AT
    )
    actions.deactivate_user(actor=SYSTEM, user_id=person.user_id, now=AT)
    assert queries.grants_of(actor=SYSTEM, user_id=person.user_id) == frozenset()
    assert queries.token_facts(actor=SYSTEM, word=issued.word, at=AT) is None


def test_a_token_is_known_only_by_its_hash_and_bounded_by_its_scopes() -> None:
    person = hire()
    issued = actions.issue_own_token(
        actor=person,
        name="till",
        scopes=["identity.change_own_settings"],
        expires_at=AT + timedelta(days=1),
        now=AT,
    )
    row = ApiToken.objects.get()
    assert issued.word not in (row.prefix, bytes(row.digest).hex())
    facts = queries.token_facts(actor=SYSTEM, word=issued.word, at=AT)
    assert facts
    assert facts.scopes == {"identity.change_own_settings"}
    assert queries.token_facts(actor=SYSTEM, word=issued.word + "x", at=AT) is None
    late = AT + timedelta(days=1)
    assert queries.token_facts(actor=SYSTEM, word=issued.word, at=late) is None


def test_a_token_never_holds_more_than_its_owner() -> None:
    with pytest.raises(Invalid):
        actions.issue_own_token(
            actor=hire(), name="x", scopes=["identity.create_user"], expires_at=None, now=AT
        )


def test_a_token_of_somebody_else_is_not_there_to_be_revoked() -> None:
    issued = actions.issue_own_token(
        actor=hire(), name="x", scopes=["identity.*_own_*"], expires_at=None, now=AT
    )
    with pytest.raises(NotFound):
        actions.revoke_own_token(actor=hire("other"), token_id=issued.token.id, now=AT)


def test_last_used_moves_every_five_minutes_only() -> None:
    issued = actions.issue_own_token(
        actor=hire(), name="x", scopes=["identity.*_own_*"], expires_at=None, now=AT
    )
    for minutes in (0, 4, 6):
        actions.note_token_used(token_id=issued.token.id, now=AT + timedelta(minutes=minutes))
    assert ApiToken.objects.get().last_used_at == AT + timedelta(minutes=6)


def test_the_new_password_needs_the_present_one() -> None:
    person = hire()
    with pytest.raises(Invalid):
        actions.change_own_password(actor=person, current="wrong", password=OTHER, now=AT)
    actions.change_own_password(actor=person, current=SECRET, password=OTHER, now=AT)
    user = User.objects.get()
    assert user.check_password(OTHER)
    assert not user.must_change_password


def test_the_grants_of_a_user_cost_one_query(django_assert_num_queries: object) -> None:
    person = hire("xu", "agent", "administrator")
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.grants_of(actor=SYSTEM, user_id=person.user_id or 0)
