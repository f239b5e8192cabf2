"""Start-up checks: no role names a permission that does not exist."""

from collections.abc import Sequence
from typing import Any

from django.core import checks

from . import queries, rules


def shipped_roles_exist(**_: Any) -> list[checks.CheckMessage]:
    """data/roles.toml agrees with the actions and views of the house."""
    named = {role.code: role.grants for role in queries.builtin_roles()}
    named["everyone"] = queries.common_grants()
    return [
        checks.Error(
            f"Role {code} names what does not exist: {', '.join(wrong)}.",
            hint="Mend foundation/identity/data/roles.toml.",
            id="identity.E001",
        )
        for code, grants in named.items()
        if (wrong := _unknown(grants))
    ]


def kept_roles_exist(databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Roles that people wrote agree, too: an update may have renamed an action.

    Only a warning, or the update could not run; a lost name grants nothing.
    """
    if not databases:
        return []
    return [
        checks.Warning(
            f"Role {code} names what does not exist any more: {', '.join(wrong)}.",
            hint="Save the role anew on the page of roles.",
            id="identity.W001",
        )
        for code, grants in queries.kept_grants()
        if (wrong := _unknown(grants))
    ]


def _unknown(grants: Sequence[str]) -> list[str]:
    return rules.unknown(grants, queries.permissions())
