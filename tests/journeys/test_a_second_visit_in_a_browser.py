"""Nobody opens, then a part is missing: why, with a picture, and when somebody comes again."""

import os
from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from aftercare.casework.intake.queries import follow_token
from aftercare.fieldservice.appointments.queries import AppointmentBrief, appointments_of
from aftercare.fieldservice.records.queries import record_of
from aftercare.fieldservice.records.tests.worlds import visited
from aftercare.fieldservice.workorders.actions import open_order
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft, order_brief
from aftercare.foundation.actor import SYSTEM
from tests.makers import complaint
from tests.town import ADDRESS, Town, town
from tests.web.browser import Visit, signed_in, visit
from tests.web.hands import PATIENT, picture, press

os.environ.setdefault("NUMBA_DISABLE_JIT", "1")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(name="place")
def _place(transactional_db: None) -> Town:  # noqa: ARG001
    return town(timezone.now())


@pytest.fixture(name="order")
def _order(place: Town) -> OrderBrief:
    """A repair, to which somebody comes now."""
    now = timezone.now()
    case = complaint(place.us.agent, kind="repair", product_line="furniture", now=now,
                     product_text="沙发", address=ADDRESS).case  # fmt: skip
    draft = OrderDraft(job="repair", goods="沙发", org_unit_id=place.station, minutes=60,
                       longitude=121.42, latitude=31.17)  # fmt: skip
    order = open_order(actor=place.us.agent, case_id=case.id, draft=draft, now=now)
    visited(place.dispatcher, order, place.technician.staff_id or 0, now, now=now)
    return order


@pytest.fixture(name="phone")
def _phone(chrome: Browser, live_server: LiveServer, place: Town) -> Iterator[Visit]:
    with visit(chrome, live_server.url, size="narrow") as phone:
        signed_in(phone, live_server.url, place.technician)
        phone.page.set_default_timeout(PATIENT)
        yield phone


@pytest.fixture(name="customer")
def _customer(chrome: Browser, live_server: LiveServer) -> Iterator[Visit]:
    with visit(chrome, live_server.url, size="narrow") as customer:
        customer.page.set_default_timeout(PATIENT)
        yield customer


@pytest.fixture(name="office")
def _office(chrome: Browser, live_server: LiveServer, place: Town) -> Iterator[Visit]:
    with visit(chrome, live_server.url) as office:
        signed_in(office, live_server.url, place.us.manager)
        yield office


def visits(order: OrderBrief) -> list[AppointmentBrief]:
    return appointments_of(actor=SYSTEM, orders=[order])[order.id]


def over(page: Page, state: str) -> None:
    """The company has it, and the page was made anew by it."""
    expect(page.locator(f"article[data-state={state}]")).to_be_visible(timeout=PATIENT)


def at_the_door(page: Page, base: str, order: OrderBrief) -> None:
    page.goto(f"{base}/m/visits/{visits(order)[-1].id}")
    press(page, "出发")
    press(page, "已到达")
    over(page, "arrived")


def nobody_opened(phone: Visit) -> None:
    """The reason, a word for the office, and a picture of the door."""
    page = phone.page
    page.locator("#ends > summary").click()
    form = page.locator("#ends form[data-act=nobody_home]")
    form.locator("[name=reason]").select_option("no_answer")
    form.locator("[name=note]").fill("敲门十分钟，电话两次无人接")
    with page.expect_file_chooser() as camera:
        form.locator("label.shot").click()
    camera.value.set_files(picture())
    form.get_by_role("button", name="结束本次上门").click()
    expect(page.locator("article")).to_contain_text("调度会与客户另约时间", timeout=PATIENT)
    over(page, "nobody_home")
    phone.picture("second-nobody-home")


def time_chosen(customer: Visit, url: str) -> None:
    """The customer reads what happened, and takes another time."""
    page = customer.page
    page.goto(url)
    expect(page.locator("#main")).to_contain_text("工程师上门时家中无人")
    expect(page.locator("#main")).to_contain_text("敲门、电话均无人应答")
    customer.picture("second-customer-missed")
    press(page, "选择时间", "link")
    page.locator(".times label").first.click()
    press(page, "选这个时间")
    press(page, "确认这个时间")
    expect(page.get_by_role("link", name="加入日历")).to_be_visible(timeout=PATIENT)


def a_part_was_missing(phone: Visit) -> None:
    """The second visit ends with its reason, and the customer picks the third at the door."""
    page = phone.page
    press(page, "开始作业")
    page.locator("#ends > summary").click()
    form = page.locator("#ends form[data-act=again]")
    form.locator("[name=reason]").select_option("part_missing")
    form.locator("[name=note]").fill("需要右侧铰链")
    form.get_by_role("button", name="结束本次上门").click()
    over(page, "again")
    page.locator("#next .times label").first.click()
    phone.picture("second-next-time")
    press(page, "预约此时段")
    expect(page.locator("#next")).to_contain_text("已在现场与客户约定", timeout=PATIENT)


def shows(page: Page, *told: str) -> None:
    for words in told:
        expect(page.locator("#main")).to_contain_text(words, timeout=PATIENT)


def test_who_found_nobody_at_home_comes_again_and_again_with_the_reason_told(
    live_server: LiveServer, place: Town, order: OrderBrief, phone: Visit, customer: Visit,
    office: Visit,
) -> None:  # fmt: skip
    base = live_server.url
    at_the_door(phone.page, base, order)
    nobody_opened(phone)
    missed = visits(order)[-1]
    assert (missed.state, missed.reason) == ("nobody_home", "no_answer")
    card = record_of(actor=place.technician, order=order, visit=missed)
    assert [one.shows for one in card.photos] == ["absent"]
    assert order_brief(actor=SYSTEM, order_id=order.id).state == "waiting"
    follow = f"{base}/f/{follow_token(actor=SYSTEM, case_id=order.case_id)}"
    time_chosen(customer, follow)
    at_the_door(phone.page, base, order)
    a_part_was_missing(phone)
    told = [(one.state, one.reason) for one in visits(order)]
    assert told == [("nobody_home", "no_answer"), ("again", "part_missing"), ("booked", "")]
    assert visits(order)[-1].agreed_by == "visit"
    customer.page.goto(follow)
    shows(customer.page, "工程师已上门，还需再次上门", "缺少配件", "工程师上门时家中无人")
    customer.picture("second-customer-again")
    office.page.goto(f"{base}/desk/orders/{order.id}")
    shows(office.page, "敲门十分钟", "需要右侧铰链")
    office.picture("second-office")
    office.page.goto(f"{base}/desk/cases/{order.case_id}")
    shows(office.page, "上门结束：客户不在家", "上门结束：需再次上门")
    for seen in (phone, customer, office):
        assert not [one for one in seen.wrong if "ERR_INTERNET_DISCONNECTED" not in one]
    assert max(phone.widest(), customer.widest()) <= 360
