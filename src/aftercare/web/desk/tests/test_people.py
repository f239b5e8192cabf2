from datetime import UTC, datetime

import pytest
from django.test import Client

from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.identity.actions import create_user, install_roles
from aftercare.foundation.identity.models import Role, User
from aftercare.foundation.privacy.actions import note_reveal
from aftercare.people.organisation.actions import open_unit
from aftercare.people.staff.actions import hire_member
from aftercare.people.staff.queries import member_brief

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world() -> None:
    install_roles(actor=SYSTEM, now=AT)


def account(username: str, *roles: str) -> User:
    create_user(
        actor=SYSTEM,
        username=username,
        display_name=username,
        password=None,
        role_codes=roles,
        must_change_password=False,
        now=AT,
    )
    return User.objects.get(username=username)


def at_desk(*roles: str) -> Client:
    client = Client()
    client.force_login(account("somebody", *roles))
    return client


@pytest.fixture
def admin() -> Client:
    return at_desk("administrator")


def test_a_new_account_gets_a_first_password_that_opens_the_door_once(admin: Client) -> None:
    shown = admin.post(
        "/desk/people/new",
        {"display_name": "李娜", "username": "li.na", "email": "", "role_codes": ["agent"]},
    )
    password = shown.context["password"]
    assert password in shown.content.decode()
    door = Client()
    assert door.post("/sign-in", {"login": "li.na", "password": password}).status_code == 302
    assert door.get("/desk/").headers["Location"] == "/account/password"


def test_a_taken_name_is_said_on_its_field_and_what_was_typed_stays(admin: Client) -> None:
    account("li.na")
    answer = admin.post("/desk/people/new", {"display_name": "李娜", "username": "LI.NA"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["username"]
    assert "李娜" in answer.content.decode()


def test_roles_are_set_and_a_refusal_stays_on_the_page(admin: Client) -> None:
    person = account("li.na")
    admin.post(f"/desk/people/{person.id}/roles", {"role_codes": ["agent", "trainer"]})
    assert {role.code for role in person.roles.all()} == {"agent", "trainer"}
    own = User.objects.get(username="somebody")
    answer = admin.post(f"/desk/people/{own.id}/roles", {"role_codes": []})
    assert answer.status_code == 422
    assert own.roles.count() == 1


def test_an_account_gets_its_place_in_the_company(admin: Client) -> None:
    unit = open_unit(
        actor=SYSTEM,
        code="HQ",
        name="总部",
        kind="department",
        parent_id=None,
        region="",
        now=AT,
    )
    person = account("li.na")
    values = {"number": "A1", "org_unit_id": unit.id, "title": "客服"}
    assert admin.post(f"/desk/people/{person.id}/place", values).status_code == 302
    page = admin.get(f"/desk/people/{person.id}", follow=True)
    assert "/desk/staff/" in page.request["PATH_INFO"]  # the account stands with the colleague
    assert "总部" in page.content.decode()
    assert "li.na" in page.content.decode()
    assert "li.na" not in admin.get("/desk/people").content.decode()
    assert "li.na" in admin.get("/desk/staff").content.decode()


def test_a_colleague_gets_an_account_made_or_taken_over(admin: Client) -> None:
    unit = open_unit(
        actor=SYSTEM,
        code="HQ",
        name="总部",
        kind="department",
        parent_id=None,
        region="",
        now=AT,
    )
    colleague = hire_member(
        actor=SYSTEM, number="A2", name="王芳", org_unit_id=unit.id, user_id=None, now=AT
    )
    made = {"display_name": "王芳", "username": "wang.fang", "email": "", "role_codes": ["agent"]}
    answer = admin.post(f"/desk/people/new?colleague={colleague.id}", made)
    assert answer.status_code == 200
    linked = member_brief(actor=SYSTEM, member_id=colleague.id)
    assert linked.user_id == User.objects.get(username="wang.fang").id
    other = account("free.one")
    address = f"/desk/staff/{colleague.id}/account"
    assert "free.one" in admin.get(address).content.decode()
    assert admin.post(address, {"user_id": other.id}).status_code == 302
    assert member_brief(actor=SYSTEM, member_id=colleague.id).user_id == other.id
    assert "wang.fang" in admin.get("/desk/people").content.decode()


def test_an_account_is_closed_and_opened_again(admin: Client) -> None:
    person = account("li.na")
    admin.post(f"/desk/people/{person.id}/close")
    assert not User.objects.get(id=person.id).is_active
    admin.post(f"/desk/people/{person.id}/open")
    assert User.objects.get(id=person.id).is_active
    assert admin.post(f"/desk/people/{person.id}/sign-out").status_code == 302
    assert "password" in admin.post(f"/desk/people/{person.id}/password").context


def test_a_role_is_made_changed_and_removed_as_a_list_of_permissions(admin: Client) -> None:
    texts = {"name_zh": "夜班", "name_en": "Night shift", "about_zh": "", "about_en": ""}
    made = admin.post("/desk/roles/new", {**texts, "grants": ["cases.see_cases"]})
    assert made.headers["Location"] == "/desk/roles/night_shift"
    admin.post("/desk/roles/night_shift", {**texts, "grants": ["cases.edit_case"]})
    assert Role.objects.get(code="night_shift").grants == ["cases.edit_case"]
    again = admin.post("/desk/roles/new", texts)
    assert again.status_code == 422
    admin.post("/desk/roles/night_shift/remove")
    assert not Role.objects.filter(code="night_shift").exists()


def test_saving_a_built_in_role_keeps_what_only_the_system_does(admin: Client) -> None:
    page = admin.get("/desk/roles/agent")
    held = page.context["held"]
    texts = {"name_zh": "客服", "name_en": "Agent", "about_zh": "", "about_en": ""}
    shown = [n for n in held if n in page.content.decode()]
    admin.post("/desk/roles/agent", {**texts, "grants": shown})
    assert set(Role.objects.get(code="agent").grants) == held


def test_the_table_of_roles_and_the_history_are_readable(admin: Client) -> None:
    record(actor=Actor(user_id=1), verb="case.closed", subject="case:1", at=AT, stage="closed")
    note_reveal(
        actor=Actor(user_id=1), subject="customer:1", fields=["phone"], reason="回电", now=AT
    )
    assert "登记服务单" in admin.get("/desk/roles").content.decode()
    history = admin.get("/desk/history?subject=case:1&verb=case.closed&from_on=2026-11-22")
    assert [row.said for row in history.context["page"].rows] == ["关闭"]
    assert admin.get("/desk/history?from_on=nonsense&user_id=x").status_code == 200
    assert "回电" in admin.get("/desk/history/reveals").content.decode()


@pytest.mark.parametrize(
    "path",
    ["people", "people/new", "people/1", "roles", "roles/agent", "history", "history/reveals"],
)
def test_an_agent_has_no_business_there(path: str) -> None:
    assert at_desk("agent").get(f"/desk/{path}").status_code == 403


@pytest.mark.parametrize("path", ["people", "roles", "history"])
def test_the_number_of_queries_does_not_grow_with_the_accounts(
    admin: Client, path: str, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        account(f"user{number}", "agent", "trainer")
        record(actor=Actor(user_id=number), verb="case.closed", subject=f"case:{number}", at=AT)
    admin.get("/desk/queue")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        admin.get(f"/desk/{path}")


@pytest.mark.parametrize("path", ["people/999999", "roles/nothing"])
def test_what_is_not_there_is_not_found(admin: Client, path: str) -> None:
    assert admin.get(f"/desk/{path}").status_code == 404
