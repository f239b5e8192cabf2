"""The catalogue."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from aftercare.customers.products import actions, queries
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import Invalid
from aftercare.foundation.files.models import StoredFile

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lines() -> None:
    actions.load_lines(actor=SYSTEM, now=NOW)


def add(code: str, brand: str = "安居", line: str = "appliance") -> queries.ModelBrief:
    return actions.add_model(
        actor=SYSTEM,
        line_code=line,
        brand=brand,
        code=code,
        name=f"{code} 空调",
        category_word="空调",
        now=NOW,
    )


def test_the_four_lines_are_loaded_once_each_with_its_pack() -> None:
    assert actions.load_lines(actor=SYSTEM, now=NOW) == 0
    with override("zh-hans"):
        assert [(line.code, line.name) for line in queries.lines(actor=SYSTEM)] == [
            ("furniture", "家具"),
            ("home", "家居用品"),
            ("appliance", "家用电器"),
            ("building", "建材"),
        ]


def test_a_model_is_added_once_per_brand_whatever_the_letters() -> None:
    first = add("KFR-35GW")
    assert add("kfr-35gw").id == first.id
    assert add("KFR-35GW", brand="别家").id != first.id
    assert queries.model_by_code(actor=SYSTEM, code="kfr-35gw") is None
    assert queries.model_by_code(actor=SYSTEM, code="kfr-35gw", brand="安居") == first


def test_models_are_found_by_part_of_code_name_or_word_and_come_in_pages() -> None:
    for serial in range(5):
        add(f"KFR-{serial}GW")
    add("S-1", line="furniture")
    assert len(queries.models(actor=SYSTEM, text="kfr 安居").rows) == 5
    assert len(queries.models(actor=SYSTEM, line_code="furniture").rows) == 1
    first = queries.models(actor=SYSTEM, limit=4)
    second = queries.models(actor=SYSTEM, limit=4, cursor=first.next_cursor)
    assert [len(first.rows), len(second.rows)] == [4, 2]
    assert second.next_cursor is None


def test_a_retired_model_stays_known() -> None:
    model = add("OLD-1")
    assert not actions.retire_model(actor=SYSTEM, model_id=model.id, now=NOW).is_sold
    assert model.id in queries.model_briefs(actor=SYSTEM, ids=[model.id])


@pytest.mark.parametrize(
    "given", [{"code": ""}, {"code": "x", "brand": " "}, {"code": "x", "line": "cars"}]
)
def test_what_cannot_be_right_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        add(**given)


def test_a_manual_is_a_pdf_that_gives_way_to_the_next() -> None:
    model_id = add("KFR-35GW").id
    brief = add("KFR-36GW")
    for content in (b"%PDF-1.7 one", b"%PDF-1.7 two"):
        brief = actions.put_manual(
            actor=SYSTEM, model_id=model_id, name="m.pdf", content=content, now=NOW
        )
    assert StoredFile.objects.count() == 1
    found = queries.manual_of(actor=SYSTEM, model_id=model_id)
    assert found is not None
    assert (found.id, found.mime) == (brief.manual_id, "application/pdf")
    with pytest.raises(Invalid):
        actions.put_manual(
            actor=SYSTEM, model_id=model_id, name="m.txt", content="说明".encode(), now=NOW
        )
    assert actions.remove_manual(actor=SYSTEM, model_id=model_id, now=NOW).manual_id is None
    assert queries.manual_of(actor=SYSTEM, model_id=model_id) is None
    assert not StoredFile.objects.exists()
