"""A fault, reported by the code on a sofa, goes by slot, plan and visit to the closed case."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django import DjangoDbBlocker

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.checklists.actions import plan_service
from aftercare.casework.recycling.actions import answer_appraisal, appraise_goods
from aftercare.fieldservice.appointments.queries import appointment_of
from aftercare.fieldservice.parts.queries import parts_of_order
from aftercare.fieldservice.plans import jobs
from aftercare.fieldservice.plans.models import Proposal
from aftercare.fieldservice.records.queries import record_of
from aftercare.fieldservice.records.tests.worlds import visited
from aftercare.fieldservice.workorders.models import WorkOrder
from aftercare.fieldservice.workorders.queries import OrderBrief, order_brief
from aftercare.foundation.actor import SYSTEM, Actor
from tests.makers import complaint
from tests.town import ADDRESS, PHONE, Town, town
from tests.web.browser import Visit, one_house, signed_in, visit
from tests.web.hands import PATIENT, all_sent, look_again, press, shoot, sign, until

os.environ.setdefault("NUMBA_DISABLE_JIT", "1")  # compiling takes longer than a plan this small
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = timedelta(days=1)


@dataclass(slots=True)
class People:
    """Customer and technician have a phone each; colleagues share one screen, one at a time."""

    base: str
    place: Town
    customer: Visit
    office: Visit
    phone: Visit

    def at_desk(self, actor: Actor) -> Page:
        """Nobody finds the page of a colleague, which would go on asking in the wrong name."""
        self.office.page.goto("about:blank")
        signed_in(self.office, self.base, actor)
        return self.office.page

    def went_well(self) -> None:
        """Nothing was wrong in any browser since somebody last asked, and all fits the phones."""
        seen = (self.customer, self.office, self.phone)
        wrong = [said for one in seen for said in one.wrong]
        for one in seen:
            one.wrong.clear()
        assert not [said for said in wrong if "ERR_INTERNET_DISCONNECTED" not in said]
        assert max(self.customer.widest(), self.phone.widest()) <= 360


@pytest.fixture(scope="module", name="people")
def _people(
    chrome: Browser,
    django_db_setup: None,  # noqa: ARG001
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[People]:
    """One town for all of them: what happens in one test is the past of the next."""
    with one_house(django_db_blocker) as base, ExitStack() as stack:

        def opened(size: str) -> Visit:
            seen = stack.enter_context(visit(chrome, base, size=size))
            seen.page.set_default_timeout(PATIENT)
            return seen

        people = People(base, town(timezone.now()), opened("narrow"), opened("wide"),
                        opened("narrow"))  # fmt: skip
        signed_in(people.phone, base, people.place.technician)
        yield people


@pytest.fixture
def _django_db_helper() -> None:
    """In place of pytest-django's, which empties all tables after each test."""


@pytest.fixture(autouse=True)
def _planned_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "seconds_for", lambda _visits: 0.2)


def title(page: Page, words: str) -> None:
    expect(page.locator("#next-step h2").first).to_contain_text(words, timeout=PATIENT)


def act(page: Page, button: str, **typed: str) -> None:
    """Fills in the next step's form and sends it."""
    panel = page.locator("#next-step")
    for name, value in typed.items():
        panel.locator(f"[name={name}]:visible").first.fill(value)
    panel.get_by_role("button", name=button, exact=True).first.click()


