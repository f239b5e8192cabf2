"""A policy is edited, tried, reviewed and approved by three people; old cases keep theirs."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from aftercare.casework.cases.queries import case_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.policy.packs.queries import pack_brief, version_in_force
from tests import makers
from tests.web.browser import Visit, visit

from .test_from_portal_to_closed_in_a_browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def company(transactional_db: None) -> makers.Company:  # noqa: ARG001
    return makers.company(timezone.localtime() - timedelta(days=3))


def in_drawer(seen: Visit, link: str, button: str, **typed: str) -> None:
    seen.page.get_by_role("link", name=link).first.click()
    drawer = seen.page.locator("#drawer-body")
    for name, value in typed.items():
        drawer.locator(f"[name={name}]").fill(value)
    drawer.get_by_role("button", name=button, exact=True).click()
    expect(drawer.locator("form")).to_have_count(0, timeout=15_000)


def test_a_policy_is_changed_and_old_cases_keep_theirs(
    live_server: LiveServer, chrome: Browser, company: makers.Company
) -> None:
    base = live_server.url
    began = timezone.localtime() - timedelta(days=2)
    old = makers.complaint(company.agent, product_line="furniture", now=began).case
    kept = old.pack_version_id
    with (
        visit(chrome, base) as writer,
        visit(chrome, base) as reviewer,
        visit(chrome, base) as approver,
    ):
        draft = written(writer, base)
        tried(writer, draft)
        in_drawer(writer, "提交复核", "提交复核", reason="客户希望更快回复")
        step(reviewer, base, "head", draft, "复核通过")
        tomorrow = timezone.localdate() + timedelta(days=1)
        step(approver, base, "manager", draft, "批准本版本", in_force_on=tomorrow.isoformat())
        expect(approver.page.locator("h1")).to_contain_text("起")
        for one in (writer, reviewer, approver):
            refused = [said for said in one.wrong if "422" not in said]  # of the wrong number
            assert not refused, refused
    then = timezone.localtime() + timedelta(days=2)
    fresh = makers.complaint(company.agent, product_line="furniture", phone="13712345678",
                             now=then).case  # fmt: skip
    assert pack_brief(actor=SYSTEM, version_id=fresh.pack_version_id).number == 2
    assert version_in_force(actor=SYSTEM, line_code="furniture", at=then).number == 2
    assert case_brief(actor=SYSTEM, case_id=old.id).pack_version_id == kept


def written(writer: Visit, base: str) -> str:
    """A draft in which a reply is promised sooner; its address."""
    page = writer.page
    sign_in(page, base, "admin")
    page.goto(f"{base}/desk/policies")
    page.get_by_role("link", name="家具", exact=True).click()
    page.get_by_role("button", name="起草新版本").click()
    expect(page.locator(".stage-now")).to_contain_text("草案")
    draft = page.url
    page.goto(f"{draft}/commitment/1")
    page.fill("[name=amount]", "0")
    page.get_by_role("button", name="保存到草案").click()
    expect(page.locator(".field-error").first).to_be_visible()
    page.fill("[name=amount]", "30")
    page.select_option("[name=unit]", "working_hour")
    page.get_by_role("button", name="保存到草案").click()
    expect(page.locator(".stage-now")).to_contain_text("草案")
    page.get_by_role("link", name="1 处变更").click()
    expect(page.locator(".changes-table")).to_contain_text("首次回复")
    writer.picture("policy-changes")
    return draft


def tried(writer: Visit, draft: str) -> None:
    page = writer.page
    page.goto(draft)
    page.get_by_role("link", name="用历史服务单试算").click()
    page.get_by_role("button", name="开始试算").click()
    expect(page.locator("h1")).to_contain_text("1 张服务单", timeout=15_000)
    expect(page.locator("table")).to_contain_text("首次回复")
    writer.picture("policy-trial")
    page.goto(draft)


def step(person: Visit, base: str, name: str, draft: str, button: str, **typed: str) -> None:
    sign_in(person.page, base, name)
    person.page.goto(draft)
    in_drawer(person, button, button, **typed)
