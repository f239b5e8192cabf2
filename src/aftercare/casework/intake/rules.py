"""What a registration holds, and how alike two matters are (R-IN-02, R-IN-05)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aftercare.foundation.errors import Refusal

DUPLICATE_WITHIN = timedelta(days=30)
LIKE_ENOUGH = 0.35
SUBJECT_LENGTH = 40
_NOISE = re.compile(r"[\W_]+")


class NotIdentified(Refusal):
    """Nobody could be reached about this case: neither a known customer nor a phone."""

    http_status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One registration as it came in, from whatever channel; "" and None where nothing was said.

    `confirmed`: a person has decided the classification, so that it needs no further triage.
    `intake_key` names the message: the same key is the same case, however often it comes.
    """

    channel: str
    description: str
    subject: str = ""
    customer_id: int | None = None
    name: str = ""
    phone: str = ""
    address: str = ""
    region: str = ""
    kind: str = ""
    category: str = ""
    subcategory: str = ""
    product_line: str = ""
    level: str = ""
    severity: str = ""
    urgent: bool | None = None
    complex: bool | None = None
    product_text: str = ""
    order_no: str = ""
    unit_id: int | None = None
    received_at: datetime | None = None
    owner_id: int | None = None
    file_ids: Sequence[int] = ()
    confirmed: bool = False
    reason: str = ""
    intake_key: str | None = None


def subject_of(intake: Intake) -> str:
    """The given subject, else the first words of the description on one line."""
    if intake.subject.strip():
        return intake.subject.strip()
    line = " ".join(intake.description.split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1] + "…"


def likeness(one: str, other: str) -> float:
    """0 (nothing in common) to 1 (the same words): shared pairs of letters over all pairs."""
    a, b = _pairs(one), _pairs(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def is_likely_duplicate(*, same_unit: bool, text_likeness: float, age: timedelta) -> bool:
    """Of one customer: the same unit, or like text, within the last days."""
    return age <= DUPLICATE_WITHIN and (same_unit or text_likeness >= LIKE_ENOUGH)


def _pairs(text: str) -> set[str]:
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())
    return {plain[i : i + 2] for i in range(len(plain) - 1)} or ({plain} if plain else set())
