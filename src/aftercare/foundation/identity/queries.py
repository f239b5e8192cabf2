"""Who may what, and who is who."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.db import connection
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aftercare.foundation.actions import ACTIONS, VIEWS, view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.memory.queries import remembered

from . import rules
from .models import ApiToken, Role, User

SEE_USERS = view("identity.see_users")
SEE_ROLES = view("identity.see_roles")
DATA = Path(__file__).parent / "data"
Theme = User.Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltinRole:
    code: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    grants: tuple[str, ...]
    needs_second_factor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UserBrief:
    id: int
    username: str
    display_name: str
    email: str
    language: str
    theme: str
    is_active: bool
    must_change_password: bool
    roles: tuple[str, ...]
    last_sign_in_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCard:
    """`grants` as written (patterns), `permissions` what they stand for today."""

    code: str
    name: str
    about: str
    name_zh: str
    name_en: str
    about_zh: str
    about_en: str
    builtin: bool
    edited: bool
    grants: tuple[str, ...]
    permissions: frozenset[str]
    needs_second_factor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleName:
    code: str
    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionLabel:
    """`reads` is true for a view, false for an action."""

    name: str
    label: str
    reads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleLabel:
    module: str
    label: str
    permissions: tuple[PermissionLabel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenBrief:
    id: int
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    state: rules.TokenState


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFacts:
    """What the API's door needs: whose token, and the permissions it is bounded to."""

    token_id: int
    user_id: int
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    id: int
    user_id: int
    scopes: tuple[str, ...]
    times: rules.TokenTimes


