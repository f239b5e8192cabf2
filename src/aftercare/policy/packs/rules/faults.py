"""What keeps a pack from being read, what of it is never used, and which cases it leaves out."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import Any

from aftercare.foundation.faults import Fault, FaultKind, missing, unknown

from .compensation import faults_of_money
from .handling import NEEDS
from .promises import (
    CODES,
    ENDANGERED_AT,
    RESOLUTIONS,
    SELECTORS,
    CommitmentRule,
    MetOn,
    StartsOn,
    Unit,
    commitments_of,
    own_of,
)

# fmt: off
PARTS = (
    "code", "name", "lines", "calendar", "sources", "commitment", "handling", "approval", "pause",
)
# fmt: on
HANDLING = ("follow_up_tries", "follow_up_kinds", "reopen_days", "closing_needs")
ANY: frozenset[str | bool] = frozenset({"any value"})
MOST_STEPS = 2  # of approval: R-CASE-06
TOLD = ("owner", "head", "second_head")  # heads above the owner, the next one first
WHOLE = 100
MOMENT = re.compile(r"(([01]\d|2[0-3]):[0-5]\d)?", re.ASCII)  # of the day; "": none
MOST_HOURS, MOST_MINUTES = 24, 240  # before a visit; of a delay that is let pass
LENGTHS = ("minutes_before", "minutes_after")  # of an escalation: one of them


def faults_of(data: Mapping[str, Any]) -> list[Fault]:
    """Everything that keeps a pack from being read, or makes a part of it dead."""
    faults = missing(data, "", PARTS)
    for index, entry in enumerate(data.get("commitment", ())):
        faults += _faults_of_commitment(data, entry, f"commitment[{index}]")
    faults += missing(data.get("handling", {}), "handling.", HANDLING)
    faults += _faults_of_closing(data.get("handling", {}))
    faults += _faults_of_reminders(data.get("handling", {}))
    faults += _faults_of_approval(data.get("approval", ()))
    for index, entry in enumerate(data.get("pause", ())):
        where = f"pause[{index}]."
        faults += missing(entry, where, ["code", "name", "longest_days", "evidence_needed"])
        faults += unknown(f"{where}commitments", entry.get("commitments", ()), CODES)
    faults += faults_of_money(data)
    return faults or _never_used(commitments_of(data))


def _faults_of_commitment(
    data: Mapping[str, Any], entry: Mapping[str, Any], where: str
) -> list[Fault]:
    faults = missing(entry, f"{where}.", ["code", "label", "amount", "unit", "met_on", "clause"])
    if faults:
        return faults
    faults += unknown(f"{where}.code", [entry["code"]], CODES)
    faults += unknown(f"{where}.unit", [entry["unit"]], list(Unit))
    faults += unknown(f"{where}.met_on", [entry["met_on"]], list(MetOn))
    faults += unknown(f"{where}.starts_on", [entry.get("starts_on", "opened")], list(StartsOn))
    faults += unknown(f"{where}.source", [entry.get("source", "own")], list(data["sources"]))
    faults += unknown(f"{where}.resolutions", entry.get("resolutions", ()), RESOLUTIONS)
    faults += _faults_of_alarms(data, entry, where)
    faults += unknown(f"{where}.when", list(entry.get("when", {})), list(SELECTORS))
    for name, values in entry.get("when", {}).items():
        faults += unknown(f"{where}.when.{name}", values, SELECTORS.get(name, ()))
    if entry["amount"] < 1 and entry["unit"] != Unit.MOMENT:
        faults.append(
            Fault(where=f"{where}.amount", kind=FaultKind.TOO_SMALL, found=str(entry["amount"]))
        )
    return faults


def _faults_of_alarms(data: Mapping[str, Any], entry: Mapping[str, Any], where: str) -> list[Fault]:
    shares = own_of(data, entry, "warn_at_percent")
    wrong = [share for share in shares if not 0 < share < WHOLE]
    faults = unknown(f"{where}.warn_at_percent", wrong, ["1–99"])
    danger = own_of(data, entry, "endangered_at_percent", ENDANGERED_AT)
    faults += unknown(f"{where}.endangered_at_percent", [danger], shares or [danger])
    faults += unknown(f"{where}.escalate_to", own_of(data, entry, "escalate_to"), TOLD)
    for nth, one in enumerate(own_of(data, entry, "escalation")):
        there = f"{where}.escalation[{nth}]"
        lengths = {name: value for name, value in one.items() if name != "tell"}
        faults += unknown(there, list(lengths), LENGTHS)
        faults += unknown(f"{there}.tell", one.get("tell") or [""], TOLD)
        if len(lengths) != 1 or min(lengths.values()) < 1:
            faults.append(Fault(where=there, kind=FaultKind.TOO_SMALL, found=str(lengths)))
    return faults


def _faults_of_closing(handling: Mapping[str, Any]) -> list[Fault]:
    by_kind = handling.get("closing_needs_of", {})
    faults = unknown("handling.closing_needs", handling.get("closing_needs", ()), NEEDS)
    faults += unknown("handling.closing_needs_of", list(by_kind), SELECTORS["kind"])
    for kind, needs in by_kind.items():
        faults += unknown(f"handling.closing_needs_of.{kind}", needs, NEEDS)
    return faults


def _faults_of_reminders(handling: Mapping[str, Any]) -> list[Fault]:
    at = handling.get("remind_at", "")
    faults = [] if MOMENT.fullmatch(at) else unknown("handling.remind_at", [at], ["00:00–23:59"])
    for name, most in (("remind_hours", MOST_HOURS), ("late_minutes", MOST_MINUTES)):
        found = handling.get(name, 0)
        if not 0 <= found <= most:
            faults += unknown(f"handling.{name}", [found], [f"0–{most}"])
    return faults


def _faults_of_approval(limits: Sequence[Mapping[str, Any]]) -> list[Fault]:
    faults = [
        Fault(where=f"approval[{index}].steps", kind=FaultKind.TOO_MANY)
        for index, limit in enumerate(limits)
        if len(limit["steps"]) > MOST_STEPS
    ]
    amounts = [Decimal(limit.get("up_to", "Infinity")) for limit in limits]
    steps = [len(limit["steps"]) for limit in limits]
    rises = amounts == sorted(set(amounts)) and steps == sorted(steps)
    if not rises or not amounts or amounts[-1].is_finite():
        faults.append(Fault(where="approval", kind=FaultKind.OUT_OF_ORDER))
    return faults


def _never_used(rules: Sequence[CommitmentRule]) -> list[Fault]:
    return [
        Fault(where=f"commitment[{later.index}]", kind=FaultKind.NEVER_USED, found=later.code)
        for one, later in combinations(rules, 2)
        if _rivals(one, later) and _covers(one, later)
    ]


def overlaps_of(rules: Sequence[CommitmentRule]) -> list[tuple[CommitmentRule, CommitmentRule]]:
    """Pairs that share cases though neither is the special case of the other; the first holds."""
    return [
        (first, second)
        for first, second in combinations(rules, 2)
        if _rivals(first, second) and _meet(first, second)
        if not _covers(first, second) and not _covers(second, first)
    ]


def gaps_of(rules: Sequence[CommitmentRule]) -> dict[str, tuple[str, ...]]:
    """Kinds, with the categories, of cases that no promise covers when they are opened."""
    opening = [rule.when for rule in rules if rule.starts_on is StartsOn.OPENED]
    bare: dict[str, dict[str, None]] = {}
    for values in product(*SELECTORS.values()):
        facts = dict(zip(SELECTORS, values, strict=True))
        if not any(all(facts[name] in ok for name, ok in when.items()) for when in opening):
            bare.setdefault(str(facts["kind"]), {})[str(facts["category"])] = None
    return {kind: tuple(categories) for kind, categories in bare.items()}


def _rivals(one: CommitmentRule, other: CommitmentRule) -> bool:
    return one.code == other.code and one.starts_on is other.starts_on


def _covers(wide: CommitmentRule, narrow: CommitmentRule) -> bool:
    return all(narrow.when.get(name, ANY) <= values for name, values in wide.when.items())


def _meet(one: CommitmentRule, other: CommitmentRule) -> bool:
    return all(
        name not in other.when or other.when[name] & values for name, values in one.when.items()
    )
