"""What a person may ask about the own data, and by when it is answered (R-SEC-04)."""

from datetime import date, timedelta
from enum import StrEnum

# The law asks for an answer "in time" (个人信息保护法 art. 50); fifteen days are the company's own.
ANSWERED_WITHIN = timedelta(days=15)


class Kind(StrEnum):
    """Personal-information law, art. 45 (access, copy), 46 (correction), 47 (erasure)."""

    ACCESS = "access"
    COPY = "copy"
    CORRECTION = "correction"
    ERASURE = "erasure"


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"


class Proof(StrEnum):
    """How we know that it is the person who asks."""

    LINK = "link"
    CALL_BACK = "call_back"
    PAPER = "paper"
    KNOWN = "known"


def due_on(asked_on: date) -> date:
    return asked_on + ANSWERED_WITHIN


def is_late(state: str, due: date, today: date) -> bool:
    return state == State.OPEN and today > due
