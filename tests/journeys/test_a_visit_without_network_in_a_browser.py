"""A technician's phone loses the network and its page in the middle of a visit: nothing is lost."""

import os
import re
import signal
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from aftercare.fieldservice.appointments.actions import cancel_appointment
from aftercare.fieldservice.quotes.actions import set_prices
from aftercare.fieldservice.quotes.queries import quotation_of
from aftercare.fieldservice.records.queries import RecordCard, Stop, record_of, stop_of
from aftercare.fieldservice.records.tests.worlds import Door, at_the_door
from aftercare.fieldservice.workorders.queries import order_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.web.mobile import posts
from aftercare.web.mobile import visit as page_of_a_visit
from tests import makers
from tests.web.browser import Visit, visit
from tests.web.hands import all_sent, picture, press, shoot, sign, until
from tools.shots import FLAGS, dressed, program

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENT = 15_000
FULL = """() => {
    window.kept = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = () => { throw new DOMException("", "QuotaExceededError"); };
}"""

POSTS = """new Promise((done) => { indexedDB.open("aftercare-mobile").onsuccess = (opened) => {
    const all = opened.target.result.transaction("posts").objectStore("posts").getAll();
    all.onsuccess = () => done(all.result.filter((one) => one.act === "photo"));
}; })"""
KEPT = f"{POSTS}.then((photos) => photos.length === 3)"
SENT = f"{POSTS}.then((photos) => photos.every((one) => one.state === 'sent'))"


@pytest.fixture(name="door")
def _door(transactional_db: None) -> Door:  # noqa: ARG001
    """A visit that begins now."""
    return at_the_door(makers.company(), begun=False, at=timezone.now())


@pytest.fixture(name="phone")
def _phone(chrome: Browser, live_server: LiveServer, door: Door) -> Iterator[Visit]:
    with visit(chrome, live_server.url, size="narrow") as phone:
        signed_in(phone.page, live_server.url)
        until(phone.page, f"caches.match('/m/visits/{door.visit.id}', {{ignoreVary: true}})")
        yield phone


