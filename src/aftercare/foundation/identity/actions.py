"""Accounts, roles and tokens: every change leaves an entry in the history."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from aftercare.foundation.actions import action
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish

from . import queries, rules
from .events import AccountClosing
from .models import ApiToken, Role, User
from .queries import RoleCard, TokenBrief, UserBrief

LANGUAGES = ("zh-hans", "en")
USED_EVERY = timedelta(minutes=5)


class NotYourself(Refusal):
    pass


class LastAdministrator(Refusal):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """`word` is shown this once and kept nowhere."""

    word: str
    token: TokenBrief


@action
def install_roles(*, actor: Actor, now: datetime) -> None:
    """Brings the roles of the product up to date; those that people edited stay as they are."""
    for shipped in queries.builtin_roles():
        values = {
            "name_zh": shipped.name_zh,
            "name_en": shipped.name_en,
            "about_zh": shipped.about_zh,
            "about_en": shipped.about_en,
            "grants": list(shipped.grants),
            "needs_second_factor": shipped.needs_second_factor,
        }
        role, created = Role.objects.get_or_create(
            code=shipped.code, defaults={**values, "builtin": True}
        )
        if created or (not role.edited and any(getattr(role, k) != v for k, v in values.items())):
            Role.objects.filter(id=role.id).update(**values)
            record(
                actor=actor,
                verb="role.installed",
                subject=f"role:{shipped.code}",
                at=now,
                grants=shipped.grants,
            )


@action
def save_role(
    *,
    actor: Actor,
    code: str,
    name_zh: str,
    name_en: str,
    grants: Iterable[str],
    about_zh: str = "",
    about_en: str = "",
    needs_second_factor: bool = False,
    now: datetime,
) -> RoleCard:
    """Makes a role or changes it; `grants` are names and patterns as in data/roles.toml."""
    wanted = list(grants)
    if wrong := rules.unknown(wanted, queries.permissions()):
        raise Invalid.of("grants", _("There is no permission called %s.") % ", ".join(wrong))
    role = Role.objects.select_for_update().filter(code=code).first() or Role(code=code)
    role.name_zh, role.name_en = name_zh.strip() or name_en, name_en.strip() or name_zh
    role.about_zh, role.about_en = about_zh, about_en
    role.grants, role.edited = wanted, True
    role.needs_second_factor = needs_second_factor
    with _some_administrator_stays():
        role.save()
    record(
        actor=actor,
        verb="role.saved",
        subject=f"role:{code}",
        at=now,
        grants=wanted,
        needs_second_factor=needs_second_factor,
    )
    return queries.card_of(role)


@action
def remove_role(*, actor: Actor, code: str, now: datetime) -> None:
    role = Role.objects.select_for_update().filter(code=code).first()
    if role is None:
        raise NotFound(_("There is no such role."))
    if role.builtin or role.users.exists():
        raise Refusal(_("A built-in role, or one that somebody holds, cannot be removed."))
    role.delete()
    record(actor=actor, verb="role.removed", subject=f"role:{code}", at=now)


@action
def create_user(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    password: str | None,
    role_codes: Iterable[str] = (),
    email: str = "",
    language: str = "zh-hans",
    must_change_password: bool = True,
    now: datetime,
) -> UserBrief:
    """A new account. Without a password nobody can sign in with it (programs hold tokens)."""
    name = rules.normal_username(username)
    if not rules.fit_username(name):
        raise Invalid.of(
            "username", _("2 to 60 letters, digits or Chinese signs, and . _ @ + - inside.")
        )
    if User.objects.filter(username=name).exists():
        raise Invalid.of("username", _("This sign-in name is taken."))
    user = User(
        username=name,
        display_name=display_name.strip() or name,
        email=email.strip(),
        language=language if language in LANGUAGES else LANGUAGES[0],
        must_change_password=must_change_password,
        created_at=now,
    )
    _set_password(user, password)
    user.save()
    held = _roles(role_codes)
    _must_hold_changes(actor, frozenset(), _permissions_of(held))
    user.roles.set(held)
    record(
        actor=actor,
        verb="user.created",
        subject=f"user:{user.id}",
        at=now,
        roles=[role.code for role in held],
    )
    return queries.brief_of(user)


@action
def change_user(
    *, actor: Actor, user_id: int, display_name: str, email: str, now: datetime
) -> UserBrief:
    user = _user(user_id)
    user.display_name, user.email = display_name.strip() or user.username, email.strip()
    user.save(update_fields=["display_name", "email"])
    record(actor=actor, verb="user.changed", subject=f"user:{user_id}", at=now)
    return queries.brief_of(user)


@action
def set_roles(*, actor: Actor, user_id: int, role_codes: Iterable[str], now: datetime) -> UserBrief:
    """Says which roles somebody else holds; giving and taking away need holding what they hold."""
    _not_oneself(actor, user_id)
    user, held = _user(user_id), _roles(role_codes)
    before = list(user.roles.all())
    _must_hold_changes(actor, _permissions_of(before), _permissions_of(held))
    with _some_administrator_stays():
        user.roles.set(held)
    record(
        actor=actor,
        verb="user.roles_set",
        subject=f"user:{user_id}",
        at=now,
        before=sorted(role.code for role in before),
        roles=sorted(role.code for role in held),
    )
    return queries.brief_of(user)


@action
def reset_password(*, actor: Actor, user_id: int, password: str, now: datetime) -> None:
    """Gives somebody a first password that they must change at the next sign-in."""
    _not_oneself(actor, user_id)
    user = _user(user_id)
    _must_hold_changes(actor, frozenset(), _permissions_of(list(user.roles.all())))
    _set_password(user, password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record(actor=actor, verb="user.password_reset", subject=f"user:{user_id}", at=now)


@action
def change_own_password(*, actor: Actor, current: str, password: str, now: datetime) -> None:
    """Other sessions of the same person end with it: their sign-in hash no longer fits."""
    user = _user(actor.user_id)
    if not user.check_password(current):
        raise Invalid.of("current", _("This is not your present password."))
    if current == password:
        raise Invalid.of("password", _("The new password must differ from the present one."))
    _set_password(user, password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record(actor=actor, verb="user.password_changed", subject=f"user:{user.id}", at=now)


@action
def change_own_settings(*, actor: Actor, language: str, theme: str, now: datetime) -> UserBrief:
    user = _user(actor.user_id)
    if language not in LANGUAGES:
        raise Invalid.of("language", _("Unknown language."))
    if theme not in User.Theme.values:
        raise Invalid.of("theme", _("Unknown theme."))
    user.language, user.theme = language, theme
    user.save(update_fields=["language", "theme"])
    record(
        actor=actor,
        verb="user.settings_changed",
        subject=f"user:{user.id}",
        at=now,
        language=language,
        theme=theme,
    )
    return queries.brief_of(user)


@action
def deactivate_user(*, actor: Actor, user_id: int, now: datetime) -> UserBrief:
    """Closes an account: no sign-in, no token, open sessions end. What they did stays theirs."""
    _not_oneself(actor, user_id)
    user = _user(user_id)
    publish(AccountClosing(user_id=user_id, at=now))
    user.is_active = False
    with _some_administrator_stays():
        user.save(update_fields=["is_active"])
    user.tokens.filter(revoked_at=None).update(revoked_at=now)
    record(actor=actor, verb="user.deactivated", subject=f"user:{user_id}", at=now)
    return queries.brief_of(user)


@action
def reactivate_user(*, actor: Actor, user_id: int, now: datetime) -> UserBrief:
    user = _user(user_id)
    _must_hold_changes(actor, frozenset(), _permissions_of(list(user.roles.all())))
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor=actor, verb="user.reactivated", subject=f"user:{user_id}", at=now)
    return queries.brief_of(user)


@action
def issue_own_token(
    *,
    actor: Actor,
    name: str,
    scopes: Iterable[str],
    expires_at: datetime | None,
    now: datetime,
) -> IssuedToken:
    """A program's way in under one's own name, never with more than one may oneself."""
    wanted = list(scopes)
    wrong = rules.unknown(wanted, queries.permissions())
    if wrong or not wanted or not queries.expanded(wanted) <= actor.grants:
        raise Invalid.of("scopes", _("Choose among your own permissions."))
    if expires_at is not None and expires_at <= now:
        raise Invalid.of("expires_at", _("This moment has passed."))
    word = rules.TOKEN_START + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=_user(actor.user_id),
        name=name.strip()[:80],
        prefix=word[: rules.TOKEN_SHOWN],
        digest=rules.digest_of(word),
        scopes=wanted,
        created_at=now,
        expires_at=expires_at,
    )
    record(
        actor=actor,
        verb="token.issued",
        subject=f"user:{actor.user_id}",
        at=now,
        token=token.id,
        scopes=wanted,
    )
    return IssuedToken(word=word, token=queries.token_brief_of(token, now))


@action
def revoke_own_token(*, actor: Actor, token_id: int, now: datetime) -> None:
    rows = ApiToken.objects.filter(id=token_id, user_id=actor.user_id or 0, revoked_at=None)
    if not rows.update(revoked_at=now):
        raise NotFound(_("There is no such token."))
    record(
        actor=actor, verb="token.revoked", subject=f"user:{actor.user_id}", at=now, token=token_id
    )


def note_token_used(*, token_id: int, now: datetime) -> None:
    """Keeps "last used" true to five minutes; no business write, so no entry in the history."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USED_EVERY)
    ApiToken.objects.filter(stale, id=token_id).update(last_used_at=now)


