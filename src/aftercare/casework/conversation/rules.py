"""What counts as having spoken with the customer."""

from datetime import datetime, timedelta
from enum import StrEnum

EARLIEST = timedelta(days=30)


class Channel(StrEnum):
    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    CHAT = "chat"
    PORTAL = "portal"
    VISIT = "visit"
    NOTE = "note"


def is_contact(channel: str) -> bool:
    """A note is no contact, however friendly."""
    return channel != Channel.NOTE


def may_have_been_at(at: datetime, *, now: datetime) -> bool:
    """A contact is written down after it happened, and within a month."""
    return now - EARLIEST <= at <= now + timedelta(minutes=5)
