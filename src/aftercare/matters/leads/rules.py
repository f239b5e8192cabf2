"""One cause, many customers: who may follow whom, and how far all of them are (R-CASE-15)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

LIKE_ENOUGH = 0.35
NEARLY_DONE = frozenset({"resolved", "closed"})


class Kind(StrEnum):
    """What is decided for the leader and offered to those that follow."""

    FINDING = "finding"
    RESOLUTION = "resolution"
    MESSAGE = "message"


NEEDED: Mapping[Kind, tuple[str, ...]] = {
    Kind.FINDING: ("text", "cause", "liable"),
    Kind.RESOLUTION: ("text", "kind", "cost_amount", "compensation_amount", "expected_stars"),
    Kind.MESSAGE: ("text",),
}
MORE = ("put_forward", "ground", "beyond_reason")  # said of a resolution, where it is


class State(StrEnum):
    OPEN = "open"  # nobody has said a word on it for this case
    TAKEN = "taken"
    DECLINED = "declined"


class No(StrEnum):
    """Why a case cannot follow."""

    ITSELF = "itself"
    NOT_LEADING = "not_leading"
    ENDED = "ended"
    LEADS = "leads"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowFacts:
    """`leads`: the case has followers of its own; `follows`: it is somebody's already."""

    is_itself: bool
    has_lead: bool
    has_ended: bool
    leads: bool
    follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far one follower is; `agreed` counts also what has been done since."""

    stage: str
    agreed: bool
    carried_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    total: int
    agreed: int
    carried_out: int
    closed: int


def why_not(facts: FollowFacts) -> No | None:
    told = {
        No.ITSELF: facts.is_itself,
        No.NOT_LEADING: not facts.has_lead,
        No.ENDED: facts.has_ended,
        No.LEADS: facts.leads,
        No.FOLLOWS: facts.follows,
    }
    return next((no for no, holds in told.items() if holds), None)


def progress_of(standings: Iterable[Standing]) -> Progress:
    found = list(standings)
    return Progress(
        total=len(found),
        agreed=sum(one.agreed for one in found),
        carried_out=sum(one.carried_out or one.stage in NEARLY_DONE for one in found),
        closed=sum(one.stage == "closed" for one in found),
    )
