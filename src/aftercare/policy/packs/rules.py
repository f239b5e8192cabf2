"""What a policy pack says, and which of its promises hold for a case.

A pack is data (a TOML file, later a version edited on screen). Here it becomes values, once:
`handling_of` and `commitments_of` trust their input.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import combinations, product
from typing import Any, Protocol

from aftercare.foundation.clauses import Clause, Text, text_of
from aftercare.foundation.faults import Fault, FaultKind, missing, unknown

# fmt: off
SELECTORS: Mapping[str, tuple[str | bool, ...]] = {
    "kind": (
        "complaint", "repair", "installation", "care", "consultation", "return_exchange",
        "recycling",
    ),
    "category": (
        "product_quality", "service", "logistics", "contract", "price", "safety", "promotion",
        "other",
    ),
    "level": ("one", "two"),
    "severity": ("A", "B", "C"),
    "urgent": (False, True),
    "complex": (False, True),
    "channel": ("phone", "email", "portal", "chat", "walk_in", "file", "api"),
}
CODES = (
    "first_reply", "contact", "analysis", "appointment", "arrival", "solution", "completion",
    "answer", "follow_up", "feedback", "statutory_remedy", "refund",
)
RESOLUTIONS = (
    "repair", "exchange", "return", "compensation", "discount", "explanation", "apology", "other",
)
PARTS = (
    "code", "name", "lines", "calendar", "sources", "commitment", "handling", "approval", "pause",
)
HANDLING = (
    "follow_up_days", "follow_up_tries", "follow_up_kinds", "reopen_days", "closing_needs",
    "consent_required",
)
# fmt: on
ANY: frozenset[str | bool] = frozenset({"any value"})
MOST_STEPS = 2  # of approval: R-CASE-06


class Unit(StrEnum):
    HOUR = "hour"  # elapsed time, round the clock
    WORKING_HOUR = "working_hour"  # open time of the calendar
    DAY = "day"  # local dates after that of the start
    WORKING_DAY = "working_day"  # working dates after that of the start
    MOMENT = "moment"  # no measure: the moment promised to the customer


class StartsOn(StrEnum):
    """What sets a promise going."""

    OPENED = "opened"  # counted from when the customer's word was received
    AGREED = "agreed"  # the customer agreed to a resolution
    RESOLVED = "resolved"
    DISSATISFIED = "dissatisfied"  # a follow-up brought the case back
    GOODS_RETURNED = "goods_returned"
    PROMISED = "promised"  # somebody gives the customer a date


class MetOn(StrEnum):
    """What keeps a promise."""

    REACHED = "reached"  # a real outbound contact, by anybody
    REACHED_BY_OWNER = "reached_by_owner"  # the same by the person responsible
    FINDINGS = "findings"
    PROPOSED = "proposed"
    CARRIED_OUT = "carried_out"
    RESOLVED = "resolved"
    FOLLOWED_UP = "followed_up"
    SHOWN = "shown"  # a person says so and names the evidence (an appointment, an arrival)


class Classified(Protocol):
    """The facts of a case by which its promises are chosen: the names of SELECTORS."""

    @property
    def kind(self) -> str: ...
    @property
    def category(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRule:
    """One promise: `amount` of `unit` in `calendar`, for the cases that `when` describes.

    `when` maps a selector to the values it accepts; a selector left out accepts all.
    `warn_at_percent` are shares of the time used at which the owner is warned; `escalate_to` says
    who hears of a breach.
    """

    index: int  # its place in the pack
    code: str
    label: Text
    amount: int
    unit: Unit
    calendar: str
    clause: Clause
    starts_on: StartsOn
    met_on: MetOn
    warn_at_percent: tuple[int, ...]
    escalate_to: tuple[str, ...]
    when: Mapping[str, frozenset[str | bool]] = field(default_factory=dict)
    resolutions: frozenset[str] = frozenset()  # with AGREED: only for these kinds of resolution
    close_of_business: bool = False
    statutory: bool = False
    confirm: bool = False  # not certain enough to be relied on before somebody confirms it

    def applies_to(self, case: Classified) -> bool:
        return all(getattr(case, name) in values for name, values in self.when.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseReason:
    """Why clocks may stand still.

    `commitments` are the codes it stops; it ends by itself after `longest_days` of elapsed time.
    """

    code: str
    name: Text
    longest_days: int
    evidence_needed: bool
    commitments: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalLimit:
    """A resolution that costs up to `up_to` yuan (None: any) needs the `steps` in this order."""

    up_to: Decimal | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingRules:
    """How a case is handled under one version of a pack, besides its clocks."""

    approval_limits: tuple[ApprovalLimit, ...]
    pause_reasons: tuple[PauseReason, ...]
    follow_up_days: int
    follow_up_tries: int
    follow_up_kinds: frozenset[str]
    reopen_days: int
    closing_needs: tuple[str, ...]
    consent_required: frozenset[str]  # kinds of resolution

    def approval_steps(self, amount: Decimal) -> tuple[str, ...]:
        """Who must approve a resolution of `amount` yuan, in order; () for nobody."""
        for limit in self.approval_limits:
            if limit.up_to is None or amount <= limit.up_to:
                return limit.steps
        return ()

    def pause_reason(self, code: str) -> PauseReason | None:
        return next((reason for reason in self.pause_reasons if reason.code == code), None)


def promises_for(rules: Sequence[CommitmentRule], case: Classified) -> list[CommitmentRule]:
    """For each code and occasion of starting the first rule, in the pack's order, that applies."""
    chosen: dict[tuple[str, StartsOn], CommitmentRule] = {}
    for rule in rules:
        if (rule.code, rule.starts_on) not in chosen and rule.applies_to(case):
            chosen[rule.code, rule.starts_on] = rule
    return list(chosen.values())


