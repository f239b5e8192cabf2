"""What lies where, what happened to it, and what is to be ordered (R-FS-11)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from aftercare.fieldservice.spares.queries import place_brief, vans_of
from aftercare.foundation.actions import view
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import Invalid
from aftercare.foundation.pages import Page, cursor_of, key_of, number_in

from .models import MOVE_CHOICES, Aside, Lot, Movement, Piece, Stock
from .rules import Move, Some, tidy_serials

__all__ = ["MOVE_CHOICES", "Move", "Some", "tidy_serials"]

SEE_STOCK = view("stores.see_stock")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Pieces of one batch that were moved or used; `serial` where the piece bears one."""

    movement_id: int
    lot_id: int
    count: int
    serial: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How many of a part lie at a place; `free` do not wait for orders."""

    place_id: int
    part_id: int
    count: int
    reserved: int

    @property
    def free(self) -> int:
        return self.count - self.reserved


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfRow:
    """One batch at one place. `serials` of the pieces that bear numbers."""

    place_id: int
    part_id: int
    lot_id: int
    supplier: str
    lot_number: str
    received_at: datetime
    count: int
    reserved: int
    serials: Sequence[str]

    @property
    def free(self) -> int:
        return self.count - self.reserved


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementFilter:
    """Narrows the movements; what is empty does not. `place_id`: from there or to there."""

    place_id: int | None = None
    part_id: int | None = None
    lot_id: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementRow:
    """One entry. `order_id`: for which work order; places by their names."""

    id: int
    kind: str
    part_id: int
    part_code: str
    part_name: str
    supplier: str
    lot_id: int
    lot_number: str
    serial: str
    count: int
    came_from: str
    went_to: str
    order_id: int | None
    order_number: str
    reason: str
    reference: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LotBrief:
    id: int
    part_id: int
    supplier: str
    number: str
    received_at: datetime


def levels(*, actor: Actor, part_ids: Iterable[int]) -> list[Level]:
    """Of these parts at every place where some lie."""
    actor.must(SEE_STOCK)
    return _levels(Q(lot__part_id__in=set(part_ids)))


def where_is(*, actor: Actor, part_id: int) -> list[Level]:
    """Where pieces of a part lie, most of them first."""
    found = levels(actor=actor, part_ids=[part_id])
    return sorted(found, key=lambda level: -level.free)


def shelves(
    *, actor: Actor, place_id: int | None = None, part_id: int | None = None
) -> list[ShelfRow]:
    """What lies at a place, or of a part anywhere: batch by batch, the oldest first."""
    actor.must(SEE_STOCK)
    wanted = {"place_id": place_id, "lot__part_id": part_id}
    found = Stock.objects.filter(**{k: v for k, v in wanted.items() if v is not None}, count__gt=0)
    return _shelf_rows(
        found.select_related("lot").order_by("lot__part_id", "lot__received_at", "id")
    )


def stock_at(*, actor: Actor, places: Iterable[int], parts: Iterable[int]) -> list[ShelfRow]:
    """Every batch of these parts that ever lay at these places."""
    actor.must(SEE_STOCK)
    found = Stock.objects.filter(place_id__in=set(places), lot__part_id__in=set(parts))
    return _shelf_rows(found.select_related("lot").order_by("id"))


def stock_page(
    *, actor: Actor, place_id: int, part_id: int | None = None, cursor: str = "", limit: int = 30
) -> Page[ShelfRow]:
    """What lies at a place, page by page: part by part, batch by batch. Raises NotFound."""
    actor.must(SEE_STOCK)
    place = place_brief(actor=actor, place_id=place_id)
    found = Stock.objects.filter(place_id=place.id, count__gt=0)
    if part_id is not None:
        found = found.filter(lot__part_id=part_id)
    if cursor:
        said, last = key_of(cursor, parts=2)
        part = number_in(said)
        found = found.filter(Q(lot__part_id__gt=part) | Q(lot__part_id=part, lot_id__gt=last))
    ordered = found.select_related("lot").order_by("lot__part_id", "lot_id")
    rows = _shelf_rows(ordered[: limit + 1])
    shown, last_row = rows[:limit], rows[limit - 1 : limit]
    more = cursor_of(last_row[0].part_id, last_row[0].lot_id) if len(rows) > limit else None
    return Page(rows=shown, next_cursor=more)


def van_stock(*, actor: Actor, member_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """What is free on the vans of these colleagues: by member, code of the part, how many.

    What waits for an order is the order's own: it is told by `asides_of`.
    """
    actor.must(SEE_STOCK)
    vans = vans_of(actor=actor, member_ids=member_ids)
    free = free_at(actor=actor, place_ids=vans.values())
    return {member: free[place] for member, place in vans.items()}


def free_at(*, actor: Actor, place_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """What is free at each of these places: by code of the part, how many."""
    actor.must(SEE_STOCK)
    found: dict[int, dict[str, int]] = {place: {} for place in place_ids}
    rows = Stock.objects.filter(place_id__in=found, count__gt=F("reserved"))
    for place, code, free in (
        rows.order_by("place_id", "lot__part__code").values_list("place_id", "lot__part__code")
        .annotate(free=Sum(F("count") - F("reserved")))
    ):  # fmt: skip
        found[place][code] = free
    return found


def asides_of(*, actor: Actor, order_ids: Iterable[int]) -> dict[int, list[Level]]:
    """What waits for these orders: by order, of each part at each place (`count` of them)."""
    del actor
    rows = Aside.objects.filter(order_id__in=set(order_ids)).order_by(
        "order_id", "stock__lot__part_id"
    )
    found: dict[int, list[Level]] = defaultdict(list)
    told = rows.values_list("order_id", "stock__place_id", "stock__lot__part_id")
    for order, place, part, count in told.annotate(number=Sum("count")):
        found[order].append(Level(place_id=place, part_id=part, count=count, reserved=count))
    return found


def movements(
    *, actor: Actor, wanted: MovementFilter, cursor: str = "", limit: int = 30
) -> Page[MovementRow]:
    """The newest first."""
    actor.must(SEE_STOCK)
    found = Movement.objects.all()
    if wanted.place_id is not None:
        found = found.filter(Q(came_from_id=wanted.place_id) | Q(went_to_id=wanted.place_id))
    plain = {"part_id": wanted.part_id, "lot_id": wanted.lot_id, "kind": wanted.kind}
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if cursor:
        (last,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last)
    rows = _movements(found.order_by("-id")[: limit + 1])
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=rows[:limit], next_cursor=more)


def used_for(*, actor: Actor, order_ids: Iterable[int]) -> list[MovementRow]:
    """What was used for these orders and not put back, oldest first; for who may see the orders."""
    del actor
    found = Movement.objects.filter(order_id__in=set(order_ids))
    back = found.filter(kind=Move.PUT_BACK).values_list("reference", flat=True)
    marks = set(back)
    rows = _movements(found.filter(kind=Move.USED).order_by("id"))
    return [row for row in rows if f"back:{row.id}" not in marks]


def used_on_unit(*, actor: Actor, unit_id: int) -> list[MovementRow]:
    """All that was ever fitted to a customer's thing; for who may see the thing."""
    orders = Movement.objects.filter(order__unit_id=unit_id).values_list("order_id", flat=True)
    return used_for(actor=actor, order_ids=set(orders))


