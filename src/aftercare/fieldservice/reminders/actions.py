"""Customers hear of a visit before it comes, and before it comes late (R-FS-02, R-FS-06).

The order is locked before the appointment is looked at, as whoever moves or calls it off locks it:
nothing is said of a time that is no more.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.messaging.actions import tell_customer
from aftercare.casework.messaging.queries import Occasion, Timing, part_of
from aftercare.fieldservice.appointments.queries import (
    COMING,
    AppointmentBrief,
    NotNow,
    State,
    appointment_brief,
    why_not_now,
)
from aftercare.fieldservice.workorders.actions import held_order
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid
from aftercare.people.staff.queries import member_briefs

from . import rules
from .models import Telling
from .queries import habits_of, reminder_of
from .rules import What


@action
def remind_customer(*, actor: Actor, appointment_id: int, now: datetime) -> bool:
    """Reminds of a visit, if that is due and was not done; whether it was."""
    one = _held(actor, appointment_id, now)
    what = reminder_of(actor=actor, visit=one, now=now) if one.state == State.BOOKED else None
    if what is None or Telling.objects.filter(appointment_id=one.id, what=what).exists():
        return False
    timing = Timing(until=one.window_from, part=part_of(one.id))
    channel = _said(actor, one, Occasion.REMINDER, timing, now)
    Telling.objects.create(appointment_id=one.id, what=what, said_at=now, channel=channel)
    record(actor=actor, verb="order.reminded", subject=f"order:{one.order_id}", at=now,
           appointment=one.id, what=what, channel=channel)  # fmt: skip
    return True


@action
def warn_of_delay(
    *, actor: Actor, appointment_id: int, expected_at: datetime, now: datetime
) -> bool:
    """Tells of a later arrival that was reckoned; whether that was still new."""
    one = _held(actor, appointment_id, now)
    last = _last(one)
    habits = habits_of(actor=SYSTEM, orders={one.order_id})[one.order_id]
    told = rules.delay_to_tell(
        window_until=one.window_until, expected_at=expected_at, now=now, habits=habits,
        last=last.expected_at if last else None,
    )  # fmt: skip
    if one.state not in COMING or told is None:
        return False
    _told_late(actor, one, told, now, by_person=False)
    return True


@action
def announce_delay(
    *, actor: Actor, appointment_id: int, minutes: int, now: datetime
) -> AppointmentBrief:
    """Somebody says by how much later than agreed one comes; the customer is told at once.

    The same word again is the same word.
    """
    seen = appointment_brief(actor=actor, appointment_id=appointment_id)
    one = _held(SYSTEM, seen.id, now)
    if one.state not in COMING:
        raise NotNow(why_not_now(one.state))
    if not 0 < minutes <= rules.LONGEST:
        raise Invalid.of("minutes", _("From 1 minute to 4 hours; else agree on another time."))
    expected = rules.rounded(max(one.window_until, now) + timedelta(minutes=minutes))
    last = _last(one)
    if last is None or last.expected_at != expected:
        _told_late(actor, one, expected, now, by_person=True)
    return one


def _held(actor: Actor, appointment_id: int, now: datetime) -> AppointmentBrief:
    seen = appointment_brief(actor=actor, appointment_id=appointment_id)
    held_order(actor=SYSTEM, order_id=seen.order_id, now=now)
    return appointment_brief(actor=actor, appointment_id=appointment_id)


def _last(one: AppointmentBrief) -> Telling | None:
    told = Telling.objects.filter(appointment_id=one.id, what=What.LATE)
    return told.order_by("-turn").first()


def _told_late(
    actor: Actor, one: AppointmentBrief, expected: datetime, now: datetime, *, by_person: bool
) -> None:
    last = _last(one)
    timing = Timing(urgent=True, until=expected, part=part_of(one.id))
    about = f"{timezone.localtime(expected):%H:%M}"
    channel = _said(actor, one, Occasion.LATE, timing, now, about=about)
    Telling.objects.create(
        appointment_id=one.id, what=What.LATE, turn=last.turn + 1 if last else 1, said_at=now,
        channel=channel, by_person=by_person, expected_at=expected,
    )  # fmt: skip
    record(actor=actor, verb="order.told_late", subject=f"order:{one.order_id}", at=now,
           appointment=one.id, moment=expected, channel=channel)  # fmt: skip


def _said(
    actor: Actor,
    one: AppointmentBrief,
    occasion: Occasion,
    timing: Timing,
    now: datetime,
    **facts: str,
) -> str:
    order = held_order(actor=SYSTEM, order_id=one.order_id, now=now)
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    opens, closes = timezone.localtime(one.window_from), timezone.localtime(one.window_until)
    names = member_briefs(actor=SYSTEM, ids=one.technicians)
    said = {
        "date": f"{opens:%Y-%m-%d %H:%M}–{closes:%H:%M}",
        "who": "、".join(names[number].name for number in one.technicians if number in names),
    }
    return tell_customer(
        actor=actor, occasion=occasion, case=case, facts=said | facts, timing=timing, now=now
    )
