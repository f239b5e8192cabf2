"""What was done last at the board, and whether it can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    Offer,
    SeatDraft,
    State,
    appointment_of,
)
from aftercare.fieldservice.locks.queries import lock_of
from aftercare.fieldservice.plans.models import Move, Pooled
from aftercare.fieldservice.plans.rules import NotFit
from aftercare.fieldservice.technicians.queries import technician_card
from aftercare.fieldservice.workorders.queries import OrderBrief, order_briefs
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.people.staff.queries import MemberBrief, member_briefs

from .candidates import judged_seats
from .days import sheet_of

TAKEN_BACK_WITHIN = timedelta(minutes=10)


WINDOW = timedelta(hours=2)
"""How long a window is that the board promises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """The last move of a person; `people` have the visit now, nobody where it was called off."""

    order: OrderBrief
    people: tuple[MemberBrief, ...]
    starts_at: datetime | None
    until: datetime


def stood_of(order: OrderBrief, standing: AppointmentBrief | None) -> dict[str, Any]:
    """How the visit of an order stands, as a move keeps it; without a time what the pool says."""
    if standing is None or standing.state == State.HELD:
        pooled = Pooled.objects.filter(work_order_id=order.id, ended_at=None)
        return {"pool": pooled.values_list("id", flat=True).first()}
    return {
        "appointment": standing.id,
        "people": list(standing.technicians),
        "starts_at": (standing.starts_at or standing.window_from).isoformat(),
        "window_from": standing.window_from.isoformat(),
        "window_until": standing.window_until.isoformat(),
        "agreed_by": standing.agreed_by,
        "locked": lock_of(actor=SYSTEM, order_id=order.id) is not None,
    }


def move_to_take_back(order: OrderBrief, standing: AppointmentBrief | None, now: datetime) -> Move:
    """Raises NotFit with what speaks against it."""
    row = Move.objects.filter(work_order_id=order.id).first()
    if row is None or row.moved_at + TAKEN_BACK_WITHIN < now:
        raise NotFit(_("Too late: a move can be taken back within ten minutes."))
    if not _is_as_moved(row, standing):
        raise NotFit(_("The visit has changed since. Move it by hand."))
    return row


def last_move(*, actor: Actor, day: date, now: datetime) -> MoveRow | None:
    """Of the person who asks, as long as it can be taken back and belongs to the day."""
    mine = Move.objects.filter(by_user=actor.user_id, moved_at__gte=now - TAKEN_BACK_WITHIN)
    row = mine.order_by("-moved_at").first() if actor.user_id else None
    if row is None:
        return None
    order = order_briefs(actor=SYSTEM, ids=[row.work_order_id])[row.work_order_id]
    standing = appointment_of(actor=SYSTEM, order=order)
    times = [row.before.get("starts_at"), standing and standing.starts_at]
    days = {timezone.localdate(_moment(one)) for one in times if one}
    if day not in days or not _is_as_moved(row, standing):
        return None
    names = member_briefs(actor=SYSTEM, ids=standing.technicians if standing else ())
    return MoveRow(
        order=order,
        people=tuple(names.values()),
        starts_at=standing.starts_at if standing else None,
        until=row.moved_at + TAKEN_BACK_WITHIN,
    )


def offer_of(seats: Sequence[SeatDraft]) -> Offer:
    """The promised window begins with the half hour in which work is to start."""
    starts = seats[0].starts_at
    opens = starts.replace(minute=starts.minute // 30 * 30, second=0, microsecond=0)
    return Offer(window_from=opens, window_until=opens + WINDOW, seats=seats)


def starts_before(before: Mapping[str, Any]) -> datetime:
    """When work was to begin before a move."""
    return datetime.fromisoformat(before["starts_at"])


def offer_before(order: OrderBrief, before: Mapping[str, Any], now: datetime) -> Offer:
    """The window and the people from before a move, judged as the days stand now."""
    people, starts = before["people"], starts_before(before)
    units = {technician_card(actor=SYSTEM, member_id=one).site.org_unit_id for one in people}
    sheet = sheet_of(
        actor=SYSTEM, day=timezone.localdate(starts), org_units=units, now=now, also=[order]
    )
    opens, closes = (datetime.fromisoformat(before[f"window_{end}"]) for end in ("from", "until"))
    seats = judged_seats(sheet, order, people, starts, _("as it stood"))
    return Offer(window_from=opens, window_until=closes, seats=seats)


def _is_as_moved(row: Move, standing: AppointmentBrief | None) -> bool:
    known = (standing.id, standing.version) if standing else (None, 0)
    return known == (row.appointment, row.version)


def _moment(one: datetime | str) -> datetime:
    return datetime.fromisoformat(one) if isinstance(one, str) else one
