"""Giving visits to people: at the board, by a plan of the day, by the pool (R-FS-03, 04, 17).

Orders are locked before days of technicians, all sorted; what was judged is what is written.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from aftercare.casework.messaging.queries import part_of
from aftercare.fieldservice.appointments.actions import (
    book,
    cancel_appointment,
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
from aftercare.fieldservice.locks.actions import keep_lock, lock_visit
from aftercare.fieldservice.locks.queries import lock_of
from aftercare.fieldservice.technicians.queries import technician_card
from aftercare.fieldservice.workorders.actions import held_order
from aftercare.fieldservice.workorders.queries import OrderBrief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.deliveries.actions import withdraw_messages
from aftercare.foundation.errors import Invalid, NotFound

from .models import Move, Pooled, Proposal
from .queries import (
    NotFit,
    Outdated,
    Sheet,
    drafts_of,
    judged_seats,
    move_to_take_back,
    must_be_applicable,
    must_be_as_seen,
    offer_before,
    offer_of,
    place_in,
    result_of,
    seen_of,
    sheet_of,
    starts_before,
    stood_of,
    units_planned,
    why_outdated,
)
from .rules import MOST_TRIES, Made, seconds_for

JOBS = "aftercare.fieldservice.plans.jobs"


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
    before = stood_of(order, appointment_of(actor=SYSTEM, order=order))
    one = _given(order, seats, agreed_by, now)
    if standing := sheet.locks.get(order.id):
        keep_lock(actor=actor, appointment_id=standing.appointment_id, now=now)
    record(actor=actor, verb="order.assigned", subject=f"order:{order.id}", at=now,
           appointment=one.id, technicians=list(technicians),
           words={"reason": reason} if reason else None)  # fmt: skip
    _moved(actor, order, before, now)
    return one


@action
def unassign_order(
    *, actor: Actor, order_id: int, version: int | None, reason: str, note: str = "", now: datetime
) -> None:
    """Nobody comes at the told time; the order waits for another one. Raises NotFit."""
    order = held_order(actor=actor, order_id=order_id, now=now)
    standing = appointment_of(actor=SYSTEM, order=order)
    if standing is None or standing.state != State.BOOKED:
        raise NotFit(_("The order has no time that could be called off."))
    before = stood_of(order, standing)
    cancel_appointment(actor=SYSTEM, appointment_id=standing.id, version=version, reason=reason,
                       note=note, now=now)  # fmt: skip
    record(actor=actor, verb="order.unassigned", subject=f"order:{order.id}", at=now,
           appointment=standing.id)  # fmt: skip
    _moved(actor, order, before, now)


@action
def take_back(*, actor: Actor, order_id: int, now: datetime) -> None:
    """The last move of the board is undone: the visit stands again as it stood, by the same rules.

    What the customer was to be told of the move and has not been told yet is not sent, and nothing
    of the undoing; else the customer hears of both. Raises NotFit, Taken, Invalid.
    """
    order = held_order(actor=actor, order_id=order_id, now=now)
    standing = appointment_of(actor=SYSTEM, order=order)
    row = move_to_take_back(order, standing, now)
    touched = {one for one in (row.appointment, row.before.get("appointment")) if one}
    fresh = row.appointment != row.before.get("appointment")
    unsaid = fresh and _unsay(order, touched, now)
    restored = _restored(order, standing, row.before, now)
    if unsaid:
        _unsay(order, touched | ({restored.id} if restored else set()), now)
    row.delete()
    record(actor=actor, verb="order.move_taken_back", subject=f"order:{order.id}", at=now,
           technicians=row.before.get("people", []))  # fmt: skip


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
    must_be_applicable(row, leaving)
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
            told[standing.id] = drafts_of(one)
    if told:
        reseat(actor=SYSTEM, seats=told, why="plan", now=now)
    for one in fresh:
        _given(orders[one["order"]], drafts_of(one), row.agreed_by, now)
    row.state, row.ended_at = "applied", now
    row.save(update_fields=["state", "ended_at"])
    record(actor=actor, verb="plan.applied", subject=f"plan:{row.id}", at=now,
           orders=[one["order"] for one in changes], left=sorted(leaving),
           technicians=sorted({who for one in changes for who in one["people"]}))  # fmt: skip
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


def _moved(actor: Actor, order: OrderBrief, before: dict[str, Any], now: datetime) -> None:
    """Keeps how the visit stood, for whoever takes the move back."""
    one = appointment_of(actor=SYSTEM, order=order)
    Move.objects.update_or_create(work_order_id=order.id, defaults={
        "by_user": actor.user_id, "moved_at": now, "before": before,
        "appointment": one.id if one else None, "version": one.version if one else 0,
    })  # fmt: skip


def _unsay(order: OrderBrief, appointments: Collection[int], now: datetime) -> int:
    """What waits to tell the customer of these appointments does not go; how many did not."""
    about = f"case:{order.case_id}"
    return sum(withdraw_messages(actor=SYSTEM, about=about, part=part_of(one), now=now)
               for one in sorted(appointments))  # fmt: skip


def _restored(
    order: OrderBrief,
    standing: AppointmentBrief | None,
    before: Mapping[str, Any],
    now: datetime,
) -> AppointmentBrief | None:
    """As it stood before the move, judged like any other visit that is given."""
    if "people" not in before:
        if standing is not None:
            cancel_appointment(actor=SYSTEM, appointment_id=standing.id, version=None,
                               reason="other", now=now)  # fmt: skip
        Pooled.objects.filter(id=before["pool"] or 0).update(ended_at=None)
        return None
    days = [(one, timezone.localdate(starts_before(before))) for one in before["people"]]
    lock_days(actor=SYSTEM, days=days, now=now)
    offer = offer_before(order, before, now)
    if standing is None:
        held = hold_slot(actor=SYSTEM, order_id=order.id, offer=offer, now=now)
        one = book(actor=SYSTEM, appointment_id=held.id, agreed_by=before["agreed_by"], now=now)
    elif standing.id == before["appointment"]:
        one = reseat(actor=SYSTEM, seats={standing.id: offer.seats}, why="board", now=now)[0]
    else:
        one = move_appointment(actor=SYSTEM, appointment_id=standing.id, offer=offer,
                               version=None, reason="other", agreed_by=before["agreed_by"],
                               now=now)  # fmt: skip
    if before["locked"] and lock_of(actor=SYSTEM, order_id=order.id) is None:
        lock_visit(actor=SYSTEM, order_id=order.id, now=now)
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
        return move_appointment(actor=SYSTEM, appointment_id=standing.id, offer=offer_of(seats),
                                version=standing.version, reason="other", agreed_by=agreed_by,
                                now=now)  # fmt: skip
    Pooled.objects.filter(work_order_id=order.id, ended_at=None).update(ended_at=now)
    held = hold_slot(actor=SYSTEM, order_id=order.id, offer=offer_of(seats), now=now)
    return book(actor=SYSTEM, appointment_id=held.id, agreed_by=agreed_by, now=now)


def _proposal(actor: Actor, proposal_id: int) -> Proposal:
    found = Proposal.objects.visible_to(actor).select_for_update()
    row = found.filter(id=proposal_id).first()
    if row is None:
        raise NotFound(_("There is no such plan."))
    return row
