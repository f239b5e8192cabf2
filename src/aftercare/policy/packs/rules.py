"""What a policy pack says, and which of its promises hold for a case.

A pack is data (a TOML file, later a version edited on screen). Here it becomes values, once:
`handling_of` and `commitments_of` trust their input.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

SELECTORS = (
    "kind",
    "category",
    "level",
    "severity",
    "urgent",
    "complex",
    "channel",
    "product_line",
)
WARN_AT_PERCENT = (50, 75, 90)


class Unit(StrEnum):
    HOUR = "hour"  # elapsed time, round the clock
    WORKING_HOUR = "working_hour"  # open time of the calendar
    DAY = "day"  # local dates after that of the start
    WORKING_DAY = "working_day"  # working dates after that of the start


class StartsOn(StrEnum):
    """What sets a promise going."""

    OPENED = "opened"  # counted from when the customer's word was received
    AGREED = "agreed"  # the customer agreed to a resolution
    RESOLVED = "resolved"
    DISSATISFIED = "dissatisfied"  # a follow-up brought the case back


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
    """The facts of a case by which its promises are chosen."""

    @property
    def kind(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def urgent(self) -> bool: ...
    @property
    def complex(self) -> bool: ...
    @property
    def channel(self) -> str: ...
    @property
    def product_line(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A sentence of the company in Chinese, and in English where there is one."""

    zh: str
    en: str = ""

    def within(self, language: str) -> str:
        return self.en if self.en and not language.startswith("zh") else self.zh


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Where a promise is written, and how."""

    document: Text
    section: str
    wording: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRule:
    """One promise: `amount` of `unit` in `calendar`, for the cases that `when` describes.

    `when` maps a selector to the values it accepts; a selector left out accepts all.
    `warn_at_percent` are shares of the time used at which the owner is warned; `escalate_to` says
    who hears of a breach.
    """

    code: str
    amount: int
    unit: Unit
    calendar: str
    clause: Clause
    starts_on: StartsOn
    met_on: MetOn
    when: Mapping[str, frozenset[str | bool]] = field(default_factory=dict)
    resolutions: frozenset[str] = frozenset()  # with AGREED: only for these kinds of resolution
    close_of_business: bool = False
    warn_at_percent: tuple[int, ...] = WARN_AT_PERCENT
    escalate_to: tuple[str, ...] = ("owner", "head")
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
    """The promises that hold: for each code the first rule, in the pack's order, that applies.

    Rules of one code that start on different occasions are different promises.
    """
    chosen: dict[tuple[str, StartsOn], CommitmentRule] = {}
    for rule in rules:
        if (rule.code, rule.starts_on) not in chosen and rule.applies_to(case):
            chosen[rule.code, rule.starts_on] = rule
    return list(chosen.values())


def text_of(data: Any) -> Text:
    return Text(zh=data["zh"], en=data.get("en", "")) if isinstance(data, dict) else Text(zh=data)


def commitments_of(data: Mapping[str, Any]) -> tuple[CommitmentRule, ...]:
    """The promises of a valid pack, most specific first."""
    return tuple(_commitment_of(data, entry) for entry in data["commitment"])


def _commitment_of(data: Mapping[str, Any], entry: Mapping[str, Any]) -> CommitmentRule:
    source = entry.get("source", "own")
    return CommitmentRule(
        code=entry["code"],
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