@cache
def permissions() -> frozenset[str]:
    """Every action and every view of the house; reading it opens all their rooms."""
    autodiscover_modules("actions", "queries")
    return frozenset(ACTIONS) | frozenset(VIEWS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shipped:
    everyone: tuple[str, ...]
    customer: tuple[str, ...]
    roles: tuple[BuiltinRole, ...]


@cache
def _shipped() -> _Shipped:
    data = tomllib.loads((DATA / "roles.toml").read_text(encoding="utf-8"))

    def unbundled(grants: list[str]) -> tuple[str, ...]:
        return rules.unbundled(grants, data["bundles"])

    return _Shipped(
        everyone=unbundled(data["everyone"]["grants"]),
        customer=unbundled(data["customer"]["grants"]),
        roles=tuple(
            BuiltinRole(
                code=code,
                name_zh=role["name"]["zh"],
                name_en=role["name"]["en"],
                about_zh=role["about"]["zh"],
                about_en=role["about"]["en"],
                grants=unbundled(role["grants"]),
                needs_second_factor=role.get("needs_second_factor", False),
            )
            for code, role in data["roles"].items()
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanations:
    """data/permissions.toml: texts by name and tongue; `internal` only the system performs."""

    internal: frozenset[str]
    modules: dict[str, dict[str, str]]
    permissions: dict[str, dict[str, str]]


@cache
def explanations() -> Explanations:
    found = tomllib.loads((DATA / "permissions.toml").read_text(encoding="utf-8"))
    return Explanations(
        internal=frozenset(found["internal"]),
        modules=found["modules"],
        permissions=found["permissions"],
    )


def permission_labels(*, actor: Actor, names: Iterable[str]) -> list[ModuleLabel]:
    """Permissions in words, module by module, in the reader's language; views come first."""
    texts, tongue = explanations(), "zh" if _in_chinese() else "en"
    modules: dict[str, list[PermissionLabel]] = {module: [] for module in texts.modules}
    for name in sorted(set(names) - texts.internal, key=lambda name: (".see_" not in name, name)):
        module, _dot, verb = name.partition(".")
        label = texts.permissions.get(name, {}).get(tongue) or verb.replace("_", " ")
        held = modules.setdefault(module, [])
        held.append(PermissionLabel(name=name, label=label, reads=".see_" in name))
    return [
        ModuleLabel(
            module=module,
            label=texts.modules.get(module, {}).get(tongue, module),
            permissions=tuple(held),
        )
        for module, held in modules.items()
        if held
    ]


def _in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def builtin_roles() -> tuple[BuiltinRole, ...]:
    """The roles of data/roles.toml."""
    return _shipped().roles


def common_grants() -> tuple[str, ...]:
    """What every signed-in person may: their own account, their own notices."""
    return _shipped().everyone


def customer_grants() -> frozenset[str]:
    """What a customer may in the portal, with the cases that their link or code opens."""
    return expanded(_shipped().customer)


def expanded(patterns: Iterable[str]) -> frozenset[str]:
    return rules.expanded(tuple(patterns), permissions())


def grants_of(*, actor: Actor, user_id: int) -> frozenset[str]:
    """The permissions of an active user, by all roles together; none for anybody else."""
    return _held(user_id)[1]


def roles_of(*, actor: Actor, user_id: int) -> frozenset[str]:
    """The codes of an active user's roles."""
    return _held(user_id)[0]


@remembered("identity_user", "identity_user_roles", "identity_role")
def _held(user_id: int) -> tuple[frozenset[str], frozenset[str]]:
    found = User.objects.filter(id=user_id, is_active=True)
    if not (rows := list(found.values_list("roles__code", "roles__grants"))):
        return frozenset(), frozenset()
    grants = expanded(common_grants()).union(*(expanded(own) for _code, own in rows if own))
    return frozenset(code for code, _own in rows if code), grants


def user_ids_with(*, actor: Actor, permission: str) -> set[int]:
    """The active users who hold a permission by one of their roles."""
    del actor
    roles = [
        role_id
        for role_id, grants in Role.objects.values_list("id", "grants")
        if permission in expanded(grants)
    ]
    return set(User.objects.filter(is_active=True, roles__in=roles).values_list("id", flat=True))


def needs_second_factor(*, actor: Actor, user_id: int) -> bool:
    """Whether one of the user's roles opens only to who has a second factor."""
    return Role.objects.filter(users=user_id, needs_second_factor=True).exists()


def user_brief(*, actor: Actor, user_id: int) -> UserBrief:
    """Oneself, or anybody for who may see users. Raises NotFound."""
    if actor.user_id != user_id:
        actor.must(SEE_USERS)
    user = User.objects.prefetch_related("roles").filter(id=user_id).first()
    if user is None:
        raise NotFound(_("There is no such user."))
    return brief_of(user)


def users(*, actor: Actor, text: str = "", besides: Collection[int] = ()) -> list[UserBrief]:
    """The first 200 accounts but `besides`, by sign-in name."""
    actor.must(SEE_USERS)
    rows = User.objects.prefetch_related("roles").order_by("username")
    if text:
        rows = rows.filter(username__icontains=text) | rows.filter(display_name__icontains=text)
    return [brief_of(user) for user in rows.exclude(id__in=besides)[:200]]


def account_choices(*, actor: Actor, limit: int) -> list[tuple[int, str]]:
    """(id, name and sign-in name) of the first accounts by sign-in name, for a field of a form."""
    actor.must(SEE_USERS)
    rows = User.objects.order_by("username").values_list("id", "display_name", "username")[:limit]
    return [(key, f"{name} · {username}") for key, name, username in rows]


def user_briefs(*, actor: Actor, ids: Collection[int]) -> dict[int, UserBrief]:
    """By id; two queries."""
    actor.must(SEE_USERS)
    rows = User.objects.prefetch_related("roles").filter(id__in=ids)
    return {user.id: brief_of(user) for user in rows}


def user_names(*, actor: Actor, ids: Iterable[int]) -> dict[int, str]:
    """Display names of colleagues, for lists and histories."""
    rows = User.objects.filter(id__in=set(ids)).only("id", "username", "display_name")
    return {user.id: str(user) for user in rows}


def roles(*, actor: Actor) -> list[RoleCard]:
    actor.must(SEE_ROLES)
    return [card_of(role) for role in Role.objects.order_by("-builtin", "id")]


def role_names(*, actor: Actor) -> list[RoleName]:
    """What roles there are, for who sees accounts."""
    actor.must(SEE_USERS)
    return list(_role_names("zh" if _in_chinese() else "en"))


@remembered("identity_role")
def _role_names(language: str) -> tuple[RoleName, ...]:
    words = Role.objects.order_by("-builtin", "id").values_list(
        "code", f"name_{language}", f"about_{language}"
    )
    return tuple(RoleName(code=code, name=name, about=about) for code, name, about in words)


def role_words(*, actor: Actor) -> dict[str, str]:
    """What roles are called, by code, for everybody."""
    return {one.code: one.name for one in _role_names("zh" if _in_chinese() else "en")}


def kept_grants() -> list[tuple[str, list[str]]]:
    """(code, grants as written) of every role that people changed; none before the first start."""
    if Role._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001
        return []
    return list(Role.objects.filter(edited=True).values_list("code", "grants"))


def tokens_of(*, actor: Actor, at: datetime) -> list[TokenBrief]:
    """The actor's own tokens, newest first."""
    rows = ApiToken.objects.filter(user_id=actor.user_id or 0).order_by("-created_at")
    return [token_brief_of(token, at) for token in rows]


def token_facts(*, actor: Actor, word: str, at: datetime) -> TokenFacts | None:
    """The open token that this word is, of an active user; None for anything else."""
    if not word.startswith(rules.TOKEN_START):
        return None
    token = _token(rules.digest_of(word))
    if token is None or rules.token_state(token.times, at) is not rules.TokenState.OPEN:
        return None
    return TokenFacts(token_id=token.id, user_id=token.user_id, scopes=expanded(token.scopes))


@remembered("identity_apitoken", "identity_user")
def _token(digest: bytes) -> _Token | None:
    token = ApiToken.objects.filter(digest=digest, user__is_active=True).first()
    if token is None:
        return None
    scopes = tuple(token.scopes)
    return _Token(id=token.id, user_id=token.user_id, scopes=scopes, times=_times_of(token))


def brief_of(user: User) -> UserBrief:
    return UserBrief(
        id=user.id,
        username=user.username,
        display_name=user.display_name,
        email=user.email,
        language=user.language,
        theme=user.theme,
        is_active=user.is_active,
        must_change_password=user.must_change_password,
        roles=tuple(role.code for role in user.roles.all()),
        last_sign_in_at=user.last_login,
    )


def card_of(role: Role) -> RoleCard:
    own = "zh" if _in_chinese() else "en"
    same = "code name_zh name_en about_zh about_en builtin edited needs_second_factor"
    return RoleCard(
        name=getattr(role, f"name_{own}"),
        about=getattr(role, f"about_{own}"),
        grants=tuple(role.grants),
        permissions=expanded(role.grants),
        **{name: getattr(role, name) for name in same.split()},
    )


def state_of(token: ApiToken, at: datetime) -> rules.TokenState:
    return rules.token_state(_times_of(token), at)


def _times_of(token: ApiToken) -> rules.TokenTimes:
    return rules.TokenTimes(expires_at=token.expires_at, revoked_at=token.revoked_at)


def token_brief_of(token: ApiToken, at: datetime) -> TokenBrief:
    return TokenBrief(
        id=token.id,
        name=token.name,
        prefix=token.prefix,
        scopes=tuple(token.scopes),
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        state=state_of(token, at),
    )
