"""The promises of a pack, and which of them hold for a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from aftercare.foundation.clauses import Clause, Text, text_of

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
    "answer", "follow_up", "feedback", "statutory_remedy", "refund", "mediation_reply",
    "mediation", "recall_report", "referral",
)
RESOLUTIONS = (
    "repair", "exchange", "return", "compensation", "discount", "explanation", "apology", "other",
)
# fmt: on
ENDANGERED_AT = 75  # percent, for versions of packs that do not say it


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
    MEDIATION_OPENED = "mediation_opened"  # an authority has passed the complaint on
    MEDIATION_ACCEPTED = "mediation_accepted"  # ... and has taken it up
    GRAVE_HARM = "grave_harm"  # death, grave injury, great loss, or a recall abroad is known
    PROMISED = "promised"  # somebody gives the customer a date


class MetOn(StrEnum):
    """What keeps a promise."""

    REACHED = "reached"  # a real outbound contact, by anybody
    REACHED_BY_OWNER = "reached_by_owner"  # the same by the person responsible
    REFERRED = "referred"  # a question went to somebody who knows
    FINDINGS = "findings"
    PROPOSED = "proposed"
    CARRIED_OUT = "carried_out"
    RESOLVED = "resolved"
    FOLLOWED_UP = "followed_up"
    REFUNDED = "refunded"
    MEDIATION_ACCEPTED = "mediation_accepted"  # or declined: the authority has answered
    MEDIATION_ENDED = "mediation_ended"
    AUTHORITY_TOLD = "authority_told"
    APPOINTED = "appointed"  # a time was agreed upon at which somebody comes
    SHOWN = "shown"  # a person says so and names the evidence


class Classified(Protocol):
    """The facts of a case by which its promises are chosen: the names of SELECTORS."""

    @property
    def kind(self) -> str: ...
    @property
    def category(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Who of TOLD hears of a promise so many minutes after its due, or before (negative).

    Counted as the clock counts: round the clock for `hour`, else in open time of its calendar.
    """

    minutes: int
    tell: tuple[str, ...]

    @property
    def code(self) -> str:
        return f"{'after' if self.minutes > 0 else 'before'}_{abs(self.minutes)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRule:
    """One promise: `amount` of `unit` in `calendar`, for the cases that `when` describes.

    `when` maps a selector to the values it accepts; a selector left out accepts all.
    `warn_at_percent` are shares of the time used at which the owner is warned; from
    `endangered_at_percent` on it is in danger on every list. `escalate_to` hear of a breach.
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
    endangered_at_percent: int
    escalate_to: tuple[str, ...]
    escalations: tuple[Escalation, ...] = ()
    when: Mapping[str, frozenset[str | bool]] = field(default_factory=dict)
    resolutions: frozenset[str] = frozenset()  # with AGREED: only for these kinds of resolution
    close_of_business: bool = False
    statutory: bool = False
    internal: bool = False  # among us, or between us and an authority: customers do not see it
    confirm: bool = False  # not certain enough to be relied on before somebody confirms it

    def applies_to(self, case: Classified) -> bool:
        return all(getattr(case, name) in values for name, values in self.when.items())


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
        warn_at_percent=tuple(own_of(data, entry, "warn_at_percent")),
        endangered_at_percent=own_of(data, entry, "endangered_at_percent", ENDANGERED_AT),
        escalate_to=tuple(own_of(data, entry, "escalate_to")),
        escalations=tuple(_escalation_of(one) for one in own_of(data, entry, "escalation", ())),
        statutory=entry.get("statutory", False),
        internal=entry.get("internal", False),
        confirm=entry.get("confirm", False),
    )


def own_of(data: Mapping[str, Any], entry: Mapping[str, Any], name: str, default: Any = ()) -> Any:
    """What a promise says for itself, else what its pack says for all."""
    return entry.get(name, data.get(name, default))


def _escalation_of(entry: Mapping[str, Any]) -> Escalation:
    minutes = entry.get("minutes_after") or -entry["minutes_before"]
    return Escalation(minutes=minutes, tell=tuple(entry["tell"]))
