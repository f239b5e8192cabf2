"""What may happen to a case, decided from facts alone (R-CASE-01, R-CASE-09, R-CASE-14)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from aftercare.foundation.errors import Refusal


class Outdated(Refusal):
    """Somebody else changed the case after the page was drawn; `since` is the version it showed."""

    def __init__(self, message: str, *, case_id: int, since: int) -> None:
        super().__init__(message)
        self.case_id, self.since = case_id, since


class StageRefused(Refusal):
    """The case is not at the point where this can be done."""


class NotReadyToClose(Refusal):
    """`missing` holds the codes of `missing_for_closing`."""

    def __init__(self, message: str, *, missing: list[str]) -> None:
        super().__init__(message)
        self.missing = missing


class Kind(StrEnum):
    COMPLAINT = "complaint"
    REPAIR = "repair"
    INSTALLATION = "installation"
    CARE = "care"
    CONSULTATION = "consultation"
    RETURN_EXCHANGE = "return_exchange"
    RECYCLING = "recycling"


class Category(StrEnum):
    PRODUCT_QUALITY = "product_quality"
    SERVICE = "service"
    LOGISTICS = "logistics"
    CONTRACT = "contract"
    PRICE = "price"
    SAFETY = "safety"
    PROMOTION = "promotion"
    OTHER = "other"


class Stage(StrEnum):
    REGISTERED = "registered"
    ACCEPTED = "accepted"
    INVESTIGATING = "investigating"
    PROPOSING = "proposing"
    AWAITING_APPROVAL = "awaiting_approval"
    AWAITING_CONSENT = "awaiting_consent"
    CARRYING_OUT = "carrying_out"
    RESOLVED = "resolved"
    CLOSED = "closed"
    MERGED = "merged"


class Step(StrEnum):
    """The next sensible thing to do: one button on the page of a case."""

    CLASSIFY = "classify"
    CONTACT = "contact"
    ANSWER = "answer"
    APPOINT = "appoint"
    APPRAISE = "appraise"
    VISIT = "visit"
    INVESTIGATE = "investigate"
    PROPOSE = "propose"
    APPROVE = "approve"
    CONSENT = "consent"
    CARRY_OUT = "carry_out"
    FOLLOW_UP = "follow_up"
    CLOSE = "close"
    NONE = "none"


_NUMBER = re.compile(r"AS\d{6}-\d{5,}", re.IGNORECASE)
OPEN = frozenset(Stage) - {Stage.RESOLVED, Stage.CLOSED, Stage.MERGED}
ENDED = frozenset({Stage.CLOSED, Stage.MERGED})
FOLLOW_UP = "follow_up"  # the hold of a customer who has still to be asked
# Holds that stand in the way only where the policy needs what they wait for.
BY_POLICY = {
    FOLLOW_UP: "satisfaction_or_follow_up",
    "certificate": "certificate",
    "acceptance": "acceptance",
}

FULL_FLOW = (
    Stage.REGISTERED,
    Stage.ACCEPTED,
    Stage.INVESTIGATING,
    Stage.PROPOSING,
    Stage.AWAITING_APPROVAL,
    Stage.AWAITING_CONSENT,
    Stage.CARRYING_OUT,
    Stage.RESOLVED,
    Stage.CLOSED,
)
SHORT_FLOW = (Stage.REGISTERED, Stage.ACCEPTED, Stage.RESOLVED, Stage.CLOSED)
VISIT_FLOW = (
    Stage.REGISTERED,
    Stage.ACCEPTED,
    Stage.CARRYING_OUT,
    Stage.RESOLVED,
    Stage.CLOSED,
)
RECYCLING_FLOW = (
    Stage.REGISTERED,
    Stage.ACCEPTED,
    Stage.AWAITING_CONSENT,
    Stage.CARRYING_OUT,
    Stage.RESOLVED,
    Stage.CLOSED,
)
_FLOWS = {
    Kind.REPAIR: VISIT_FLOW,
    Kind.INSTALLATION: VISIT_FLOW,
    Kind.CARE: VISIT_FLOW,
    Kind.CONSULTATION: SHORT_FLOW,
    Kind.RECYCLING: RECYCLING_FLOW,
}

_NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.REGISTERED: frozenset({Stage.ACCEPTED}),
    Stage.ACCEPTED: frozenset(
        {
            Stage.INVESTIGATING,
            Stage.PROPOSING,
            Stage.AWAITING_CONSENT,
            Stage.CARRYING_OUT,
            Stage.RESOLVED,
        }
    ),
    Stage.INVESTIGATING: frozenset({Stage.PROPOSING, Stage.CARRYING_OUT, Stage.RESOLVED}),
    Stage.PROPOSING: frozenset({Stage.AWAITING_APPROVAL, Stage.AWAITING_CONSENT}),
    Stage.AWAITING_APPROVAL: frozenset({Stage.PROPOSING, Stage.AWAITING_CONSENT}),
    Stage.AWAITING_CONSENT: frozenset({Stage.ACCEPTED, Stage.PROPOSING, Stage.CARRYING_OUT}),
    Stage.CARRYING_OUT: frozenset({Stage.PROPOSING, Stage.RESOLVED}),
    Stage.RESOLVED: frozenset({Stage.ACCEPTED, Stage.INVESTIGATING, Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.ACCEPTED, Stage.INVESTIGATING}),
    Stage.MERGED: frozenset(),
}

_STEP = {
    Stage.REGISTERED: Step.CLASSIFY,
    Stage.ACCEPTED: Step.CONTACT,
    Stage.INVESTIGATING: Step.INVESTIGATE,
    Stage.PROPOSING: Step.PROPOSE,
    Stage.AWAITING_APPROVAL: Step.APPROVE,
    Stage.AWAITING_CONSENT: Step.CONSENT,
    Stage.CARRYING_OUT: Step.CARRY_OUT,
}
_AT_HOME = {Stage.ACCEPTED: Step.APPOINT, Stage.CARRYING_OUT: Step.VISIT}
_OWN_STEP = {
    Kind.REPAIR: _AT_HOME,
    Kind.INSTALLATION: _AT_HOME,
    Kind.CARE: _AT_HOME,
    Kind.CONSULTATION: {Stage.ACCEPTED: Step.ANSWER},
    Kind.RECYCLING: {Stage.ACCEPTED: Step.APPRAISE},
}


def flow_of(kind: str, went: Collection[str] = ()) -> tuple[Stage, ...]:
    """The stages of a kind in their order, for the stage bar.

    All of them for a case that `went` where its kind usually does not: a repair in dispute.
    """
    flow = _FLOWS.get(Kind(kind), FULL_FLOW)
    return flow if set(went) - ENDED <= set(flow) else FULL_FLOW


def is_investigated(kind: str) -> bool:
    """A first talk with the customer leads to an investigation."""
    return Stage.INVESTIGATING in flow_of(kind)


def may_advance(before: str, after: str) -> bool:
    return Stage(after) in _NEXT[Stage(before)]


def next_step(*, kind: str, stage: str, is_held: bool) -> Step:
    """`is_held`: the customer must be asked first, before the case can close."""
    if stage == Stage.RESOLVED:
        return Step.FOLLOW_UP if is_held else Step.CLOSE
    own = _OWN_STEP.get(Kind(kind), {})
    return own.get(Stage(stage)) or _STEP.get(Stage(stage), Step.NONE)


def graver(level: str, severity: str) -> tuple[str, str]:
    """One level up: what a dissatisfied customer's case rises to (R-CASE-10)."""
    if level == "two":
        return "one", severity
    return "one", {"C": "B", "B": "A"}.get(severity, "A")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFacts:
    """`needs` are what the policy asks of a case of this kind."""

    stage: str
    needs: Collection[str]
    result: str
    root_cause: str
    cost_amount: Decimal | None
    holds: Collection[str]


def missing_for_closing(facts: ClosingFacts) -> list[str]:
    """Codes of what a case still lacks before it may close, in the order a person mends them.

    What the policy may need or not stands in the way only where it does.
    """
    there = {
        "result": bool(facts.result.strip()),
        "root_cause": bool(facts.root_cause),
        "cost": facts.cost_amount is not None,
    }
    missing = [] if facts.stage == Stage.RESOLVED else ["resolved"]
    missing += [need for need, is_there in there.items() if need in facts.needs and not is_there]
    held = sorted(
        hold for hold in facts.holds if hold not in BY_POLICY or BY_POLICY[hold] in facts.needs
    )
    return missing + [f"hold:{hold}" for hold in held]


def case_number(*, day: date, serial: int) -> str:
    """The number people read aloud: AS261122-00017, the local day and a serial never repeated."""
    return f"AS{day:%y%m%d}-{serial:05d}"


def is_case_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def all_of(words: Collection[str]) -> str:
    """The search for texts that hold all these words, in PostgreSQL's own notation."""
    return " & ".join(map(_quoted, words))


def vector_of(words: Collection[str]) -> str:
    """The words of a text as PostgreSQL reads them."""
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
