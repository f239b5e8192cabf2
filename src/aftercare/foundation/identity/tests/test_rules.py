from datetime import UTC, datetime, timedelta

import pytest

from aftercare.foundation.identity import rules

KNOWN = frozenset(
    {"cases.see_cases", "cases.merge_cases", "cases.close_case", "parties.see_customers"}
)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("patterns", "held"),
    [
        (["cases.see_cases"], {"cases.see_cases"}),
        (["cases.*"], {"cases.see_cases", "cases.merge_cases", "cases.close_case"}),
        (["*.see_*"], {"cases.see_cases", "parties.see_customers"}),
        (["cases.*", "!cases.merge_cases"], {"cases.see_cases", "cases.close_case"}),
        (["!cases.merge_cases", "cases.merge_cases"], {"cases.merge_cases"}),
        (["cases.fly"], set()),
        ([], set()),
    ],
)
def test_patterns_stand_for_permissions(patterns: list[str], held: set[str]) -> None:
    assert rules.expanded(tuple(patterns), KNOWN) == held


def test_a_misspelt_permission_is_named() -> None:
    patterns = ["cases.*", "cases.fly", "cities.*", "cases", "!cases.close_case"]
    assert rules.unknown(patterns, KNOWN) == ["cases.fly", "cities.*", "cases"]


@pytest.mark.parametrize(
    ("expires", "revoked", "state"),
    [
        (None, None, rules.TokenState.OPEN),
        (AT + timedelta(seconds=1), None, rules.TokenState.OPEN),
        (AT, None, rules.TokenState.EXPIRED),
        (None, AT, rules.TokenState.REVOKED),
        (AT, AT, rules.TokenState.REVOKED),
    ],
)
def test_a_token_is_open_until_it_ends(
    expires: datetime | None, revoked: datetime | None, state: rules.TokenState
) -> None:
    assert rules.token_state(rules.TokenTimes(expires_at=expires, revoked_at=revoked), AT) is state


@pytest.mark.parametrize("name", ["li.na", "王芳", "agent01", "a@b.cn", "o_o"])
def test_a_fit_sign_in_name(name: str) -> None:
    assert rules.fit_username(name)


@pytest.mark.parametrize("name", ["", "a", "Li", ".li", "li na", "li\0na", "x" * 61, "<b>"])
def test_an_unfit_sign_in_name(name: str) -> None:
    assert not rules.fit_username(name)


def test_bundles_are_spread_out_in_their_place_and_order() -> None:
    bundles = {"a": ["cases.*", "!cases.merge_cases"], "b": ["@a", "parties.*"]}
    flat = rules.unbundled(["@b", "cases.*"], bundles)
    assert flat == ("cases.*", "!cases.merge_cases", "parties.*", "cases.*")
    assert "cases.merge_cases" in rules.expanded(flat, KNOWN)
