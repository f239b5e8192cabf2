"""Giving visits to people: at the board, by a plan of the day, by the pool (R-FS-03, 04, 17).

Orders are locked before days of technicians, all sorted; what was judged is what is written.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from aftercare.fieldservice.appointments.actions import (
    book,
    hold_slot,
    lock_days,
    move_appointment,
    reseat,
)
from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    Offer,
    SeatDraft,
    State,
    appointment_of,
)
from aftercare.fieldservice.dispatch.queries import work_of
from aftercare.fieldservice.locks.actions import keep_lock
from aftercare.fieldservice.technicians.queries import technician_card
from aftercare.fieldservice.workorders.actions import held_order
from aftercare.fieldservice.workorders.queries import OrderBrief, order_briefs
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound

from .models import Pooled, Proposal
from .queries import (
    NotFit,
    Outdated,
    Sheet,
    judged_seats,
    must_be_as_seen,
    place_in,
    result_of,
    seen_of,
    sheet_of,
    units_planned,
    why_outdated,
)
from .rules import MOST_TRIES, Made, seconds_for

JOBS = "aftercare.fieldservice.plans.jobs"
WINDOW = timedelta(hours=2)
"""How long a window is that the board promises."""


@action
def assign_order(
    *,
    actor: Actor,
    order_id: int,
    technicians: Sequence[int],
    starts_at: datetime,
    agreed_by: str = "",
    reason: str = "",
    seen: Mapping[int, int] | None = None,
    now: datetime,
) -> AppointmentBrief:
    """Gives an order to people at a time; the first leads.

    Within the told window nothing changes for the customer; else `agreed_by` says how the customer
    agreed. `reason` overrules a soft rule. `seen`: technician -> version of the day as shown.
    Raises NotFit, Outdated, Invalid, and what appointments refuse.
    """
    order = held_order(actor=actor, order_id=order_id, now=now)
    if len(set(technicians)) != order.persons:
        raise Invalid.of("technicians", _("So many people are needed: {count}.").format(
            count=order.persons))  # fmt: skip
    cards = [technician_card(actor=actor, member_id=one) for one in technicians]
    day = timezone.localdate(starts_at)
    lock_days(actor=SYSTEM, days=[(one, day) for one in technicians], now=now)
    units = {card.site.org_unit_id for card in cards}
    sheet = sheet_of(actor=SYSTEM, day=day, org_units=units, now=now, also=[order])
    must_be_as_seen(sheet, seen or {})
    seats = judged_seats(sheet, order, technicians, starts_at, reason)
    one = _given(order, seats, agreed_by, now)
    if standing := sheet.locks.get(order.id):
        keep_lock(actor=actor, appointment_id=standing.appointment_id, now=now)
    record(actor=actor, verb="order.assigned", subject=f"order:{order.id}", at=now,
           appointment=one.id, technicians=list(technicians),
           words={"reason": reason} if reason else None)  # fmt: skip
    return one


@action
def ask_for_plan(
    *,
    actor: Actor,
    day: date,
    org_unit_id: int | None = None,
    agreed_by: str = "",
    now: datetime,
) -> int:
    """A plan of the day is made in the background; its id. Today only what can still change."""
    units = units_planned(actor=actor, org_unit_id=org_unit_id)
    if not units:
        raise Invalid.of("org_unit_id", _("There is no such station."))
    if day < timezone.localdate(now):
        raise Invalid.of("day", _("This day is over."))
    row = Proposal.objects.create(day=day, org_units=sorted(units), agreed_by=agreed_by,
                                  asked_by=actor.user_id, asked_at=now)  # fmt: skip
    record(actor=actor, verb="plan.asked", subject=f"plan:{row.id}", at=now, on=day.isoformat(),
           org_unit=row.org_units)  # fmt: skip
    app.configure_task(f"{JOBS}.plan_day").defer(proposal_id=row.id)
    return row.id


@action
def begin_plan(*, actor: Actor, proposal_id: int, now: datetime) -> Sheet | None:
    """The day as it stands, for the planner; None where nobody waits for it any more.

    Begun anew after a crash it begins from the day as it then is, but not for ever.
    """
    row = Proposal.objects.select_for_update().filter(id=proposal_id).first()
    if row is None or row.state not in {"asked", "planning"}:
        return None
    if row.tries == MOST_TRIES:
        fail_plan(actor=actor, proposal_id=row.id, now=now)
        return None
    sheet = sheet_of(actor=SYSTEM, day=row.day, org_units=row.org_units, now=now,
                     with_waiting=bool(row.agreed_by))  # fmt: skip
    row.state, row.begun_at, row.tries = "planning", now, row.tries + 1
    row.seconds = seconds_for(len(sheet.problem.visits))
    row.save(update_fields=["state", "begun_at", "tries", "seconds"])
    record(actor=actor, verb="plan.begun", subject=f"plan:{row.id}", at=now)
    return sheet


@action
def keep_plan(*, actor: Actor, proposal_id: int, sheet: Sheet, made: Made, now: datetime) -> None:
    """What the planner found, to be looked at; it changes nothing yet.

    Of two planners, one of them taken for dead, the first has said it.
    """
    row = Proposal.objects.select_for_update().filter(id=proposal_id, state="planning").first()
    if row is None:
        return  # dropped in the meantime
    row.state, row.ended_at, row.result = "ready", now, result_of(sheet, made)
    row.seen = seen_of(sheet, with_waiting=bool(row.agreed_by))
    row.save(update_fields=["state", "ended_at", "result", "seen"])
    record(actor=actor, verb="plan.made", subject=f"plan:{row.id}", at=now,
           orders=len(row.result["changes"]))  # fmt: skip


@action
def fail_plan(*, actor: Actor, proposal_id: int, now: datetime) -> None:
    """The planner could not make one; the page says so."""
    found = Proposal.objects.filter(id=proposal_id, state__in=["asked", "planning"])
    if found.update(state="failed", ended_at=now):
        record(actor=actor, verb="plan.failed", subject=f"plan:{proposal_id}", at=now)


@action
def drop_plan(*, actor: Actor, proposal_id: int, now: datetime) -> None:
    row = _proposal(actor, proposal_id)
    if row.state == "applied":
        raise Outdated(_("This plan has been applied."))
    row.state, row.ended_at = "dropped", now
    row.save(update_fields=["state", "ended_at"])
    record(actor=actor, verb="plan.dropped", subject=f"plan:{row.id}", at=now)


@action
def apply_plan(
    *, actor: Actor, proposal_id: int, leaving: Collection[int] = (), now: datetime
) -> int:
    """All of it, or nothing; how many visits changed. Raises Outdated where the day moved on.

    `leaving`: the orders that stay as they stand since no plan keeps what was told; all of them.
    """
    row = _proposal(actor, proposal_id)
    changes: list[dict[str, Any]] = row.result.get("changes", [])
    _must_be_applicable(row, leaving)
    orders = {
        number: held_order(actor=SYSTEM, order_id=number, now=now)
        for number in sorted(one["order"] for one in changes)
    }
    days = sorted(int(one) for one in row.seen["days"])
    lock_days(actor=SYSTEM, days=[(one, row.day) for one in days], now=now)
    if moved := why_outdated(actor=SYSTEM, plan=row, now=now):
        raise Outdated(moved)
    told, fresh = {}, []
    for one in changes:
        standing = appointment_of(actor=SYSTEM, order=orders[one["order"]])
        if standing is None:
            fresh.append(one)
        else:
            told[standing.id] = _drafts(one)
    if told:
        reseat(actor=SYSTEM, seats=told, why="plan", now=now)
    for one in fresh:
        _given(orders[one["order"]], _drafts(one), row.agreed_by, now)
    row.state, row.ended_at = "applied", now
    row.save(update_fields=["state", "ended_at"])
    record(actor=actor, verb="plan.applied", subject=f"plan:{row.id}", at=now,
           orders=[one["order"] for one in changes], left=sorted(leaving))  # fmt: skip
    return len(changes)


@action
def offer_order(
    *,
    actor: Actor,
    order_id: int,
    window_from: datetime,
    window_until: datetime,
    agreed_by: str,
    now: datetime,
) -> int:
    """Into the pool: whoever is qualified and first has it, within the window that was agreed."""
    order = held_order(actor=actor, order_id=order_id, now=now)
    if not order.is_live:
        raise NotFit(_("The work order is over."))
    if order.persons != 1 or appointment_of(actor=SYSTEM, order=order) is not None:
        raise NotFit(_("Only orders for one person that have no time yet go into the pool."))
    if not now < window_from < window_until:
        raise Invalid.of("window_from", _("An appointment lies in the future."))
    if timezone.localdate(window_from) != timezone.localdate(window_until):
        raise Invalid.of("window_until", _("The window lies within one day."))
    if not agreed_by:
        raise Invalid.of("agreed_by", _("Say how the customer agreed to the window."))
    if Pooled.objects.filter(work_order_id=order.id, ended_at=None).exists():
        raise NotFit(_("The order is in the pool already."))
    row = Pooled.objects.create(work_order_id=order.id, window_from=window_from,
                                window_until=window_until, agreed_by=agreed_by,
                                offered_at=now)  # fmt: skip
    record(actor=actor, verb="order.offered", subject=f"order:{order.id}", at=now, pool=row.id,
           window=window_from, until_at=window_until)  # fmt: skip
    return row.id


@action
def withdraw_offer(*, actor: Actor, order_id: int, now: datetime) -> None:
    """Out of the pool again, for the board."""
    order = held_order(actor=actor, order_id=order_id, now=now)
    if not Pooled.objects.filter(work_order_id=order.id, ended_at=None).update(ended_at=now):
        raise NotFit(_("The order is not in the pool any more."))
    record(actor=actor, verb="order.offer_withdrawn", subject=f"order:{order.id}", at=now)


@action
def accept_offer(*, actor: Actor, offer_id: int, now: datetime) -> AppointmentBrief:
    """The technician who says so first has it, with a time. Raises NotFit for everybody else."""
    entry = Pooled.objects.filter(id=offer_id).first()
    if entry is None or actor.staff_id is None:
        raise NotFound(_("There is no such work order."))
    order = held_order(actor=SYSTEM, order_id=entry.work_order_id, now=now)
    free = Pooled.objects.filter(id=entry.id, ended_at=None)
    if not free.update(ended_at=now, taken_by_id=actor.staff_id):
        raise NotFit(_("Somebody else was faster."))
    station = technician_card(actor=SYSTEM, member_id=actor.staff_id).site.org_unit_id
    day = timezone.localdate(entry.window_from)
    lock_days(actor=SYSTEM, days=[(actor.staff_id, day)], now=now)
    sheet = sheet_of(actor=SYSTEM, day=day, org_units=[station], now=now, also=[order])
    found = place_in(sheet, entry, actor.staff_id)
    if found is None:
        raise NotFit(_("It does not fit into your day, or you lack what it needs."))
    technician, starts, _detour = found
    ends = starts + work_of(technician, sheet.problem.visit[order.id])
    seat = SeatDraft(technician_id=technician.id, starts_at=sheet.moment(starts),
                     ends_at=sheet.moment(ends))  # fmt: skip
    offer = Offer(window_from=entry.window_from, window_until=entry.window_until, seats=[seat])
    held = hold_slot(actor=SYSTEM, order_id=order.id, offer=offer, now=now)
    one = book(actor=SYSTEM, appointment_id=held.id, agreed_by=entry.agreed_by, now=now)
    record(actor=actor, verb="order.taken", subject=f"order:{order.id}", at=now, pool=entry.id)
    return one


def _given(
    order: OrderBrief, seats: Sequence[SeatDraft], agreed_by: str, now: datetime
) -> AppointmentBrief:
    """A time for an order that has none, other people within its window, or another time."""
    standing = appointment_of(actor=SYSTEM, order=order)
    starts = seats[0].starts_at
    if standing and standing.state != State.HELD:
        if standing.window_from <= starts <= standing.window_until:
            return reseat(actor=SYSTEM, seats={standing.id: seats}, why="board", now=now)[0]
        return move_appointment(actor=SYSTEM, appointment_id=standing.id, offer=_offer(seats),
                                version=standing.version, reason="other", agreed_by=agreed_by,
                                now=now)  # fmt: skip
    Pooled.objects.filter(work_order_id=order.id, ended_at=None).update(ended_at=now)
    held = hold_slot(actor=SYSTEM, order_id=order.id, offer=_offer(seats), now=now)
    return book(actor=SYSTEM, appointment_id=held.id, agreed_by=agreed_by, now=now)


def _offer(seats: Sequence[SeatDraft]) -> Offer:
    """The promised window begins with the half hour in which work is to start."""
    starts = seats[0].starts_at
    opens = starts.replace(minute=starts.minute // 30 * 30, second=0, microsecond=0)
    return Offer(window_from=opens, window_until=opens + WINDOW, seats=seats)


def _drafts(change: Mapping[str, Any]) -> list[SeatDraft]:
    starts, ends = (datetime.fromisoformat(change[name]) for name in ("starts_at", "ends_at"))
    return [
        SeatDraft(technician_id=one, starts_at=starts, ends_at=ends, leads=not k)
        for k, one in enumerate(change["people"])
    ]


def _must_be_applicable(row: Proposal, leaving: Collection[int]) -> None:
    if row.state != "ready":
        raise Outdated(_("This plan cannot be applied any more."))
    stands = {one["order"] for one in row.result["left"] if one["is_told"]}
    if stands != set(leaving):
        named = order_briefs(actor=SYSTEM, ids=stands).values()
        raise NotFit(
            _("Told times that it cannot keep: {numbers}. Say that these stay as they are, or move "
              "them first.").format(numbers="、".join(one.number for one in named) or "—")
        )  # fmt: skip


def _proposal(actor: Actor, proposal_id: int) -> Proposal:
    found = Proposal.objects.visible_to(actor).select_for_update()
    row = found.filter(id=proposal_id).first()
    if row is None:
        raise NotFound(_("There is no such plan."))
    return row
