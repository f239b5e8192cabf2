"""The lists of cases in a browser: keys, choosing, acts, live news, any screen."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import makers
from tests.web.browser import Visit, visit
from tools.shots import dressed

NOW = datetime.now(UTC)
WORDY = "师傅说好上午来，等到下午六点也没人来，打电话也不接，态度特别差，" * 3
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def company() -> makers.Company:
    made = makers.company()
    for day, name in enumerate(["张伟", "欧阳娜娜", "Maximilian Mustermann-Schneider"]):
        makers.complaint(
            made.agent,
            now=NOW - timedelta(days=2 * day),
            name=name,
            phone=f"1380013800{day}",
            category="service",
            description=WORDY if day == 1 else "热水器漏电，手发麻，现在不敢用！",
            product_text="滚筒洗衣机 XQG100 变频烘干一体机（2025 款·奶白色）",
        )
    return made


def sign_in(seen: Visit, base: str, path: str, user: str = "head") -> Page:
    page = seen.page
    page.goto(f"{base}/sign-in")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", makers.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/desk/")
    page.goto(f"{base}{path}", wait_until="networkidle")
    return page


def test_rows_are_walked_chosen_and_opened_without_the_mouse(
    chrome: Browser, live_server: LiveServer
) -> None:
    with visit(chrome, live_server.url) as seen:
        page = sign_in(seen, live_server.url, "/desk/")
        page.keyboard.press("g")
        page.keyboard.press("c")
        page.wait_for_url("**/desk/cases")
        for key in ("j", "x", "j", "x"):
            page.keyboard.press(key)
        expect(page.locator("[data-bulk-count]")).to_have_text("2")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/desk/cases/\d+$"))
        assert seen.wrong == []


def test_the_chosen_are_taken_over_and_the_list_shows_it_at_once(
    chrome: Browser, live_server: LiveServer
) -> None:
    with visit(chrome, live_server.url) as seen:
        page = sign_in(seen, live_server.url, "/desk/cases")
        page.locator("[data-select-all]").check()
        page.click(".bulk [hx-get$=take]")
        page.click("#drawer button[type=submit]")
        expect(page.locator("#drawer")).to_contain_text("3 张服务单已完成")
        seen.picture("lists-bulk-done")
        page.keyboard.press("Escape")
        expect(page.locator(".case-list tbody")).not_to_contain_text("林晓")
        expect(page.locator(".case-list tbody")).to_contain_text("陈静")
        expect(page.locator("[data-bulk-bar]")).to_be_hidden()
        assert seen.wrong == []


def test_a_filter_is_chosen_in_the_drawer_and_taken_away_by_its_chip(
    chrome: Browser, live_server: LiveServer
) -> None:
    with visit(chrome, live_server.url) as seen:
        page = sign_in(seen, live_server.url, "/desk/cases")
        page.keyboard.press("f")
        page.locator("#drawer label", has_text="A 严重").click()
        seen.picture("lists-filter")
        page.click("#drawer button[type=submit]")
        page.wait_for_url(re.compile("severity=A"))
        chip = page.locator(".chip", has_text="A 严重")
        chip.click()
        expect(page.locator(".chip", has_text="A 严重")).to_have_count(0)
        expect(page.locator(".case-list tbody tr")).to_have_count(3)
        expect(page.locator("main")).to_have_count(1)
        assert seen.wrong == []


def test_news_arrive_without_a_reload_and_leave_the_choice_alone(
    chrome: Browser, live_server: LiveServer, company: makers.Company
) -> None:
    with visit(chrome, live_server.url) as seen:
        page = sign_in(seen, live_server.url, "/desk/cases")
        page.evaluate("window.stayed = true")
        makers.complaint(company.agent, now=NOW, category="service", description="床板开裂")
        page.evaluate("document.body.dispatchEvent(new Event('cases-changed'))")
        expect(page.locator(".case-list")).to_contain_text("床板开裂")
        assert page.evaluate("window.stayed")
        page.keyboard.press("Control+k")
        page.keyboard.type("床板")
        expect(page.locator(".palette-item").first).to_contain_text("床板开裂")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/desk/cases/\d+$"))
        page.goto(f"{live_server.url}/desk/notices", wait_until="networkidle")
        page.keyboard.press("Control+k")
        expect(page.locator(".palette-item").first).to_contain_text("床板开裂")
        assert seen.wrong == []


PATHS = (
    "/desk/",
    "/desk/cases?severity=A&severity=B&owner=me&open=all",
    "/desk/cases",
    "/desk/late",
    "/desk/search?q=漏电",
    "/desk/cases/filter",
    "/desk/views/keep",
)


@pytest.mark.parametrize(
    ("size", "language", "theme"),
    [
        ("wide", "zh", "light"),
        ("wide", "en", "dark"),
        ("narrow", "zh", "dark"),
        ("narrow", "en", "light"),
    ],
)
def test_the_lists_fit_any_screen(
    chrome: Browser, live_server: LiveServer, size: str, language: str, theme: str
) -> None:
    with visit(chrome, live_server.url, size=size, language=language, theme=theme) as seen:
        page = sign_in(seen, live_server.url, PATHS[0])
        dressed(page.context, live_server.url, language, theme)  # signing in brings one's own
        for path in PATHS:
            page.goto(f"{live_server.url}{path}", wait_until="networkidle")
            expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
            name = path.strip("/").replace("/", "-")[:24]
            seen.picture(f"lists-{name}-{size}-{language}-{theme}")
            assert seen.widest() <= page.viewport_size["width"], path  # type: ignore[index]
            frames = page.locator(".table-frame")
            for at in range(frames.count()):
                reach = "frame => frame.scrollWidth - frame.clientWidth"
                assert frames.nth(at).evaluate(reach) <= 1, path
        assert seen.wrong == []
