"""A fault, reported by the code on a sofa, goes by slot, plan and visit to the closed case."""

import io
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.checklists.actions import plan_service
from aftercare.fieldservice.appointments.queries import appointment_of
from aftercare.fieldservice.parts.queries import parts_of_order
from aftercare.fieldservice.plans import jobs
from aftercare.fieldservice.plans.models import Proposal
from aftercare.fieldservice.records.queries import record_of
from aftercare.fieldservice.records.tests.worlds import visited
from aftercare.fieldservice.workorders.models import WorkOrder
from aftercare.fieldservice.workorders.queries import OrderBrief, order_brief
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.identity.models import User
from tests.makers import complaint
from tests.town import ADDRESS, PHONE, Town, town
from tests.web.browser import Visit, visit

os.environ.setdefault("NUMBA_DISABLE_JIT", "1")  # compiling takes longer than a plan this small
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENT = 20_000
LEFT = ("客户验收", "确认作业结果")  # on the case, once the order is done


@dataclass(slots=True)
class People:
    """Everybody's own browser, signed in."""

    base: str
    customer: Visit
    agent: Visit
    dispatcher: Visit
    phone: Visit

    def all(self) -> tuple[Visit, ...]:
        return (self.customer, self.agent, self.dispatcher, self.phone)


@pytest.fixture(name="place")
def _place(transactional_db: None) -> Town:  # noqa: ARG001
    return town(timezone.now())


@pytest.fixture(name="people")
def _people(chrome: Browser, live_server: LiveServer, place: Town) -> Iterator[People]:
    base = live_server.url
    with ExitStack() as stack:

        def opened(size: str, actor: Actor | None = None) -> Visit:
            seen = stack.enter_context(visit(chrome, base, size=size))
            seen.page.set_default_timeout(PATIENT)
            if actor is not None:
                client = Client()
                client.force_login(User.objects.get(id=actor.user_id))
                word = client.cookies[settings.SESSION_COOKIE_NAME].value
                cookie = {"name": settings.SESSION_COOKIE_NAME, "value": word, "url": base}
                seen.page.context.add_cookies([cookie])  # type: ignore[list-item]
            return seen

        yield People(
            base=base,
            customer=opened("narrow"),
            agent=opened("wide", place.us.manager),
            dispatcher=opened("wide", place.dispatcher),
            phone=opened("narrow", place.technician),
        )


@pytest.fixture(autouse=True)
def _planned_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "seconds_for", lambda _visits: 0.2)


def press(at: Page, words: str, role: str = "button") -> None:
    at.get_by_role(role, name=words, exact=True).locator("visible=true").first.click()  # type: ignore[arg-type]


def title(page: Page, words: str) -> None:
    expect(page.locator("#next-step h2").first).to_contain_text(words, timeout=PATIENT)


def act(page: Page, button: str, **typed: str) -> None:
    """Fills in the next step's form and sends it."""
    panel = page.locator("#next-step")
    for name, value in typed.items():
        panel.locator(f"[name={name}]:visible").first.fill(value)
    panel.get_by_role("button", name=button, exact=True).first.click()


def picture() -> dict[str, object]:
    out = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(out, "JPEG")
    return {"name": "camera.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def sign(page: Page, within: str) -> None:
    """On the pad that is to be seen there."""
    pad = page.locator(f"{within} canvas[data-pad]").locator("visible=true").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 180, box["y"] + 60, steps=6)
    page.mouse.up()


def report(people: People, place: Town) -> str:
    """By the code; the number of the case."""
    page = people.customer.page
    page.goto(f"{people.base}/u/{place.sofa}")
    press(page, "报修", "link")
    assert "沙发" in page.input_value("[name=product_text]")
    page.fill("[name=description]", "左边坐垫塌陷，坐下去有异响，想请师傅上门修。")
    page.fill("[name=name]", "杨刚")
    page.fill("[name=phone]", PHONE)
    page.check("[name=agreed]")
    press(page, "发送")
    page.wait_for_url(re.compile(r"/f/"))
    people.customer.picture("journey-reported")
    return page.locator("p.case-number").inner_text()


def taken_in(people: People, number: str) -> OrderBrief:
    """Classified; then the page itself leads to the work order."""
    page = people.agent.page
    page.goto(f"{people.base}/desk/n/{number}")
    panel = page.locator("#next-step")
    panel.locator("[name=kind]").select_option("repair")
    assert panel.locator("[name=product_line]").input_value() == "furniture"
    panel.locator("[name=category]").select_option("product_quality")
    act(page, "分类定级")
    title(page, "约定上门")
    people.agent.picture("journey-to-open")
    panel.get_by_role("link", name="开工单").first.click()
    drawer = page.locator("#drawer-body")
    expect(drawer.locator("[name=unit_id]")).not_to_have_value("", timeout=PATIENT)
    drawer.get_by_role("button", name="开工单").click()
    expect(panel.get_by_role("link", name="约定上门时间")).to_be_visible(timeout=PATIENT)
    people.agent.picture("journey-opened")
    return order_brief(actor=SYSTEM, order_id=WorkOrder.objects.latest("id").id)


