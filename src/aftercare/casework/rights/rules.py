"""What cases tell of a thing: its repairs, its exchange, and whose fault a fault is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aftercare.policy.entitlements.queries import Cause, Delay, Repair

PLEASED = 4  # stars from which a repair is taken to have helped
OURS = frozenset({"design", "material", "process", "logistics", "service_person"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A resolution that was agreed to; `done_on` None: still being carried out."""

    kind: str
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One case of a thing, by the days that count. `about_fault`: something was wrong with it."""

    received_on: date
    about_fault: bool
    deeds: tuple[Deed, ...]
    part: str = ""
    stars: int | None = None
    waits_for_part: bool = False


def repairs_of(matters: Sequence[Matter]) -> tuple[Repair, ...]:
    """Every repair that was agreed to, from the day it was reported, oldest first.

    It failed where the thing was reported again, or the same case needed another deed; it helped
    where the customer said so; else nobody knows.
    """
    repairs = [
        Repair(
            started_on=matter.received_on,
            ended_on=deed.done_on,
            failed=_failed(deed, nth, matter, matters),
            part=matter.part,
            delay=Delay.PART if matter.waits_for_part else Delay.UNKNOWN,
        )
        for matter in matters
        for nth, deed in enumerate(matter.deeds)
        if deed.kind == "repair"
    ]
    return tuple(sorted(repairs, key=lambda repair: repair.started_on))


def _failed(deed: Deed, nth: int, matter: Matter, matters: Sequence[Matter]) -> bool | None:
    if deed.done_on is None:
        return None
    again = any(
        other.about_fault and other.received_on > deed.done_on
        for other in matters
        if other is not matter
    )
    if again or nth + 1 < len(matter.deeds):
        return True
    if matter.stars is not None:
        return matter.stars < PLEASED
    return None


def exchanged_on(matters: Sequence[Matter]) -> date | None:
    """The day of the latest exchange that was carried out."""
    return _last(matters, "exchange")


def returned_on(matters: Sequence[Matter], on: date) -> date | None:
    """The day on which the customer gave the thing back, if that was by `on`: it is ours again."""
    returned = _last(matters, "return")
    return returned if returned and returned <= on else None


def _last(matters: Sequence[Matter], kind: str) -> date | None:
    done = [
        deed.done_on
        for matter in matters
        for deed in matter.deeds
        if deed.kind == kind and deed.done_on
    ]
    return max(done, default=None)


def cause_found(cause: str, *, fitted_by_seller: bool | None) -> Cause:
    """What a finding says of whose fault it is: others' fitting is not ours to answer for."""
    if cause == "installation":
        return Cause.MISUSE if fitted_by_seller is False else Cause.DEFECT
    if cause == "misuse":
        return Cause.MISUSE
    return Cause.DEFECT if cause in OURS else Cause.UNKNOWN
