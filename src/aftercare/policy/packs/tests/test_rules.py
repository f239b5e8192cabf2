"""What a pack may say, and what is found wrong with one."""

from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from aftercare.foundation.clauses import Text
from aftercare.foundation.faults import FaultKind
from aftercare.policy.packs.adapters import founding_packs
from aftercare.policy.packs.rules.faults import faults_of, gaps_of, overlaps_of
from aftercare.policy.packs.rules.handling import handling_of
from aftercare.policy.packs.rules.promises import StartsOn, commitments_of, promises_for

PACKS = {pack["code"]: pack for pack in founding_packs()}


@dataclass(frozen=True, kw_only=True)
class About:
    kind: str = "complaint"
    category: str = "product_quality"
    level: str = "one"
    severity: str = "B"
    urgent: bool = False
    complex: bool = False
    channel: str = "phone"


@pytest.fixture
def pack() -> dict[str, Any]:
    return deepcopy(PACKS["home_goods"])


@pytest.mark.parametrize("code", sorted(PACKS))
def test_a_founding_pack_has_no_faults(code: str) -> None:
    assert faults_of(PACKS[code]) == []


@pytest.mark.parametrize("code", sorted(PACKS))
def test_every_complaint_and_consultation_of_a_founding_pack_is_promised_something(
    code: str,
) -> None:
    rules = commitments_of(PACKS[code])

    assert gaps_of(rules) == {}
    assert overlaps_of(rules) == []


@pytest.mark.parametrize("code", sorted(PACKS))
def test_what_the_founding_document_does_not_say_is_a_marked_default(code: str) -> None:
    defaults = [one for one in PACKS[code]["commitment"] if one.get("source") == "default"]

    assert [one["code"] for one in defaults] == ["first_reply"]
    assert all(one["confirm"] and "本公司默认" in one["clause"]["zh"] for one in defaults)


def test_the_most_specific_promise_stands_first_and_holds(pack: dict[str, Any]) -> None:
    special = deepcopy(pack["commitment"][1]) | {"amount": 1}
    special["when"] = {"kind": ["complaint"], "level": ["one"], "severity": ["A"]}
    pack["commitment"].insert(0, special)
    rules = commitments_of(pack)

    solutions = {
        severity: next(
            rule.amount
            for rule in promises_for(rules, About(severity=severity))
            if rule.code == "solution"
        )
        for severity in "AB"
    }

    assert faults_of(pack) == []
    assert solutions == {"A": 1, "B": 3}


def test_a_promise_behind_a_wider_one_is_reported(pack: dict[str, Any]) -> None:
    special = deepcopy(pack["commitment"][1])
    special["when"] = {"kind": ["complaint"], "level": ["one"], "severity": ["A"]}
    pack["commitment"].append(special)

    (fault,) = faults_of(pack)

    last = len(pack["commitment"]) - 1
    assert (fault.kind, fault.where) == (FaultKind.NEVER_USED, f"commitment[{last}]")


def test_promises_that_share_cases_are_reported_as_an_overlap() -> None:
    entries = deepcopy(PACKS["building_material"]["commitment"])
    for entry in entries:
        if entry["code"] == "solution" and "level" in entry["when"]:
            del entry["when"]["category"]
    rules = commitments_of(PACKS["building_material"] | {"commitment": entries})

    assert [(one.code, other.code) for one, other in overlaps_of(rules)] == [
        ("solution", "solution")
    ] * 2


def test_kinds_without_any_promise_are_reported_as_a_gap() -> None:
    own = [one for one in PACKS["appliance"]["commitment"] if one.get("source") != "default"]
    gaps = gaps_of(commitments_of(PACKS["appliance"] | {"commitment": own}))

    assert set(gaps) == {"return_exchange", "recycling"}


@pytest.mark.parametrize(
    ("change", "where", "kind"),
    [
        ({"unit": "hours"}, "commitment[0].unit", FaultKind.UNKNOWN),
        ({"code": "first_answer"}, "commitment[0].code", FaultKind.UNKNOWN),
        ({"amount": 0}, "commitment[0].amount", FaultKind.TOO_SMALL),
        ({"met_on": "status"}, "commitment[0].met_on", FaultKind.UNKNOWN),
        ({"starts_on": "born"}, "commitment[0].starts_on", FaultKind.UNKNOWN),
        ({"warn_at_percent": [50, 100]}, "commitment[0].warn_at_percent", FaultKind.UNKNOWN),
        ({"endangered_at_percent": 60}, "commitment[0].endangered_at_percent", FaultKind.UNKNOWN),
        ({"escalate_to": ["boss"]}, "commitment[0].escalate_to", FaultKind.UNKNOWN),
        (
            {"escalation": [{"minutes_after": 60, "tell": ["boss"]}]},
            "commitment[0].escalation[0].tell",
            FaultKind.UNKNOWN,
        ),
        (
            {"escalation": [{"minutes_before": 0, "tell": ["owner"]}]},
            "commitment[0].escalation[0]",
            FaultKind.TOO_SMALL,
        ),
        (
            {"escalation": [{"hours_after": 2, "tell": ["owner"]}]},
            "commitment[0].escalation[0]",
            FaultKind.UNKNOWN,
        ),
        ({"source": "hearsay"}, "commitment[0].source", FaultKind.UNKNOWN),
        ({"when": {"mood": ["bad"]}}, "commitment[0].when", FaultKind.UNKNOWN),
        ({"when": {"level": ["three"]}}, "commitment[0].when.level", FaultKind.UNKNOWN),
    ],
)
def test_a_wrong_entry_is_reported_with_its_place(
    pack: dict[str, Any], change: dict[str, Any], where: str, kind: FaultKind
) -> None:
    pack["commitment"][0] |= change

    assert (where, kind) in {(fault.where, fault.kind) for fault in faults_of(pack)}


