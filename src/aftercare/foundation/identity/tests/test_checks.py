import pytest
from django.db import connection

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity import checks, queries
from aftercare.foundation.identity.models import Role


def test_a_misspelt_permission_in_a_shipped_role_refuses_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queries, "common_grants", lambda: ("cases.fly",))
    assert [error.id for error in checks.shipped_roles_exist()] == ["identity.E001"]


@pytest.mark.django_db
def test_a_role_of_people_that_lost_an_action_is_reported() -> None:
    Role.objects.create(code="x", name_zh="x", name_en="x", grants=["cases.fly"], edited=True)
    assert [warning.id for warning in checks.kept_roles_exist(["default"])] == ["identity.W001"]
    assert checks.kept_roles_exist(None) == []


@pytest.mark.django_db
def test_before_the_first_start_there_is_nothing_to_check() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE identity_role RENAME TO elsewhere")
    assert checks.kept_roles_exist(["default"]) == []


@pytest.mark.django_db
def test_auditors_read_everything_and_change_nothing() -> None:
    auditor = next(role for role in queries.builtin_roles() if role.code == "auditor")
    held = queries.expanded(auditor.grants)
    assert all(name.partition(".")[2].startswith("see_") for name in held)
    # Addresses in clear are for those who go there: an auditor asks for them case by case.
    at_the_door = {"workorders.see_doorsteps"}
    assert {name for name in queries.permissions() if ".see_" in name} - at_the_door == held


def test_a_customer_may_only_what_the_portal_offers() -> None:
    assert not {name for name in queries.customer_grants() if name.startswith("identity.")}
    assert SYSTEM.may("anything.at_all")