def _user(user_id: int | None) -> User:
    user = User.objects.select_for_update().filter(id=user_id or 0).first()
    if user is None:
        raise NotFound(_("There is no such user."))
    return user


def _roles(codes: Iterable[str]) -> list[Role]:
    wanted = set(codes)
    held = list(Role.objects.filter(code__in=wanted))
    if missing := wanted - {role.code for role in held}:
        raise Invalid.of("roles", _("There is no role called %s.") % ", ".join(sorted(missing)))
    return held


def _permissions_of(held: Iterable[Role]) -> frozenset[str]:
    return frozenset().union(*(queries.expanded(role.grants) for role in held))


def _set_password(user: User, password: str | None) -> None:
    from django.contrib.auth.password_validation import validate_password

    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise Invalid.of("password", " ".join(error.messages)) from error
    user.set_password(password)


def _not_oneself(actor: Actor, user_id: int) -> None:
    if actor.user_id == user_id:
        raise NotYourself(_("Ask a colleague: nobody changes their own rights."))


def _must_hold_changes(actor: Actor, before: frozenset[str], after: frozenset[str]) -> None:
    """Who may write roles may hand out any of them; others only what they hold themselves."""
    if not actor.may("identity.save_role"):
        for permission in sorted(before ^ after):
            actor.must(permission)


@contextmanager
def _some_administrator_stays() -> Iterator[None]:
    """Somebody active must be left who can set roles, or the house is locked for good."""
    was = _is_administered()
    yield
    if was and not _is_administered():
        raise LastAdministrator(_("Somebody must stay who may set roles."))


def _is_administered() -> bool:
    holders = Role.objects.filter(users__is_active=True).values_list("grants", flat=True)
    return any("identity.set_roles" in queries.expanded(grants) for grants in holders)