def report(people: People) -> str:
    """By the code; the number of the case."""
    page = people.customer.page
    page.goto(f"{people.base}/u/{people.place.sofa}")
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
    page = people.at_desk(people.place.us.manager)
    page.goto(f"{people.base}/desk/n/{number}")
    panel = page.locator("#next-step")
    panel.locator("[name=kind]").select_option("repair")
    assert panel.locator("[name=product_line]").input_value() == "furniture"
    panel.locator("[name=category]").select_option("product_quality")
    act(page, "分类定级")
    title(page, "约定上门")
    people.office.picture("journey-to-open")
    panel.get_by_role("link", name="开工单").first.click()
    drawer = page.locator("#drawer-body")
    expect(drawer.locator("[name=unit_id]")).not_to_have_value("", timeout=PATIENT)
    drawer.get_by_role("button", name="开工单").click()
    expect(panel.get_by_role("link", name="约定上门时间")).to_be_visible(timeout=PATIENT)
    people.office.picture("journey-opened")
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
    page = people.at_desk(people.place.dispatcher)
    page.goto(f"{people.base}/desk/")
    press(page, "派工", "link")
    page.goto(f"{people.base}/desk/dispatch?day={day}")
    before = page.locator(".board-visit").count()
    assert before, "the customer's time stands there"
    press(page, "规划当天", "link")
    drawer = page.locator("#drawer-body")
    drawer.locator("[name=agreed_by]").select_option("phone")
    drawer.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"/plans/\d+"))
    jobs.plan_day.func(proposal_id=Proposal.objects.latest("id").id)
    page.reload()  # which it asks for by itself every other second
    change = page.locator("[data-row]", has_text="餐桌")
    expect(change).to_be_visible(timeout=PATIENT)
    expect(change).to_contain_text("罗工")
    people.office.picture("journey-plan")
    press(page, "全部应用")
    page.locator("dialog#confirm [data-sure]").click()
    expect(page.locator(".board-visit")).to_have_count(before + 1, timeout=PATIENT)
    people.office.picture("journey-board")


def at_the_door(people: People, appointment_id: int, *, day: str) -> None:
    """On the way with network; at the door, up to what was found, without."""
    page = people.phone.page
    page.goto(f"{people.base}/m/")
    until(page, "caches.match('/m/waiting', {ignoreVary: true})")  # after all that is built
    page.goto(f"{people.base}/m/?day={day}")
    page.locator(f".round-stop a[href$='/visits/{appointment_id}']").click()
    press(page, "出发")
    expect(page.locator("article[data-state=on_the_way]")).to_be_visible(timeout=PATIENT)
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
    page.locator("#findings [name=fault]:visible").fill("坐垫海绵老化")
    page.fill("[name=work]", "更换左侧坐垫海绵，紧固框架。")
    page.locator("#findings").get_by_role("button", name="保存").click()
    people.phone.picture("journey-offline")
    page.context.set_offline(offline=False)
    all_sent(page)


def agreed_to(people: People) -> None:
    """The price, to which the customer signs before the work."""
    page = people.phone.page
    page.locator("#price [data-show-price]").locator("visible=true").first.click()
    sign(page, ".price-shown[open]", "杨刚")
    people.phone.picture("journey-price")
    press(page, "我同意")


def fitted(page: Page) -> None:
    """A part from the van."""
    if not page.locator("#parts[open]").count():
        page.locator("#parts > summary").click()
    page.fill("#parts [data-find]", "SF-HM-45")
    page.locator("#parts [data-code='SF-HM-45']").get_by_role("button", name="已换上").click()


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


def signed(people: People) -> None:
    page = people.phone.page
    shoot(page, "after")
    sign(page, "#sign", "杨刚")
    press(page, "确认并签字")
    press(page, "完成上门")
    all_sent(page)
    done = page.locator("article[data-state=done]")
    expect(done).to_contain_text("本次上门已完成", timeout=PATIENT)
    people.phone.picture("journey-done")


def closed(people: People, number: str) -> None:
    """What the order did is confirmed, the customer is asked, the case closes."""
    page = people.at_desk(people.place.us.manager)
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
    look_again(page)
    title(page, "关闭")
    act(page, "关闭服务单")
    expect(page.locator(".stage-now")).to_contain_text("已关闭", timeout=PATIENT)
    people.office.picture("journey-closed")


def settled(people: People, order: OrderBrief) -> None:
    """What the station earns by it: finance draws it up and sends it, the station agrees.

    Only days that are over are settled: the work is taken for that of the day before.
    """
    WorkOrder.objects.filter(id=order.id).update(ended_at=F("ended_at") - DAY)
    page = people.at_desk(people.place.finance)
    yesterday = f"{timezone.localdate() - DAY:%Y-%m-%d}"
    page.goto(f"{people.base}/desk/settlements")
    press(page, "生成结算单", "link")
    drawer = page.locator("#drawer-body")
    drawer.locator("[name=org_unit_id]").select_option(str(people.place.station))
    for name in ("since", "until"):
        drawer.locator(f"[name={name}]").fill(yesterday)
    drawer.locator("button[type=submit]").click()
    expect(page.locator("#main")).to_contain_text(order.number, timeout=PATIENT)
    confirmed(page, "发送给网点")
    statement = page.url
    page = people.at_desk(people.place.partner)
    page.goto(statement)
    people.office.picture("journey-statement")
    confirmed(page, "确认结算单")
    expect(page.locator("h1")).to_contain_text("已确认", timeout=PATIENT)


