from datetime import UTC, datetime

import pytest
from django.test import Client

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.identity.actions import create_user
from aftercare.foundation.identity.models import ApiToken, User
from aftercare.foundation.identity.queries import token_facts

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
FIRST, OWN = "correct-horse-battery", "another-good-one"
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    create_user(actor=SYSTEM, username="li.na", display_name="李娜", password=FIRST, now=AT)
    client.post("/sign-in", {"login": "li.na", "password": FIRST})
    return client


@pytest.fixture
def settled(desk: Client) -> Client:
    """Who has a password of their own: before, nothing else of the account is open."""
    desk.post("/account/password", {"current": FIRST, "password": OWN, "again": OWN})
    return desk


def test_the_first_password_is_changed_once_and_the_desk_opens(desk: Client) -> None:
    wrong = desk.post("/account/password", {"current": "no", "password": OWN, "again": OWN})
    assert wrong.status_code == 422
    short = desk.post("/account/password", {"current": FIRST, "password": "x", "again": "x"})
    assert "10" in short.content.decode()
    changed = desk.post("/account/password", {"current": FIRST, "password": OWN, "again": OWN})
    assert changed.headers["Location"] == "/desk/"
    assert desk.get("/desk/").status_code == 200


def test_a_new_password_signs_the_other_devices_out(desk: Client) -> None:
    other = Client()
    other.post("/sign-in", {"login": "li.na", "password": FIRST})
    desk.post("/account/password", {"current": FIRST, "password": OWN, "again": OWN})
    assert other.get("/account/").status_code == 302


def test_settings_are_kept_with_the_account_and_in_the_browser(desk: Client) -> None:
    answer = desk.post("/account/", {"language": "en", "theme": "dark"})
    assert answer.cookies["theme"].value == "dark"
    user = User.objects.get()
    assert (user.language, user.theme) == ("en", "dark")
    assert "Where I am signed in" in desk.get("/account/").content.decode()


def test_a_device_can_be_signed_out_from_another(desk: Client) -> None:
    other = Client()
    other.post("/sign-in", {"login": "li.na", "password": FIRST})
    rows = desk.get("/account/").context["devices"]
    there = next(row for row in rows if not row.here)
    desk.post(f"/account/devices/{there.id}/end")
    assert other.get("/account/").status_code == 302
    assert desk.get("/account/").status_code == 200


def test_a_token_is_shown_once_and_can_be_revoked(settled: Client) -> None:
    assert settled.get("/account/tokens/new").status_code == 200
    shown = settled.post(
        "/account/tokens/new",
        {"name": "till", "scopes": ["identity.change_own_settings"], "days": "30"},
    )
    word = shown.context["issued"].word
    token = ApiToken.objects.get()
    assert word in shown.content.decode()
    assert token_facts(actor=SYSTEM, word=word, at=AT)
    assert word not in settled.get("/account/").content.decode()
    settled.post(f"/account/tokens/{token.id}/revoke")
    assert token_facts(actor=SYSTEM, word=word, at=AT) is None


def test_a_token_cannot_be_made_for_what_one_may_not_do(settled: Client) -> None:
    answer = settled.post(
        "/account/tokens/new", {"name": "x", "scopes": ["identity.create_user"], "days": "30"}
    )
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("path", ["", "password", "tokens/new", "second-factor"])
def test_a_stranger_is_sent_to_the_sign_in_page(client: Client, path: str) -> None:
    answer = client.get(f"/account/{path}")
    assert answer.headers["Location"].startswith("/sign-in?next=/account/")
