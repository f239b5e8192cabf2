"""The pictures of the README and of the guide, taken of the demonstration company.

    make run                        in one window, with a fresh data folder
    python tools/pictures.py        in another; `--only queue case` takes some of them

Each is one scene below: who looks, at what, how wide, and what was typed before. The server must
be running (`--base`, by default http://127.0.0.1:8000). See `tools/shots.py` for looking at a page
in every language and size.
"""

import argparse
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, Page, Response
from shots import SIZES, chromium, dressed, sign_in

TARGET = Path(__file__).parents[1] / "docs" / "pictures"
COLOURS = 128
COLOURED = {"board"}
"""Pictures in which close colours mean different things."""
HEIGHT = 1500
FAULT = 500
LONGEST_PLAN = 300_000
"""Milliseconds that a plan may take, the compiler on a slow machine included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """`reach` does what the address alone does not: opens the first row, types, unfolds."""

    name: str
    path: str
    user: str = ""
    size: str = "wide"
    reach: Callable[[Page], object] | None = None
    whole: bool = True


def first_row(page: Page) -> None:
    address = page.locator("[data-row] a[href]").first.get_attribute("href")
    page.goto(f"{page.url.split('/desk/')[0]}{address}", wait_until="networkidle")


def a_call(page: Page) -> None:
    """The phone of somebody known, and what is said."""
    page.fill("[name=phone]", "13800138000")
    page.fill("[name=name]", "张先生")
    page.fill("[name=product_text]", "三人位布艺沙发")
    page.fill("[name=description]", "沙发坐垫塌陷，坐下去能碰到木架，用了两个月。")
    page.locator("[name=description]").press("Tab")
    page.wait_for_timeout(1500)


def a_report(page: Page) -> None:
    page.fill("[name=description]", "热水器漏电，洗澡时手发麻，不敢用了。")


def an_order(page: Page) -> None:
    """What waits for a time, opened: who may go, and why."""
    page.locator(".pool-item a[data-open=drawer]").first.click()
    page.wait_for_timeout(1200)


def a_plan(page: Page) -> None:
    """Of tomorrow, all stations, what waits as well. The first plan waits for the compiler."""
    tomorrow = page.locator(".page-acts a:has-text('后一天')").get_attribute("href")
    page.goto(urljoin(page.url, tomorrow), wait_until="networkidle")
    page.click(".page-acts .btn-primary")
    page.select_option("#drawer-body select", "phone")
    page.click("#drawer-body button[type=submit]")
    page.wait_for_url("**/plans/*")
    page.wait_for_selector("#proposal:not(:has(progress))", timeout=LONGEST_PLAN)
    page.mouse.move(0, 0)


def free_times(page: Page) -> None:
    """Of the first order for which somebody is free."""
    rows = page.locator("[data-row] a.mono[href*='/orders/']")
    for address in rows.evaluate_all("all => all.map(one => one.href)"):
        page.goto(f"{address}/times", wait_until="networkidle")
        if page.locator(".times-one").count():
            return


def first_stop(page: Page) -> None:
    address = page.locator(".round-stop a").first.get_attribute("href")
    page.goto(urljoin(page.url, address), wait_until="networkidle")


def a_dispute(page: Page) -> None:
    """The statement of which a line is disputed."""
    address = page.locator("td a.mono").last.get_attribute("href")
    page.goto(urljoin(page.url, address), wait_until="networkidle")


SCENES = (
    Scene(name="portal", path="/", size="narrow", whole=False),
    Scene(name="portal-report", path="/report", size="narrow", reach=a_report),
    Scene(name="portal-promises", path="/promises", size="narrow"),
    Scene(name="queue", path="/desk/", user="quality3", whole=False),
    Scene(name="intake", path="/desk/cases/new", user="agent", reach=a_call),
    Scene(name="cases", path="/desk/cases", user="manager", whole=False),
    Scene(name="case", path="/desk/cases", user="manager", reach=first_row),
    Scene(name="customers", path="/desk/customers", user="manager", reach=first_row),
    Scene(name="late", path="/desk/late", user="manager"),
    Scene(name="policies", path="/desk/policies", user="manager", reach=first_row),
    Scene(name="triage", path="/desk/triage", user="manager"),
    Scene(name="staff", path="/desk/staff", user="manager", whole=False),
    Scene(name="imports", path="/desk/imports", user="manager"),
    Scene(name="roles", path="/desk/roles", user="admin", whole=False),
    Scene(name="board", path="/desk/dispatch", user="dispatcher"),
    Scene(name="assign", path="/desk/dispatch", user="dispatcher", reach=an_order, whole=False),
    Scene(name="plan", path="/desk/dispatch?unit=0", user="dispatcher", reach=a_plan),
    Scene(name="times", path="/desk/orders?state=waiting", user="dispatcher", reach=free_times),
    Scene(
        name="visit",
        path="/m/?day=tomorrow",
        user="technician",
        size="narrow",
        reach=first_stop,
        whole=False,
    ),
    Scene(name="round", path="/m/", user="technician", size="narrow", whole=False),
    Scene(name="parts", path="/desk/parts?show=order", user="keeper", whole=False),
    Scene(
        name="store", path="/desk/parts?show=places", user="keeper", reach=first_row, whole=False
    ),
    Scene(name="statement", path="/desk/settlements", user="finance", reach=a_dispute),
    Scene(name="tills", path="/desk/tills", user="finance", whole=False),
    Scene(name="history", path="/desk/history", user="auditor", whole=False),
)


def kept(picture: bytes, target: Path) -> None:
    """Cut to a readable height, with few colours: a page has no more."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, HEIGHT)))
    target.parent.mkdir(parents=True, exist_ok=True)
    fewer = image if target.stem in COLOURED else image.quantize(COLOURS)
    fewer.save(target, optimize=True)


def refuse_faults(answer: Response) -> None:
    """A guide shows no page of errors."""
    if answer.status >= FAULT:
        sys.exit(f"{answer.status} {answer.url}")


def take(browser: Browser, base: str, password: str, user: str, scenes: list[Scene]) -> None:
    account = browser.new_context()
    if user:
        sign_in(account.new_page(), base, user, password)
    for scene in scenes:
        width, height = SIZES[scene.size]
        context = browser.new_context(viewport={"width": width, "height": height})
        context.add_cookies(account.cookies())  # type: ignore[arg-type]
        dressed(context, base, "zh", "light")
        page = context.new_page()
        page.on("response", refuse_faults)
        page.goto(base + scene.path, wait_until="networkidle")
        if scene.reach:
            scene.reach(page)
        kept(page.screenshot(full_page=scene.whole), TARGET / f"{scene.name}.png")
        print(TARGET / f"{scene.name}.png", flush=True)
        context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--password", default="Anxin-Demo-2026", help="of the demonstration")
    parser.add_argument("--only", nargs="+", choices=[scene.name for scene in SCENES])
    options = parser.parse_args()
    wanted = [scene for scene in SCENES if not options.only or scene.name in options.only]
    with chromium() as browser:
        for user, scenes in groupby(wanted, key=lambda scene: scene.user):
            take(browser, options.base, options.password, user, list(scenes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