def commitments_of(data: Mapping[str, Any]) -> tuple[CommitmentRule, ...]:
    """The promises of a valid pack, most specific first."""
    return tuple(
        _commitment_of(data, index, entry) for index, entry in enumerate(data["commitment"])
    )


def _commitment_of(data: Mapping[str, Any], index: int, entry: Mapping[str, Any]) -> CommitmentRule:
    source = entry.get("source", "own")
    return CommitmentRule(
        index=index,
        code=entry["code"],
        label=text_of(entry["label"]),
        amount=entry["amount"],
        unit=Unit(entry["unit"]),
        calendar=entry.get("calendar", data["calendar"]),
        clause=Clause(
            document=text_of(data["sources"][source]),
            section=entry.get("section", ""),
            wording=text_of(entry["clause"]),
        ),
        starts_on=StartsOn(entry.get("starts_on", "opened")),
        met_on=MetOn(entry["met_on"]),
        when={name: frozenset(values) for name, values in entry.get("when", {}).items()},
        resolutions=frozenset(entry.get("resolutions", ())),
        close_of_business=entry.get("close_of_business", False),
        warn_at_percent=tuple(entry.get("warn_at_percent", data["warn_at_percent"])),
        escalate_to=tuple(entry.get("escalate_to", data["escalate_to"])),
        statutory=entry.get("statutory", False),
        confirm=entry.get("confirm", False),
    )


def handling_of(data: Mapping[str, Any]) -> HandlingRules:
    handling = data["handling"]
    return HandlingRules(
        approval_limits=tuple(
            ApprovalLimit(
                up_to=Decimal(entry["up_to"]) if "up_to" in entry else None,
                steps=tuple(entry["steps"]),
            )
            for entry in data["approval"]
        ),
        pause_reasons=tuple(
            PauseReason(
                code=entry["code"],
                name=text_of(entry["name"]),
                longest_days=entry["longest_days"],
                evidence_needed=entry["evidence_needed"],
                commitments=frozenset(entry["commitments"]),
            )
            for entry in data["pause"]
        ),
        follow_up_days=handling["follow_up_days"],
        follow_up_tries=handling["follow_up_tries"],
        follow_up_kinds=frozenset(handling["follow_up_kinds"]),
        reopen_days=handling["reopen_days"],
        closing_needs=tuple(handling["closing_needs"]),
        consent_required=frozenset(handling["consent_required"]),
    )


def faults_of(data: Mapping[str, Any]) -> list[Fault]:
    """Everything that keeps a pack from being read, or makes a part of it dead."""
    faults = missing(
        data,
        "",
        [
            "code",
            "name",
            "lines",
            "calendar",
            "sources",
            "commitment",
            "handling",
            "approval",
            "pause",
        ],
    )
    for index, entry in enumerate(data.get("commitment", ())):
        faults += _faults_of_commitment(data, entry, f"commitment[{index}]")
    faults += missing(data.get("handling", {}), "handling.", HANDLING)
    faults += _faults_of_approval(data.get("approval", ()))
    for index, entry in enumerate(data.get("pause", ())):
        where = f"pause[{index}]."
        faults += missing(entry, where, ["code", "name", "longest_days", "evidence_needed"])
        faults += unknown(f"{where}commitments", entry.get("commitments", ()), CODES)
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
    faults += unknown(f"{where}.when", list(entry.get("when", {})), list(SELECTORS))
    for name, values in entry.get("when", {}).items():
        faults += unknown(f"{where}.when.{name}", values, SELECTORS.get(name, ()))
    if entry["amount"] < 1 and entry["unit"] != Unit.MOMENT:
        faults.append(
            Fault(where=f"{where}.amount", kind=FaultKind.TOO_SMALL, found=str(entry["amount"]))
        )
    return faults


def _faults_of_approval(limits: Sequence[Mapping[str, Any]]) -> list[Fault]:
    faults = [
        Fault(where=f"approval[{index}].steps", kind=FaultKind.TOO_MANY)
        for index, limit in enumerate(limits)
        if len(limit["steps"]) > MOST_STEPS
    ]
    amounts = [Decimal(limit.get("up_to", "Infinity")) for limit in limits]
    if amounts != sorted(set(amounts)) or not amounts or amounts[-1].is_finite():
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
