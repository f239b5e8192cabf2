"""What a registration holds (R-IN-02)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aftercare.casework.packages.events import OrderSaid
from aftercare.foundation.errors import Refusal

SUBJECT_LENGTH = 40
_COURTESY = re.compile(
    r"(?>好的?|收到|谢+(?:您|你|啦|了)?|多谢|感谢|辛苦了?|嗯|没(?:问题|事)了?|已?解决了?|可以了?|okay|ok|"
    r"thank you|thanks?|got it|fine|[\s，。！~,.!👍🙏😊])++",
    re.IGNORECASE,
)


class NotIdentified(Refusal):
    """Nobody could be reached about this case: neither a known customer nor a phone."""

    http_status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One registration as it came in, from whatever channel; "" and None where nothing was said.

    `confirmed`: a person has decided the classification, so that it needs no further triage.
    `intake_key` names the message: the same key is the same case, however often it comes.
    `of_many`: whoever gets cases of the same file is told of them together, by who takes it in.
    `quiet`: the customer raised nothing, and hears of it in other words.
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
    packages: OrderSaid | None = None
    file_ids: Sequence[int] = ()
    confirmed: bool = False
    reason: str = ""
    intake_key: str | None = None
    of_many: bool = False
    quiet: bool = False


def subject_of(intake: Intake) -> str:
    """The given subject, else the first words of the description on one line."""
    if intake.subject.strip():
        return intake.subject.strip()
    line = " ".join(intake.description.split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1] + "…"


class Fate(StrEnum):
    """What a customer's further word does to the case it belongs to."""

    JOINED = "joined"
    REOPENED = "reopened"
    AGAIN = "again"  # too late for that: a new case, linked to it


def fate_of_word(*, text: str, with_files: bool, until: datetime | None, now: datetime) -> Fate:
    """A closed case is reopened `until` its policy says (None: it is open), but not by thanks."""
    if until is None or (_COURTESY.fullmatch(text.strip()) and not with_files):
        return Fate.JOINED
    return Fate.REOPENED if now <= until else Fate.AGAIN
