"""A customer with a phone and the staff at the desk take one complaint from portal to closed."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests import makers
from tests.web.browser import Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def company(transactional_db: None) -> makers.Company:  # noqa: ARG001
    return makers.company(timezone.now())


def sign_in(page: Page, base: str, name: str) -> None:
    page.goto(f"{base}/sign-in")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", makers.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{base}/desk/")


def report(page: Page, base: str) -> tuple[str, str]:
    """A customer tells what happened; the number and the access code."""
    page.goto(base)
    page.get_by_role("link", name=re.compile("我要反映问题")).click()
    page.get_by_label("有问题或不满意").check()
    page.fill("[name=product_text]", "三人位沙发 S-1201")
    page.fill("[name=description]", "沙发坐垫塌陷，坐下去有异响，才买两个月，要求换货。")
    page.fill("[name=name]", "欧阳明月")
    page.fill("[name=phone]", "13612345678")
    page.check("[name=agreed]")
    page.get_by_role("button", name="发送").click()
    page.wait_for_url(re.compile(r"/f/"))
    code = page.locator("strong.case-number").inner_text()
    assert re.fullmatch(r"\d{6}", code)
    return page.locator("p.case-number").inner_text(), code


def act(page: Page, button: str, **typed: str) -> None:
    """Fills in the next step's form and sends it."""
    panel = page.locator("#next-step")
    for name, value in typed.items():
        at = panel.locator(f"[name={name}]:visible").first
        if at.evaluate("node => node.tagName") == "SELECT":
            at.select_option(value)
        else:
            at.fill(value)
    panel.get_by_role("button", name=button, exact=True).first.click()


def title(page: Page, words: str) -> None:
    """Waits until the next step is the one of these words."""
    expect(page.locator("#next-step h2").first).to_contain_text(words, timeout=15_000)


def test_from_portal_to_closed_only_by_reading_the_screen(
    live_server: LiveServer,
    chrome: Browser,
    company: makers.Company,
) -> None:
    base = live_server.url
    assert company.handler.staff_id
    with (
        visit(chrome, base, size="narrow") as customer,
        visit(chrome, base) as agent,
        visit(chrome, base) as handler,
    ):
        number, code = report(customer.page, base)
        follow_url = customer.page.url
        classified(agent, base, number)
        settled(handler, base, number)
        agreed(customer.page, follow_url)
        desk = handler.page
        desk.reload()
        title(desk, "执行")
        act(desk, "已按约完成", result="已上门更换坐垫海绵", cost_amount="120")
        title(desk, "回访")
        rated(customer.page, base, number, code)
        desk.reload()
        title(desk, "关闭")
        act(desk, "关闭服务单")
        expect(desk.locator(".stage-now")).to_contain_text("已关闭", timeout=15_000)
        for one in (customer, agent, handler):
            assert not one.wrong, one.wrong
        assert customer.widest() <= 360


def classified(agent: Visit, base: str, number: str) -> None:
    """The agent confirms what triage proposes."""
    page = agent.page
    sign_in(page, base, "manager")
    page.goto(f"{base}/desk/n/{number}")
    title(page, "分类")
    panel = page.locator("#next-step")
    panel.locator("[name=kind]").select_option("complaint")
    panel.locator("[name=category]").select_option("product_quality")
    panel.locator("[name=product_line]").select_option(index=0)
    panel.locator("[name=level][value=one]").check()
    panel.locator("[name=severity][value=B]").check()
    act(page, "分类定级")
    title(page, "联系客户")


def settled(handler: Visit, base: str, number: str) -> None:
    """The responsible handler contacts, investigates, compares and proposes."""
    page = handler.page
    sign_in(page, base, "handler")
    page.goto(f"{base}/desk/n/{number}")
    act(page, "记录联系", text="已与客户通话，约定处理方案。")
    title(page, "查明原因")
    act(page, "记录调查结果", cause="material", liable="supplier", text="海绵密度不足。")
    title(page, "拟定")
    act(page, "添加方案", kind="repair", summary="上门更换坐垫海绵", cost_amount="120")
    page.get_by_role("button", name="提交", exact=True).first.click()
    title(page, "征求客户意见")


def agreed(page: Page, follow_url: str) -> None:
    """The customer agrees on the signed link's page."""
    page.goto(follow_url)
    page.get_by_role("button", name="我同意", exact=True).click()
    page.wait_for_load_state()


def rated(page: Page, base: str, number: str, code: str) -> None:
    """The customer comes back by number, phone tail and code, and gives five stars."""
    page.goto(base)
    page.get_by_role("link", name=re.compile("查询进度")).click()
    page.fill("[name=number]", number)
    page.fill("[name=phone_tail]", "5678")
    page.fill("[name=code]", code)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/f/"))
    page.locator("input[name=stars][value='5']").check(force=True)
    page.locator("section.next-step button[type=submit]").click()
    page.wait_for_load_state()