def lots_named(
    *, actor: Actor, text: str, ids: Iterable[int] = (), limit: int = 20
) -> list[LotBrief]:
    """Batches with this number, or in which a piece with this serial came; and those of `ids`."""
    actor.must(SEE_STOCK)
    asked = text.strip().upper() or None
    named = Q(upper=asked) | Q(id__in=Piece.objects.filter(serial=asked).values("lot_id"))
    lots = Lot.objects.annotate(upper=Upper("number"))
    found = lots.filter(named | Q(id__in=set(ids))).order_by("-id")
    names = LotBrief.__slots__
    return [LotBrief(**{name: getattr(row, name) for name in names}) for row in found[:limit]]


def orders_with(*, actor: Actor, lot_id: int) -> list[int]:
    """The work orders for which pieces of a batch were used, the newest first."""
    actor.must(SEE_STOCK)
    found = Movement.objects.filter(lot_id=lot_id, kind=Move.USED).order_by("-order_id")
    return list(found.values_list("order_id", flat=True).distinct())


def used_since(*, actor: Actor, since: datetime) -> dict[tuple[int, int], int]:
    """How many were used since then, by place and part."""
    actor.must(SEE_STOCK)
    found = Movement.objects.filter(kind=Move.USED, at__gte=since).order_by()
    told = found.values_list("came_from_id", "part_id").annotate(number=Sum("count"))
    return {(place, part): number for place, part, number in told}


