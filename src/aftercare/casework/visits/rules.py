"""Visits before there are work orders: when one may be agreed upon, and how it may end."""

from datetime import datetime
from enum import StrEnum

VISITED = frozenset({"repair", "installation", "care"})
BEFORE = frozenset({"accepted", "investigating"})

TALKS = frozenset({"phone", "chat", "sms", "email", "visit"})


class Outcome(StrEnum):
    DONE = "done"
    AGAIN = "again"
    NOBODY_HOME = "nobody_home"
    DECLINED = "declined"  # told by a booking alone: the order was called off at the door
    CALLED_OFF = "called_off"
    MOVED = "moved"


UNDONE = frozenset({Outcome.AGAIN, Outcome.NOBODY_HOME, Outcome.CALLED_OFF})

SETTLED = frozenset({Outcome.DONE, Outcome.DECLINED})  # of a work order that has ended


def begins_carrying_out(*, kind: str, stage: str) -> bool:
    """What is repaired, installed or cared for needs no resolution before the first visit."""
    return kind in VISITED and stage in BEFORE


def may_be_visited(*, kind: str, stage: str) -> bool:
    """Everything else is visited to carry out what the customer has agreed to."""
    return stage == "carrying_out" or begins_carrying_out(kind=kind, stage=stage)


def is_talk(how: str) -> bool:
    """Agreed upon in words between the customer and one of ours, not by a click or a program."""
    return how in TALKS


def is_late(*, until_at: datetime, outcome: str, arrived_at: datetime | None, by: datetime) -> bool:
    """Nobody stood at the door before the agreed window ended (R-FS-06).

    `by`: until when nobody had come. Work that is done, and nobody noted when, is not called late.
    """
    if arrived_at is None and outcome == Outcome.DONE:
        return False
    return (arrived_at or by) > until_at
