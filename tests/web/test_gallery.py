"""What only a browser can show about the kit."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

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
