"""The parts of work orders: needed, reserved, used, brought back; and the ways they went."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aftercare.fieldservice.spares.queries import PartBrief, part_briefs, stores_of, vans_of
from aftercare.fieldservice.stores.queries import (
    MovementRow,
    asides_of,
    free_at,
    orders_with,
    used_for,
    used_on_unit,
    van_stock,
    where_is,
)
from aftercare.fieldservice.workorders.queries import ENDED, OrderBrief
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor

from .models import FATE_CHOICES, Need, OldPart, Use, Wait
from .rules import Fate, lacking

__all__ = ["FATE_CHOICES", "Fate", "used_on_unit", "van_stock", "where_is"]

SHELF, MOST_PIECES = "shelf:{}", 1_000_000
SEE_ORDER_PARTS = view("parts.see_order_parts")


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """A part of an order. `reserved_at`: how many wait at which place; `missing` nobody has."""

    part_id: int
    code: str
    name: str
    measure: str
    needed: int
    reserved: int
    used: int
    missing: int
    reserved_at: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPartRow:
    id: int
    order_id: int
    described_as: str
    serial: str
    place_id: int | None
    fate: str
    reference: str
    brought_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRow:
    """An order that waits for parts; `paused`: clocks of its case stand still for it."""

    order_id: int
    order_number: str
    case_id: int
    since: datetime
    expected_on: date | None
    reference: str
    paused: bool
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderParts:
    """`used` oldest first; `wait` where the order stands still for a part now."""

    needs: Sequence[NeedRow]
    used: Sequence[MovementRow]
    old: Sequence[OldPartRow]
    wait: WaitRow | None


def parts_of_order(*, actor: Actor, order: OrderBrief) -> OrderParts:
    """For who sees the order: holding its brief is the proof."""
    del actor
    used = used_for(actor=SYSTEM, order_ids=[order.id])
    waits = Wait.objects.filter(order_id=order.id, ended_at=None).select_related("order")
    old = OldPart.objects.filter(order_id=order.id).order_by("id")
    return OrderParts(
        needs=_needs_of([order.id], used).get(order.id, []),
        used=used,
        old=[_old_of(row) for row in old],
        wait=next((_wait_of(row) for row in waits), None),
    )


def is_use_known(*, actor: Actor, client_ref: str) -> bool:
    """Whether a use was told under this reference before."""
    del actor
    return Use.objects.filter(client_ref=client_ref).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """So many of a part, to be taken along."""

    code: str
    name: str
    measure: str
    count: int


def pieces_to_bring(*, actor: Actor, order_ids: Iterable[int]) -> dict[int, list[Piece]]:
    """What these orders still need at the door, by order; only of those that need something."""
    del actor
    ids = set(order_ids)
    if not ids:
        return {}
    found = {
        order: [
            Piece(code=row.code, name=row.name, measure=row.measure, count=row.needed - row.used)
            for row in needs
            if row.needed > row.used
        ]
        for order, needs in _needs_of(ids, used_for(actor=SYSTEM, order_ids=ids)).items()
    }
    return {order: pieces for order, pieces in found.items() if pieces}


def parts_asked(*, actor: Actor, order_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """What orders ask of whoever goes, as the rules of eligibility read it; of those that do.

    What was set aside waits on its shelf: only who comes by there can go. The rest is any piece
    that is free, by code. `stock_on` says in the same words what somebody can have along.
    """
    del actor
    ids = set(Need.objects.filter(order_id__in=set(order_ids)).values_list("order_id", flat=True))
    if not ids:
        return {}
    rows = _needs_of(ids, used_for(actor=SYSTEM, order_ids=ids))
    found: dict[int, dict[str, int]] = {}
    for order, needs in rows.items():
        shelves = {SHELF.format(place): 1 for need in needs for place in need.reserved_at}
        found[order] = shelves | {need.code: need.missing for need in needs if need.missing}
    return found


def orders_that_ask(*, actor: Actor, codes: Iterable[str]) -> list[int]:
    """Orders under way or to come that need parts of these codes."""
    del actor
    asking = Need.objects.filter(part__code__in=set(codes)).exclude(order__state__in=ENDED)
    return list(asking.values_list("order_id", flat=True).distinct())


def stock_on(*, actor: Actor, stations: Mapping[int, int | None]) -> dict[int, dict[str, int]]:
    """What each can have along in the morning: member -> part or shelf -> how many.

    `stations`: member -> the station at which the day starts, None where it starts elsewhere.
    """
    del actor
    vans = vans_of(actor=SYSTEM, member_ids=stations)
    stores = stores_of(actor=SYSTEM, org_unit_ids=[one for one in stations.values() if one])
    free = free_at(actor=SYSTEM, place_ids={*vans.values(), *stores.values()})
    found: dict[int, dict[str, int]] = {}
    for member, station in stations.items():
        sums: Counter[str] = Counter()
        for place in filter(None, {vans.get(member), stores.get(station or 0)}):
            sums.update({**free[place], SHELF.format(place): MOST_PIECES})
        found[member] = dict(sums)
    return found


def waiting_orders(*, actor: Actor) -> list[tuple[WaitRow, list[NeedRow]]]:
    """Orders in sight that stand still for a part, longest first, with what they lack."""
    actor.must(SEE_ORDER_PARTS)
    found = Wait.objects.visible_to(actor).filter(ended_at=None).select_related("order")
    rows = list(found.order_by("since")[:200])
    ids = [row.order_id for row in rows]
    needs = _needs_of(ids, used_for(actor=SYSTEM, order_ids=ids))
    return [
        (_wait_of(row), [one for one in needs.get(row.order_id, []) if one.missing]) for row in rows
    ]


def old_parts_at(*, actor: Actor, place_id: int) -> list[OldPartRow]:
    """Those that lie there and wait for their fate."""
    actor.must(SEE_ORDER_PARTS)
    rows = OldPart.objects.filter(place_id=place_id, ended_at=None).order_by("id")
    return [_old_of(row) for row in rows]


def used_of_lot(*, actor: Actor, lot_id: int) -> list[MovementRow]:
    """Into which orders, and so into whose things, the pieces of a supplier's batch went."""
    ids = orders_with(actor=actor, lot_id=lot_id)
    return [row for row in used_for(actor=actor, order_ids=ids) if row.lot_id == lot_id]


