"""What hands do on a page in tests: press, fill in, take a picture, sign."""

import io
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Error, Page, expect

PATIENT = 20_000


def press(page: Page, words: str, role: Any = "button") -> None:
    """The first one of that name that is to be seen."""
    page.get_by_role(role, name=words, exact=True).locator("visible=true").first.click()


def look_again(page: Page) -> None:
    """A page that follows its case may be on its way to what is new at this very moment."""
    try:
        page.reload()
    except Error as error:
        if "ERR_ABORTED" not in error.message:
            raise
        page.reload()


def picture(width: int = 320) -> Any:
    """As a camera hands it over; no two are alike."""
    out = io.BytesIO()
    Image.effect_noise((width, width * 3 // 4), 60).convert("RGB").save(out, "JPEG")
    return {"name": "camera.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def shoot(page: Page, part: str, width: int = 320) -> None:
    """Every photo that a part of the page asks for, by the camera that the page opens."""
    for form in page.locator(f"#{part} .shot-form:not([data-meets='photo:other'])").all():
        with page.expect_file_chooser() as camera:
            form.locator("label").locator("visible=true").first.click()
        camera.value.set_files(picture(width))
        expect(form).to_have_class(re.compile("met"), timeout=PATIENT)


def sign(page: Page, within: str, signer: str) -> None:
    """On the pad that is to be seen there."""
    page.locator(f"{within} [name=signer]").locator("visible=true").fill(signer)
    pad = page.locator(f"{within} canvas[data-pad]").locator("visible=true").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 180, box["y"] + 60, steps=6)
    page.mouse.up()


def all_sent(page: Page) -> None:
    """Twenty notes take their time on a machine that is busy.

    The words of every state stand in the page, most of them hidden: its name alone tells.
    """
    expect(page.locator("#network")).to_have_attribute("data-state", "done", timeout=4 * PATIENT)


def until(page: Page, words: str) -> None:
    """Until something is there in the browser; pages run no scripts made of text."""
    for _patience in range(PATIENT // 100):
        if page.evaluate(f"Promise.resolve({words}).then(Boolean)"):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {words}")
