"""The shell of the desk in a browser: keys, palette, help, menus, appearance."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.notices.actions import notify
from tests import makers
from tests.web.browser import Visit, visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("company"),
]


@pytest.fixture
def company() -> makers.Company:
    return makers.company()


def sign_in(seen: Visit, base: str, user: str = "agent") -> Page:
    page = seen.page
    page.goto(f"{base}/desk/")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", makers.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/desk/")
    return page


def test_a_stranger_sees_the_sign_in_page_and_a_wrong_password_is_explained(
    chrome: Browser, live_server: LiveServer
) -> None:
    for size, theme in [("wide", "light"), ("narrow", "dark")]:
        with visit(chrome, live_server.url, size=size, theme=theme) as seen:
            seen.page.goto(f"{live_server.url}/desk/", wait_until="networkidle")
            seen.picture(f"sign-in-{size}-{theme}")
            seen.page.fill("input[name=login]", "agent")
            seen.page.fill("input[name=password]", "wrong")
            seen.page.click("main button[type=submit]")
            expect(seen.page.get_by_role("alert")).to_be_visible()
            assert seen.page.input_value("input[name=login]") == "agent"
            seen.picture(f"sign-in-wrong-{size}-{theme}")
            assert seen.wrong == []


def test_places_are_reached_by_keys_which_keep_quiet_while_somebody_writes(
    chrome: Browser, live_server: LiveServer
) -> None:
    with visit(chrome, live_server.url) as seen:
        page = sign_in(seen, live_server.url)
        seen.picture("my-work")
        page.keyboard.press("/")
        expect(page.locator(".top-search input")).to_be_focused()
        page.keyboard.type("?gm")
        assert page.locator("dialog#help[open]").count() == 0
        page.keyboard.press("Tab")
        page.keyboard.press("?")
        expect(page.locator("dialog#help")).to_be_visible()
        expect(page.locator("dialog#help")).to_contain_text("我的工作")
        seen.picture("help")
        page.keyboard.press("Escape")
        expect(page.locator("dialog#help")).to_be_hidden()
        assert seen.wrong == []


def test_the_palette_finds_a_place_by_its_initials(
    chrome: Browser, live_server: LiveServer
) -> None:
    with visit(chrome, live_server.url, theme="dark") as seen:
        page = sign_in(seen, live_server.url)
        page.keyboard.press("Control+k")
        expect(page.locator(".palette-item").first).to_be_visible()
        page.keyboard.type("tz")
        expect(page.locator(".palette-item").first).to_contain_text("通知")
        seen.picture("palette")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/notices")
        seen.picture("notices")
        assert seen.wrong == []


def test_the_palette_finds_a_case_by_number_by_words_and_by_the_tail_of_a_phone(
    chrome: Browser, live_server: LiveServer, company: makers.Company
) -> None:
    case = makers.complaint(company.agent).case
    with visit(chrome, live_server.url) as seen:
        page = sign_in(seen, live_server.url)
        for typed in [case.number, "坐垫塌陷", "8000"]:
            page.goto(f"{live_server.url}/desk/notices")
            page.keyboard.press("Control+k")
            page.keyboard.type(typed)
            expect(page.locator(".palette-item").first).to_contain_text(case.number)
            seen.picture("palette-found")
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/desk/cases/{case.id}")
        assert seen.wrong == []


def test_a_click_in_the_side_bar_changes_the_page_without_loading_it(
    chrome: Browser, live_server: LiveServer
) -> None:
    with visit(chrome, live_server.url) as seen:
        page = sign_in(seen, live_server.url)
        page.goto(f"{live_server.url}/desk/notices")
        page.evaluate("window.stayed = true")
        page.click(".side-list a")
        page.wait_for_url("**/desk/")
        assert page.evaluate("window.stayed")
        assert "我的工作" in page.title()
        page.go_back()
        page.wait_for_url("**/desk/notices")
        expect(page.locator("h1")).to_have_text("通知")
        assert seen.wrong == []


def test_language_and_appearance_are_a_click_away(chrome: Browser, live_server: LiveServer) -> None:
    with visit(chrome, live_server.url) as seen:
        page = sign_in(seen, live_server.url)
        page.click(".person")
        seen.picture("person")
        page.click("text=English")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.click(".person")
        page.click("text=Night")
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        assert seen.wrong == []


def test_the_bell_rings_without_a_reload(
    chrome: Browser, live_server: LiveServer, company: makers.Company
) -> None:
    with visit(chrome, live_server.url) as seen:
        page = sign_in(seen, live_server.url)
        expect(page.locator(".bell-count")).to_have_count(0)
        notify(
            actor=SYSTEM,
            user_ids=[company.agent.user_id],
            kind="test",
            text_key="Aftercare",
            now=makers.FRIDAY,
        )
        page.evaluate("document.body.dispatchEvent(new Event('notices-read'))")
        expect(page.locator(".bell-count")).to_have_text("1")
        page.goto(f"{live_server.url}/desk/notices")
        seen.picture("notices-one")
        assert seen.wrong == []


@pytest.mark.parametrize("path", ["/account/", "/account/second-factor", "/account/password"])
def test_the_pages_of_the_account_fit_a_phone(
    chrome: Browser, live_server: LiveServer, path: str
) -> None:
    for size, theme in [("wide", "light"), ("narrow", "dark")]:
        with visit(chrome, live_server.url, size=size, theme=theme) as seen:
            page = sign_in(seen, live_server.url)
            page.goto(f"{live_server.url}{path}", wait_until="networkidle")
            seen.picture(f"{path.strip('/').replace('/', '-')}-{size}-{theme}")
            assert seen.widest() <= page.viewport_size["width"]  # type: ignore[index]
            assert seen.wrong == []


def test_a_refused_form_in_a_drawer_leaves_no_fault_of_ours_in_the_console(
    chrome: Browser, live_server: LiveServer
) -> None:
    """A browser or an extension may have written a style at a field; it is not copied."""
    with visit(chrome, live_server.url) as seen:
        page = sign_in(seen, live_server.url, "manager")
        page.goto(f"{live_server.url}/desk/policies/register")
        page.click("main a[href$='/register/new']")
        title = page.locator("dialog[open] [name=title_zh]")
        title.fill("   ")
        title.evaluate("field => { field.style.color = 'red'; field.style.color = ''; }")
        page.click("dialog[open] form button[type=submit]")
        expect(page.locator("dialog[open] .is-invalid")).to_be_visible()
        assert [said for said in seen.wrong if "422 (" not in said] == []
