"""Packs are put in force once, and a changed file becomes the next version."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import NotFound
from aftercare.policy.packs import actions
from aftercare.policy.packs.adapters import founding_packs
from aftercare.policy.packs.queries import (
    check_of,
    handling_rules,
    pack_brief,
    packs_in_force,
    promises_of,
    terms_at_sale,
    version_in_force,
)

NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=30)

pytestmark = pytest.mark.django_db


def install(now: datetime = NOW) -> int:
    return actions.install_packs(actor=SYSTEM, now=now)


def test_installing_twice_changes_nothing() -> None:
    assert install() == 4
    assert install(LATER) == 0


@pytest.mark.parametrize(
    ("line", "pack"),
    [
        ("furniture", "furniture"),
        ("home", "home_goods"),
        ("appliance", "appliance"),
        ("building", "building_material"),
        ("building_material", "building_material"),
        ("", "home_goods"),
        ("garden", "home_goods"),
    ],
)
def test_a_product_line_has_its_pack_and_an_unknown_one_the_fallback(line: str, pack: str) -> None:
    install()

    assert version_in_force(actor=SYSTEM, line_code=line, at=NOW).pack_code == pack


def test_without_any_pack_nothing_is_promised_silently() -> None:
    with pytest.raises(NotFound):
        version_in_force(actor=SYSTEM, line_code="furniture", at=NOW)


def test_a_changed_file_becomes_the_next_version_and_the_former_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install()
    before = version_in_force(actor=SYSTEM, line_code="furniture", at=LATER)
    monkeypatch.setattr(actions, "founding_packs", changed_packs)

    assert install(LATER) == 1

    after = version_in_force(actor=SYSTEM, line_code="furniture", at=LATER)
    assert (before.number, after.number) == (1, 2)
    assert version_in_force(actor=SYSTEM, line_code="furniture", at=NOW) == before
    assert handling_rules(actor=SYSTEM, version_id=before.version_id).reopen_days == 30
    assert handling_rules(actor=SYSTEM, version_id=after.version_id).reopen_days == 10


def test_what_is_sold_on_the_day_before_a_version_keeps_the_former_terms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install()
    monkeypatch.setattr(actions, "founding_packs", changed_packs)
    since = timezone.localtime(LATER).replace(hour=0, minute=0, second=0, microsecond=0)
    install(since)

    sold = {
        days: terms_at_sale(actor=SYSTEM, line_code="furniture", on=since.date() + timedelta(days))
        for days in (-1, 0)
    }

    assert {days: terms.pack.number for days, terms in sold.items() if terms} == {-1: 1, 0: 2}


def test_a_faulty_file_is_refused_with_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    packs = deepcopy(founding_packs())
    packs[0]["commitment"][0]["unit"] = "hours"
    monkeypatch.setattr(actions, "founding_packs", lambda: packs)

    with pytest.raises(actions.FaultyPack) as refusal:
        install()

    assert "commitment[0].unit" in refusal.value.fields


def test_packs_have_names_in_both_languages() -> None:
    install()
    with override("en"):
        assert [pack.name for pack in packs_in_force(actor=SYSTEM, at=NOW)] == [
            "Home appliances",
            "Building materials",
            "Furniture",
            "Home goods",
        ]
    pack = version_in_force(actor=SYSTEM, line_code="furniture", at=NOW)
    with override("zh-hans"):
        assert pack_brief(actor=SYSTEM, version_id=pack.version_id).name == "家具"


def test_the_gaps_of_a_pack_are_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    packs = deepcopy(founding_packs())
    bare = next(pack for pack in packs if pack["code"] == "appliance")
    bare["commitment"] = [one for one in bare["commitment"] if one.get("source") != "default"]
    monkeypatch.setattr(actions, "founding_packs", lambda: packs)
    install()
    pack = version_in_force(actor=SYSTEM, line_code="appliance", at=NOW)
    with override("en"):
        found = check_of(actor=SYSTEM, version_id=pack.version_id)

    assert any("recycling" in gap for gap in found.gaps)
    assert found.overlaps == []


def changed_packs() -> list[dict[str, Any]]:
    packs = deepcopy(founding_packs())
    for pack in packs:
        if pack["code"] == "furniture":
            pack["handling"]["reopen_days"] = 10
    return packs


def test_the_promises_of_a_pack_can_be_read_in_both_languages() -> None:
    install()
    pack = version_in_force(actor=SYSTEM, line_code="home", at=NOW)
    with override("en"):
        said = promises_of(actor=SYSTEM, version_id=pack.version_id)[1]
    with override("zh-hans"):
        told = promises_of(actor=SYSTEM, version_id=pack.version_id)[1]

    assert (said.label, told.label) == ("Solution", "解决方案")
    assert said.when == (("kind", ("complaint",)), ("level", ("one",)))
    assert (told.amount, told.unit, told.section) == (3, "working_day", "投诉处理")
