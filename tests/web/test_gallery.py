"""What only a browser can show about the kit."""

import json
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from aftercare.web.kit import assets
from tests.web.browser import visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.web.gallery_urls"),
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["wide", "narrow", "huge", "tablet"])
def test_every_component_fits_any_screen_without_a_fault(
    chrome: Browser, live_server: LiveServer, size: str, theme: str
) -> None:
    with visit(chrome, live_server.url, size=size, theme=theme) as seen:
        seen.page.goto(f"{live_server.url}/gallery?wrong=1", wait_until="networkidle")
        seen.picture(f"gallery-{size}-{theme}")
        assert seen.wrong == []
        assert seen.widest() <= seen.page.viewport_size["width"]  # type: ignore[index]


def test_a_clock_lives_in_the_browser(chrome: Browser, live_server: LiveServer) -> None:
    """Its words and its look change with the time of the server, not of the laptop."""
    with visit(chrome, live_server.url) as seen:
        seen.page.clock.install(time=timezone.now())
        seen.page.goto(f"{live_server.url}/gallery")
        clock = seen.page.locator(".list .clock").first
        expect(clock).to_have_text("还剩 1 小时 5 分")
        seen.page.clock.run_for(66 * 60 * 1000)
        expect(clock).to_have_text("超时 1 分")
        expect(clock).to_have_class(re.compile("clock-late"))
        assert seen.wrong == []


def test_rows_are_walked_and_chosen_with_the_keyboard(
    chrome: Browser, live_server: LiveServer
) -> None:
    with visit(chrome, live_server.url) as seen:
        page = seen.page
        page.goto(f"{live_server.url}/gallery")
        for key in ["j", "j", "x", "j", "x", "k"]:
            page.keyboard.press(key)
        expect(page.locator("#row-2")).to_have_class(re.compile("row-current"))
        expect(page.locator("[data-bulk-bar]")).to_be_visible()
        expect(page.locator("[data-bulk-count]")).to_have_text("2")
        page.locator("[data-row] input").nth(5).click(modifiers=["Shift"])
        expect(page.locator("[data-bulk-count]")).to_have_text("5")
        seen.picture("gallery-chosen")
        assert seen.wrong == []


def test_what_cannot_be_undone_asks_once_in_our_own_dialog(
    chrome: Browser, live_server: LiveServer
) -> None:
    with visit(chrome, live_server.url) as seen:
        page = seen.page
        page.goto(f"{live_server.url}/gallery")
        asked: list[str] = []
        page.on(
            "request",
            lambda request: asked.append(request.url) if "gallery" in request.url else None,
        )
        page.click("[hx-confirm]")
        expect(page.locator("dialog#confirm")).to_contain_text("作废这份方案？")
        expect(page.locator("#confirm [data-sure]")).to_have_text("作废")
        seen.picture("gallery-confirm")
        page.keyboard.press("Escape")
        assert asked == []
        page.click("[hx-confirm]")
        with page.expect_request("**/gallery"):
            page.locator("dialog#confirm [data-sure]").click()


def test_control_and_enter_send_the_form_and_what_was_typed_stays(
    chrome: Browser, live_server: LiveServer
) -> None:
    with visit(chrome, live_server.url) as seen:
        page = seen.page
        page.goto(f"{live_server.url}/gallery")
        page.fill("input[name=phone]", "13812345678")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_role("alert")).to_be_focused()
        assert seen.wrong == []


def test_the_first_load_of_the_desk_is_small() -> None:
    """The aim is 300 KB compressed for everything; the kit takes a third of it at most."""
    if not assets.manifest():
        pytest.fail("build the front end first: python hatch_build.py")
    for entry in ("desk", "mobile"):
        chunks = list(assets.chunks(f"src/{entry}.ts"))
        names = {name for chunk in chunks for name in (chunk["file"], *chunk.get("css", []))}
        parts = [assets.DIST / f"{name}.gz" for name in names]
        parts += assets.DIST.glob("assets/icons-*.gz")
        assert len(parts) > 3
        assert sum(path.stat().st_size for path in parts) < 100_000


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    house = assets.DIST.parents[1]
    named = {
        name
        for path in (house / "web").rglob("*.html")
        for name in re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    known = json.loads((house.parents[1] / "frontend" / "icons.json").read_text())
    assert named <= set(known), "add to frontend/icons.json"
