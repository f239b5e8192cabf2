"""Changing the data of a pack entry by entry, and what is wrong with a change."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from enum import StrEnum
from typing import Any

from aftercare.foundation.faults import Fault, FaultKind

Data = dict[str, Any]
Entry = Mapping[str, Any]


class Part(StrEnum):
    """A table of a pack: its entries stand in an order that may matter."""

    COMMITMENT = "commitment"
    APPROVAL = "approval"
    LIMIT = "limit"  # of money, by role
    COMPENSATION = "compensation"
    PAUSE = "pause"
    RIGHT = "right"
    PERIOD = "period"
    SOURCE = "source"  # the documents that clauses are from


# Where the entries of a part stand in the data.
PATHS: Mapping[Part, tuple[str, ...]] = {
    Part.COMMITMENT: ("commitment",),
    Part.APPROVAL: ("approval",),
    Part.LIMIT: ("limit",),
    Part.COMPENSATION: ("compensation",),
    Part.PAUSE: ("pause",),
    Part.RIGHT: ("entitlement", "right"),
    Part.PERIOD: ("entitlement", "period"),
    Part.SOURCE: ("sources",),
}
HANDLING = (
    "reopen_days",
    "again_days",
    "again_raises",
    "follow_up_tries",
    "follow_up_kinds",
    "closing_needs",
    "closing_needs_of",
    "beyond_table",
    "remind_at",
    "remind_hours",
    "late_minutes",
)
DEFAULTS = ("calendar", "warn_at_percent", "endangered_at_percent", "escalate_to", "escalation")
# A draft may have these for a while; nobody proposes one that does.
UNFINISHED = frozenset({FaultKind.NEVER_USED, FaultKind.OUT_OF_ORDER, FaultKind.BELOW_LAW})


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 of the data in canonical form."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def entries_of(data: Mapping[str, Any], part: Part) -> list[Data]:
    """Copies of the entries of a part, in their order."""
    found: Any = data
    for name in PATHS[part]:
        found = found.get(name, {})  # a pack may be without a table
    if part is Part.SOURCE:
        return [{"code": code, **_both(text)} for code, text in found.items()]
    return deepcopy(list(found))


def with_entry(data: Mapping[str, Any], part: Part, index: int | None, entry: Entry) -> Data:
    """With an entry in place of the one at `index`, or as a new one at the end (of its code).

    A new commitment goes before the first of its code that is wider, so that it is reached; limits
    of approval stand by their sums.
    """
    entries = entries_of(data, part)
    if index is not None:
        entries[index] = dict(entry)
    else:
        entries.insert(_place(part, entries, entry), dict(entry))
    if part is Part.APPROVAL:
        entries.sort(key=lambda one: Decimal(one.get("up_to") or "Infinity"))
    return with_entries(data, part, entries)


def without_entry(data: Mapping[str, Any], part: Part, index: int) -> Data:
    entries = entries_of(data, part)
    del entries[index]
    return with_entries(data, part, entries)


def moved(data: Mapping[str, Any], part: Part, index: int, by: int) -> Data:
    """With an entry so many places further down; it stays at the end that it reaches."""
    entries = entries_of(data, part)
    entry = entries.pop(index)
    entries.insert(max(0, min(len(entries), index + by)), entry)
    return with_entries(data, part, entries)


def with_entries(data: Mapping[str, Any], part: Part, entries: Sequence[Entry]) -> Data:
    changed = deepcopy(dict(data))
    at = changed
    *above, last = PATHS[part]
    for name in above:
        at = at.setdefault(name, {"right": [], "period": []})
    if part is Part.SOURCE:
        at[last] = {
            entry.get("code") or _free_code(at[last]): {"zh": entry["zh"], "en": entry["en"]}
            for entry in entries
        }
    else:
        at[last] = [dict(entry) for entry in entries]
    return changed


def with_settings(data: Mapping[str, Any], settings: Entry) -> Data:
    """With other rules of handling and other defaults of the promises; the rest as it was."""
    changed = deepcopy(dict(data))
    changed["handling"] |= {name: settings[name] for name in HANDLING if name in settings}
    changed |= {name: settings[name] for name in DEFAULTS if name in settings}
    return changed


def settings_of(data: Mapping[str, Any]) -> Data:
    found = {name: data["handling"][name] for name in HANDLING if name in data["handling"]}
    return deepcopy(found | {name: data[name] for name in DEFAULTS if name in data})


def spoilt(before: Sequence[Fault], after: Sequence[Fault]) -> list[Fault]:
    """The faults that a change brings in and that keep the data from being read."""
    return [fault for fault in after if fault.kind not in UNFINISHED and fault not in before]


def _place(part: Part, entries: Sequence[Entry], entry: Entry) -> int:
    if part in {Part.COMMITMENT, Part.PERIOD, Part.COMPENSATION}:
        for place, other in enumerate(entries):
            if _is_wider(part, other, entry):
                return place
    same = [n for n, other in enumerate(entries) if other.get("code") == entry.get("code")]
    return same[-1] + 1 if part is Part.COMMITMENT and same else len(entries)


def _is_wider(part: Part, wide: Entry, narrow: Entry) -> bool:
    if part is Part.PERIOD:
        return not wide.get("goods") and bool(narrow.get("goods"))
    if any(
        wide.get(name, default) != narrow.get(name, default)
        for name, default in (("code", ""), ("starts_on", "opened"), ("ground", ""))
    ):
        return False
    asked: Mapping[str, Any] = narrow.get("when", {})
    return all(
        name in asked and set(asked[name]) <= set(v) for name, v in wide.get("when", {}).items()
    )


def _free_code(known: Mapping[str, Any]) -> str:
    return next(code for n in range(1, len(known) + 2) if (code := f"own_{n}") not in known)


def _both(text: Any) -> dict[str, str]:
    return (
        {"zh": text["zh"], "en": text.get("en", "")}
        if isinstance(text, dict)
        else {"zh": text, "en": ""}
    )
