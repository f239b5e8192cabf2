"""What an address or a contact person must say to be of use; no database."""

from enum import StrEnum

MOST = 50
LONGEST = {"label": 20, "text": 300, "name": 60, "role": 40, "email": 120}
SHORTEST_ADDRESS = 4


class Fault(StrEnum):
    MISSING = "missing"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"


def faults_of(said: dict[str, str], *, needed: str) -> dict[str, Fault]:
    """Field -> what is wrong with it; `needed` is the one that may not be empty."""
    faults = {}
    for field, text in said.items():
        if len(text) > LONGEST[field] or "\x00" in text:
            faults[field] = Fault.TOO_LONG
    if not said[needed]:
        faults[needed] = Fault.MISSING
    elif needed == "text" and len(said[needed]) < SHORTEST_ADDRESS:
        faults[needed] = Fault.TOO_SHORT
    return faults