def time_chosen(people: People) -> None:
    page = people.customer.page
    page.reload()
    press(page, "选择时间", "link")
    page.locator(".times label").first.click()
    people.customer.picture("journey-slots")
    press(page, "选这个时间")
    press(page, "确认这个时间")
    expect(page.get_by_role("link", name="加入日历")).to_be_visible(timeout=PATIENT)


def optimised(people: People, day: str) -> None:
    """The plan of the day says what it changes and why; then it is applied whole."""
    page = people.dispatcher.page
    page.goto(f"{people.base}/desk/")
    press(page, "派工", "link")
    page.goto(f"{people.base}/desk/dispatch?day={day}")
    expect(page.locator(".board-visit")).to_have_count(1)
    press(page, "规划当天", "link")
    drawer = page.locator("#drawer-body")
    drawer.locator("[name=agreed_by]").select_option("phone")
    drawer.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"/plans/\d+"))
    jobs.plan_day.func(proposal_id=Proposal.objects.latest("id").id)
    change = page.locator("[data-row]", has_text="餐桌")
    expect(change).to_be_visible(timeout=PATIENT)
    expect(change).to_contain_text("罗工")
    people.dispatcher.picture("journey-plan")
    press(page, "全部应用")
    page.locator("dialog#confirm [data-sure]").click()
    expect(page.locator(".board-visit")).to_have_count(2, timeout=PATIENT)
    people.dispatcher.picture("journey-board")


def at_the_door(people: People, appointment_id: int, *, day: str) -> None:
    """On the way with network; at the door, up to what was found, without."""
    page = people.phone.page
    page.goto(f"{people.base}/m/?day={day}")
    page.locator(f".round-stop a[href$='/visits/{appointment_id}']").click()
    press(page, "出发")
    expect(page.locator("article[data-state=on_the_way]")).to_be_visible(timeout=PATIENT)
    page.wait_for_timeout(300)
    page.context.set_offline(offline=True)
    press(page, "已到达")
    press(page, "开始作业")
    expect(page.locator("#network")).to_contain_text("无网络 · 待发送： 2")
    shoot(page, "before")
    agreed_to(people)
    steps = page.locator("#steps li.check")
    for at in range(steps.count()):
        steps.nth(at).get_by_role("button", name="完成").click()
    shoot(page, "steps")
    fitted(page)
    page.fill("[name=fault]", "坐垫海绵老化")
    page.fill("[name=work]", "更换左侧坐垫海绵，紧固框架。")
    page.locator("#findings").get_by_role("button", name="保存").click()
    people.phone.picture("journey-offline")
    page.context.set_offline(offline=False)
    expect(page.locator("#network")).to_contain_text("已全部发送", timeout=PATIENT)


def agreed_to(people: People) -> None:
    """The price, to which the customer signs before the work."""
    page = people.phone.page
    page.locator("#price [data-show-price]").locator("visible=true").first.click()
    page.locator(".price-shown[open] [name=signer]").fill("杨刚")
    sign(page, ".price-shown[open]")
    people.phone.picture("journey-price")
    press(page, "我同意")


def fitted(page: Page) -> None:
    """A part from the van."""
    if not page.locator("#parts[open]").count():
        page.locator("#parts > summary").click()
    page.fill("#parts [data-find]", "SF-HM-45")
    page.locator("#parts [data-code='SF-HM-45']").get_by_role("button", name="已换上").click()


def shoot(page: Page, part: str) -> None:
    for form in page.locator(f"#{part} .shot-form:not([data-meets='photo:other'])").all():
        form.locator("input[type=file]").set_input_files(picture())  # type: ignore[arg-type]
        expect(form).to_have_class(re.compile("met"), timeout=PATIENT)


def worked(people: People) -> None:
    """Everything but the last photos and the signature."""
    page = people.phone.page
    shoot(page, "before")
    if page.locator("#price [data-show-price]").count():
        agreed_to(people)
    steps = page.locator("#steps li.check")
    for at in range(steps.count()):
        steps.nth(at).get_by_role("button", name="完成").click()
    shoot(page, "steps")
    page.fill("[name=work]", "已按清单完成。")
    page.locator("#findings").get_by_role("button", name="保存").click()


