"""How long a sign-in lasts, and how often a thing may be tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta

IDLE = timedelta(hours=2)
WHOLE = timedelta(hours=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most `tries` in any fixed window of `per`."""

    tries: int
    per: timedelta


PORTAL_LOOKUPS = Limit(tries=30, per=timedelta(minutes=10))
PORTAL_REPORTS = Limit(tries=60, per=timedelta(minutes=10))


def has_ended(*, signed_in_at: datetime, seen_at: datetime, at: datetime) -> bool:
    """Whether a session is over: unused for two hours, or twelve hours old whatever happened."""
    return at - seen_at >= IDLE or at - signed_in_at >= WHOLE


def window_start(*, limit: Limit, at: datetime) -> datetime:
    seconds = int(limit.per.total_seconds())
    return at - timedelta(seconds=at.timestamp() % seconds)


def device(agent: str) -> str:
    """`Chrome · Windows` out of a browser's own description; "" where it says nothing known."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return " · ".join(part for part in (browser, system) if part)


_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
