"""Parts are sent from one store to another, and received there (R-FS-11).

Between the two they lie at a place of their own: nobody has them, and none is lost. Whoever
receives, refuses or calls back locks the transfer first, so that one of them comes first.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.fieldservice.spares.actions import open_way
from aftercare.fieldservice.spares.queries import (
    PlaceBrief,
    go_hand_to_hand,
    own_place,
    place_brief,
)
from aftercare.fieldservice.stores.actions import free_aside, set_aside, shift_parts
from aftercare.fieldservice.stores.queries import Move, Portion, Some
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import head_of, member_briefs

from .models import Line, Transfer
from .rules import UNDER_WAY, Got, State, missing

SENT = gettext_noop("Parts are on their way to you: {number}, to be received")
REFUSED = gettext_noop("Transfer {number} was refused and comes back")
DIFFERS = gettext_noop("Transfer {number} did not arrive as it was sent")


class TransferIsOver(Refusal):
    """Somebody was first: it was received, refused or called back."""


@action
def move_parts(
    *,
    actor: Actor,
    from_place_id: int,
    to_place_id: int,
    part_id: int,
    count: int = 0,
    serials: Sequence[str] = (),
    lot_id: int | None = None,
    now: datetime,
) -> list[Portion]:
    """Free pieces go from hand to hand, between a station and its vans. Raises NotEnough."""
    giver = own_place(actor=actor, place_id=from_place_id)
    taker = own_place(actor=actor, place_id=to_place_id)
    if not go_hand_to_hand(actor=SYSTEM, one_id=giver.id, other_id=taker.id):
        sentence = _("Only between a station and its vans: send them, and they are received there.")
        raise Invalid.of("to_place_id", sentence)
    some = Some(part_id=part_id, count=count, serials=serials, lot_id=lot_id)
    record(actor=actor, verb="store.handed_over", subject=f"store:{giver.id}", at=now,
           store=taker.id)  # fmt: skip
    return shift_parts(actor=actor, some=some, from_place_id=giver.id, to_place_id=taker.id,
                       now=now)  # fmt: skip


@action
def send_parts(
    *,
    actor: Actor,
    from_place_id: int,
    to_place_id: int,
    rows: Sequence[Some],
    waybill: str = "",
    note: str = "",
    now: datetime,
) -> int:
    """Free pieces of an own place leave it for another one; the id of the transfer.

    Raises NotEnough, Invalid.
    """
    giver = own_place(actor=actor, place_id=from_place_id)
    return _sent(actor, giver, to_place_id, rows, now, papers=(waybill, note))


@action
def send_for_order(
    *,
    actor: Actor,
    from_place_id: int,
    to_place_id: int,
    rows: Sequence[Some],
    order_id: int,
    now: datetime,
) -> int:
    """From wherever they lie; they wait for the order on the way, and where they are received."""
    giver = place_brief(actor=SYSTEM, place_id=from_place_id)
    return _sent(actor, giver, to_place_id, rows, now, order_id=order_id)


@action
def receive_transfer(
    *,
    actor: Actor,
    transfer_id: int,
    got: Mapping[int, Got] | None = None,
    reason: str = "",
    now: datetime,
) -> int:
    """It came, or came back: all of it where `got` (by line) does not say otherwise.

    Damaged pieces are scrapped, missing ones written off, both with the reason. How many are not
    there as they were sent. Raises TransferIsOver, Invalid.
    """
    row = _locked(transfer_id, UNDER_WAY)
    is_back = row.state == State.GOING_BACK
    place = own_place(actor=actor, place_id=row.giver_id if is_back else row.taker_id)
    lines = list(row.lines.order_by("part_id", "id"))
    said = dict(got or {})
    if set(said) - {line.id for line in lines}:
        raise NotFound(_("There is no such part."))
    lacking = 0
    for line in lines:
        came = said.get(line.id, Got(arrived=line.sent))
        gone = missing(sent=line.sent, got=came)
        if gone is None:
            raise Invalid.of(f"arrived_{line.id}", _("No more than were sent: %(n)d.")
                             % {"n": line.sent})  # fmt: skip
        lacking += gone + came.damaged
        line.arrived, line.damaged = came.arrived, came.damaged
    if lacking and not reason.strip():
        raise Invalid.of("reason", _("Say where the difference comes from."))
    for line in lines:
        _arrives(actor, row, line, place.id, reason.strip(), now)
    Line.objects.bulk_update(lines, ["arrived", "damaged"])
    _end(actor, row, State.CAME_BACK if is_back else State.RECEIVED, reason or row.reason, now)
    record(actor=actor, verb="transfer.came_back" if is_back else "transfer.received",
           subject=f"transfer:{row.id}", at=now, store=place.id, difference=-lacking)  # fmt: skip
    if lacking:
        _tell_sender(actor, row, DIFFERS, now)
    return lacking


@action
def refuse_transfer(*, actor: Actor, transfer_id: int, reason: str, now: datetime) -> None:
    """It is not taken: it goes back, and is received where it came from."""
    row = _locked(transfer_id, (State.ON_WAY,))
    own_place(actor=actor, place_id=row.taker_id)
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    row.state, row.reason = State.GOING_BACK, reason.strip()
    row.save(update_fields=["state", "reason"])
    record(actor=actor, verb="transfer.refused", subject=f"transfer:{row.id}", at=now)
    _tell_sender(actor, row, REFUSED, now)


@action
def call_back_transfer(*, actor: Actor, transfer_id: int, reason: str, now: datetime) -> None:
    """It did not leave, or came to a halt: all of it lies where it came from."""
    row = _locked(transfer_id, (State.ON_WAY,))
    giver = own_place(actor=actor, place_id=row.giver_id)
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    for line in row.lines.order_by("part_id", "id"):
        line.arrived = line.sent
        _arrives(actor, row, line, giver.id, reason.strip(), now)
    _end(actor, row, State.CALLED_BACK, reason, now)
    record(actor=actor, verb="transfer.called_back", subject=f"transfer:{row.id}", at=now)


def _sent(
    actor: Actor,
    giver: PlaceBrief,
    to_place_id: int,
    rows: Sequence[Some],
    now: datetime,
    *,
    order_id: int | None = None,
    papers: tuple[str, str] = ("", ""),
) -> int:
    """`papers`: the number of the waybill, and what is said of it."""
    waybill, note = papers
    taker = place_brief(actor=SYSTEM, place_id=to_place_id)
    if taker.id == giver.id:
        raise Invalid.of("to_place_id", _("Choose another place."))
    if not rows:
        raise Invalid.of("rows", _("Say which parts."))
    way = open_way(actor=actor, now=now)
    row = Transfer.objects.create(
        giver_id=giver.id, taker_id=taker.id, order_id=order_id, waybill=waybill.strip(),
        note=note.strip(), sent_at=now, sent_by_name=actor.name, sent_by_member=actor.staff_id,
    )  # fmt: skip
    lines = []
    for some in sorted(rows, key=lambda one: one.part_id):
        gone = shift_parts(actor=actor, some=some, from_place_id=giver.id, to_place_id=way,
                           reference=str(row), now=now)  # fmt: skip
        lines += [Line(transfer=row, part_id=some.part_id, lot_id=one.lot_id, serial=one.serial,
                       sent=one.count) for one in gone]  # fmt: skip
    Line.objects.bulk_create(lines)
    for line in lines if order_id else ():
        set_aside(actor=actor, place_id=way, some=_some(line, line.sent), order_id=order_id or 0,
                  now=now)  # fmt: skip
    record(actor=actor, verb="transfer.sent", subject=f"transfer:{row.id}", at=now, store=giver.id,
           number=sum(line.sent for line in lines))  # fmt: skip
    notify(actor=actor, user_ids=[_keeper_of(taker)], kind="transfer.sent", text_key=SENT, now=now,
           params={"number": str(row)}, link=_link(row, taker))  # fmt: skip
    return row.id


def _locked(transfer_id: int, states: Sequence[State]) -> Transfer:
    row = Transfer.objects.select_for_update().filter(id=transfer_id).first()
    if row is None:
        raise NotFound(_("There is no such transfer."))
    if row.state not in states:
        raise TransferIsOver(
            _("Somebody was first: %(state)s.") % {"state": row.get_state_display()}
        )
    return row


def _arrives(
    actor: Actor, row: Transfer, line: Line, place_id: int, reason: str, now: datetime
) -> None:
    """The good pieces lie at the place, and wait there for the order they waited for."""
    way, number = open_way(actor=actor, now=now), str(row)
    waited = 0
    if row.order_id:
        freed = free_aside(actor=actor, order_id=row.order_id, some=_some(line, line.sent),
                           place_id=way, now=now)  # fmt: skip
        waited = sum(one.count for one in freed)
    good = line.arrived or 0
    for count, kind in ((line.damaged, Move.SCRAPPED),
                        (line.sent - good - line.damaged, Move.MISSING)):  # fmt: skip
        if count:
            shift_parts(actor=actor, some=_some(line, count), from_place_id=way, to_place_id=None,
                        kind=kind, reason=reason, reference=number, now=now)  # fmt: skip
    if good:
        shift_parts(actor=actor, some=_some(line, good), from_place_id=way, to_place_id=place_id,
                    reference=number, now=now)  # fmt: skip
    if row.order_id and min(waited, good):
        set_aside(actor=actor, place_id=place_id, some=_some(line, min(waited, good)),
                  order_id=row.order_id, now=now)  # fmt: skip


def _some(line: Line, count: int) -> Some:
    serials = [line.serial] if line.serial else []
    return Some(part_id=line.part_id, count=count, serials=serials, lot_id=line.lot_id)


def _end(actor: Actor, row: Transfer, state: State, reason: str, now: datetime) -> None:
    row.state, row.reason, row.ended_at, row.ended_by_name = state, reason.strip(), now, actor.name
    row.save(update_fields=["state", "reason", "ended_at", "ended_by_name"])


def _keeper_of(place: PlaceBrief) -> int | None:
    """Whose the van is; of a store the head of its unit."""
    if place.member_id is not None:
        return member_briefs(actor=SYSTEM, ids=[place.member_id])[place.member_id].user_id
    head = head_of(actor=SYSTEM, org_unit_id=place.org_unit_id) if place.org_unit_id else None
    return head.user_id if head else None


def _tell_sender(actor: Actor, row: Transfer, text_key: str, now: datetime) -> None:
    found = member_briefs(actor=SYSTEM, ids=[row.sent_by_member] if row.sent_by_member else [])
    notify(actor=actor, user_ids=[one.user_id for one in found.values()], kind="transfer.differs",
           text_key=text_key, params={"number": str(row)}, now=now,
           link=f"/desk/parts/transfers/{row.id}")  # fmt: skip


def _link(row: Transfer, taker: PlaceBrief) -> str:
    return "/m/parcels" if taker.member_id is not None else f"/desk/parts/transfers/{row.id}"
