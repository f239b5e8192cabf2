"""What a visit must show before the customer signs for it (R-FS-05, R-FS-07).

A dangerous step is never left out, and nothing that follows it is answered before it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

AT_WORK = "working"  # the state of an appointment in which somebody notes what is done
OTHER = "other"  # what a picture shows that no norm asks for
AGREED = "agreed"  # the customer's hand under a price
ABSENT = "absent"  # the door, where nobody opened
ALWAYS = ("before", "after", OTHER, AGREED, ABSENT)  # what a picture may show at any job
BEFORE_WORK = ("booked", "on_the_way", "arrived")
MOST_PHOTOS = 80
CLOCKS_DIFFER = timedelta(minutes=2)
FURTHEST_BACK = timedelta(days=14)  # a phone was without network for so long at most


class Answer(StrEnum):
    DONE = "done"
    LEFT = "left"


class Fault(StrEnum):
    UNKNOWN_STEP = "unknown_step"
    DANGER_FIRST = "danger_first"  # a dangerous step before it has no answer yet
    DANGER_STAYS = "danger_stays"  # a dangerous step cannot be left out
    WITHOUT_REASON = "without_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    code: str
    is_danger: bool
    needs_photo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What a signature waits for.

    `steps` without an answer, steps that want a picture (`pictures_of`), what else the norm wants
    to see (`shows`), and whether there are no `findings`.
    """

    steps: tuple[str, ...]
    pictures_of: tuple[str, ...]
    shows: tuple[str, ...]
    findings: bool

    def __bool__(self) -> bool:
        return bool(self.steps or self.pictures_of or self.shows or self.findings)


def fault_of_answer(
    steps: Sequence[Step], answers: Mapping[str, str], *, step: str, answer: str, note: str
) -> Fault | None:
    """Why this step cannot be answered like this now; `answers` are those that stand."""
    at = next((n for n, one in enumerate(steps) if one.code == step), None)
    if at is None:
        return Fault.UNKNOWN_STEP
    if any(one.is_danger and answers.get(one.code) != Answer.DONE for one in steps[:at]):
        return Fault.DANGER_FIRST
    if answer == Answer.LEFT and steps[at].is_danger:
        return Fault.DANGER_STAYS
    return Fault.WITHOUT_REASON if answer == Answer.LEFT and not note.strip() else None


def lacking(
    steps: Sequence[Step],
    answers: Mapping[str, str],
    *,
    pictured: Collection[str],
    shown: Collection[str],
    wanted: Sequence[str],
    found: bool,
) -> Lacking:
    """`pictured`: steps with a picture; `wanted`: what the norm wants to see, `shown`: what is."""
    return Lacking(
        steps=tuple(one.code for one in steps if one.code not in answers),
        pictures_of=tuple(
            one.code
            for one in steps
            if one.needs_photo and answers.get(one.code) == Answer.DONE and one.code not in pictured
        ),
        shows=tuple(one for one in wanted if one not in shown),
        findings=not found,
    )


def said(*, said_at: datetime, sent_at: datetime, now: datetime) -> datetime:
    """When something was noted, by our clock; by the phone's where that is right to the minute.

    What the phone's clock is wrong by is seen in `sent_at`, and taken out.
    """
    if abs(now - sent_at) <= CLOCKS_DIFFER:
        at = said_at
    else:
        at = now - max(sent_at - said_at, timedelta(0))
    return min(max(at, now - FURTHEST_BACK), now)
