from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageGivenUp:
    """It will not go by this channel; `facts` fill its words and are no secret."""

    message_id: int
    channel: str
    purpose: str
    about: str
    part: str
    urgent: bool
    until: datetime | None
    facts: Mapping[str, str]
    at: datetime
