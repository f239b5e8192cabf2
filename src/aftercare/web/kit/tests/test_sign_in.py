from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.http import HttpResponse
from django.test import Client

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.models import Entry
from aftercare.foundation.identity.actions import (
    create_user,
    deactivate_user,
    save_role,
    set_roles,
)
from aftercare.foundation.identity.models import User
from aftercare.foundation.sign_ins.models import SignIn

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECRET = "correct-horse-battery"  # noqa: S105
pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    create_user(
        actor=SYSTEM,
        username="li.na",
        display_name="李娜",
        password=SECRET,
        must_change_password=False,
        language="en",
        now=AT,
    )
    return User.objects.get()


def sign_in(client: Client, password: str = SECRET, **extra: str) -> HttpResponse:
    return client.post("/sign-in", {"login": "Li.Na", "password": password}, headers=extra)  # type: ignore[return-value]


def verbs() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))[1:]


@pytest.mark.usefixtures("user")
def test_who_signs_in_arrives_at_the_desk_in_their_language(client: Client) -> None:
    answer = sign_in(client, **{"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140"})
    assert answer.headers["Location"] == "/desk/"
    assert answer.cookies["django_language"].value == "en"
    assert answer.cookies["sessionid"]["httponly"]
    assert answer.cookies["sessionid"]["samesite"] == "Lax"
    assert SignIn.objects.get().device == "Chrome · Windows"
    assert verbs() == ["user.signed_in"]


@pytest.mark.usefixtures("user")
def test_the_session_changes_its_key_at_sign_in(client: Client) -> None:
    client.session["x"] = 1
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


@pytest.mark.usefixtures("user")
def test_signing_out_ends_the_session_and_is_recorded(client: Client) -> None:
    sign_in(client)
    client.post("/sign-out")
    assert not SignIn.objects.exists()
    assert verbs() == ["user.signed_in", "user.signed_out"]
    assert client.get("/desk/").status_code == 302


@pytest.mark.usefixtures("user")
def test_the_way_leads_back_to_the_page_that_was_wanted_but_never_out_of_the_house(
    client: Client,
) -> None:
    inside = client.post("/sign-in", {"login": "li.na", "password": SECRET, "next": "/desk/?x=1"})
    assert inside.headers["Location"] == "/desk/?x=1"
    client.post("/sign-out")
    outside = client.post(
        "/sign-in", {"login": "li.na", "password": SECRET, "next": "https://evil.example/"}
    )
    assert outside.headers["Location"] == "/desk/"


@pytest.mark.usefixtures("user")
def test_six_wrong_passwords_close_the_door_for_that_name_and_address(client: Client) -> None:
    answers = [sign_in(client, "wrong").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert sign_in(client).status_code == 429
    assert "user.sign_in_failed" in verbs()
    elsewhere = client.post(
        "/sign-in", {"login": "li.na", "password": SECRET}, REMOTE_ADDR="10.9.8.7"
    )
    assert elsewhere.status_code == 302


def test_a_closed_account_does_not_open(client: Client, user: User) -> None:
    deactivate_user(actor=SYSTEM, user_id=user.id, now=AT)
    assert sign_in(client).headers["Location"] == "/sign-in/closed"
    assert client.get("/sign-in/closed").status_code == 200
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("text", ["a\0b", "x" * 5000, "' OR 1=1", "王芳", ""])
def test_no_input_breaks_the_door(client: Client, text: str) -> None:
    answer = client.post("/sign-in", {"login": text, "password": text, "next": text})
    assert answer.status_code == 200


@pytest.mark.usefixtures("user")
@pytest.mark.parametrize(
    ("rests", "open_"), [((119,), True), ((120,), False), ((60,) * 11, True), ((60,) * 12, False)]
)
def test_a_session_ends_after_two_idle_hours_or_twelve_in_all(
    client: Client, rests: tuple[int, ...], open_: object
) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        sign_in(client)
        for minutes in rests:
            clock.shift(timedelta(minutes=minutes))
            client.get("/desk/")
        assert (client.get("/desk/").status_code == 200) == open_


@pytest.mark.usefixtures("user")
def test_a_page_that_polls_does_not_keep_a_session_alive(client: Client) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        sign_in(client)
        for _ in range(13):
            clock.shift(timedelta(minutes=10))
            client.get("/desk/", headers={"HX-Request": "true"})
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("user")
def test_a_first_password_must_be_changed_before_anything_else(client: Client) -> None:
    User.objects.update(must_change_password=True)
    sign_in(client)
    assert client.get("/desk/").headers["Location"] == "/account/password"


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06}"


def test_the_second_factor_is_asked_and_its_secret_is_sealed(client: Client, user: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    assert secret not in str(Authenticator.objects.get().data)
    assert sign_in(client).headers["Location"] == "/sign-in/code"
    assert client.get("/sign-in/code").status_code == 200
    assert client.get("/desk/").status_code == 302
    assert client.post("/sign-in/code", {"code": "000000"}).status_code == 200
    answer = client.post("/sign-in/code", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/desk/"


@pytest.mark.usefixtures("user")
def test_the_second_factor_can_be_turned_on_by_oneself(client: Client) -> None:
    sign_in(client)
    assert client.get("/account/second-factor").status_code == 200
    client.post("/account/confirm", {"password": SECRET})
    form = client.get("/account/second-factor/app")
    assert form.status_code == 200
    secret = form.context["form"].secret
    client.post("/account/second-factor/app", {"code": code_of(secret)})
    assert Authenticator.objects.filter(type="totp").exists()
    codes = client.get("/account/recovery-codes")
    assert len(codes.context["unused_codes"]) == 10


def test_a_role_may_ask_for_a_second_factor_before_the_desk_opens(
    client: Client, user: User
) -> None:
    save_role(
        actor=SYSTEM,
        code="keeper",
        name_zh="保管",
        name_en="Keeper",
        grants=["cases.see_cases"],
        needs_second_factor=True,
        now=AT,
    )
    set_roles(actor=SYSTEM, user_id=user.id, role_codes=["keeper"], now=AT)
    sign_in(client)
    assert client.get("/desk/").headers["Location"] == "/account/second-factor"
    assert client.get("/account/second-factor").status_code == 200
    TOTP.activate(user, generate_totp_secret())
    assert client.get("/desk/").status_code == 200


def test_a_first_password_makes_no_token(client: Client, user: User) -> None:
    sign_in(client)
    user.must_change_password = True
    user.save()
    for answer in (client.get("/account/tokens/new"), client.post("/account/tokens/new")):
        assert answer.headers["Location"] == "/account/password"
