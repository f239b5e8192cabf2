"""What we promise, for everybody: a page, and the same on paper."""

from dataclasses import replace

import pytest
from django.test import Client

from aftercare.casework.messaging.actions import switch_occasion
from aftercare.foundation.actor import SYSTEM
from aftercare.people.organisation.actions import describe_company
from aftercare.people.organisation.queries import UNNAMED
from aftercare.web.kit import sheets
from tests.makers import FRIDAY, company

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    company()
    card = replace(UNNAMED, name_zh="安居家品", name_en="Anju Home", phone="400-820-0000")
    describe_company(actor=SYSTEM, card=card, now=FRIDAY)
    return Client()


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", ["办理流程", "24个月", "400-820-0000", "首次回复", "PDF"]),
     ("en", ["How a matter goes", "24 months", "Anju Home", "first reply", "PDF"])],
)  # fmt: skip
def test_the_page_tells_process_limits_warranty_and_number(
    visitor: Client, language: str, words: list[str]
) -> None:
    shown = visitor.get("/promises", headers={"accept-language": language}).content.decode()

    assert [word for word in words if word not in shown.replace(" 个月", "个月")] == []
    assert "使用前请确认" not in shown
    assert "confirm before use" not in shown


def test_the_page_tells_of_reminders_only_where_customers_are_reminded(visitor: Client) -> None:
    def shown() -> str:
        return visitor.get("/promises", headers={"accept-language": "en"}).content.decode()

    assert "You are reminded" not in shown()
    switch_occasion(actor=SYSTEM, occasion="reminder", channel="sms", on=True, now=FRIDAY)
    assert "You are reminded of a visit on the day before at 18:00." in shown()
    assert "you hear of it before" not in shown()
    switch_occasion(actor=SYSTEM, occasion="late", channel="sms", on=True, now=FRIDAY)
    assert "If we come more than 10 minutes after" in shown()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_sheet_is_a_pdf_with_its_fonts_in_it(visitor: Client, language: str) -> None:
    answer = visitor.get("/promises.pdf", headers={"accept-language": language})

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert b"FontFile" in answer.content or len(answer.content) > 50_000


def test_without_a_chinese_font_the_sheet_is_refused_and_says_what_to_do(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_chinese_font", lambda: None)

    answer = visitor.get("/promises.pdf", headers={"accept-language": "en"})

    assert answer.status_code == 503
    assert "fonts-noto-cjk" in answer.content.decode()
