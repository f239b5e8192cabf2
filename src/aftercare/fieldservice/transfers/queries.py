"""What is on its way between stores, what came of it, and what is to be ordered (R-FS-11)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from aftercare.fieldservice.spares.queries import (
    part_briefs,
    place_of,
    places,
    reorder_points,
    to_order,
)
from aftercare.fieldservice.stores.queries import SEE_STOCK, levels, used_since
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page, cursor_of, key_of

from .models import STATE_CHOICES, Line, Transfer
from .rules import UNDER_WAY, Got, State

__all__ = ["STATE_CHOICES", "Got", "State"]

USED_WITHIN = timedelta(days=30)
SHORT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferRow:
    """Parts sent from a place to another. `may_receive`, `may_send`: the asker's, at that end."""

    id: int
    number: str
    state: str
    giver_id: int
    giver: str
    taker_id: int
    taker: str
    order_id: int | None
    order_number: str
    waybill: str
    note: str
    sent_at: datetime
    sent_by_name: str
    reason: str
    ended_at: datetime | None
    ended_by_name: str
    may_receive: bool
    may_refuse: bool
    may_call_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """Pieces of a batch, or one piece by its number. `arrived` are good; None while under way."""

    id: int
    transfer_id: int
    part_id: int
    code: str
    name: str
    measure: str
    lot_id: int
    lot_number: str
    serial: str
    sent: int
    arrived: int | None
    damaged: int

    @property
    def missing(self) -> int:
        return 0 if self.arrived is None else self.sent - self.arrived - self.damaged


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCard:
    row: TransferRow
    lines: Sequence[LineRow]

    @property
    def more(self) -> int:
        """How many lines a short list leaves out."""
        return max(0, len(self.lines) - SHORT)

    @property
    def differs(self) -> bool:
        return any(line.damaged or line.missing for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """What is to be ordered for a place; `coming` is on its way, `used` there in thirty days."""

    place_id: int
    place: str
    part_id: int
    free: int
    coming: int
    least: int
    most: int
    used: int
    suggested: int


def transfers(
    *,
    actor: Actor,
    place_id: int | None = None,
    is_under_way: bool | None = None,
    cursor: str = "",
    limit: int = 30,
) -> Page[TransferCard]:
    """The newest first; of a place those from there and to there."""
    actor.must(SEE_STOCK)
    found = Transfer.objects.all()
    if place_id is not None:
        found = found.filter(Q(giver_id=place_id) | Q(taker_id=place_id))
    if is_under_way is not None:
        found = found.filter(ended_at__isnull=is_under_way)
    if cursor:
        (last,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last)
    cards = _cards(actor, found.order_by("-id")[: limit + 1])
    more = cursor_of(cards[limit - 1].row.id) if len(cards) > limit else None
    return Page(rows=cards[:limit], next_cursor=more)


def transfer_card(*, actor: Actor, transfer_id: int) -> TransferCard:
    """Raises NotFound."""
    actor.must(SEE_STOCK)
    cards = _cards(actor, Transfer.objects.filter(id=transfer_id))
    if not cards:
        raise NotFound(_("There is no such transfer."))
    return cards[0]


def coming_to_own_van(*, actor: Actor) -> list[TransferCard]:
    """What is on its way to the van of the asker, the oldest first."""
    van = place_of(actor=SYSTEM, member_id=actor.staff_id) if actor.staff_id else None
    if van is None:
        return []
    found = Transfer.objects.filter(taker_id=van.id, state=State.ON_WAY)
    return _cards(actor, found.order_by("id")[:50])


def number_coming(*, actor: Actor) -> int:
    """How many transfers the asker's van waits for."""
    if actor.staff_id is None:
        return 0
    return Transfer.objects.filter(taker__member_id=actor.staff_id, state=State.ON_WAY).count()


def coming(
    *, actor: Actor, place_ids: Iterable[int] | None = None
) -> Mapping[tuple[int, int], int]:
    """How many are on their way to each place, by part; without those that wait for an order."""
    actor.must(SEE_STOCK)
    told: dict[tuple[int, int], int] = defaultdict(int)
    lines = Line.objects.filter(transfer__ended_at=None, transfer__order=None)
    for state, end in ((State.ON_WAY, "transfer__taker"), (State.GOING_BACK, "transfer__giver")):
        rows = lines.filter(transfer__state=state)
        if place_ids is not None:
            rows = rows.filter(**{f"{end}__in": set(place_ids)})
        for place, part, number in (
            rows.order_by().values_list(F(end), "part_id").annotate(number=Sum("sent"))
        ):
            told[place, part] += number
    return told


def lines_to_order(*, actor: Actor, now: datetime, place_id: int | None = None) -> list[OrderLine]:
    """Where fewer are free or coming than should be: what to order, by place and part."""
    actor.must(SEE_STOCK)
    points = reorder_points(actor=actor, place_id=place_id)
    names = {place.id: place.name for place in places(actor=actor)}
    lying = levels(actor=actor, part_ids={point.part_id for point in points})
    free = {(one.place_id, one.part_id): one.free for one in lying}
    on_way = coming(actor=actor, place_ids={point.place_id for point in points})
    used = used_since(actor=actor, since=now - USED_WITHIN)
    found = []
    for point in points:
        key = (point.place_id, point.part_id)
        here, more = free.get(key, 0), on_way.get(key, 0)
        wanted = to_order(free=here + more, least=point.least, most=point.most)
        if wanted:
            found.append(OrderLine(
                place_id=point.place_id, place=names.get(point.place_id, ""),
                part_id=point.part_id, free=here, coming=more, least=point.least, most=point.most,
                used=used.get(key, 0), suggested=wanted))  # fmt: skip
    return sorted(found, key=lambda line: (line.place, line.part_id))


def _cards(actor: Actor, found: "QuerySet[Transfer]") -> list[TransferCard]:
    rows = list(found.select_related("giver", "taker", "order"))
    ids = [row.id for row in rows]
    lines: dict[int, list[LineRow]] = defaultdict(list)
    told = list(Line.objects.filter(transfer_id__in=ids).select_related("lot").order_by("id"))
    parts = part_briefs(actor=SYSTEM, ids={line.part_id for line in told})
    same = ("id", "transfer_id", "part_id", "lot_id", "serial", "sent", "arrived", "damaged")
    for line in told:
        part = parts[line.part_id]
        lines[line.transfer_id].append(LineRow(
            code=part.code, name=part.name, measure=part.measure, lot_number=line.lot.number,
            **{name: getattr(line, name) for name in same}))  # fmt: skip
    mine = {place.id for place in places(actor=actor, own=True)}
    return [TransferCard(row=_row_of(actor, row, mine), lines=lines[row.id]) for row in rows]


def _row_of(actor: Actor, row: Transfer, mine: set[int]) -> TransferRow:
    same = ("id", "state", "giver_id", "taker_id", "order_id", "waybill", "note", "sent_at",
            "sent_by_name", "reason", "ended_at", "ended_by_name")  # fmt: skip
    goes_to = row.taker_id if row.state == State.ON_WAY else row.giver_id
    comes = row.state in UNDER_WAY and goes_to in mine
    return TransferRow(
        number=str(row),
        giver=row.giver.name,
        taker=row.taker.name,
        order_number=row.order.number if row.order else "",
        may_receive=comes and actor.may("transfers.receive_transfer"),
        may_refuse=comes and row.state == State.ON_WAY and actor.may("transfers.refuse_transfer"),
        may_call_back=row.state == State.ON_WAY
        and row.giver_id in mine
        and actor.may("transfers.call_back_transfer"),
        **{name: getattr(row, name) for name in same},
    )
