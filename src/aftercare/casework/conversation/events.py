from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLogged:
    """A real contact with the customer: call, message, mail, visit. Notes are not contacts."""

    case_id: int
    contact_id: int
    outbound: bool
    reached: bool  # a call that nobody answered is an attempt, not a contact
    channel: str
    by_owner: bool  # by the person responsible for the case
    at: datetime
