"""Codes to stick on, as the printer gets them."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from aftercare.customers.batches.actions import note_batch
from aftercare.customers.labels.actions import issue_labels
from aftercare.customers.products.actions import add_model, load_lines
from aftercare.customers.units.actions import add_unit
from aftercare.foundation.actor import SYSTEM
from tests import makers
from tests.web.browser import visit

from .test_from_portal_to_closed_in_a_browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "全屋定制多功能智能升降实木餐边柜组合（带岩板台面、隐藏插座与感应灯带）二〇二六款加宽版"


@pytest.fixture
def company(transactional_db: None) -> makers.Company:  # noqa: ARG001
    return makers.company(timezone.localtime() - timedelta(days=3))


def batch_of(company: makers.Company, count: int) -> int:
    now = timezone.now()
    case = makers.complaint(company.agent, now=now).case
    load_lines(actor=SYSTEM, now=now)
    model = add_model(actor=SYSTEM, line_code="furniture", brand="安居",
                      code="AJ-CBG-2026-XL-ROCKPLATE-SENSOR", name=LONG, now=now)  # fmt: skip
    units = [
        add_unit(actor=company.agent, customer_id=case.customer_id, model_id=model.id, batch="B9",
                 serial=f"SN-2026-XL-{number:06d}", now=now).id
        for number in range(count)
    ]  # fmt: skip
    issue_labels(actor=SYSTEM, unit_ids=units, now=now)
    return note_batch(actor=SYSTEM, model_id=model.id, number="B9", now=now).id


def test_fifty_labels_are_three_sheets_of_twenty_four(
    live_server: LiveServer, chrome: Browser, company: makers.Company
) -> None:
    batch = batch_of(company, 50)
    with visit(chrome, live_server.url) as seen:
        sign_in(seen.page, live_server.url, "manager")
        seen.page.goto(f"{live_server.url}/desk/goods/labels?batch={batch}")
        seen.page.wait_for_selector(".label-one img", timeout=8_000)
        seen.page.wait_for_load_state("networkidle")
        paper = PdfReader(io.BytesIO(seen.page.pdf(prefer_css_page_size=True)))
        texts = [page.extract_text() for page in paper.pages]
        if folder := os.environ.get("AFTERCARE_SHOTS"):
            seen.page.emulate_media(media="print")
            seen.page.set_viewport_size({"width": 794, "height": 1123})
            seen.page.screenshot(path=Path(folder) / "labels.png")
        assert [text.count("SN-2026-XL-") for text in texts] == [24, 24, 2]
        assert not seen.wrong
