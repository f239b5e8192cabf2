"""Roles are edited by people: each permission says in words what it opens."""

from aftercare.foundation.identity import checks, queries

MEND = "foundation/identity/data/permissions.toml: a line under [permissions], or under `internal`"


def test_every_permission_is_explained_in_both_languages() -> None:
    texts, known = queries.explanations(), queries.permissions()
    said = set(texts.permissions) | texts.internal
    assert not known - said, f"new: {sorted(known - said)}; {MEND}"
    assert not said - known, f"gone: {sorted(said - known)}; {MEND}"
    assert {name.partition(".")[0] for name in known} == set(texts.modules), f"modules; {MEND}"
    for words in (*texts.permissions.values(), *texts.modules.values()):
        assert words["zh"]
        assert words["en"]


def test_every_role_that_ships_names_only_what_exists() -> None:
    assert checks.shipped_roles_exist() == []
