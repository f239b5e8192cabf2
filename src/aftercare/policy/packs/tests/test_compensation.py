"""The table of compensation and the limits by role: what they give, and what is wrong with one."""

from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from aftercare.foundation.faults import FaultKind
from aftercare.policy.packs.adapters import founding_packs
from aftercare.policy.packs.rules.compensation import Verdict, money_of, reaches, steps_together
from aftercare.policy.packs.rules.drafting import Part, with_entry
from aftercare.policy.packs.rules.faults import faults_of

PACKS = {pack["code"]: pack for pack in founding_packs()}
CLAUSE = {"zh": "条款", "en": ""}


@dataclass(frozen=True, kw_only=True)
class About:
    kind: str = "complaint"
    category: str = "service"
    level: str = "two"
    severity: str = "B"


@pytest.fixture
def pack() -> dict[str, Any]:
    return deepcopy(PACKS["furniture"])


@pytest.mark.parametrize(("ground", "severity", "price", "amount", "verdict"), [
    ("late", "B", None, 30, Verdict.WITHIN),
    ("late", "B", None, 29, Verdict.BELOW),
    ("late", "B", None, 201, Verdict.ABOVE),
    ("late", "A", None, 500, Verdict.WITHIN),   # the special entry stands before the general one
    ("late", "A", None, 99, Verdict.BELOW),
    ("care", "C", None, 0, Verdict.NOTHING),
    ("fraud", "B", None, 499, Verdict.BELOW),   # art. 55: at least 500, whatever the price
    ("fraud", "B", None, 600, Verdict.PRICE_UNKNOWN),
    ("fraud", "B", 100, 500, Verdict.WITHIN),
    ("fraud", "B", 1000, 2999, Verdict.BELOW),  # three times the price
    ("fraud", "B", 1000, 9000, Verdict.WITHIN),  # more is no fault
    ("refund", "B", 1000, 1000, Verdict.WITHIN),
    ("refund", "B", 1000, 1001, Verdict.ABOVE),
    ("repeated", "B", 5000, 500, Verdict.WITHIN),
    ("repeated", "B", 500, 101, Verdict.ABOVE),  # ten percent are less than the least: the least
    ("other", "B", None, 1, Verdict.UNLISTED),
])  # fmt: skip
def test_a_sum_stands_to_the_table(
    pack: dict[str, Any], ground: str, severity: str, price: int | None, amount: int,
    verdict: Verdict,
) -> None:  # fmt: skip
    own = money_of(pack)
    about = About(severity=severity)
    given = None if price is None else Decimal(price)
    assert own.verdict(about, ground=ground, amount=Decimal(amount), price=given) is verdict


def test_a_pack_without_a_table_compares_nothing(pack: dict[str, Any]) -> None:
    del pack["compensation"], pack["limit"]
    own = money_of(pack)
    assert own.verdict(About(), ground="", amount=Decimal(9), price=None) is Verdict.NOTHING
    assert own.limit_of(["agent"]) is None


def test_the_widest_role_holds_and_whoever_is_not_named_has_the_rest(pack: dict[str, Any]) -> None:
    own = money_of(pack)
    both, stranger = own.limit_of(["agent", "station_manager"]), own.limit_of(["guest"])
    top = own.limit_of(["agent", "manager"])
    assert both is not None
    assert stranger is not None
    assert top is not None
    assert both.alone_up_to == Decimal(2000)
    assert not reaches(stranger.alone_up_to, Decimal(1))
    assert reaches(top.approves_up_to, Decimal(10**9))


def test_steps_are_asked_once_and_in_order() -> None:
    assert steps_together(("manager",), (), ("head", "manager")) == ("head", "manager")


@pytest.mark.parametrize(
    ("change", "where", "kind"),
    [
        ({"ground": "whim"}, "compensation[8].ground", FaultKind.UNKNOWN),
        ({"most_amount": "x"}, "compensation[8].most_amount", FaultKind.NO_AMOUNT),
        ({"least_amount": "9", "most_amount": "5"}, "compensation[8].most_amount",
         FaultKind.BELOW_LEAST),
        ({"most_amount": None}, "compensation[8].most_amount", FaultKind.MISSING),
        ({"source": "hearsay"}, "compensation[8].source", FaultKind.UNKNOWN),
        ({"when": {"severity": ["Z"]}}, "compensation[8].when.severity", FaultKind.UNKNOWN),
        ({}, "compensation[8]", FaultKind.NEVER_USED),
    ],
)  # fmt: skip
def test_a_fault_of_the_table_is_found_where_it_is(
    pack: dict[str, Any], change: dict[str, Any], where: str, kind: FaultKind
) -> None:
    entry = {"ground": "care", "most_amount": "50", "clause": CLAUSE} | change
    pack["compensation"].append({name: said for name, said in entry.items() if said is not None})
    assert (where, kind) in {(fault.where, fault.kind) for fault in faults_of(pack)}


def test_a_table_below_the_law_is_refused(pack: dict[str, Any]) -> None:
    pack["compensation"][0] |= {"least_percent": "200"}
    (fault,) = faults_of(pack)
    assert (fault.where, fault.kind) == ("compensation[0].least_percent", FaultKind.BELOW_LAW)


def test_a_narrower_entry_goes_before_the_wider(pack: dict[str, Any]) -> None:
    narrow = {"ground": "care", "most_amount": "300", "when": {"severity": ["A"]},
              "clause": CLAUSE}  # fmt: skip
    after = with_entry(pack, Part.COMPENSATION, None, narrow)
    assert faults_of(after) == []
    grounds = [entry.get("when") for entry in after["compensation"] if entry["ground"] == "care"]
    assert grounds == [{"severity": ["A"]}, None]
