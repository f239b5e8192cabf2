"""What a work order takes of parts: needed, reserved, used, brought back (R-FS-11)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.casework.pauses.actions import pause_case, resume_case
from aftercare.casework.pauses.queries import pauses_of
from aftercare.fieldservice.spares.queries import (
    go_hand_to_hand,
    part_brief,
    part_briefs,
    place_brief,
    place_of,
    way_between,
)
from aftercare.fieldservice.stores.actions import (
    free_aside,
    put_back,
    set_aside,
    shift_parts,
    take_out,
)
from aftercare.fieldservice.stores.queries import (
    Level,
    Portion,
    Some,
    asides_of,
    shelves,
    used_for,
    where_is,
)
from aftercare.fieldservice.transfers.actions import send_for_order
from aftercare.fieldservice.workorders.actions import held_order
from aftercare.fieldservice.workorders.queries import ENDED, OrderBrief, State, order_brief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.notices.actions import notify
from aftercare.foundation.rows import write_rows
from aftercare.people.staff.queries import head_of
from aftercare.policy.packs.queries import handling_rules

from .models import Need, OldPart, Use, Wait
from .queries import NeedRow, parts_of_order
from .rules import WAITING, Fate

WAITS = gettext_noop("Work order {number} waits for a part: {what}")


class OrderIsOver(Refusal):
    """Nothing is fitted any more for an order that is done or called off."""


class NothingWaits(Refusal):
    pass


@action
def need_parts(*, actor: Actor, order_id: int, wanted: Mapping[int, int], now: datetime) -> None:
    """How many of which parts the order takes; 0 takes a part off the list.

    What was reserved beyond that is free again.
    """
    order = _open_order(actor, order_id, now)
    if set(wanted) - set(part_briefs(actor=SYSTEM, ids=wanted)):
        raise NotFound(_("There is no such part."))
    if any(count < 0 for count in wanted.values()):
        raise Invalid.of("count", _("Not less than nothing."))
    for part_id, count in sorted(wanted.items()):
        if count:
            Need.objects.update_or_create(
                order_id=order.id, part_id=part_id, defaults={"count": count}
            )
        else:
            Need.objects.filter(order_id=order.id, part_id=part_id).delete()
    _recorded(actor, order, "order.parts_needed", now, rows=len(wanted))
    for need in parts_of_order(actor=SYSTEM, order=order).needs:
        beyond = need.reserved + need.used - need.needed
        if need.part_id in wanted and beyond > 0 and need.reserved:
            some = Some(part_id=need.part_id, count=min(beyond, need.reserved))
            free_aside(actor=actor, order_id=order.id, some=some, now=now)


@action
def reserve_parts(
    *, actor: Actor, order_id: int, place_id: int | None = None, now: datetime
) -> list[NeedRow]:
    """Sets aside what the order needs and has not, as far as it is free at the place.

    Without `place_id` in the store of the station that does the work. What is missing still.
    """
    order = _open_order(actor, order_id, now)
    station = place_of(actor=SYSTEM, org_unit_id=order.org_unit_id)
    place = _told(place_id) or (station.id if station else None)
    rows = []
    for need in parts_of_order(actor=SYSTEM, order=order).needs:
        there = where_is(actor=SYSTEM, part_id=need.part_id) if place and need.missing else []
        count = min(need.missing, sum(one.free for one in there if one.place_id == place))
        if count and place:
            set_aside(actor=actor, place_id=place, some=Some(part_id=need.part_id, count=count),
                      order_id=order.id, now=now)  # fmt: skip
        rows.append(replace(need, reserved=need.reserved + count, missing=need.missing - count))
    _recorded(actor, order, "order.parts_reserved", now, store=place)
    return [row for row in rows if row.missing]


@action
def release_parts(*, actor: Actor, order_id: int, now: datetime) -> None:
    """Nothing waits for the order any more: it is over, or takes other parts."""
    order = held_order(actor=actor, order_id=order_id, now=now)
    waiting = asides_of(actor=SYSTEM, order_ids=[order.id]).get(order.id, [])
    for level in waiting:
        some = Some(part_id=level.part_id, count=level.count)
        free_aside(actor=actor, order_id=order.id, some=some, place_id=level.place_id, now=now)
    if waiting:
        _recorded(actor, order, "order.parts_released", now)
    if order.state in ENDED:
        _stop_waiting(order, now)


@action
def hand_out_parts(
    *, actor: Actor, order_id: int, to_place_id: int, serials: Sequence[str] = (), now: datetime
) -> None:
    """What waits for the order goes into the van, and waits there; numbered pieces by `serials`.

    From a store beyond it is sent: it waits for the order on its way, too, until it is received.
    """
    order = _open_order(actor, order_id, now)
    taker = place_brief(actor=SYSTEM, place_id=to_place_id)
    waiting = asides_of(actor=SYSTEM, order_ids=[order.id]).get(order.id, [])
    way, beyond = way_between(actor=SYSTEM), defaultdict(list)
    for level in (one for one in waiting if one.place_id not in {taker.id, way}):
        some = Some(part_id=level.part_id, count=level.count, serials=_pieces_meant(level, serials))
        free_aside(actor=actor, order_id=order.id, some=some, place_id=level.place_id, now=now)
        if not go_hand_to_hand(actor=SYSTEM, one_id=level.place_id, other_id=taker.id):
            beyond[level.place_id].append(some)
            continue
        shift_parts(actor=actor, some=some, from_place_id=level.place_id, to_place_id=taker.id,
                    now=now)  # fmt: skip
        set_aside(actor=actor, place_id=taker.id, some=some, order_id=order.id, now=now)
    for place_id, rows in beyond.items():
        send_for_order(actor=actor, from_place_id=place_id, to_place_id=taker.id, rows=rows,
                       order_id=order.id, now=now)  # fmt: skip
    _recorded(actor, order, "order.parts_handed_out", now, store=taker.id)


@action
def use_part(
    *,
    actor: Actor,
    order_id: int,
    part_id: int,
    count: int = 1,
    serial: str = "",
    lot_id: int | None = None,
    place_id: int | None = None,
    client_ref: str = "",
    now: datetime,
) -> list[Portion]:
    """Fits parts for the order: a piece by its number, or so many, from the batch that is named.

    Without `place_id` from where they wait for the order, else from the own van, else from the
    station. The same `client_ref` again does nothing. Raises NotEnough, Invalid, OrderIsOver.
    """
    if client_ref and Use.objects.filter(client_ref=client_ref).exists():
        return []
    order = _open_order(actor, order_id, now)
    if client_ref:
        write_rows([Use(order_id=order.id, client_ref=client_ref)])
    place = _told(place_id) or _taken_from(actor, order, part_id)
    if place is None:
        raise Invalid.of("place_id", _("Say where it was taken from."))
    portions = take_out(actor=actor, place_id=place, part_id=part_id, count=count, serial=serial,
                        lot_id=lot_id, order_id=order.id, now=now)  # fmt: skip
    _recorded(actor, order, "order.part_used", now,
              count=sum(one.count for one in portions))  # fmt: skip
    return portions


@action
def put_part_back(
    *, actor: Actor, order_id: int, movement_id: int, reason: str, now: datetime
) -> None:
    """What was noted as used was not: it lies where it came from."""
    order = order_brief(actor=actor, order_id=order_id)
    used = used_for(actor=SYSTEM, order_ids=[order.id])
    row = next((one for one in used if one.id == movement_id), None)
    if row is None:
        raise NotFound(_("There is no such part."))
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    put_back(actor=actor, movement_id=movement_id, reason=reason, now=now)
    _recorded(actor, order, "order.part_put_back", now, count=row.count)


@action
def return_old_part(
    *,
    actor: Actor,
    order_id: int,
    described_as: str = "",
    part_id: int | None = None,
    serial: str = "",
    place_id: int | None = None,
    left_with_customer: bool = False,
    now: datetime,
) -> int:
    """An old part was taken out: brought along to a place, or left with the customer. Its id."""
    order = order_brief(actor=actor, order_id=order_id)
    if order.state == State.CALLED_OFF:
        raise OrderIsOver(_("The work order was called off: nothing was taken out."))
    name = part_brief(actor=SYSTEM, part_id=part_id).name if part_id else ""
    if not (described_as.strip() or name):
        raise Invalid.of("described_as", _("Say which part it is."))
    place = None if left_with_customer else place_id or _at_hand(actor, order)
    row = OldPart.objects.create(
        order_id=order.id,
        part_id=part_id,
        described_as=described_as.strip() or name,
        serial=serial.strip().upper(),
        place_id=place,
        fate=Fate.CUSTOMER if left_with_customer else "",
        brought_at=now,
        ended_at=now if left_with_customer else None,
    )
    _recorded(actor, order, "order.old_part_taken", now, old_part=row.id)
    return row.id


@action
def settle_old_part(
    *, actor: Actor, old_part_id: int, fate: Fate, reference: str = "", now: datetime
) -> None:
    """It went back to the supplier, with the number of that consignment, or was scrapped."""
    row = OldPart.objects.select_for_update().filter(id=old_part_id, ended_at=None).first()
    if row is None:
        raise NotFound(_("There is no such part."))
    order = order_brief(actor=actor, order_id=row.order_id)
    if fate == Fate.SENT_BACK and not reference.strip():
        raise Invalid.of("reference", _("Name the waybill or the number of the claim."))
    row.fate, row.reference, row.ended_at = fate, reference.strip(), now
    row.save(update_fields=["fate", "reference", "ended_at"])
    _recorded(actor, order, "order.old_part_settled", now, old_part=row.id, fate=fate)


@action
def wait_for_part(
    *,
    actor: Actor,
    order_id: int,
    reference: str,
    expected_on: date | None = None,
    now: datetime,
) -> bool:
    """The order stands still until a part comes. Whether clocks of the case stand still, too.

    They do as far as its policy lets this reason stop them; the head hears of it (R-POL-03).
    """
    order = _open_order(actor, order_id, now)
    lacking = [need for need in parts_of_order(actor=SYSTEM, order=order).needs if need.missing]
    if not lacking:
        raise NothingWaits(_("The order lacks no part."))
    if not reference.strip():
        raise Invalid.of("reference", _("Name the purchase, or what else shows that it comes."))
    if Wait.objects.filter(order_id=order.id, ended_at=None).exists():
        raise NothingWaits(_("The order waits already."))
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    paused = _may_pause(case, now)
    if paused:
        pause_case(actor=actor, case_id=case.id, reason=WAITING, evidence=reference, now=now)
    Wait.objects.create(order_id=order.id, since=now, expected_on=expected_on,
                        reference=reference.strip(), paused=paused)  # fmt: skip
    _recorded(actor, order, "order.part_awaited", now, paused=paused)
    head = head_of(actor=SYSTEM, org_unit_id=order.org_unit_id)
    what = ", ".join(need.code for need in lacking[:3])
    notify(actor=actor, user_ids=[head.user_id] if head else [], kind="part.awaited",
           text_key=WAITS, params={"number": order.number, "what": what}, now=now,
           link=f"/desk/orders/{order.id}")  # fmt: skip
    return paused


@action
def end_waiting(*, actor: Actor, order_id: int, now: datetime) -> None:
    """The part is there: the order goes on, and so do the clocks."""
    order = held_order(actor=actor, order_id=order_id, now=now)
    if not _stop_waiting(order, now):
        raise NothingWaits(_("The order does not wait."))
    _recorded(actor, order, "order.part_came", now)


def _stop_waiting(order: OrderBrief, now: datetime) -> bool:
    wait = Wait.objects.filter(order_id=order.id, ended_at=None).first()
    if wait is None:
        return False
    wait.ended_at = now
    wait.save(update_fields=["ended_at"])
    others = Wait.objects.filter(order__case_id=order.case_id, ended_at=None, paused=True)
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    if wait.paused and not others.exists() and _is_paused(case, now):
        resume_case(actor=SYSTEM, case_id=case.id, reason=WAITING, now=now)
    return True


def _open_order(actor: Actor, order_id: int, now: datetime) -> OrderBrief:
    order = held_order(actor=actor, order_id=order_id, now=now)
    if order.state in ENDED:
        raise OrderIsOver(_("The work order is over."))
    return order


def _told(place_id: int | None) -> int | None:
    """A place where parts may be taken; raises NotFound."""
    return place_brief(actor=SYSTEM, place_id=place_id).id if place_id else None


def _taken_from(actor: Actor, order: OrderBrief, part_id: int) -> int | None:
    """Where the part waits for the order, else what one has at hand."""
    waiting = asides_of(actor=SYSTEM, order_ids=[order.id]).get(order.id, [])
    way = way_between(actor=SYSTEM)
    there = [level for level in waiting if level.part_id == part_id and level.place_id != way]
    place = next((level.place_id for level in there), None)
    return place or _at_hand(actor, order)


def _at_hand(actor: Actor, order: OrderBrief) -> int | None:
    """The own van, else the store of the station."""
    van = place_of(actor=SYSTEM, member_id=actor.staff_id) if actor.staff_id is not None else None
    place = van or place_of(actor=SYSTEM, org_unit_id=order.org_unit_id)
    return place.id if place else None


def _pieces_meant(level: Level, serials: Sequence[str]) -> list[str]:
    """Of parts whose pieces bear numbers: those that lie there, as many as wait."""
    part = part_brief(actor=SYSTEM, part_id=level.part_id)
    if not part.has_serials:
        return []
    lying = shelves(actor=SYSTEM, place_id=level.place_id, part_id=part.id)
    meant = {one.strip().upper() for one in serials} & {s for row in lying for s in row.serials}
    if len(meant) != level.count:
        sentence = _("Name the serial numbers of %(part)s: %(n)d.")
        raise Invalid.of("serials", sentence % {"part": part.name, "n": level.count})
    return sorted(meant)


def _may_pause(case: CaseBrief, now: datetime) -> bool:
    rules = handling_rules(actor=SYSTEM, version_id=case.pack_version_id)
    allowed = rules.pause_reason(WAITING) is not None
    return allowed and case.is_open and not _is_paused(case, now)


def _is_paused(case: CaseBrief, now: datetime) -> bool:
    found = pauses_of(actor=SYSTEM, case=case, now=now)
    return any(pause.is_open and pause.reason == WAITING for pause in found)


def _recorded(actor: Actor, order: OrderBrief, verb: str, at: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"order:{order.id}", at=at, **detail)
