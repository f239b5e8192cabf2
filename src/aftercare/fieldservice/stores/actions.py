"""Parts come, move, wait for orders, are used and counted; never fewer than none (R-FS-11).

All stock of a part that a deed may touch is locked at once, in one order; the database refuses what
is less than nothing, whatever stands here.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aftercare.fieldservice.spares.queries import PartBrief, own_place, part_brief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.rows import write_rows

from . import rules
from .models import Aside, Lot, Movement, Piece, Stock
from .queries import Portion, counted_pieces, pieces_at
from .rules import Move, Some


class NotEnough(Refusal):
    """Fewer pieces lie there, or the rest of them waits for other orders."""


class NotGenuine(Refusal):
    """The part is not received from this supplier."""


@action
def receive_parts(
    *,
    actor: Actor,
    place_id: int,
    part_id: int,
    supplier: str,
    lot_number: str,
    count: int = 0,
    serials: Sequence[str] = (),
    reference: str = "",
    now: datetime,
) -> int:
    """Parts came from a supplier in a batch; its id. `serials` of parts that bear numbers.

    Raises NotGenuine where the supplier is no source of the part.
    """
    place = own_place(actor=actor, place_id=place_id)
    part = part_brief(actor=SYSTEM, part_id=part_id)
    if supplier not in part.suppliers:
        sentence = _("This part is received from its genuine sources only.")
        raise NotGenuine(sentence, fields={"supplier": sentence})
    if not lot_number.strip():
        raise Invalid.of("lot_number", _("Name the batch of the supplier."))
    number = _counted(part, count, serials)
    asked = lot_number.strip()
    lot, _is_new = Lot.objects.get_or_create(
        part_id=part.id, supplier=supplier, number__iexact=asked,
        defaults={"number": asked, "received_at": now},
    )  # fmt: skip
    _change(_shelf(part.id, place.id, lot), count=number)
    pieces = _new_pieces(part, lot, place.id, serials)
    _moved(actor, Move.RECEIVED, lot, number, now, pieces=pieces, went_to_id=place.id,
           reference=reference.strip())  # fmt: skip
    return lot.id


@action
def shift_parts(
    *,
    actor: Actor,
    some: Some,
    from_place_id: int,
    to_place_id: int | None,
    kind: Move = Move.TRANSFERRED,
    reason: str = "",
    reference: str = "",
    now: datetime,
) -> list[Portion]:
    """Free pieces lie elsewhere from now on, or are gone as `kind` says. Raises NotEnough."""
    part = part_brief(actor=SYSTEM, part_id=some.part_id)
    number = _counted(part, some.count, some.serials)
    both = _locked(part.id, Q(place_id__in=[from_place_id, to_place_id or 0]))
    rows = [row for row in both if row.place_id == from_place_id]
    pieces = pieces_at(part.id, from_place_id, some.serials)
    takes = _takes(rows, number, some.lot_id, pieces)
    for take in takes if to_place_id else ():
        _change(_shelf(part.id, to_place_id or 0, _of(rows, take.stock_id).lot), count=take.count)
    return _away(actor, kind, rows, takes, pieces=pieces, now=now, came_from_id=from_place_id,
                 where={"place_id": to_place_id, "gone": "" if to_place_id else kind},
                 went_to_id=to_place_id, reason=reason, reference=reference)  # fmt: skip


@action
def count_stock(
    *,
    actor: Actor,
    place_id: int,
    lot_id: int,
    counted: int | None = None,
    serials: Sequence[str] = (),
    shown_count: int | None = None,
    reason: str = "",
    now: datetime,
) -> int:
    """So many pieces of a batch lie there in truth; what differs has a reason. The difference.

    Of parts that bear numbers, `serials` are those that are there: the others are missing, and what
    was missing until now is found again. `shown_count` lay there by the books as counting began.
    """
    place = own_place(actor=actor, place_id=place_id)
    lot = Lot.objects.select_related("part").filter(id=lot_id).first()
    rows = _locked(lot.part_id, Q(place_id=place.id, lot_id=lot.id)) if lot else []
    if lot is None or not rows:
        raise NotFound(_("There is no such batch."))
    if shown_count not in {None, rows[0].count}:
        raise Invalid(_("Pieces came or went meanwhile: by the books %(n)d lie there. Count anew.")
                      % {"n": rows[0].count})  # fmt: skip
    if counted is None and not lot.part.has_serials:
        raise Invalid.of("counted", _("Say how many lie there."))
    back, gone = counted_pieces(lot, place.id, serials) if lot.part.has_serials else ([], [])
    difference = len(back) - len(gone) if lot.part.has_serials else (counted or 0) - rows[0].count
    if rows[0].count + difference < rows[0].reserved:
        sentence = _("More of them wait for orders: release those first.")
        raise NotEnough(sentence, fields={"counted": sentence})
    if (difference or gone) and not reason.strip():
        raise Invalid.of("reason", _("Say where the difference comes from."))
    _change(rows[0], count=difference)
    _put(back, place_id=place.id, gone="")
    _put(gone, place_id=None, gone=Move.MISSING)
    if more := len(back) or max(difference, 0):
        _moved(actor, Move.FOUND, lot, more, now, pieces=back, reason=reason.strip(),
               went_to_id=place.id)  # fmt: skip
    if fewer := len(gone) or max(-difference, 0):
        _moved(actor, Move.MISSING, lot, fewer, now, pieces=gone, reason=reason.strip(),
               came_from_id=place.id)  # fmt: skip
    record(actor=actor, verb="part.counted", subject=f"part:{lot.part_id}", at=now, lot=lot.id,
           difference=difference)  # fmt: skip
    return difference


@action
def scrap_parts(
    *,
    actor: Actor,
    place_id: int,
    part_id: int,
    count: int = 0,
    serials: Sequence[str] = (),
    lot_id: int | None = None,
    reason: str,
    now: datetime,
) -> None:
    """Free pieces are of no use any more. Raises NotEnough, Invalid."""
    place = own_place(actor=actor, place_id=place_id)
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    number = _counted(part_brief(actor=SYSTEM, part_id=part_id), count, serials)
    rows = _locked(part_id, Q(place_id=place.id))
    pieces = pieces_at(part_id, place.id, serials)
    _away(actor, Move.SCRAPPED, rows, _takes(rows, number, lot_id, pieces), pieces=pieces, now=now,
          where={"place_id": None, "gone": Move.SCRAPPED}, came_from_id=place.id,
          reason=reason.strip())  # fmt: skip


@action
def set_aside(*, actor: Actor, place_id: int, some: Some, order_id: int, now: datetime) -> None:
    """Free pieces of a place wait for an order, all of them or none. Raises NotEnough."""
    rows = _locked(some.part_id, Q(place_id=place_id))
    for take in _takes(rows, some.count, some.lot_id, ()):
        row = _of(rows, take.stock_id)
        _change(row, reserved=take.count)
        _set_aside(row, order_id, take.count)
        _moved(actor, Move.RESERVED, row.lot, take.count, now, came_from_id=place_id,
               order_id=order_id)  # fmt: skip


@action
def free_aside(
    *, actor: Actor, order_id: int, some: Some, place_id: int | None = None, now: datetime
) -> list[Portion]:
    """Up to so many wait for the order no more; of a place or batch only where one is named."""
    meant = {"place_id": place_id, "lot_id": some.lot_id}
    narrowed = Q(**{name: value for name, value in meant.items() if value is not None})
    rows = _locked(some.part_id, _set_aside_for(order_id) & narrowed)
    freed = _freed(rows, order_id, some.count)
    return [
        portion
        for row, number in freed
        for portion in _moved(actor, Move.RELEASED, row.lot, number, now, went_to_id=row.place_id,
                              order_id=order_id)
    ]  # fmt: skip


@action
def take_out(
    *,
    actor: Actor,
    place_id: int,
    part_id: int,
    count: int,
    serial: str = "",
    lot_id: int | None = None,
    order_id: int,
    reference: str = "",
    now: datetime,
) -> list[Portion]:
    """Pieces of a place are used for an order; what waited for it counts as taken.

    Raises NotEnough; Invalid where no such piece lies there.
    """
    serials = rules.tidy_serials(serial)
    number = _counted(part_brief(actor=SYSTEM, part_id=part_id), count, serials)
    both = _locked(part_id, Q(place_id=place_id) | _set_aside_for(order_id))
    rows = [row for row in both if row.place_id == place_id]
    pieces = pieces_at(part_id, place_id, serials)
    _freed(both, order_id, number)
    where = {"place_id": None, "used_for_id": order_id}
    takes = _takes(rows, number, lot_id, pieces)
    return _away(actor, Move.USED, rows, takes, pieces=pieces, where=where, now=now,
                 came_from_id=place_id, order_id=order_id, reference=reference)  # fmt: skip


@action
def put_back(*, actor: Actor, movement_id: int, reason: str, now: datetime) -> None:
    """What was noted as used lies where it came from. Raises NotFound, NotEnough."""
    used = Movement.objects.select_related("lot").filter(id=movement_id, kind=Move.USED).first()
    if used is None:
        raise NotFound
    (row,) = _locked(used.part_id, Q(place_id=used.came_from_id, lot_id=used.lot_id))
    mark = f"back:{used.id}"
    if Movement.objects.filter(kind=Move.PUT_BACK, order_id=used.order_id, reference=mark).exists():
        raise NotEnough(_("It was put back already."))
    _change(row, count=used.count)
    pieces = list(Piece.objects.filter(id=used.piece_id)) if used.piece_id else []
    _put(pieces, place_id=used.came_from_id, used_for_id=None)
    _moved(actor, Move.PUT_BACK, used.lot, used.count, now, pieces=pieces, reference=mark,
           went_to_id=used.came_from_id, order_id=used.order_id, reason=reason.strip())  # fmt: skip


def _counted(part: PartBrief, count: int, serials: Sequence[str]) -> int:
    """How many are meant: as many as numbers are given, where each piece bears one."""
    if not part.has_serials:
        if count < 1:
            raise Invalid.of("count", _("At least one."))
        return count
    if not serials:
        raise Invalid.of("serials", _("Each piece of this part bears a serial number: name them."))
    return len(serials)


def _shelf(part_id: int, place_id: int, lot: Lot) -> Stock:
    """The locked row of a batch at a place, made where there is none yet."""
    Stock.objects.get_or_create(place_id=place_id, lot_id=lot.id)
    return _locked(part_id, Q(place_id=place_id, lot_id=lot.id))[0]


def _locked(part_id: int, which: Q) -> list[Stock]:
    """All at once in the order of their ids, so that two deeds never wait for each other."""
    rows = Stock.objects.select_for_update(of=("self",)).select_related("lot")
    return list(rows.filter(which, lot__part_id=part_id).order_by("id"))


def _set_aside_for(order_id: int) -> Q:
    return Q(id__in=Aside.objects.filter(order_id=order_id).values("stock_id"))


def _takes(
    rows: Sequence[Stock], wanted: int, lot_id: int | None, pieces: Sequence[Piece]
) -> list[rules.Take]:
    """From the batch that was named, those of the pieces, or the oldest first."""
    lots = {lot_id: wanted} if lot_id else Counter(piece.lot_id for piece in pieces)
    shelves = [
        rules.Shelf(stock_id=row.id, lot_id=row.lot_id, free=row.count - row.reserved)
        for row in sorted(rows, key=lambda row: (row.lot.received_at, row.lot_id))
    ]
    takes = rules.taken(shelves, wanted, lots)
    if takes is None:
        free = sum(shelf.free for shelf in shelves if not lots or shelf.lot_id in lots)
        sentence = ngettext("Only %(n)d is free there.", "Only %(n)d are free there.", free)
        raise NotEnough(sentence % {"n": free}, fields={"count": sentence % {"n": free}})
    return takes


def _of(rows: Sequence[Stock], stock_id: int) -> Stock:
    return next(row for row in rows if row.id == stock_id)


def _change(row: Stock, *, count: int = 0, reserved: int = 0) -> None:
    """The row is locked; it knows what it holds now."""
    row.count += count
    row.reserved += reserved
    row.save(update_fields=["count", "reserved"])


def _set_aside(row: Stock, order_id: int, count: int) -> None:
    waiting = Aside.objects.filter(stock_id=row.id, order_id=order_id)
    if not waiting.update(count=F("count") + count):
        Aside.objects.create(stock_id=row.id, order_id=order_id, count=count)


def _freed(rows: Sequence[Stock], order_id: int, count: int) -> list[tuple[Stock, int]]:
    """Of what waits for the order on these locked rows, up to so many wait no more."""
    freed, left = [], count
    by_stock = {row.id: row for row in rows}
    for aside in Aside.objects.filter(order_id=order_id, stock_id__in=by_stock).order_by("id"):
        number = min(aside.count, left)
        if number < 1:
            break
        aside.count -= number
        if aside.count:
            aside.save(update_fields=["count"])
        else:
            aside.delete()
        _change(by_stock[aside.stock_id], reserved=-number)
        freed.append((by_stock[aside.stock_id], number))
        left -= number
    return freed


def _new_pieces(part: PartBrief, lot: Lot, place_id: int, serials: Sequence[str]) -> list[Piece]:
    if not part.has_serials:
        return []
    wanted = [serial.strip().upper() for serial in serials]
    twice = list(Piece.objects.filter(part_id=part.id, serial__in=wanted)[:5])
    if twice or len(set(wanted)) < len(wanted):
        sentence = _("Known already: %(serials)s.") % {"serials": ", ".join(map(str, twice))}
        raise Invalid.of("serials", sentence)
    pieces = [
        Piece(part_id=part.id, lot_id=lot.id, serial=serial, place_id=place_id) for serial in wanted
    ]
    write_rows(pieces)
    return pieces


def _put(pieces: Sequence[Piece], **where: Any) -> None:
    Piece.objects.filter(id__in=[piece.id for piece in pieces]).update(**where)


def _away(
    actor: Actor,
    kind: Move,
    rows: Sequence[Stock],
    takes: Sequence[rules.Take],
    *,
    pieces: Sequence[Piece],
    where: Mapping[str, Any],
    now: datetime,
    **more: Any,
) -> list[Portion]:
    """Takes them from the shelves; `where` their pieces are from now on."""
    portions = []
    for take in takes:
        row = _of(rows, take.stock_id)
        _change(row, count=-take.count)
        some = [piece for piece in pieces if piece.lot_id == take.lot_id]
        _put(some, **where)
        portions += _noted(actor, kind, row.lot, take.count, now, pieces=some, **more)
    record(actor=actor, verb=f"part.{kind}", subject=f"part:{rows[0].lot.part_id}", at=now,
           lots=[take.lot_id for take in takes],
           number=sum(take.count for take in takes))  # fmt: skip
    return portions


def _moved(
    actor: Actor, kind: Move, lot: Lot, count: int, now: datetime, **more: Any
) -> list[Portion]:
    record(actor=actor, verb=f"part.{kind}", subject=f"part:{lot.part_id}", at=now, lots=[lot.id],
           number=count)  # fmt: skip
    return _noted(actor, kind, lot, count, now, **more)


def _noted(
    actor: Actor,
    kind: Move,
    lot: Lot,
    count: int,
    now: datetime,
    *,
    pieces: Sequence[Piece] = (),
    **more: Any,
) -> list[Portion]:
    """One entry, or one for each piece that bears a number."""
    each: list[tuple[Piece | None, int]] = [(piece, 1) for piece in pieces] or [(None, count)]
    rows = [
        Movement(kind=kind, part_id=lot.part_id, lot_id=lot.id, piece=piece, count=number,
                 by_name=actor.name, by_member=actor.staff_id, at=now, **more)
        for piece, number in each
    ]  # fmt: skip
    write_rows(rows)
    return [
        Portion(movement_id=row.id, lot_id=lot.id, count=row.count, serial=str(row.piece or ""))
        for row in rows
    ]
