"""The pool: orders that whoever is qualified may take, the first who says so (R-FS-17)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from aftercare.fieldservice.appointments.queries import AppointmentBrief, live_appointments
from aftercare.fieldservice.dispatch.queries import Technician, Window, work_of
from aftercare.fieldservice.plans.models import Pooled
from aftercare.fieldservice.plans.rules import Busy, best_gap
from aftercare.fieldservice.technicians.queries import technician_cards
from aftercare.fieldservice.workorders.queries import OrderBrief, order_briefs
from aftercare.foundation.actor import SYSTEM, Actor

from .candidates import SOON, verdict_on
from .days import Sheet, sheet_of, units_planned

MOST_OFFERED = 200
LATELY = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRow:
    """An order that one may take. `starts_at`, `ends_at`: when one would do it."""

    id: int
    order: OrderBrief
    window_from: datetime
    window_until: datetime
    starts_at: datetime
    ends_at: datetime
    detour: int


def pool_for(*, actor: Actor, now: datetime) -> list[PoolRow]:
    """What the technician who asks may take, by window: all rules passed, and a gap that fits."""
    station = next(
        (one.site.org_unit_id for one in technician_cards(actor=SYSTEM)
         if one.member.id == actor.staff_id),
        None,
    )  # fmt: skip
    if station is None:
        return []
    entries = Pooled.objects.filter(ended_at=None, window_until__gt=now)
    by_day: dict[date, list[Pooled]] = defaultdict(list)
    for entry in entries.order_by("window_from", "id")[:MOST_OFFERED]:
        by_day[timezone.localdate(entry.window_from)].append(entry)
    orders = order_briefs(
        actor=SYSTEM, ids=[e.work_order_id for some in by_day.values() for e in some]
    )
    found = []
    for day, some in by_day.items():
        waiting = [orders[entry.work_order_id] for entry in some]
        sheet = sheet_of(actor=SYSTEM, day=day, org_units=[station], now=now, also=waiting)
        found += [row for entry in some if (row := _row(sheet, entry, actor.staff_id or 0))]
    return found


def taken_lately(*, actor: Actor, now: datetime) -> list[tuple[OrderBrief, AppointmentBrief]]:
    """What the technician who asks took in the last hour and still has, the latest first."""
    taken = Pooled.objects.filter(taken_by_id=actor.staff_id or 0, ended_at__gt=now - LATELY)
    ids = list(taken.order_by("-ended_at").values_list("work_order_id", flat=True)[:MOST_OFFERED])
    orders = order_briefs(actor=SYSTEM, ids=ids)
    visits = live_appointments(actor=SYSTEM, orders=orders.values())
    return [
        (orders[one], visits[one])
        for one in dict.fromkeys(ids)
        if one in visits and actor.staff_id in visits[one].technicians
    ]


def takers_of(*, actor: Actor, order_ids: Collection[int], now: datetime) -> dict[int, int]:
    """Order -> how many technicians may take it from the pool now: whose phones show it."""
    entries = Pooled.objects.filter(work_order_id__in=order_ids, ended_at=None)
    by_day: dict[date, list[Pooled]] = defaultdict(list)
    for entry in entries.order_by("window_from", "id"):
        by_day[timezone.localdate(entry.window_from)].append(entry)
    orders = order_briefs(actor=SYSTEM, ids=order_ids)
    units, found = units_planned(actor=actor), dict.fromkeys(order_ids, 0)
    for day, some in by_day.items():
        offered = [orders[entry.work_order_id] for entry in some]
        sheet = sheet_of(actor=SYSTEM, day=day, org_units=units, now=now, also=offered)
        for entry in some:
            able = (place_in(sheet, entry, one.id) for one in sheet.problem.technicians)
            found[entry.work_order_id] = sum(place is not None for place in able)
    return found


def pooled_orders(*, actor: Actor) -> dict[int, datetime]:
    """Order -> since when it is in the pool."""
    del actor
    return dict(Pooled.objects.filter(ended_at=None).values_list("work_order_id", "offered_at"))


def _row(sheet: Sheet, entry: Pooled, member_id: int) -> PoolRow | None:
    found = place_in(sheet, entry, member_id)
    if found is None:
        return None
    technician, starts, detour = found
    ends = starts + work_of(technician, sheet.problem.visit[entry.work_order_id])
    return PoolRow(
        id=entry.id,
        order=sheet.orders[entry.work_order_id],
        window_from=entry.window_from,
        window_until=entry.window_until,
        starts_at=sheet.moment(starts),
        ends_at=sheet.moment(ends),
        detour=detour,
    )


def place_in(sheet: Sheet, entry: Pooled, member_id: int) -> tuple[Technician, int, int] | None:
    """Who, start and detour of somebody who passes every rule and has a gap within the window."""
    technician = sheet.problem.technician.get(member_id)
    visit = sheet.problem.visit.get(entry.work_order_id)
    if technician is None or visit is None:
        return None
    earliest = max(0, sheet.now + SOON)
    wanted = Busy(order=visit.id, place=visit.place, starts=earliest,
                  ends=earliest + work_of(technician, visit))  # fmt: skip
    window = Window(
        opens=sheet.second(entry.window_from), closes=sheet.second(entry.window_until) - 1
    )
    best = best_gap(technician, sheet.busy(member_id), sheet.problem.travel, wanted, window)
    if best is None or not verdict_on(sheet, technician, visit, best[0]).is_plain:
        return None
    return technician, *best
