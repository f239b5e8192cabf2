"""What to say is at hand."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.knowledge.wordings import actions, queries, rules

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
SHIPPED = json.loads(actions.SHIPPED.read_text(encoding="utf-8"))


def codes(purpose: str = "", category: str = "") -> list[str]:
    found = queries.wordings_for(actor=SYSTEM, purpose=purpose, category=category)
    return [brief.code for brief in found]


@pytest.mark.parametrize("entry", SHIPPED, ids=lambda entry: entry["code"])
def test_a_shipped_wording_can_be_filled_and_speaks_both_languages(
    entry: dict[str, Any],
) -> None:
    assert entry["purpose"] in dict(queries.PURPOSE_CHOICES)
    assert set(entry["text"]) == set(entry["title"]) == {"zh", "en"}
    for text in entry["text"].values():
        assert not rules.strangers(text)


@pytest.mark.django_db
def test_they_are_loaded_once_and_the_company_s_own_stay() -> None:
    assert actions.load_wordings(actor=SYSTEM, now=NOW) == len(SHIPPED)
    actions.write_wording(
        actor=SYSTEM,
        code="apology-general",
        purpose="apology",
        title_zh="致歉",
        text_zh="对不起",
        now=NOW,
    )
    assert actions.load_wordings(actor=SYSTEM, now=NOW) == 0
    assert queries.wording_card(actor=SYSTEM, code="apology-general").text_zh == "对不起"
    assert len(queries.all_wordings(actor=SYSTEM)) == len(SHIPPED)


@pytest.mark.django_db
def test_the_closest_wording_comes_first_and_those_of_others_do_not_come() -> None:
    actions.load_wordings(actor=SYSTEM, now=NOW)
    apologies = codes(purpose="apology", category="logistics")
    assert apologies == ["apology-late", "apology-general"]
    assert "safety-gas" not in codes(category="service")
    assert "greeting-phone" in codes()
    assert codes(category="service").index("greeting-phone") == 0


@pytest.mark.django_db
def test_what_is_known_is_filled_in_and_the_rest_says_what_belongs_there() -> None:
    actions.load_wordings(actor=SYSTEM, now=NOW)
    facts = {"company": "安居家品", "agent": ""}
    (first, *_) = queries.wordings_for(actor=SYSTEM, purpose="greeting", facts=facts, language="zh")
    assert "安居家品售后服务中心" in first.text
    assert "〔您的姓名〕" in first.text
    (english, *_) = queries.wordings_for(actor=SYSTEM, purpose="greeting", language="en")
    assert english.text.startswith("Good day")


@pytest.mark.django_db
def test_a_retired_wording_is_not_offered() -> None:
    actions.load_wordings(actor=SYSTEM, now=NOW)
    actions.retire_wording(actor=SYSTEM, code="greeting-phone", now=NOW)
    assert "greeting-phone" not in codes()
    with pytest.raises(NotFound):
        actions.retire_wording(actor=SYSTEM, code="none", now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [{"purpose": "joke"}, {"title_zh": " "}, {"text_zh": ""}, {"text_zh": "{weather}好"}],
)
def test_what_cannot_be_right_is_refused(given: dict[str, str]) -> None:
    whole = {"code": "x", "purpose": "apology", "title_zh": "致歉", "text_zh": "对不起"} | given
    with pytest.raises(Invalid):
        actions.write_wording(actor=SYSTEM, now=NOW, **whole)
