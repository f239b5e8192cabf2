"""How a list of cases is narrowed, in words that fit an address, a form and a saved view."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
Words = dict[str, list[str]]

# A word of the filter -> the field of CaseFilter that takes any of several codes.
MANY = {
    "state": "stages",
    "kind": "kinds",
    "category": "categories",
    "line": "lines",
    "level": "levels",
    "severity": "severities",
    "channel": "channels",
}
# ... the field that takes yes or no.
FLAGS = {"urgent": "urgent", "danger": "safety", "again": "again"}
ONE = (
    "open",
    "owner",
    "unit",
    "customer",
    "late",
    "soon",
    "due",
    "due_before",
    "from",
    "until",
    "q",
)
NAMES = (*MANY, *FLAGS, *ONE)
DUE_WITHIN = {"2h": timedelta(hours=2), "24h": timedelta(hours=24), "week": timedelta(days=7)}
ME, MINE = "me", "mine"  # the owner who asks; the unit of who asks
CASES = "cases"  # the list that the words above narrow
LONGEST, MOST, LONGEST_NAME = 200, 20, 20
DIGITS = 19  # an id has fewer


def cleaned(words: Mapping[str, Iterable[str]]) -> Words:
    """What is known and not empty, each value once; the rest is left out."""
    found: Words = {}
    for name in NAMES:
        values = [v.strip()[:LONGEST] for v in words.get(name, ()) if v.strip()]
        if values:
            kept = list(dict.fromkeys(values))[:MOST]
            found[name] = kept if name in MANY else kept[-1:]
    return found


def kept(listing: str, words: Mapping[str, Iterable[str]]) -> Words:
    """As a view keeps them. What the words of lists above the cases mean, their pages know."""
    if listing == CASES:
        return cleaned(words)
    found: Words = {}
    for name in [one for one in words if one.isidentifier() and len(one) <= LONGEST_NAME][:MOST]:
        values = [value.strip()[:LONGEST] for value in words[name] if value.strip()]
        if values:
            found[name] = list(dict.fromkeys(values))[:MOST]
    return found


def yes_or_no(value: str) -> bool | None:
    return {"yes": True, "no": False, "1": True, "0": False}.get(value)


def whole_number(value: str) -> int | None:
    """None for what is no number, or none that an id can be."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < DIGITS else None


def due_before(value: str, now: datetime) -> datetime | None:
    """`2h`, `24h`, `week` from now; `today` is up to midnight."""
    if value == "today":
        tomorrow = now.astimezone(SHANGHAI).date() + timedelta(days=1)
        return datetime.combine(tomorrow, time(), SHANGHAI)
    within = DUE_WITHIN.get(value)
    return now + within if within else None


def midnight(value: str, *, days: int = 0) -> datetime | None:
    """The begin of a day written as 2026-11-22, some days on."""
    try:
        day = date.fromisoformat(value) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(day, time(), SHANGHAI)
