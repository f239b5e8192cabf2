"""A browser for tests, with the choices a person makes and a list of what went wrong."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

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
        "console", lambda said: seen.wrong.append(said.text) if said.type == "error" else None
    )
    seen.page.on("pageerror", lambda error: seen.wrong.append(str(error)))
    yield seen
    context.close()
