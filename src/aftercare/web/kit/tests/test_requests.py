"""What the kit answers before any page of ours has a say."""

from typing import cast

import pytest
from django import forms
from django.test import Client, RequestFactory

from aftercare.foundation.errors import Invalid, NotAllowed, NotFound, Refusal
from aftercare.web.kit.files import FilesField
from aftercare.web.kit.refusals import refusal_answer, unexpected
from aftercare.web.kit.requests import Request, live, refusals_shown_on


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


def test_a_poll_without_news_is_answered_without_a_body() -> None:
    request = cast(Request, RequestFactory().get("/", headers={"HX-Request": "true"}))
    first = live(request, "kit/_skeleton.html", {})
    mark = first.headers["ETag"]
    again = cast(Request, RequestFactory().get("/", headers={"If-None-Match": mark}))
    second = live(again, "kit/_skeleton.html", {})
    assert second.status_code == 304
    assert second.content == b""


def test_a_fault_of_ours_is_told_even_where_nothing_can_be_asked() -> None:
    whole = unexpected(RequestFactory().get("/desk/"))
    assert whole.status_code == 500
    assert "没有任何内容被改动" in whole.content.decode()
    part = unexpected(RequestFactory().get("/desk/", headers={"HX-Request": "true"}))
    assert part.headers["HX-Reswap"] == "beforeend"


def refuse(refusal: Refusal) -> None:
    raise refusal


class Sample(forms.Form):
    amount = forms.IntegerField()


class WithPhotos(forms.Form):
    photos = FilesField(most=3, required=False)


def test_what_a_person_can_mend_goes_beside_the_field_and_the_rest_above() -> None:
    form = Sample({"amount": "5"})
    assert form.is_valid()
    with refusals_shown_on(form):
        refuse(Invalid("Too much.", fields={"amount": "At most 3.", "elsewhere": "Not so."}))
    assert form.errors["amount"] == ["At most 3."]
    assert form.non_field_errors() == ["Too much.", "Not so."]


def test_what_is_wrong_with_a_file_is_said_once_beside_the_files() -> None:
    form = WithPhotos({})
    assert form.is_valid()
    with refusals_shown_on(form):
        refuse(Invalid("It could run.", fields={"file": "It could run."}))
    assert form.errors["photos"] == ["It could run."]
    assert not form.non_field_errors()
    other = Sample({"amount": "5"})
    with refusals_shown_on(other):
        refuse(Invalid("It could run.", fields={"file": "It could run."}))
    assert other.non_field_errors() == ["It could run."]


def test_what_nobody_can_mend_on_the_form_is_not_hidden_there() -> None:
    form = Sample({"amount": "5"})
    with pytest.raises(NotFound), refusals_shown_on(form):
        raise NotFound


@pytest.mark.parametrize("address", ["/desk/", "/api/v1/me", "/api/v1/openapi.json"])
def test_what_says_nothing_of_caches_is_kept_by_none(client: Client, address: str) -> None:
    assert client.get(address).headers["Cache-Control"] == "no-store"