def _needs_of(order_ids: Iterable[int], used: Sequence[MovementRow]) -> dict[int, list[NeedRow]]:
    """Also of parts that were used without being asked for."""
    wanted: dict[int, dict[int, int]] = defaultdict(dict)
    for need in Need.objects.filter(order_id__in=set(order_ids)).order_by("part_id"):
        wanted[need.order_id][need.part_id] = need.count
    taken: dict[tuple[int, int], int] = defaultdict(int)
    for row in used:
        taken[row.order_id or 0, row.part_id] += row.count
        wanted[row.order_id or 0].setdefault(row.part_id, 0)
    aside: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for order, rows in asides_of(actor=SYSTEM, order_ids=order_ids).items():
        for one in rows:
            aside[order, one.part_id][one.place_id] = one.count
            wanted[order].setdefault(one.part_id, 0)
    parts = part_briefs(actor=SYSTEM, ids={part for needs in wanted.values() for part in needs})
    return {
        order: [
            _need_of(parts[part], count, aside[order, part], taken[order, part])
            for part, count in needs.items()
        ]
        for order, needs in wanted.items()
    }


def _need_of(part: PartBrief, needed: int, at: Mapping[int, int], used: int) -> NeedRow:
    reserved = sum(at.values())
    return NeedRow(
        part_id=part.id,
        code=part.code,
        name=part.name,
        measure=part.measure,
        needed=needed,
        reserved=reserved,
        used=used,
        missing=lacking(needed=needed, reserved=reserved, used=used),
        reserved_at=dict(at),
    )


def _old_of(row: OldPart) -> OldPartRow:
    return OldPartRow(**{name: getattr(row, name) for name in OldPartRow.__slots__})


def _wait_of(row: Wait) -> WaitRow:
    same = ("order_id", "since", "expected_on", "reference", "paused", "ended_at")
    return WaitRow(
        order_number=row.order.number,
        case_id=row.order.case_id,
        **{name: getattr(row, name) for name in same},
    )