def parts_of_pieces(
    *, actor: Actor, place_id: int, serials: Sequence[str], part_ids: Iterable[int]
) -> dict[int, list[str]]:
    """To which of these parts the numbers belong of pieces that lie there. Raises Invalid."""
    actor.must(SEE_STOCK)
    found = list(Piece.objects.filter(place_id=place_id, serial__in=serials, part_id__in=part_ids))
    _all_there(set(serials), found)
    told: dict[int, list[str]] = defaultdict(list)
    for piece in found:
        told[piece.part_id].append(piece.serial)
    return told


def place_totals(*, actor: Actor, ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Of each of these places: how many kinds of parts lie there, and how many pieces."""
    actor.must(SEE_STOCK)
    kinds: dict[int, set[int]] = defaultdict(set)
    pieces: dict[int, int] = defaultdict(int)
    for level in _levels(Q(count__gt=0, place_id__in=set(ids))):
        kinds[level.place_id].add(level.part_id)
        pieces[level.place_id] += level.count
    return {place: (len(kinds[place]), pieces[place]) for place in kinds}


def pieces_at(part_id: int, place_id: int, serials: Sequence[str]) -> list[Piece]:
    """The pieces with these numbers; all of them must lie there."""
    if not serials:
        return []
    pieces = Piece.objects
    wanted = {serial.strip().upper() for serial in serials}
    found = list(
        pieces.filter(part_id=part_id, place_id=place_id, serial__in=wanted).order_by("id")
    )
    _all_there(wanted, found)
    return found


def counted_pieces(
    lot: Lot, place_id: int, serials: Sequence[str]
) -> tuple[list[Piece], list[Piece]]:
    """Those that are there again, and those that are not there any more."""
    pieces = Piece.objects.filter(lot_id=lot.id).order_by("id")
    wanted = {serial.strip().upper() for serial in serials}
    back = list(pieces.filter(serial__in=wanted, gone=Move.MISSING))
    here = list(pieces.filter(place_id=place_id))
    _all_there(wanted, [*here, *back])
    return back, [piece for piece in here if piece.serial not in wanted]


def _all_there(wanted: set[str], found: Sequence[Piece]) -> None:
    missing = sorted(wanted - {piece.serial for piece in found})
    if missing:
        sentence = _("Not there: %(serials)s.") % {"serials": ", ".join(missing[:5])}
        raise Invalid(sentence, fields={"serials": sentence, "serial": sentence})


def _levels(which: Q) -> list[Level]:
    rows = Stock.objects.filter(which).order_by("place_id", "lot__part_id")
    told = rows.values_list("place_id", "lot__part_id").annotate(
        number=Sum("count"), waiting=Sum("reserved")
    )
    return [
        Level(place_id=place, part_id=part, count=number, reserved=waiting)
        for place, part, number, waiting in told
        if number
    ]


def _shelf_rows(found: "QuerySet[Stock]") -> list[ShelfRow]:
    rows = list(found)
    pieces = _serials_of(rows)
    return [
        ShelfRow(
            place_id=row.place_id,
            part_id=row.lot.part_id,
            lot_id=row.lot_id,
            supplier=row.lot.supplier,
            lot_number=row.lot.number,
            received_at=row.lot.received_at,
            count=row.count,
            reserved=row.reserved,
            serials=pieces[row.place_id, row.lot_id],
        )
        for row in rows
    ]


def _serials_of(rows: Iterable[Stock]) -> dict[tuple[int, int], list[str]]:
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    pieces = Piece.objects.filter(lot_id__in=[row.lot_id for row in rows], place_id__isnull=False)
    for place, lot, serial in pieces.order_by("serial").values_list("place_id", "lot_id", "serial"):
        found[place or 0, lot].append(serial)
    return found


def _movements(found: "QuerySet[Movement]") -> list[MovementRow]:
    rows = found.select_related("part", "lot", "piece", "came_from", "went_to", "order")
    same = ("id", "kind", "part_id", "lot_id", "count", "order_id", "reason", "reference",
            "by_name", "at")  # fmt: skip
    return [
        MovementRow(
            part_code=row.part.code,
            part_name=row.part.name,
            supplier=row.lot.supplier,
            lot_number=row.lot.number,
            serial=row.piece.serial if row.piece else "",
            came_from=str(row.came_from or ""),
            went_to=str(row.went_to or ""),
            order_number=row.order.number if row.order else "",
            **{name: getattr(row, name) for name in same},
        )
        for row in rows
    ]
