"""What a station did in some days, as the rules of settlement read it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from aftercare.feedback.followups.queries import stars_given
from aftercare.fieldservice.appointments.queries import VisitRow, visits_over
from aftercare.fieldservice.sites.queries import Point, point_of, road_km, site_of
from aftercare.fieldservice.spares.queries import part_briefs
from aftercare.fieldservice.stores.queries import used_for
from aftercare.fieldservice.workorders.queries import DoneRow, orders_done
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.money.settlements.rules import NOTHING, Call, Facts, Praise, Setback, Work

ASKED_WITHIN = timedelta(days=92)  # customers are asked some weeks after the work
TENTH = Decimal("0.1")


def facts_of(*, actor: Actor, org_unit_id: int, since: date, until: date) -> Facts:
    """Each fact of the day on which it happened, both days counted."""
    del actor  # the terms say who reckons; whoever sees the statement sees what it rests on
    begins, ends = moment_of(since), moment_of(until + timedelta(days=1))
    units = [org_unit_id]
    rows = orders_done(actor=SYSTEM, org_units=units, since=begins - ASKED_WITHIN, until=ends)
    done = [row for row in rows if row.ended_at >= begins]
    calls = visits_over(actor=SYSTEM, org_units=units, since=begins - ASKED_WITHIN, until=ends)
    mine = [row for row in done if row.org_unit_id == org_unit_id]
    return Facts(
        works=_works(mine, calls),
        calls=_calls(org_unit_id, [row for row in calls if row.ended_at >= begins]),
        praises=_praises([row for row in rows if row.org_unit_id == org_unit_id], begins, ends),
        setbacks=[
            Setback(order_id=row.id, on=_day(row.ended_at), number=row.undid_number)
            for row in done if row.undid_id == org_unit_id
        ],
    )  # fmt: skip


def _works(rows: Sequence[DoneRow], calls: Iterable[VisitRow]) -> list[Work]:
    visits: dict[int, int] = {}
    for call in calls:
        visits[call.order_id] = visits.get(call.order_id, 0) + call.came
    parts = _parts([row.id for row in rows])
    return [
        Work(
            order_id=row.id,
            on=_day(row.ended_at),
            job=row.job,
            product_line=row.product_line,
            is_own_rework=row.undid_id == row.org_unit_id,
            visits=visits.get(row.id, 0),
            came_again=row.came_again,
            parts_amount=parts.get(row.id, NOTHING),
        )
        for row in rows
    ]


def _parts(order_ids: Sequence[int]) -> dict[int, Decimal]:
    """What the parts that were fitted cost the customer by their list."""
    used = used_for(actor=SYSTEM, order_ids=order_ids) if order_ids else []
    prices = part_briefs(actor=SYSTEM, ids={row.part_id for row in used}) if used else {}
    found: dict[int, Decimal] = {}
    for row in used:
        worth = prices[row.part_id].price_amount * row.count
        found[row.order_id or 0] = found.get(row.order_id or 0, NOTHING) + worth
    return found


def _calls(org_unit_id: int, rows: Iterable[VisitRow]) -> list[Call]:
    site = site_of(actor=SYSTEM, org_unit_id=org_unit_id)
    return [
        Call(
            visit_id=row.id,
            order_id=row.order_id,
            on=_day(row.ended_at),
            came=row.came,
            in_time=row.in_time,
            is_own_rework=row.is_rework and row.follows_unit_id == org_unit_id,
            kilometres=_kilometres(site.point, row) if site else None,
        )
        for row in rows
    ]


def _kilometres(origin: Point, row: VisitRow) -> Decimal | None:
    place = point_of(
        actor=SYSTEM, longitude=row.longitude, latitude=row.latitude, region=row.region
    )
    return Decimal(road_km(origin, place)).quantize(TENTH) if place else None


def _praises(rows: Iterable[DoneRow], begins: datetime, ends: datetime) -> list[Praise]:
    """For the last order of a case: what the customer was asked after."""
    last = {row.case_id: row.id for row in rows}
    if not last:
        return []
    found = stars_given(actor=SYSTEM, case_ids=list(last), since=begins, until=ends)
    return [
        Praise(order_id=last[case_id], on=_day(at), stars=stars)
        for case_id, (stars, at) in found.items()
    ]


def _day(at: datetime) -> date:
    return timezone.localdate(at)


def moment_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
