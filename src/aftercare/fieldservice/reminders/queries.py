"""Which visits are to be told of, which will be late, and what was told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F
from django.utils import timezone

from aftercare.fieldservice.appointments.queries import AppointmentBrief, coming, rounds_on
from aftercare.fieldservice.sites.queries import Point, point_of, travel
from aftercare.fieldservice.technicians.queries import technician_cards
from aftercare.fieldservice.workorders.queries import SEE_ORDERS, packs_of, whereabouts
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.policy.packs.queries import handling_rules

from . import rules
from .models import WHAT_CHOICES, Telling
from .rules import What

__all__ = ["WHAT_CHOICES", "What"]

LONGEST = rules.LONGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRow:
    """`channel` "": nothing led to the customer. `expected_at`: the later arrival that was told."""

    appointment_id: int
    what: str
    said_at: datetime
    channel: str
    by_person: bool
    expected_at: datetime | None


def habits_of(*, actor: Actor, orders: Collection[int]) -> dict[int, rules.Habits]:
    """By order, in sight or not: as the policy says that its case is under (R-POL-01)."""
    packs = packs_of(actor=SYSTEM, ids=orders)
    said = {
        version: handling_rules(actor=actor, version_id=version).reminders
        for version in set(packs.values())
    }
    return {
        order: rules.Habits(
            at=said[version].at,
            hours=said[version].hours,
            late_minutes=said[version].late_minutes,
        )
        for order, version in packs.items()
    }


def tellings_of(*, actor: Actor, ids: Collection[int]) -> dict[int, list[TellingRow]]:
    """What was told of appointments, oldest first, for who has them in sight."""
    del actor
    found: dict[int, list[TellingRow]] = {}
    for row in Telling.objects.filter(appointment_id__in=ids).order_by("said_at", "id"):
        plain = {name: getattr(row, name) for name in TellingRow.__slots__}
        found.setdefault(row.appointment_id, []).append(TellingRow(**plain))
    return found


def expected_at(*, actor: Actor, ids: Collection[int]) -> dict[int, datetime]:
    """The later arrival that was told last, by appointment."""
    told = tellings_of(actor=actor, ids=ids)
    return {
        number: row.expected_at
        for number, rows in told.items()
        for row in rows
        if row.expected_at is not None
    }


def reminders_due(*, actor: Actor, now: datetime) -> list[int]:
    """Appointments of which the customer is to be reminded now."""
    until = now + timedelta(hours=48)
    visits = coming(actor=actor, until=until, now=now)
    habits = habits_of(actor=actor, orders={one.order_id for one in visits})
    due = {one.id: _due(one, habits[one.order_id], now) for one in visits}
    near = [number for number, what in due.items() if what is not None]
    told = tellings_of(actor=actor, ids=near) if near else {}
    return [
        number for number in near if due[number] not in {row.what for row in told.get(number, ())}
    ]


def reminder_of(*, actor: Actor, visit: AppointmentBrief, now: datetime) -> What | None:
    """Of what its customer is to be reminded now, told or not."""
    return _due(visit, habits_of(actor=actor, orders={visit.order_id})[visit.order_id], now)


def delays(*, actor: Actor, now: datetime) -> dict[int, datetime]:
    """Visits of today whose customers are to be told of a later arrival, and of which one.

    Reckoned from the day as it goes: a visit that is not over, the time it takes, the way.
    """
    rounds = rounds_on(actor=actor, day=timezone.localdate(now))
    pressing = {
        number: visits for number, visits in rounds.items() if any(_presses(v, now) for v in visits)
    }
    if not pressing:
        return {}
    places = _places(pressing)
    expected: dict[int, datetime] = {}
    for number, visits in pressing.items():
        for visit_id, at in rules.arrivals(_stops(visits, places, number), now=now).items():
            expected[visit_id] = max(at, expected.get(visit_id, at))
    known = {visit.id: visit for visits in pressing.values() for visit in visits}
    last = expected_at(actor=actor, ids=list(expected))
    habits = habits_of(actor=actor, orders={known[number].order_id for number in expected})
    told = {
        number: rules.delay_to_tell(
            window_until=known[number].window_until, expected_at=at, last=last.get(number),
            now=now, habits=habits[known[number].order_id],
        )
        for number, at in expected.items()
    }  # fmt: skip
    return {number: at for number, at in told.items() if at is not None}


def told_beforehand(*, actor: Actor, since: datetime) -> dict[int, int]:
    """By station, visits since then that came late and whose customers knew before."""
    actor.must(SEE_ORDERS)
    late = Telling.objects.filter(
        what=What.LATE, turn=1, appointment__arrived_at__gte=since,
        appointment__arrived_at__gt=F("appointment__window_until"),
        said_at__lte=F("appointment__window_until"),
    ).exclude(channel="")  # fmt: skip
    if not actor.sees_everything:
        late = late.filter(appointment__work_order__org_unit_id__in=actor.org_units)
    return dict(
        late.values_list("appointment__work_order__org_unit").annotate(Count("id")).order_by()
    )


def _due(visit: AppointmentBrief, habits: rules.Habits, now: datetime) -> What | None:
    if visit.told_at is None:
        return None
    return rules.reminder_due(
        window_from=timezone.localtime(visit.window_from), told_at=visit.told_at, now=now,
        habits=habits,
    )  # fmt: skip


def _presses(visit: AppointmentBrief, now: datetime) -> bool:
    return visit.is_live and visit.arrived_at is None and visit.window_until - rules.AHEAD <= now


def _places(rounds: Mapping[int, Sequence[AppointmentBrief]]) -> dict[int, Point | None]:
    """Where each order is, by its id; where each technician begins, by minus the id."""
    orders = {visit.order_id for visits in rounds.values() for visit in visits}
    found: dict[int, Point | None] = {
        number: point_of(actor=SYSTEM, longitude=longitude, latitude=latitude, region=region)
        for number, (longitude, latitude, region) in whereabouts(actor=SYSTEM, ids=orders).items()
    }
    bases = technician_cards(actor=SYSTEM, former=True)
    return found | {-card.member.id: card.starts for card in bases if card.member.id in rounds}


def _stops(
    visits: Sequence[AppointmentBrief], places: Mapping[int, Point | None], technician_id: int
) -> list[rules.Stop]:
    trail = [places.get(-technician_id), *(places.get(visit.order_id) for visit in visits)]
    ways = _ways(trail)
    return [
        rules.Stop(
            id=visit.id,
            starts_at=visit.starts_at or visit.window_from,
            minutes=_minutes(visit),
            way=way,
            departed_at=visit.departed_at,
            arrived_at=visit.arrived_at or visit.begun_at,
            ended_at=visit.ended_at,
        )
        for visit, way in zip(visits, ways, strict=True)
    ]


def _ways(trail: Sequence[Point | None]) -> list[timedelta]:
    """From each place to the next one; a place that nobody knows is no way off."""
    known = [place for place in trail if place is not None]
    seconds = travel(actor=SYSTEM, points=known) if known else None
    ways, here = [], -1
    for number, place in enumerate(trail):
        there = here + (place is not None)
        if number:
            moved = seconds is not None and here >= 0 and there != here
            ways.append(timedelta(seconds=seconds(here, there) if moved and seconds else 0))
        here = there
    return ways


def _minutes(visit: AppointmentBrief) -> float:
    if visit.starts_at is None or visit.ends_at is None:
        return 0
    return (visit.ends_at - visit.starts_at).total_seconds() / 60
