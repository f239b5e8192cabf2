"""What a registration holds (R-IN-02)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aftercare.foundation.errors import Refusal

SUBJECT_LENGTH = 40


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
