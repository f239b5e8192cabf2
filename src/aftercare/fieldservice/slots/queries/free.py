"""Which times are free for a job: who may do it, who has room, on which days (R-FS-02).

Asking is a look at the gaps of those who may come, without any solver. Only where there is none
somebody else's visit is looked for that may give way (`moves`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from aftercare.fieldservice.appointments.queries import SEE_APPOINTMENTS
from aftercare.fieldservice.slots.rules import Way, free_windows, ways
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actor import Actor

from .days import Asked, asked_on, crew_of, offered_days, settings, stations_of, window_at
from .hindered import Hindered, hindered_on
from .moves import Patience, moves_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A window in which somebody can come: `minutes` it adds to the ways of the day.

    `near`: somebody is close by then.
    """

    window_from: datetime
    window_until: datetime
    minutes: int
    near: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What is free, in order. Where nothing is: the first time after it, and why not sooner.

    `people` go out where the job is, each of them `hindered`.
    """

    order_id: int
    days: tuple[date, ...]
    free: tuple[Slot, ...]
    later: Slot | None = None
    people: int = 0
    hindered: tuple[Hindered, ...] = ()


def free_slots(*, actor: Actor, order: OrderBrief, now: datetime) -> Slots:
    """The free windows of the next days; one that the order holds itself counts as free."""
    actor.must(SEE_APPOINTMENTS)
    days = offered_days(now)
    asked = asked_on(order, days, now)
    free = _near_ones(_free(asked, order.persons)) or _freed(order, asked, now)
    if free:
        return Slots(order_id=order.id, days=tuple(days), free=tuple(free))
    further = [days[-1] + timedelta(days=n + 1) for n in range(settings().further)]
    later = next(iter(_free(asked_on(order, further, now), order.persons)), None)
    crew = crew_of(days[0], stations_of(order.region, order.org_unit_id))
    return Slots(
        order_id=order.id, days=tuple(days), free=(), later=later, people=len(crew.cards),
        hindered=hindered_on(order, days, now),
    )  # fmt: skip


def is_any_free(*, actor: Actor, order: OrderBrief, now: datetime) -> bool:
    """Whether a choice may be promised: some gap, without looking for visits that give way."""
    actor.must(SEE_APPOINTMENTS)
    wanted, today = settings(), timezone.localdate(now)
    days = [today + timedelta(days=n) for n in range(wanted.days + wanted.further)]
    return any(_free([asked], order.persons) for asked in asked_on(order, days, now))


def ways_to(*, actor: Actor, order: OrderBrief, window_from: datetime, now: datetime) -> list[Way]:
    """Who could come in that window, the cheapest first; nobody where none is offered."""
    actor.must(SEE_APPOINTMENTS)
    offered = window_at(actor=actor, moment=window_from)
    if offered is None:
        return []
    for asked in asked_on(order, [timezone.localdate(window_from)], now):
        chosen = [window for number, window in asked.windows if number == offered.number]
        if chosen:
            return ways(asked.room, chosen, order.persons)[0]
    return []


def _free(days: Sequence[Asked], persons: int) -> list[Slot]:
    found = []
    for asked in days:
        ahead = [window for _at, window in asked.windows]
        costs = free_windows(asked.room, ahead, persons=persons)
        for (number, _window), cost in zip(asked.windows, costs, strict=True):
            if cost is not None:
                found.append(_slot(asked, number, cost // 60))
    return found


def _slot(asked: Asked, number: int, minutes: int) -> Slot:
    whole = settings().windows[number]
    begins, ends = (asked.midnight + timedelta(seconds=s) for s in (whole.opens, whole.closes))
    return Slot(window_from=begins, window_until=ends, minutes=minutes)


def _freed(order: OrderBrief, days: Sequence[Asked], now: datetime) -> list[Slot]:
    """Windows of the first day on which somebody else's visit may give way."""
    patience = Patience()
    for asked in days:
        numbers = {move.number for move in moves_on(order, asked, now, patience)}
        if numbers:
            return [_slot(asked, number, 0) for number in sorted(numbers)]
    return []


def _near_ones(free: Sequence[Slot]) -> list[Slot]:
    """Marks those that cost the least way, where they differ much from the rest."""
    if not free:
        return []
    least = min(slot.minutes for slot in free)
    usual = sorted(slot.minutes for slot in free)[len(free) // 2]
    near = least + (usual - least) // 4
    return [replace(one, near=one.minutes <= near < usual) for one in free]
