"""Times at the customer's place: held, told, moved, called off, kept (R-FS-02, R-FS-06).

Locks are taken in this order: the case and its order, the appointment, the days of the technicians
sorted. The database refuses overlapping seats whatever stands here (semantics 5).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from aftercare.casework.visits import actions as visits
from aftercare.fieldservice.workorders.actions import held_order, note_order_state
from aftercare.fieldservice.workorders.queries import ENDED, OrderBrief
from aftercare.fieldservice.workorders.queries import State as OrderState
from aftercare.foundation.actions import action, derived
from aftercare.foundation.actor import Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound
from aftercare.foundation.work import first_come

from . import rules
from .models import (
    Appointment,
    DayOf,
    Overlapping,
    Seat,
    days_of,
    locked,
    not_overlapping,
    seat_of,
    shift,
)
from .queries import AppointmentBrief, brief_of, names_of, why_not_now
from .rules import NotNow, Offer, Outcome, SeatDraft, Shift, State, Taken

Fresh = tuple[Appointment, list[Seat]]


@action
def hold_slot(*, actor: Actor, order_id: int, offer: Offer, now: datetime) -> AppointmentBrief:
    """Keeps a time for some minutes; what was held for the order before is free again.

    Raises Taken.
    """
    order = held_order(actor=actor, order_id=order_id, now=now)
    _check(order, offer, now)
    standing = Appointment.objects.live().filter(work_order_id=order.id).first()
    if standing is not None and standing.state != State.HELD:
        raise NotNow(_("A time stands already: move that one."))
    for one in _room_made(standing, offer, now) + ([standing] if standing else []):
        _over(one, State.LAPSED, now)
    until = now + rules.HOLDING
    fresh, seats = _made(order, offer, now, state=State.HELD, held_until=until)
    _recorded(actor, fresh, "held", now, moment=offer.window_from,
              members=[seat.technician_id for seat in offer.seats])  # fmt: skip
    return brief_of(fresh, seats)


@action
def book(*, actor: Actor, appointment_id: int, agreed_by: str, now: datetime) -> AppointmentBrief:
    """The customer says yes to a held time; `agreed_by` is the channel. It is a promise now.

    Raises Taken where it was not held any longer.
    """
    one, order = _held(actor, appointment_id, now)
    if one.state == State.BOOKED:
        return _told(one)
    if one.state != State.HELD or one.held_until is None or one.held_until <= now:
        raise Taken(_("The time was not kept any longer. Choose again, please."))
    _saved(one, state=State.BOOKED, told_at=now, agreed_by=agreed_by, held_until=None)
    seats = list(one.seats.all())
    _promised(actor, one, order, seats, now)
    _recorded(actor, one, "booked", now, moment=one.window_from, how=agreed_by)
    return brief_of(one, seats)


@action
def move_appointment(
    *,
    actor: Actor,
    appointment_id: int,
    version: int | None,
    offer: Offer,
    reason: str,
    agreed_by: str,
    now: datetime,
) -> AppointmentBrief:
    """Another time in place of the told one, to which the customer has said yes (semantics 5)."""
    one, order = _held(actor, appointment_id, now, version)
    _check(order, offer, now)
    for other in _room_made(one, offer, now):
        _over(other, State.LAPSED, now)
    _ended(one, State.MOVED, reason, "", now)
    fresh, seats = _made(order, offer, now, state=State.BOOKED, told_at=now, agreed_by=agreed_by,
                         moved_from=one)  # fmt: skip
    _undone(actor, one, order, now)
    _promised(actor, fresh, order, seats, now)
    _recorded(actor, fresh, "appointment_moved", now, former=one.window_from, reason=reason,
              moment=offer.window_from, how=agreed_by)  # fmt: skip
    return brief_of(fresh, seats)


@action
def cancel_appointment(
    *,
    actor: Actor,
    appointment_id: int,
    version: int | None,
    reason: str,
    note: str = "",
    now: datetime,
) -> AppointmentBrief:
    """Nobody comes at that time; the order waits for another one."""
    one, order = _held(actor, appointment_id, now, version)
    _ended(one, State.CALLED_OFF, reason, note, now)
    if one.told_at is not None:
        _undone(actor, one, order, now)
    _recorded(actor, one, "appointment_called_off", now, reason=reason)
    return _told(one)


@action
def depart(
    *, actor: Actor, appointment_id: int, at: datetime | None = None, now: datetime
) -> AppointmentBrief:
    """The technician sets out. `at`: when that was, for a phone that had no network."""
    return _stepped(actor, appointment_id, State.ON_THE_WAY, "departed_at", at, now)


@action
def arrive(
    *, actor: Actor, appointment_id: int, at: datetime | None = None, now: datetime
) -> AppointmentBrief:
    """Somebody stands at the door: measured against the told window."""
    return _stepped(actor, appointment_id, State.ARRIVED, "arrived_at", at, now)


@action
def begin_work(
    *, actor: Actor, appointment_id: int, at: datetime | None = None, now: datetime
) -> AppointmentBrief:
    return _stepped(actor, appointment_id, State.WORKING, "begun_at", at, now)


@action
def end_visit(
    *,
    actor: Actor,
    appointment_id: int,
    outcome: Outcome,
    reason: str = "",
    note: str = "",
    at: datetime | None = None,
    arrived_at: datetime | None = None,
    told_later: bool = False,
    now: datetime,
) -> AppointmentBrief:
    """Done; or another visit is needed, or nobody was at home: then why, and the order waits.

    `told_later`: nobody noted it at the door; who ended the order knows of it, and perhaps when.
    """
    one, order = _held(actor, appointment_id, now)
    ended_at = at or now
    if one.state == outcome and one.ended_at == ended_at:
        return _told(one)
    _check_moment(one, ended_at, now)
    came_at = ended_at if outcome is Outcome.NOBODY_HOME else arrived_at
    arriving = one.arrived_at is None and came_at is not None
    if arrived_at is not None and not rules.is_possible(arrived_at, after=[one.told_at], now=now):
        raise Invalid.of("arrived_at", _("This lies in the future, or before the step it follows."))
    _ended(one, State(outcome), reason, note, ended_at, told_later=told_later)
    if arriving:
        _saved(one, arrived_at=came_at)
        _at_the_door(actor, one, order, now)
    _undone(actor, one, order, now)
    _recorded(actor, one, "visit_ended", now, outcome=outcome,
              **({"reason": reason} if reason else {}))  # fmt: skip
    return _told(one)


@action
def reseat(
    *,
    actor: Actor,
    seats: Mapping[int, Sequence[SeatDraft]],
    shifts: Sequence[Shift] = (),
    why: str,
    now: datetime,
) -> list[AppointmentBrief]:
    """Other people or times for told appointments, each within its window: all, or none.

    `seats`: appointment -> who and when. Whoever has set out is left alone. Raises Taken.
    """
    chosen = Appointment.objects.visible_to(actor).filter(id__in=seats)
    chosen = chosen.select_related("work_order")
    found = list(chosen.select_for_update(no_key=True, of=("self",)).order_by("id"))
    if len(found) != len(seats):
        raise NotFound(_("There is no such appointment."))
    for one in found:
        if one.state not in (State.HELD, State.BOOKED):
            raise NotNow(_("Somebody has set out already."))
        if not rules.are_seats(seats[one.id], opens=one.window_from, closes=one.window_until):
            raise Invalid.of("seats", _("The visit does not begin within its window like this."))
    leaving = Seat.objects.filter(appointment__in=found, is_live=True)
    coming = [seat_of(one, draft) for one in found for draft in seats[one.id]]
    locked([*days_of(leaving), *days_of(coming)], changing=True)
    leaving.delete()
    _sit(coming, shifts)
    for one in found:
        _saved(one)
        if one.state == State.BOOKED:
            visits.note_visitor(actor=actor, case_id=one.work_order.case_id, reference=one.id,
                                who=names_of(one.seats.all()), now=now)  # fmt: skip
        _recorded(actor, one, "reseated", now, why=why,
                  members=[seat.technician_id for seat in seats[one.id]])  # fmt: skip
    return [_told(one) for one in found]


@action
def release_lapsed(*, actor: Actor, now: datetime, limit: int = 200) -> int:
    """Times that were held and not taken are free again; how many."""
    lapsed = Appointment.objects.filter(state=State.HELD, held_until__lte=now).order_by("id")
    found = list(lapsed.select_for_update(no_key=True, skip_locked=True)[:limit])
    locked(days_of(Seat.objects.filter(appointment__in=found, is_live=True)), changing=True)
    for one in found:
        _over(one, State.LAPSED, now)
        _recorded(actor, one, "lapsed", now)
    return len(found)


@derived
def lock_days(*, actor: Actor, days: Iterable[DayOf], now: datetime) -> dict[DayOf, int]:
    """Days that nobody else writes until the work ends, and their versions: judge, then write."""
    del actor, now
    return locked(days, changing=False)


def _held(
    actor: Actor, appointment_id: int, now: datetime, version: int | None = None
) -> tuple[Appointment, OrderBrief]:
    """The appointment as it stands, locked after its order."""
    seen = Appointment.objects.visible_to(actor).filter(id=appointment_id)
    known = seen.values_list("work_order_id", "work_order__case_id").first()
    if known is None:
        raise NotFound(_("There is no such appointment."))
    order = held_order(actor=_inside(actor), order_id=known[0], case_id=known[1], now=now)
    one = Appointment.objects.select_for_update(no_key=True).get(id=appointment_id)
    if version is not None and version != one.version:
        raise NotNow(_("Somebody changed this appointment in the meantime. Look at it again, then "
                       "send."))  # fmt: skip
    return one, order


def _inside(actor: Actor) -> Actor:
    """Whoever may act on the appointment acts on its order and its case."""
    return replace(actor, sees_everything=True, grants=actor.grants | {"cases.see_cases"})


def _check(order: OrderBrief, offer: Offer, now: datetime) -> None:
    if order.state in ENDED:
        raise NotNow(_("The work order has ended."))
    if offer.window_until <= now:
        raise Invalid.of("window_from", _("An appointment lies in the future."))
    if len(offer.seats) != order.persons or not offer.holds:
        raise Invalid.of("seats", _("The visit does not begin within its window like this."))


def _check_moment(one: Appointment, at: datetime, now: datetime) -> None:
    before = [one.told_at, one.departed_at, one.arrived_at, one.begun_at]
    if not rules.is_possible(at, after=before, now=now):
        raise Invalid.of("at", _("This lies in the future, or before the step it follows."))


def _stepped(
    actor: Actor, number: int, state: State, column: str, at: datetime | None, now: datetime
) -> AppointmentBrief:
    """One step on the way; sent again, or by the second of two phones, it is the same step."""
    one, order = _held(actor, number, now)
    if getattr(one, column) is not None:
        return _told(one)
    _must_lead_to(one, state)
    _check_moment(one, at or now, now)
    arriving = one.arrived_at is None
    _saved(one, state=state, **{column: at or now})
    if arriving and state is not State.ON_THE_WAY:
        _saved(one, arrived_at=at or now)
        _at_the_door(actor, one, order, now)
    record(actor=actor, verb=f"order.{state}", subject=f"order:{order.id}", at=now,
           appointment=one.id, moment=at or now)  # fmt: skip
    return _told(one)


def _must_lead_to(one: Appointment, state: State, *, told_later: bool = False) -> None:
    if not rules.may_become(one.state, state, told_later=told_later):
        raise NotNow(why_not_now(one.state))


def _at_the_door(actor: Actor, one: Appointment, order: OrderBrief, now: datetime) -> None:
    inside = _inside(actor)
    visits.note_booked_arrival(actor=inside, case_id=order.case_id, reference=one.id,
                               arrived_at=one.arrived_at or now, now=now)  # fmt: skip
    if order.state not in ENDED:
        note_order_state(actor=inside, order_id=order.id, state=OrderState.UNDER_WAY, now=now)


def _promised(actor: Actor, one: Appointment, order: OrderBrief, seats: list[Seat],
              now: datetime) -> None:  # fmt: skip
    """Tells the case and the order of a time to which the customer has said yes."""
    if one.agreed_by not in rules.AGREED_BY:
        sentence = _("An appointment is told or moved only with the customer's word: say how.")
        raise Invalid.of("agreed_by", sentence)
    inside = _inside(actor)
    visits.note_booking(actor=inside, case_id=order.case_id, reference=one.id,
                        from_at=one.window_from, until_at=one.window_until,
                        who=names_of(seats), how=one.agreed_by, now=now)  # fmt: skip
    note_order_state(actor=inside, order_id=order.id, state=OrderState.BOOKED, now=now)


def _undone(actor: Actor, one: Appointment, order: OrderBrief, now: datetime) -> None:
    """Tells the case and the order that nobody is there, or comes, any more."""
    inside = _inside(actor)
    visits.end_booked_visit(actor=inside, case_id=order.case_id, reference=one.id,
                            outcome=one.state, note=one.note, now=now)  # fmt: skip
    if one.state not in (State.DONE, State.MOVED) and order.state not in ENDED:
        note_order_state(actor=inside, order_id=order.id, state=OrderState.WAITING, now=now)


def _ended(one: Appointment, state: State, reason: str, note: str, at: datetime, *,
           told_later: bool = False) -> None:  # fmt: skip
    _must_lead_to(one, state, told_later=told_later)
    if reason not in rules.REASONS.get(state, ("",)):
        raise Invalid.of("reason", _("Say why."))
    one.reason, one.note = reason, note.strip()
    _over(one, state, at, took_place=state in rules.OUTCOMES)


def _over(one: Appointment, state: State, at: datetime, *, took_place: bool = False) -> None:
    """Its time is free again; of a visit that took place, what is left of it."""
    seats = one.seats.filter(is_live=True)
    locked(days_of(seats), changing=True)
    if took_place:
        seats.filter(starts_at__lt=at, ends_at__gt=at).update(ends_at=at)
        seats = seats.filter(starts_at__gte=at)
    seats.update(is_live=False)
    _saved(one, state=state, ended_at=at, reason=one.reason, note=one.note)


def _saved(one: Appointment, **new: Any) -> None:
    vars(one).update(new)
    one.version += 1
    one.save(update_fields=[*new, "version"])


def _room_made(standing: Appointment | None, offer: Offer, now: datetime) -> list[Appointment]:
    """Locks all days concerned; returns what was held too long there, for whoever looks to free.

    What somebody else is freeing is left to them.
    """
    people = [seat.technician_id for seat in offer.seats]
    theirs = Seat.objects.filter(technician_id__in=people, is_live=True)
    late = Appointment.objects.filter(state=State.HELD, held_until__lte=now)
    late = late.filter(id__in=theirs.values("appointment_id")).order_by("id")
    lapsed = list(late.select_for_update(no_key=True, skip_locked=True))
    leaving = [*lapsed, *([standing] if standing else [])]
    old = Seat.objects.filter(appointment__in=leaving, is_live=True)
    locked([*days_of(old), *days_of(offer.seats)], changing=True)
    return [one for one in lapsed if one != standing]


def _made(order: OrderBrief, offer: Offer, now: datetime, **said: Any) -> Fresh:
    with first_come():
        fresh = Appointment.objects.create(work_order_id=order.id, made_at=now, **said,
            window_from=offer.window_from, window_until=offer.window_until)  # fmt: skip
    seats = [seat_of(fresh, draft) for draft in offer.seats]
    _sit(seats, offer.shifts)
    return fresh, seats


def _sit(rows: Iterable[Seat], shifts: Sequence[Shift]) -> None:
    """What the database refuses is somebody else's time: said as such, never a fault."""
    try:
        with not_overlapping():
            shift(shifts)
            Seat.objects.bulk_create(sorted(rows, key=attrgetter("technician_id")))
    except Overlapping as error:
        raise Taken(_("Somebody else has that time meanwhile. Choose another one, "
                      "please.")) from error  # fmt: skip


def _told(one: Appointment) -> AppointmentBrief:
    return brief_of(one, one.seats.all())


def _recorded(actor: Actor, one: Appointment, what: str, now: datetime, **detail: Any) -> None:
    record(actor=actor, verb=f"order.{what}", subject=f"order:{one.work_order_id}", at=now,
           appointment=one.id, **detail)  # fmt: skip
