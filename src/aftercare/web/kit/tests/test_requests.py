"""What the kit answers before any page of ours has a say."""

import pytest
from django.test import Client, RequestFactory

from aftercare.foundation.errors import Invalid, NotAllowed, NotFound, Refusal
from aftercare.web.kit.refusals import refusal_answer


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client: Client) -> None:
    answer = client.get("/desk/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sign-in?next=/desk/"


def test_htmx_leaves_the_page_for_the_sign_in_page(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/"}
    answer = client.get("/desk/", headers=headers)
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/desk/"


def test_a_policy_forbids_scripts_and_styles_in_the_page(client: Client) -> None:
    policy = client.get("/nowhere").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(NotFound(), 404), (NotAllowed("cases.see_cases"), 403), (Invalid("x"), 422)],
)
def test_a_refusal_is_a_page_or_a_toast(refusal: Refusal, status: int) -> None:
    request = RequestFactory().get("/desk/")
    whole = refusal_answer(request, refusal)
    assert whole.status_code == status
    assert b"<html" in whole.content
    part = refusal_answer(RequestFactory().get("/", headers={"HX-Request": "true"}), refusal)
    assert part.headers["HX-Retarget"] == "#toasts"
    assert b"<html" not in part.content


def test_the_name_of_a_permission_is_not_shown() -> None:
    answer = refusal_answer(RequestFactory().get("/desk/"), NotAllowed("cases.see_cases"))
    assert "cases.see_cases" not in answer.content.decode()


def test_language_and_light_are_kept_in_cookies(client: Client) -> None:
    answer = client.post("/preferences/theme", {"theme": "dark", "next": "/nowhere"})
    assert answer.headers["Location"] == "/nowhere"
    assert 'data-bs-theme="dark"' in client.get("/nowhere").content.decode()
    client.post("/preferences/language", {"language": "en", "next": "//evil.example"})
    assert 'lang="en"' in client.get("/nowhere").content.decode()


def test_a_wish_leads_back_to_our_own_pages_only(client: Client) -> None:
    answer = client.post("/preferences/language", {"language": "en", "next": "//evil.example"})
    assert answer.headers["Location"] == "/"
