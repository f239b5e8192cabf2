"""What is at hand on a visit, and what the work costs there (R-FS-05, R-FS-11, R-FS-12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.appointments.queries import (
    AppointmentBrief,
    Outcome,
    appointment_of,
)
from aftercare.fieldservice.parts.queries import parts_of_order
from aftercare.fieldservice.quotes.queries import (
    Item,
    Price,
    PriceListRow,
    QuotationCard,
    price_untold,
    prices_on,
    proposed_items,
    quotation_of,
    waivers_of,
)
from aftercare.fieldservice.records.queries import SEE_RECORDS, Stop
from aftercare.fieldservice.slots.queries import Slots, free_slots
from aftercare.fieldservice.spares.queries import (
    part_briefs,
    place_brief,
    place_of,
    way_between,
)
from aftercare.fieldservice.stores.queries import asides_of, shelves
from aftercare.fieldservice.workorders.queries import Job, OrderBrief
from aftercare.foundation.actor import SYSTEM, Actor

from .rules import Offered, chosen, unknown

__all__ = ["Offered", "Price", "chosen", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAtHand:
    """A part on the own van, or put by for the order: `count` that may be fitted.

    `serials` of those pieces where each bears a number; `is_own`: it waits for this order.
    """

    part_id: int
    code: str
    name: str
    measure: str
    price_amount: Decimal
    has_serials: bool
    place_id: int
    place: str
    count: int
    serials: Sequence[str]
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSheet:
    """What the work costs here. `clause`: why nothing, or why not all.

    `offered`: the lines to choose from; `card` is the quotation that stands. `visit`: what having
    come costs by the list, where the customer does not want the work.
    """

    price: Price
    clause: str
    offered: Sequence[Offered]
    card: QuotationCard | None
    visit: Sequence[Offered] = ()


def parts_at_hand(*, actor: Actor, order: OrderBrief) -> list[PartAtHand]:
    """What is put by for the order first, then what is free on the actor's van."""
    actor.must(SEE_RECORDS)
    van = place_of(actor=SYSTEM, member_id=actor.staff_id) if actor.staff_id else None
    waiting = asides_of(actor=SYSTEM, order_ids=[order.id]).get(order.id, [])
    way = way_between(actor=SYSTEM)
    aside = {(one.place_id, one.part_id): one.count for one in waiting if one.place_id != way}
    places = {place for place, _part in aside} | ({van.id} if van else set())
    rows = [row for place in sorted(places) for row in shelves(actor=SYSTEM, place_id=place)]
    free: dict[tuple[int, int], int] = {}
    serials: dict[tuple[int, int], list[str]] = {}
    for row in rows:
        key = (row.place_id, row.part_id)
        if key in aside or (van and row.place_id == van.id):
            on_van = row.free if van and row.place_id == van.id else 0
            free[key] = free.get(key, aside.get(key, 0)) + on_van
            serials.setdefault(key, []).extend(row.serials)
    parts = part_briefs(actor=SYSTEM, ids={part for _place, part in free})
    names = {place: place_brief(actor=SYSTEM, place_id=place).name for place in places}
    found = [
        PartAtHand(
            part_id=part, code=parts[part].code, name=parts[part].name,
            measure=parts[part].measure, price_amount=parts[part].price_amount,
            has_serials=parts[part].has_serials, place_id=place, place=names[place], count=count,
            serials=serials[place, part], is_own=(place, part) in aside,
        )
        for (place, part), count in free.items()
        if count
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.is_own, one.code))


def price_sheet(*, actor: Actor, order: OrderBrief, now: datetime) -> PriceSheet:
    """For who comes to the order: what it costs, or why nothing."""
    actor.must(SEE_RECORDS)
    card = quotation_of(actor=SYSTEM, order=order)
    prices = prices_on(actor=SYSTEM, day=timezone.localdate(now))
    charged = card is not None and bool(card.total_amount)
    waivers = waivers_of(actor=SYSTEM, order=order, now=now)
    partly = [one for one in waivers if not one.takes("part")]
    clause = card.clause if card and card.is_free and not partly else ""
    if not charged and not clause:
        clause = next((one.clause for one in waivers if one not in partly), "")
    offered: list[Offered] = []
    if prices is not None and not clause:
        lines = _offered(actor, order, prices)
        offered = [one for one in lines if not any(waiver.takes(one.kind) for waiver in partly)]
    told = card.price if card and (charged or not partly) else None
    items = [Item(kind=one.kind, words=one.words, count=one.count, amount=one.amount)
             for one in offered]  # fmt: skip
    return PriceSheet(
        price=told or price_untold(items, waivers, beyond=any(one.amount for one in offered)),
        clause="; ".join(dict.fromkeys([*(one.clause for one in partly), *filter(None, [clause])])),
        offered=offered,
        card=card,
        visit=_visit(prices) if prices is not None and not waivers else [],
    )


def next_times(
    *, actor: Actor, stop: Stop, now: datetime
) -> tuple[AppointmentBrief | None, Slots | None]:
    """The time that stands for another visit of the order, or those that are free for it."""
    actor.must(SEE_RECORDS)
    if stop.visit.state != Outcome.AGAIN or not stop.order.is_live:
        return None, None
    live = appointment_of(actor=SYSTEM, order=stop.order)
    if live is not None and live.told_at is not None:
        return live, None
    return None, free_slots(actor=SYSTEM, order=stop.order, now=now)


def _visit(prices: PriceListRow) -> list[Offered]:
    """The trip, and looking for the fault as the list has it: the first is proposed."""
    looked = prices.labour.get(Job.INSPECTION, Decimal(0))
    lines = [
        Offered(code="trip", kind="trip", words=_("Trip"), amount=prices.trip_amount, count=1),
        Offered(code="inspection", kind="labour", words=_("Inspection"), amount=looked, count=0),
    ]
    return [one for one in lines if one.amount]


def _offered(actor: Actor, order: OrderBrief, prices: PriceListRow) -> list[Offered]:
    """Labour and trip of the list in force, then parts: those needed or used, those at hand."""
    items = proposed_items(actor=SYSTEM, order=order, prices=prices)
    work = [
        Offered(code=one.kind, kind=one.kind, words=one.words or _("Trip"), amount=one.amount,
                count=one.count)
        for one in items if one.kind != "part"
    ]  # fmt: skip
    needs = {need.part_id: max(need.needed, need.used)
             for need in parts_of_order(actor=SYSTEM, order=order).needs}  # fmt: skip
    here = [one.part_id for one in parts_at_hand(actor=actor, order=order)]
    parts = part_briefs(actor=SYSTEM, ids={*needs, *here})
    return work + [
        Offered(code=f"part:{number}", kind="part", count=needs.get(number, 0),
                words=f"{parts[number].code} {parts[number].name}",
                amount=parts[number].price_amount)
        for number in dict.fromkeys([*needs, *here])
    ]  # fmt: skip