def signed_in(page: Page, base: str) -> None:
    page.goto(f"{base}/sign-in?next=/m/")
    page.fill("input[name=login]", "tech")
    page.fill("input[name=password]", makers.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{base}/m/")


def confirm(page: Page, first: int, last: int | None = None) -> None:
    """Steps of the checklist, one after another."""
    steps = page.locator("#steps li.check")
    for at in range(first, steps.count() if last is None else last):
        steps.nth(at).get_by_role("button", name="完成").click()
        expect(steps.nth(at)).to_have_class(re.compile(r"\bmet\b"), timeout=PATIENT)


def kept(door: Door) -> tuple[Stop, RecordCard]:
    stop = stop_of(actor=door.technician, appointment_id=door.visit.id)
    return stop, record_of(actor=door.technician, order=stop.order, visit=stop.visit)


def begun(phone: Visit, url: str) -> None:
    """On the way with network, at the door without."""
    page = phone.page
    page.goto(url)
    press(page, "出发")
    expect(page.locator("article[data-state=on_the_way]")).to_be_visible(timeout=PATIENT)
    page.context.set_offline(offline=True)
    press(page, "已到达")
    press(page, "开始作业")
    expect(page.locator("#network")).to_contain_text("无网络 · 待发送： 2")
    shoot(page, "before")
    confirm(page, 0, 3)
    phone.picture("mobile-offline")


def went_on(page: Page, url: str, photos: int) -> None:
    """A new page, still without network, knows what was noted on the one that is gone."""
    page.goto(url)
    expect(page.locator("#steps li.check.met")).to_have_count(3, timeout=PATIENT)
    assert page.locator("#before [data-unsent-picture]").count() == photos
    confirm(page, 3)
    shoot(page, "steps")
    page.fill("[name=fault]", "不制冷")
    page.fill("[name=work]", "更换启动电容")
    page.locator("#findings").get_by_role("button", name="保存").click()


def finished(page: Page) -> None:
    page.context.set_offline(offline=False)
    all_sent(page)
    shoot(page, "after")
    sign(page, "#sign", "张伟")
    press(page, "确认并签字")
    press(page, "完成上门")
    all_sent(page)
    expect(page.locator("article[data-state=done]")).to_contain_text(
        "本次上门已完成", timeout=PATIENT
    )


def test_a_visit_half_without_network_arrives_whole_once_and_in_order(
    live_server: LiveServer, phone: Visit, door: Door
) -> None:
    url, nothing = f"{live_server.url}/m/visits/{door.visit.id}", kept(door)[1]
    begun(phone, url)
    context = phone.page.context
    phone.page.close()  # killed in the middle
    phone.page = context.new_page()
    went_on(phone.page, url, photos=len(nothing.wanted) - 1)
    assert kept(door)[1] == nothing
    finished(phone.page)
    stop, card = kept(door)
    assert order_brief(actor=SYSTEM, order_id=door.order.id).state == "done"
    assert {step.answer for step in card.steps} == {"done"}
    said = [step.said_at for step in card.steps if step.said_at]
    moments = [stop.visit.departed_at, stop.visit.arrived_at, stop.visit.begun_at, *said]
    assert moments == sorted(moment for moment in moments if moment)
    needed = len(card.wanted) + sum(step.needs_photo for step in card.steps)
    assert len(card.photos) == needed
    assert card.signature
    assert phone.widest() <= 360
    assert not [one for one in phone.wrong if "ERR_INTERNET_DISCONNECTED" not in one]


def declined(phone: Visit, url: str) -> None:
    """At work without network; the customer says no to 170 yuan."""
    now, page = timezone.now(), phone.page
    set_prices(actor=SYSTEM, in_force_from=timezone.localdate(now), trip_amount=Decimal(50),
               labour={"repair": Decimal(120)}, now=now)  # fmt: skip
    page.goto(url)
    press(page, "出发")
    expect(page.locator("article[data-state=on_the_way]")).to_be_visible(timeout=PATIENT)
    page.context.set_offline(offline=True)
    press(page, "已到达")
    press(page, "开始作业")
    page.locator("#price > summary").click()
    press(page, "出示给客户")
    press(page, "我不同意")
    expect(page.locator(".declined")).to_be_visible()
    phone.picture("mobile-declined")


def charge(phone: Visit) -> None:
    phone.page.locator("#visit-price > summary").click()
    phone.page.locator("#visit-price [data-show-price]").click()
    sign(phone.page, ".price-shown[open]", "张伟")
    phone.picture("mobile-declined-charge")
    press(phone.page, "我同意")


def end_without_charge(phone: Visit) -> None:
    phone.page.locator(".declined [name=note]").first.fill("太贵")
    press(phone.page, "不收费，结束上门")


@pytest.mark.parametrize("charged", [False, True])
def test_a_declined_price_ends_the_visit_without_network(
    live_server: LiveServer,
    phone: Visit,
    door: Door,
    charged: bool,  # noqa: FBT001
) -> None:
    """Nothing is repaired; what the visit itself costs is signed for, or it costs nothing."""
    declined(phone, f"{live_server.url}/m/visits/{door.visit.id}")
    (charge if charged else end_without_charge)(phone)
    page = phone.page
    expect(page.locator("section[data-in=declined]:visible")).to_contain_text("客户不同意报价")
    expect(page.locator(".next-act button:visible")).to_have_count(0)
    phone.picture(f"mobile-declined-end-{charged}")
    page.context.set_offline(offline=False)
    expect(page.locator("article[data-state=declined]")).to_be_visible(timeout=PATIENT)
    over = order_brief(actor=SYSTEM, order_id=door.order.id)
    said = "" if charged else " 太贵"
    assert (over.state, over.end_note) == ("called_off", f"客户不同意报价。{said}")
    card = quotation_of(actor=SYSTEM, order=over)
    assert card
    told = ("accepted", Decimal(50)) if charged else ("declined", Decimal(170))
    assert (card.state, card.total_amount) == told
    assert phone.widest() <= 360


def test_pictures_taken_in_quick_turn_are_all_kept_once_while_the_page_is_made_anew(
    live_server: LiveServer, phone: Visit, door: Door
) -> None:
    """Large ones, which take a moment to be made small; the page is renewed and left meanwhile."""
    page, url = phone.page, f"{live_server.url}/m/visits/{door.visit.id}"
    page.goto(url)
    for words in ("出发", "已到达", "开始作业"):
        press(page, words)
    expect(page.locator("article[data-state=working]")).to_be_visible(timeout=PATIENT)
    camera = page.locator("#before input[type=file]").first
    for _picture in range(3):
        camera.set_input_files(picture(2000))
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(page, KEPT)
    page.goto(url)
    until(page, SENT)
    expect(page.locator("#before .photo:not(.unsent)")).to_have_count(3, timeout=PATIENT)
    assert [one.shows for one in kept(door)[1].photos] == ["nameplate"] * 3


def test_a_page_that_was_read_before_a_photo_came_shows_it(
    live_server: LiveServer, phone: Visit, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The photo is noted, and its answer heard, while that page is still on its way."""
    asked, sent = threading.Event(), threading.Event()

    def shown_late(*given: Any) -> Any:
        answer = page_shown(*given)
        asked.set()
        sent.wait(PATIENT / 1000)
        return answer

    page, url = phone.page, f"{live_server.url}/m/visits/{door.visit.id}"
    work_begun_with_network(page, url)
    page_shown = page_of_a_visit.page
    monkeypatch.setattr(page_of_a_visit, "page", shown_late)
    other = page.context.new_page()
    other.evaluate("(url) => { location.href = url }", url)
    assert asked.wait(PATIENT / 1000)
    page.locator("#before input[type=file]").first.set_input_files(picture())
    until(page, f"{POSTS}.then((photos) => photos[0]?.state === 'sent')")
    sent.set()
    expect(other.locator("#before .photo:not(.unsent)")).to_have_count(1, timeout=PATIENT)


def test_a_finger_that_is_down_while_the_page_is_made_anew_still_presses(
    live_server: LiveServer, phone: Visit, door: Door
) -> None:
    page, url = phone.page, f"{live_server.url}/m/visits/{door.visit.id}"
    work_begun_with_network(page, url)
    page.locator("#steps > summary").click()
    step = page.locator("#steps li.check").first
    step.get_by_role("button", name="完成").hover()
    page.mouse.down()
    with page.expect_response(url):
        page.evaluate("new BroadcastChannel('aftercare-mobile').postMessage('answered')")
    page.wait_for_timeout(2500)  # the answer is there, and would take the button away
    page.mouse.up()
    expect(step).to_have_class(re.compile(r"\bmet\b"), timeout=PATIENT)
    until(page, "document.querySelector('article').dataset.met.includes('step:')")


def test_what_is_refused_stays_until_a_person_decides(
    live_server: LiveServer, phone: Visit, door: Door
) -> None:
    page = phone.page
    page.goto(f"{live_server.url}/m/visits/{door.visit.id}")
    page.context.set_offline(offline=True)
    page.evaluate(FULL)
    press(page, "出发")
    expect(page.locator("#not-kept")).to_contain_text("手机存储空间已满")
    page.evaluate("() => { IDBObjectStore.prototype.add = window.kept }")
    press(page, "出发")
    expect(page.locator("#not-kept")).to_be_hidden()
    press(page, "已到达")
    cancel_appointment(actor=SYSTEM, appointment_id=door.visit.id, version=None,
                       reason="customer_wish", now=timezone.now())  # fmt: skip
    page.context.set_offline(offline=False)
    expect(page.locator("#network")).to_contain_text("被退回，待处理： 1", timeout=PATIENT)
    page.goto(f"{live_server.url}/m/waiting")
    expect(page.locator("[data-posts=refused] .post")).to_contain_text("出发")
    expect(page.locator("[data-posts=waiting] .post")).to_contain_text("已到达")
    phone.picture("mobile-refused")
    page.on("dialog", lambda question: question.accept())
    press(page, "丢弃")
    expect(page.locator("[data-posts=refused] .post")).to_contain_text("已到达", timeout=PATIENT)
    press(page, "丢弃")
    expect(page.get_by_text("您记录的内容都已送达")).to_be_visible(timeout=PATIENT)


def test_a_browser_killed_while_it_sends_sends_everything_once(
    chrome: Browser,
    live_server: LiveServer,
    door: Door,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The company has the photo and the phone does not know it; then nobody is signed in."""
    came, killed = threading.Event(), threading.Event()

    def answered_late(request: Any, *given: Any) -> Any:
        answer = posts.noted(request, *given)
        if request.POST["act"] == "photo" and not killed.is_set():
            came.set()
            killed.wait(PATIENT / 1000)
        return answer

    monkeypatch.setattr(page_of_a_visit, "noted", answered_late)
    url = f"{live_server.url}/m/visits/{door.visit.id}"
    page = opened(chrome, tmp_path, live_server.url).pages[0]
    signed_in(page, live_server.url)
    work_begun_with_network(page, url)
    page.locator("#before input[type=file]").first.set_input_files(picture())
    assert came.wait(PATIENT / 1000)
    page.locator("#steps > summary").click()
    confirm(page, 0, 2)
    assert [len(kept(door)[1].photos), answered(door)] == [1, 0]
    kill(tmp_path)
    killed.set()
    with opened(chrome, tmp_path, live_server.url) as context:
        context.clear_cookies()
        signed_in(context.pages[0], live_server.url)
        context.pages[0].goto(f"{live_server.url}/m/waiting")
        expect(context.pages[0].locator("[data-posts=sent] .post")).to_have_count(
            6, timeout=PATIENT
        )
        assert [len(kept(door)[1].photos), answered(door)] == [1, 2]


def work_begun_with_network(page: Page, url: str) -> None:
    page.goto(url)
    for words in ("出发", "已到达", "开始作业"):
        press(page, words)
    all_sent(page)


def opened(chrome: Browser, home: Path, base: str) -> BrowserContext:
    """A browser of its own, which keeps what it knows in a folder."""
    own = chrome.browser_type.launch_persistent_context(
        home,
        executable_path=program(),
        args=FLAGS,
        viewport={"width": 360, "height": 740},
    )
    dressed(own, base, "zh", "light")
    return own


def kill(home: Path) -> None:
    """Every process of the browser at home there, without a word."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"--user-data-dir={home}".encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue


def answered(door: Door) -> int:
    return sum(bool(step.answer) for step in kept(door)[1].steps)


def test_a_picture_is_kept_though_the_phone_dies_while_it_is_made_small(
    chrome: Browser, live_server: LiveServer, door: Door, tmp_path: Path
) -> None:
    """It is kept as it was taken; another browser makes it small and sends it, once."""
    url = f"{live_server.url}/m/visits/{door.visit.id}"
    page = opened(chrome, tmp_path, live_server.url).pages[0]
    signed_in(page, live_server.url)
    work_begun_with_network(page, url)
    page.context.set_offline(offline=True)
    page.evaluate("() => { window.createImageBitmap = () => new Promise(() => {}) }")
    page.locator("#before input[type=file]").first.set_input_files(picture(2000))
    until(page, f"{POSTS}.then((photos) => photos.length === 1)")
    kill(tmp_path)
    with opened(chrome, tmp_path, live_server.url) as context:
        context.clear_cookies()
        signed_in(context.pages[0], live_server.url)
        until(context.pages[0], SENT)
        (photo,) = kept(door)[1].photos
        assert photo.file.width == 1600
