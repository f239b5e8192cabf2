"""The tables of the packs: readable, complete, and nowhere below the law."""

from copy import deepcopy
from typing import Any

import pytest

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.faults import FaultKind
from aftercare.policy.entitlements.adapters import minimums
from aftercare.policy.entitlements.queries import faults_of_table
from aftercare.policy.entitlements.rules.checks import faults_of_terms
from aftercare.policy.entitlements.rules.terms import (
    Ground,
    PeriodRule,
    Remedy,
    RightRule,
    terms_of,
)
from aftercare.policy.entitlements.tests.worked import PACKS


def pack_of(code: str) -> dict[str, Any]:
    return deepcopy(PACKS[code])


def right_on(pack: dict[str, Any], ground: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in pack["entitlement"]["right"] if one["ground"] == ground
    )
    return found


@pytest.mark.parametrize("code", PACKS)
def test_a_founding_pack_has_no_fault_and_says_where_all_of_it_is_from(code: str) -> None:
    assert faults_of_table(actor=SYSTEM, data=PACKS[code]) == []
    terms = terms_of(PACKS[code])
    assert terms
    rules: list[RightRule | PeriodRule] = [*terms.rights, *terms.periods]
    for rule in rules:
        assert rule.clause.wording.zh
        assert rule.clause.wording.en
        assert ("使用前请确认" in rule.clause.wording.zh) == rule.confirm


def test_a_pack_without_a_table_is_no_fault() -> None:
    pack = pack_of("furniture")
    del pack["entitlement"]

    assert faults_of_terms(pack, minimums()) == []
    assert terms_of(pack) is None


@pytest.mark.parametrize(
    ("ground", "change", "where", "kind"),
    [
        ("warranty", {"ground": "mood"}, "ground", FaultKind.UNKNOWN),
        ("no_reason", {"days": 0}, "days", FaultKind.TOO_SMALL),
        ("no_reason", {"days": "seven"}, "days", FaultKind.TOO_SMALL),
        ("no_reason", {"remedies": ["apology"]}, "remedies", FaultKind.UNKNOWN),
        ("no_reason", {"source": "hearsay"}, "source", FaultKind.UNKNOWN),
        ("exclusion", {"causes": ["weather"]}, "causes", FaultKind.UNKNOWN),
        ("no_proof", {"proofs": ["smile"]}, "proofs", FaultKind.UNKNOWN),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    ground: str, change: dict[str, Any], where: str, kind: FaultKind
) -> None:
    pack = pack_of("appliance")
    right_on(pack, ground).update(change)

    fault = faults_of_terms(pack, minimums())[0]

    assert fault.where.startswith("entitlement.right[")
    assert fault.where.endswith(f".{where}")
    assert fault.kind is kind


@pytest.mark.parametrize("name", ["days", "remedies", "clause", "ground"])
def test_what_a_right_cannot_do_without_is_missed(name: str) -> None:
    pack = pack_of("appliance")
    del right_on(pack, "no_reason")[name]

    faults = faults_of_terms(pack, minimums())

    assert FaultKind.MISSING in {fault.kind for fault in faults if fault.where.endswith(name)}


@pytest.mark.parametrize("rate", ["much", "-1", "101"])
def test_a_rate_is_a_percentage(rate: str) -> None:
    pack = pack_of("appliance")
    pack["entitlement"]["period"][0]["depreciation_percent_per_day"] = rate

    assert faults_of_terms(pack, minimums())[0].kind is FaultKind.NO_PERCENTAGE


def test_goods_of_every_name_have_a_period_and_nothing_stands_behind_the_last() -> None:
    pack = pack_of("furniture")
    first, rest = pack["entitlement"]["period"]

    pack["entitlement"]["period"] = [first]
    assert faults_of_terms(pack, ())[0].kind is FaultKind.MISSING
    pack["entitlement"]["period"] = [rest, first]
    assert faults_of_terms(pack, ())[0].kind is FaultKind.NEVER_USED


def test_a_table_says_how_the_warranty_runs() -> None:
    pack = pack_of("furniture")
    pack["entitlement"]["right"].remove(right_on(pack, "start"))

    assert faults_of_terms(pack, ())[0].where == "entitlement.right.start"


@pytest.mark.parametrize(
    ("code", "ground", "change"),
    [
        ("appliance", "defect", {"days": 6}),
        ("appliance", "no_reason", {"days": 6}),
        ("appliance", "burden", {"months": 5}),
        ("appliance", "failed_repairs", {"count": 3}),
        ("furniture", "serious_defect", {"days": 29}),
        ("home_goods", "defect", {"remedies": ["exchange"]}),
        ("building_material", "burden", {"goods": ["吊顶"]}),
    ],
)
def test_no_right_falls_below_the_law(code: str, ground: str, change: dict[str, Any]) -> None:
    pack = pack_of(code)
    right_on(pack, ground).update(change)

    faults = faults_of_terms(pack, minimums())

    assert {fault.kind for fault in faults} == {FaultKind.BELOW_LAW}
    assert faults[0].allowed[0]


@pytest.mark.parametrize(
    ("code", "place", "change"),
    [
        ("appliance", 0, {"whole_months": 11}),
        ("appliance", 0, {"main_months": 35}),
        ("appliance", 0, {"depreciation_percent_per_day": "0.2"}),
        ("furniture", 0, {"whole_months": 23}),
        ("furniture", 1, {"whole_months": 11}),
        ("furniture", 0, {"goods": ["红木"]}),
        ("building_material", 0, {"whole_months": 59}),
        ("building_material", 2, {"goods": ["空调"]}),
    ],
)
def test_no_period_falls_below_the_law(code: str, place: int, change: dict[str, Any]) -> None:
    pack = pack_of(code)
    pack["entitlement"]["period"][place].update(change)

    assert {f.kind for f in faults_of_terms(pack, minimums())} == {FaultKind.BELOW_LAW}


@pytest.mark.parametrize(
    ("code", "ground", "change"),
    [
        ("appliance", "defect", {"days": 30}),
        ("appliance", "failed_repairs", {"count": 1}),
        ("appliance", "burden", {"months": 12}),
        ("appliance", "no_reason", {"days": 30}),
    ],
)
def test_a_company_may_promise_more_than_the_law(
    code: str, ground: str, change: dict[str, Any]
) -> None:
    pack = pack_of(code)
    right_on(pack, ground).update(change)
    pack["entitlement"]["period"][0].update({"whole_months": 72, "main_months": 120})

    assert faults_of_terms(pack, minimums()) == []


def test_six_years_on_air_conditioners_are_the_packs_to_give() -> None:
    pack = pack_of("appliance")
    period = next(p for p in pack["entitlement"]["period"] if "空调" in p.get("goods", ()))
    period["whole_months"] = 72

    terms = terms_of(pack)

    assert terms
    chosen = terms.period_for("变频空调")
    assert chosen
    assert chosen.whole_months == 72


def test_every_ground_and_remedy_has_a_use_in_some_pack() -> None:
    grounds, remedies = set(), set()
    for pack in PACKS.values():
        terms = terms_of(pack)
        assert terms
        grounds |= {right.ground for right in terms.rights}
        remedies |= {remedy for right in terms.rights for remedy in right.remedies}

    assert grounds == set(Ground)
    assert remedies == set(Remedy) - {Remedy.CHARGED_REPAIR, Remedy.NONE}
