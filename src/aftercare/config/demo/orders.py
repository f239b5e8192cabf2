"""Work orders of the open matters that somebody goes out for, in all states that need no time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from aftercare.casework.cases.queries import CaseFilter, CaseRow, case_page
from aftercare.customers.parties.queries import customer_briefs
from aftercare.fieldservice.sites.queries import Point, point_of
from aftercare.fieldservice.workorders.actions import call_off_order, finish_order, open_order
from aftercare.fieldservice.workorders.queries import OrderBrief, OrderDraft, job_of
from aftercare.foundation.actor import SYSTEM, Actor

from .company import UNITS, Staff

MOST = 22
SERVED = tuple(unit.region for unit in UNITS if unit.kind == "station")
AT_WORK = ("accepted", "investigating", "carrying_out")
ON_SITE = CaseFilter(stages=AT_WORK, kinds=("repair", "installation", "care", "recycling"))
COMPLAINTS = CaseFilter(stages=AT_WORK, kinds=("complaint",), categories=("product_quality",))
LOOKED_INTO = ("inspection", "repair", "pickup", "care")
DONE_EVERY, OFF_EVERY, URGENT_EVERY = 6, 9, 5
RESULT = "已查明原因并处理，试机正常，客户确认。"
AGAIN = "使用两天后又出现同样的问题，按返修免费处理。"


def open_orders(staff: Staff, now: datetime) -> None:
    """By the dispatcher, each some hours after its case; every sixth is done, some came again."""
    dispatcher = replace(staff.by_name["dispatcher"], sees_everything=True)
    cases = _cases(now)
    homes = customer_briefs(actor=SYSTEM, ids=[case.customer_id for case in cases])
    for place, case in enumerate(cases):
        region = homes[case.customer_id].region
        if not region.startswith(SERVED):
            continue
        at = min(max(case.received_at, now - timedelta(hours=20)) + timedelta(minutes=10), now)
        order = _open(dispatcher, case, at, _near(case, region), 2 - (place % URGENT_EVERY == 0))
        if place % DONE_EVERY == DONE_EVERY - 1:
            _done(dispatcher, case, order, now)
        elif place % OFF_EVERY == OFF_EVERY - 1:
            call_off_order(actor=dispatcher, order_id=order.id, version=None, now=now,
                           reason="客户电话告知已自行解决，不需要上门。")  # fmt: skip


def _cases(now: datetime) -> Sequence[CaseRow]:
    found = [
        row
        for narrowed in (ON_SITE, COMPLAINTS)
        for row in case_page(actor=SYSTEM, narrowed=narrowed, now=now, limit=MOST).rows
    ]
    return [row for row in found if row.product_text or row.unit_id][:MOST]


def _near(case: CaseRow, region: str) -> Point | None:
    """A place of its own for each home of a district: nobody lives in its town hall."""
    seat = point_of(actor=SYSTEM, longitude=None, latitude=None, region=region)
    if seat is None:
        return None
    east, north = case.id * 37 % 9 - 4, case.id * 53 % 9 - 4
    return Point(longitude=round(seat.longitude + east * 0.006, 4),
                 latitude=round(seat.latitude + north * 0.005, 4))  # fmt: skip


def _open(
    actor: Actor, case: CaseRow, at: datetime, place: Point | None, priority: int
) -> OrderBrief:
    job = str(job_of(case.kind))
    if case.kind == "complaint":
        job = LOOKED_INTO[case.id % len(LOOKED_INTO)]
    draft = OrderDraft(job=job, task=case.subject, priority=priority,
                       longitude=place.longitude if place else None,
                       latitude=place.latitude if place else None)  # fmt: skip
    return open_order(actor=actor, case_id=case.id, draft=draft, now=at)


def _done(actor: Actor, case: CaseRow, order: OrderBrief, now: datetime) -> None:
    """Finished an hour ago at the earliest; a repair comes again at once, free of charge."""
    finish_order(actor=actor, order_id=order.id, version=None, result=RESULT,
                 now=max(now - timedelta(hours=1), order.opened_at))  # fmt: skip
    if order.job == "repair":
        draft = OrderDraft(job="repair", task=AGAIN, follows_id=order.id)
        open_order(actor=actor, case_id=case.id, draft=draft, now=now)
