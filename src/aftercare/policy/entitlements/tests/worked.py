"""Reads the table of worked cases, `cases.txt`; its head says how a line is written."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import chinese_calendar

from aftercare.policy.entitlements.rules import Option, Policy, entitlement
from aftercare.policy.entitlements.rules.facts import (
    Cause,
    Delay,
    FaultFacts,
    GoodsState,
    Proof,
    PurchaseFacts,
    Repair,
    UnitFacts,
)
from aftercare.policy.entitlements.rules.terms import Remedy, terms_of

TABLE = Path(__file__).parent / "cases.txt"
# Read as files: packs stand above entitlements, also in their tests.
PACKS = {
    path.stem: tomllib.loads(path.read_text("utf-8"))
    for path in (Path(__file__).parents[2] / "packs" / "data").glob("*.toml")
}
COLUMNS = 6
KNOWN = range(2004, 2027)
SATURDAY = 5
# word -> whose fact it is, the name of the fact, how its value is read
FACTS: Mapping[str, tuple[str, str, Callable[[str], Any]]] = {
    "made": ("unit", "made_on", date.fromisoformat),
    "installed": ("unit", "installed_on", date.fromisoformat),
    "exchanged": ("unit", "exchanged_on", date.fromisoformat),
    "bought": ("purchase", "bought_on", date.fromisoformat),
    "delivered": ("purchase", "delivered_on", date.fromisoformat),
    "proof": ("purchase", "proof", Proof),
    "price": ("purchase", "price_amount", Decimal),
    "cause": ("fault", "cause", Cause),
    "part": ("fault", "part", str),
    "state": ("fault", "goods_state", GoodsState),
}
FLAGS = {
    "by_seller": ("unit", "installed_by_seller"),
    "custom": ("unit", "custom_made"),
    "remote": ("purchase", "remote"),
    "waived": ("purchase", "waived"),
    "proven": ("fault", "proven"),
    "confirmed": ("fault", "confirmed"),
    "serious": ("fault", "serious"),
}
PLAIN = "proof=invoice cause=defect confirmed"  # what "ok" stands for


@dataclass(frozen=True, kw_only=True)
class WorkedCase:
    place: int
    pack: str
    unit: UnitFacts
    purchase: PurchaseFacts
    fault: FaultFacts
    on: date
    expected: tuple[str, ...]
    source: str
    reason: str
    facts: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        return f"{self.place}: {self.reason}"

    def options(self) -> dict[Remedy, Option]:
        found = entitlement(self.unit, self.purchase, self.fault, self.on, policy_of(self.pack))
        return {option.remedy: option for option in found}

    def said(self, remedy: str) -> str:
        """An option as the table writes it: `return due 3`, `exchange open ?confirmed`."""
        option = self.options().get(Remedy(remedy))
        if option is None:
            return f"{remedy} -"
        words = [remedy, option.standing.value]
        if option.days_left is not None:
            words.append(str(option.days_left))
        if option.amount is not None:
            words.append(f"¥{option.amount}")
        return " ".join([*words, *(f"?{fact.value}" for fact in option.missing)])


@cache
def policy_of(pack: str) -> Policy:
    terms = terms_of(PACKS[pack])
    assert terms
    return Policy(terms=terms, rests=is_rest)


def is_rest(day: date) -> bool:
    """By the official arrangement; a year that it does not know has plain weekends."""
    if day.year in KNOWN:
        return bool(chinese_calendar.is_holiday(day))
    return day.weekday() >= SATURDAY


def worked_cases() -> Iterator[WorkedCase]:
    for place, line in enumerate(TABLE.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            columns = [column.strip() for column in line.split("|")]
            assert len(columns) == COLUMNS, f"line {place}: {len(columns)} columns"
            yield _case_of(place, *columns)


def _case_of(  # noqa: PLR0917 - the columns of the table
    place: int, thing: str, facts: str, on: str, expected: str, source: str, reason: str
) -> WorkedCase:
    pack, _space, goods = thing.partition(" ")
    known: dict[str, dict[str, Any]] = {"unit": {"goods": goods}, "purchase": {}, "fault": {}}
    repairs = []
    for word in facts.replace("ok", PLAIN, 1).split() if "ok" in facts.split() else facts.split():
        name, _equals, value = word.partition("=")
        if name == "repair":
            repairs.append(_repair_of(value))
        elif name in FACTS:
            whose, fact, read = FACTS[name]
            known[whose][fact] = read(value)
        else:
            whose, fact = FLAGS[name.removeprefix("not_")]
            known[whose][fact] = not name.startswith("not_")
    return WorkedCase(
        place=place,
        pack=pack,
        unit=UnitFacts(**known["unit"], repairs=tuple(repairs)),
        purchase=PurchaseFacts(**known["purchase"]),
        fault=FaultFacts(**known["fault"]),
        on=date.fromisoformat(on),
        expected=tuple(" ".join(one.split()) for one in expected.split(",")),
        source=source,
        reason=reason,
        facts=facts,
    )


def _repair_of(text: str) -> Repair:
    """`2026-03-01..2026-03-11:failed:压缩机`, `2026-03-01..:waits_for_part`."""
    span, *more = text.split(":")
    began, _dots, ended = span.partition("..")
    delays = {"waits_for_part": Delay.PART, "repairer_late": Delay.REPAIRER}
    return Repair(
        started_on=date.fromisoformat(began),
        ended_on=date.fromisoformat(ended) if ended else None,
        failed=True if "failed" in more else False if "held" in more else None,
        part=next((w for w in more if w not in {*delays, "failed", "held"}), ""),
        delay=next((delays[word] for word in more if word in delays), Delay.UNKNOWN),
    )