def confirmed(page: Page, words: str) -> None:
    press(page, words, "link")
    page.locator("#drawer-body button[type=submit]").click()
    expect(page.locator("#drawer[open]")).to_have_count(0, timeout=PATIENT)


def with_price_told(place: Town, case: CaseBrief) -> None:
    """What belongs to it was told the customer."""
    plan_service(actor=place.us.manager, case_id=case.id, goods="茶几", place="客厅",
                 price_amount=Decimal(0), price_told="电话告知", now=timezone.now())  # fmt: skip


def with_offer_agreed(place: Town, case: CaseBrief) -> None:
    """The customer takes what was offered for the old goods."""
    by = {"actor": place.us.manager, "case_id": case.id, "version": None, "now": timezone.now()}
    appraise_goods(goods="茶几", condition="working", amount=Decimal(80), **by)  # type: ignore[arg-type]
    answer_appraisal(agreed=True, how="recorded_call", reference="REC-1", **by)  # type: ignore[arg-type]


# What comes before the order, and what is left on the case once it is done.
WORK: dict[str, tuple[Callable[[Town, CaseBrief], None], tuple[str, ...]]] = {
    "installation": (with_price_told, ("客户验收", "确认作业结果")),
    "care": (with_price_told, ("客户验收", "确认作业结果")),
    "recycling": (with_offer_agreed, ("旧货已取回", "开具回收凭证")),
}


@pytest.mark.parametrize("kind", WORK)
def test_other_work_at_the_customers_place_is_led_by_its_order(people: People, kind: str) -> None:
    place, now = people.place, timezone.now()
    prepare, left = WORK[kind]
    case = complaint(place.us.agent, kind=kind, category="service", product_line="furniture",
                     product_text="茶几", address=ADDRESS, level="two", now=now).case  # fmt: skip
    prepare(place, case)
    page = people.at_desk(place.us.manager)
    panel = page.locator("#next-step")
    page.goto(f"{people.base}/desk/cases/{case.id}")
    press(page, "开工单", "link")
    page.locator("#drawer-body").get_by_role("button", name="开工单").click()
    expect(panel.get_by_role("link", name="约定上门时间")).to_be_visible(timeout=PATIENT)
    order = order_brief(actor=SYSTEM, order_id=WorkOrder.objects.latest("id").id)
    told = visited(place.dispatcher, order, place.technician.staff_id or 0, now, now=now)
    people.phone.page.goto(f"{people.base}/m/visits/{told.id}")
    for words in ("出发", "已到达", "开始作业"):
        press(people.phone.page, words)
    worked(people)
    signed(people)
    look_again(page)
    for button in left:
        expect(panel.get_by_role("button", name=button, exact=True)).to_be_visible(timeout=PATIENT)
        for box in panel.locator("form").first.locator("input[required]:visible").all():
            if not box.input_value():
                box.fill("12")
        act(page, button)
    expect(page.locator(".stage-now")).to_contain_text("已解决", timeout=PATIENT)
    people.went_well()


def test_from_the_code_on_the_sofa_to_the_closed_case(people: People) -> None:
    number = report(people)
    order = taken_in(people, number)
    assert order.unit_id, "the code says which thing it is"
    people.place.waiting(timezone.now())
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
    record = record_of(actor=people.place.technician, order=over, visit=told)
    assert record.signature
    settled(people, order)
    closed(people, number)
    assert case_brief(actor=SYSTEM, case_id=order.case_id).stage == "closed"
    page = people.office.page
    sheet = page.context.request.get(f"{people.base}/desk/orders/{order.id}/record.pdf")
    assert sheet.body().startswith(b"%PDF")
    people.went_well()
