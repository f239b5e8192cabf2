from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarsChanged:
    """Other hours hold from `since` on in these calendars; `why` names what brought them."""

    codes: tuple[str, ...]
    since: date
    why: str
    at: datetime