@pytest.mark.parametrize("name", ["code", "commitment", "handling", "pause"])
def test_a_missing_part_is_reported(pack: dict[str, Any], name: str) -> None:
    del pack[name]

    assert (name, FaultKind.MISSING) in {(f.where, f.kind) for f in faults_of(pack)}


def test_approval_takes_two_steps_at_most(pack: dict[str, Any]) -> None:
    pack["approval"][2]["steps"] = ["head", "manager", "board"]

    (fault,) = faults_of(pack)

    assert fault.kind is FaultKind.TOO_MANY


def test_a_larger_sum_never_takes_fewer_steps_of_approval(pack: dict[str, Any]) -> None:
    pack["approval"][0]["steps"], pack["approval"][1]["steps"] = ["head"], []

    (fault,) = faults_of(pack)

    assert fault.kind is FaultKind.OUT_OF_ORDER


def test_limits_of_approval_must_rise_to_an_open_end(pack: dict[str, Any]) -> None:
    pack["approval"].pop()

    (fault,) = faults_of(pack)

    assert fault.kind is FaultKind.OUT_OF_ORDER


@pytest.mark.parametrize(
    ("amount", "steps"),
    [
        ("0", ()),
        ("200", ()),
        ("200.01", ("head",)),
        ("2000", ("head",)),
        ("2000.01", ("head", "manager")),
    ],
)
def test_who_approves_follows_from_the_amount(amount: str, steps: tuple[str, ...]) -> None:
    assert handling_of(PACKS["furniture"]).approval_steps(Decimal(amount)) == steps


def test_no_pause_stops_a_legal_limit() -> None:
    for pack in PACKS.values():
        for reason in handling_of(pack).pause_reasons:
            assert not {"statutory_remedy", "refund"} & reason.commitments


def test_only_force_majeure_stops_the_first_reply() -> None:
    for pack in PACKS.values():
        reasons = handling_of(pack).pause_reasons
        assert {r.code for r in reasons if "first_reply" in r.commitments} == {"force_majeure"}


def test_every_clause_is_written_in_two_languages_with_its_source() -> None:
    for pack in PACKS.values():
        for rule in commitments_of(pack):
            assert rule.clause.wording.zh
            assert rule.clause.wording.en
            assert rule.clause.document.zh
            assert rule.clause.section


def test_a_text_without_english_is_said_in_chinese() -> None:
    assert Text(zh="回访").within("en") == "回访"
    assert Text(zh="回访", en="Follow-up").within("en") == "Follow-up"
    assert Text(zh="回访", en="Follow-up").within("zh-hans") == "回访"


def test_the_same_code_may_be_promised_on_two_occasions() -> None:
    rules = commitments_of(PACKS["home_goods"])

    occasions = {r.starts_on for r in promises_for(rules, About()) if r.code == "completion"}

    assert occasions == {StartsOn.AGREED}


def test_what_closing_needs_is_said_by_kind(pack: dict[str, Any]) -> None:
    handling = handling_of(pack)

    assert handling.needed_for_closing("complaint") == handling.closing_needs
    assert "root_cause" not in handling.needed_for_closing("installation")
    assert handling.needed_for_closing("consultation") == ("result",)


def test_a_pack_that_says_nothing_by_kind_asks_no_cause_of_an_answer(pack: dict[str, Any]) -> None:
    del pack["handling"]["closing_needs_of"]

    assert handling_of(pack).needed_for_closing("consultation") == ("result",)


def test_closing_can_need_only_what_a_case_can_show(pack: dict[str, Any]) -> None:
    pack["handling"]["closing_needs"] = ["result", "blessing"]
    pack["handling"]["closing_needs_of"] = {"repair": ["cost", "thanks"], "theft": []}

    assert [fault.where for fault in faults_of(pack)] == [
        "handling.closing_needs",
        "handling.closing_needs_of",
        "handling.closing_needs_of.repair",
    ]
