"""What one wording of a pack says otherwise than another, entry by entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .drafting import Part, entries_of, settings_of
from .promises import ENDANGERED_AT, own_of

Entry = Mapping[str, Any]
Entries = list[dict[str, Any]]


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # the same, but after or before another that it stood before or after


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One entry that differs; `part` is "settings" for what stands in no table.

    `index` is its place in the later wording, or in the former where it is gone. `fields` are the
    names of what is not the same.
    """

    part: str
    change: Change
    index: int
    before: Entry | None
    after: Entry | None
    fields: tuple[str, ...] = ()


# What an entry is, whatever it says: of the names below. The longest list is tried first.
KEYS: Mapping[Part, tuple[tuple[str, ...], ...]] = {
    Part.COMMITMENT: (("code", "starts_on", "when"), ("code", "starts_on")),
    Part.APPROVAL: (("up_to",), ("steps",)),
    Part.LIMIT: (("role",),),
    Part.COMPENSATION: (("ground", "when"), ("ground",)),
    Part.PAUSE: (("code",),),
    Part.RIGHT: (("ground", "goods", "remedies"), ("ground",)),
    Part.PERIOD: (("goods",),),
    Part.SOURCE: (("code",),),
}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Everything by which `after` differs from `before`, table by table."""
    found = [
        Difference(part="settings", change=Change.CHANGED, index=0, before=former, after=later,
                   fields=_fields(former, later))
        for former, later in [(settings_of(before), settings_of(after))]
        if former != later
    ]  # fmt: skip
    for part in Part:
        found += _of_part(part, whole_entries(before, part), whole_entries(after, part))
    return found


def whole_entries(data: Mapping[str, Any], part: Part) -> Entries:
    """The entries of a part with what they leave to the defaults said in full."""
    entries = entries_of(data, part)
    if part is not Part.COMMITMENT:
        return [_tidy(entry) for entry in entries]
    return [
        _tidy(
            {"starts_on": "opened", "calendar": data["calendar"], "source": "own"}
            | entry
            | {
                "warn_at_percent": own_of(data, entry, "warn_at_percent"),
                "endangered_at_percent": own_of(
                    data, entry, "endangered_at_percent", ENDANGERED_AT
                ),
                "escalate_to": own_of(data, entry, "escalate_to"),
                "escalation": own_of(data, entry, "escalation"),
            }
        )
        for entry in entries
    ]


def _of_part(part: Part, before: Entries, after: Entries) -> list[Difference]:
    pairs = _pairs(part, before, after)
    found = [
        Difference(part=part, change=Change.REMOVED, index=n, before=entry, after=None)
        for n, entry in enumerate(before)
        if n not in pairs.values()
    ]
    for place, entry in enumerate(after):
        former = pairs.get(place)
        if former is None:
            change, was = Change.ADDED, None
        else:
            change, was = Change.CHANGED, before[former]
            if was == entry:
                if not _overtook(place, pairs):
                    continue
                change = Change.MOVED
        found.append(Difference(part=part, change=change, index=place, before=was, after=entry,
                                fields=_fields(was or {}, entry) if was else ()))  # fmt: skip
    return found


def _pairs(part: Part, before: Sequence[Entry], after: Sequence[Entry]) -> dict[int, int]:
    """Place after -> place before: the same ones first, then those of the same key."""
    pairs: dict[int, int] = {}
    for names in ((), *KEYS[part]):
        free = [n for n in range(len(before)) if n not in pairs.values()]
        for place, entry in enumerate(after):
            if place in pairs:
                continue
            match = next((n for n in free if _alike(before[n], entry, names)), None)
            if match is not None:
                pairs[place] = match
                free.remove(match)
    return pairs


def _alike(one: Entry, other: Entry, names: Sequence[str]) -> bool:
    if not names:
        return one == other
    return all(one.get(name) == other.get(name) for name in names)


def _overtook(place: int, pairs: Mapping[int, int]) -> bool:
    """Whether it stands after one now that stood after it."""
    return any(other < place and pairs[other] > pairs[place] for other in pairs)


def _fields(before: Entry, after: Entry) -> tuple[str, ...]:
    return tuple(name for name in {**before, **after} if before.get(name) != after.get(name))


def _tidy(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Without what says nothing; what stands in no order, sorted."""
    tidy = {name: value for name, value in entry.items() if value not in (None, False, "", [], {})}
    if "when" in tidy:
        tidy["when"] = {name: sorted(map(str, values)) for name, values in tidy["when"].items()}
    for name in ("resolutions", "commitments", "goods", "causes", "proofs", "remedies"):
        if name in tidy:
            tidy[name] = sorted(tidy[name])
    return tidy