def prepared(place: Town, kind: str) -> CaseBrief:
    """What belongs to it was told the customer."""
    now = timezone.now()
    case = complaint(place.us.agent, kind=kind, category="service", product_line="furniture",
                     product_text="茶几", address=ADDRESS, level="two", now=now).case  # fmt: skip
    plan_service(actor=place.us.manager, case_id=case.id, goods="茶几", place="客厅",
                 price_amount=Decimal(0), price_told="电话告知", now=now)  # fmt: skip
    return case


def signed(people: People) -> None:
    page = people.phone.page
    shoot(page, "after")
    page.fill("[name=signer] >> visible=true", "杨刚")
    sign(page, "#sign")
    page.locator("#sign").get_by_role("button", name="确认并签字").click()
    press(page, "完成上门")
    done = page.locator("article[data-state=done]")
    expect(done).to_contain_text("本次上门已完成", timeout=PATIENT)
    people.phone.picture("journey-done")


def closed(people: People, number: str) -> None:
    """What the order did is confirmed, the customer is asked, the case closes."""
    page = people.agent.page
    page.goto(f"{people.base}/desk/n/{number}")
    panel = page.locator("#next-step")
    assert "更换左侧坐垫海绵" in panel.locator("[name=result]").input_value()
    panel.locator("[name=root_cause]").select_option("material")
    act(page, "确认作业结果", cost_amount="200")
    title(page, "回访")
    customer = people.customer.page
    customer.reload()
    customer.locator("input[name=stars][value='5']").check(force=True)
    customer.locator("section.next-step button[type=submit]").click()
    customer.wait_for_load_state()
    page.reload()
    title(page, "关闭")
    act(page, "关闭服务单")
    expect(page.locator(".stage-now")).to_contain_text("已关闭", timeout=PATIENT)
    people.agent.picture("journey-closed")


def test_from_the_code_on_the_sofa_to_the_closed_case(people: People, place: Town) -> None:
    number = report(people, place)
    order = taken_in(people, number)
    assert order.unit_id, "the code says which thing it is"
    place.waiting(timezone.now())
    time_chosen(people)
    told = appointment_of(actor=SYSTEM, order=order)
    assert told
    day = f"{timezone.localdate(told.window_from):%Y-%m-%d}"
    optimised(people, day)
    at_the_door(people, told.id, day=day)
    signed(people)
    over = order_brief(actor=SYSTEM, order_id=order.id)
    assert over.state == "done"
    assert [one.part_name for one in parts_of_order(actor=SYSTEM, order=over).used]
    record = record_of(actor=place.technician, order=over, visit=told)
    assert record.signature
    page = people.agent.page
    sheet = page.context.request.get(f"{people.base}/desk/orders/{order.id}/record.pdf")
    assert sheet.body().startswith(b"%PDF")
    closed(people, number)
    assert case_brief(actor=SYSTEM, case_id=order.case_id).stage == "closed"
    for one in people.all():
        assert not [said for said in one.wrong if "ERR_INTERNET_DISCONNECTED" not in said]
    assert max(people.customer.widest(), people.phone.widest()) <= 360


@pytest.mark.parametrize("kind", ["installation", "care"])
def test_other_work_at_the_customers_place_is_led_by_its_order(
    people: People, place: Town, kind: str
) -> None:
    now = timezone.now()
    case = prepared(place, kind)
    page, panel = people.agent.page, people.agent.page.locator("#next-step")
    page.goto(f"{people.base}/desk/cases/{case.id}")
    page.get_by_role("link", name="开工单").locator("visible=true").first.click()
    page.locator("#drawer-body").get_by_role("button", name="开工单").click()
    expect(panel.get_by_role("link", name="约定上门时间")).to_be_visible(timeout=PATIENT)
    order = order_brief(actor=SYSTEM, order_id=WorkOrder.objects.latest("id").id)
    told = visited(place.dispatcher, order, place.technician.staff_id or 0, now, now=now)
    people.phone.page.goto(f"{people.base}/m/visits/{told.id}")
    for words in ("出发", "已到达", "开始作业"):
        press(people.phone.page, words)
    worked(people)
    signed(people)
    page.reload()
    for button in LEFT:
        expect(panel.get_by_role("button", name=button, exact=True)).to_be_visible(timeout=PATIENT)
        for box in panel.locator("form").first.locator("input[required]:visible").all():
            if not box.input_value():
                box.fill("12")
        act(page, button)
    expect(page.locator(".stage-now")).to_contain_text("已解决", timeout=PATIENT)
    assert not people.agent.wrong + people.phone.wrong
