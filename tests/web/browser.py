"""A browser for tests, with the choices a person makes and a list of what went wrong."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.test.utils import modify_settings
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from aftercare.foundation.actor import Actor
from aftercare.foundation.identity.models import User
from tests.database import emptied
from tools.shots import SIZES, dressed


@dataclass
class Visit:
    page: Page
    wrong: list[str] = field(default_factory=list)

    def widest(self) -> int:
        """How far the page reaches sideways, in pixels."""
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def picture(self, name: str) -> None:
        """Kept where AFTERCARE_SHOTS names a folder."""
        folder = os.environ.get("AFTERCARE_SHOTS")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@contextmanager
def visit(
    browser: Browser, base: str, *, size: str = "wide", language: str = "zh", theme: str = "light"
) -> Iterator[Visit]:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    dressed(context, base, language, theme)
    seen = Visit(context.new_page())
    seen.page.on(
        "console",
        lambda said: (
            seen.wrong.append(f"{said.text} {said.location.get('url', '')}".strip())
            if said.type == "error"
            else None
        ),
    )
    seen.page.on("pageerror", lambda error: seen.wrong.append(str(error)))
    yield seen
    context.close()


@contextmanager
def one_house(blocker: DjangoDbBlocker) -> Iterator[str]:
    """A server and what it keeps, for all tests of a file; afterwards every table is empty."""
    with blocker.unblock(), modify_settings(ALLOWED_HOSTS={"append": "localhost"}):
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()
            emptied()


def signed_in(seen: Visit, base: str, actor: Actor) -> None:
    """As if by the page for signing in, which other tests are about."""
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id))
    word = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": word, "url": base}
    seen.page.context.add_cookies([cookie])  # type: ignore[list-item]
