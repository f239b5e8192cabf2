"""Pictures of pages: wide and narrow, Chinese and English, light and dark.

    python tools/shots.py /desk/ /desk/cases/17 --user chen.jie --password … --out pictures
    python tools/shots.py / --sizes narrow --languages zh --themes light

The server must be running (`--base`, by default http://127.0.0.1:8000). Chromium is looked for on
the PATH. Errors of the browser's console are printed and make the run fail: a broken policy for
content, a missing file and a faulty script all show there.
"""

import argparse
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

SIZES = {"wide": (1366, 768), "narrow": (360, 740), "huge": (2560, 1300), "tablet": (820, 1100)}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")


def program() -> str | None:
    """The first of them on the PATH; without windows of its own it takes a third less time."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def dressed(context: BrowserContext, base: str, language: str, theme: str) -> None:
    """Sets the choices a person makes on the page."""
    context.add_cookies(
        [
            {"name": "django_language", "value": LANGUAGES[language], "url": base},
            {"name": "theme", "value": theme, "url": base},
        ]
    )


def sign_in(page: Page, base: str, user: str, password: str) -> None:
    page.goto(f"{base}/sign-in")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def take(page: Page, url: str, target: Path, *, whole: bool = True) -> None:
    page.goto(url, wait_until="networkidle")
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=target, full_page=whole)


def name_of(path: str) -> str:
    return re.sub(r"[^\w]+", "-", path).strip("-") or "start"


def options_given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--out", type=Path, default=Path("build/shots"))
    parser.add_argument("--user")
    parser.add_argument("--password", default="")
    parser.add_argument("--sizes", nargs="+", default=["wide", "narrow"], choices=SIZES)
    parser.add_argument("--languages", nargs="+", default=["zh", "en"], choices=LANGUAGES)
    parser.add_argument("--themes", nargs="+", default=["light", "dark"])
    parser.add_argument("--first-screen", action="store_true", help="not the whole page")
    return parser.parse_args()


def main() -> int:
    options = options_given()
    wrong: set[str] = set()
    with chromium() as browser:
        signed_in = browser.new_context()
        if options.user:
            sign_in(signed_in.new_page(), options.base, options.user, options.password)
        cookies = signed_in.cookies()
        for size, language, theme in product(options.sizes, options.languages, options.themes):
            width, height = SIZES[size]
            context = browser.new_context(viewport={"width": width, "height": height})
            context.add_cookies(cookies)  # type: ignore[arg-type]
            dressed(context, options.base, language, theme)
            page = context.new_page()
            page.on("console", lambda said: wrong.add(said.text) if said.type == "error" else None)
            for path in options.paths:
                target = options.out / f"{name_of(path)}-{size}-{language}-{theme}.png"
                take(page, options.base + path, target, whole=not options.first_screen)
                print(target, flush=True)
            context.close()
    for text in sorted(wrong):
        print(f"console: {text}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
