"""What a visit takes and costs, told from the door (R-FS-05, R-FS-11, R-FS-12).

Each is done by who comes on the visit, also where the order is of another unit. What carries a
`client_ref` is done once, however often it arrives.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from aftercare.casework.cases.actions import held_case
from aftercare.customers.homes.actions import note_home
from aftercare.customers.homes.queries import HomeFacts
from aftercare.fieldservice.appointments.actions import book, end_visit
from aftercare.fieldservice.appointments.queries import AppointmentBrief, Outcome
from aftercare.fieldservice.parts.actions import put_part_back, return_old_part, use_part
from aftercare.fieldservice.parts.queries import is_use_known
from aftercare.fieldservice.quotes.actions import (
    accept_quotation,
    decline_quotation,
    quote_order,
    take_payment,
)
from aftercare.fieldservice.quotes.queries import (
    Deed,
    How,
    Item,
    Price,
    QuotationCard,
    State,
    is_acceptance_known,
    may_do,
)
from aftercare.fieldservice.records.actions import attach_photo
from aftercare.fieldservice.records.queries import ABSENT, AGREED, AT_WORK, Stop, stop_of
from aftercare.fieldservice.slots.actions import take_slot
from aftercare.fieldservice.workorders.actions import call_off_order
from aftercare.fieldservice.workorders.queries import address_of
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, Refusal
from aftercare.foundation.notices.actions import notify
from aftercare.people.staff.queries import member_briefs

from .queries import Offered, chosen, parts_at_hand, price_sheet, unknown

DECLINED = gettext_noop("The customer declined the price at the door: {number} is called off.")


class NotAtHand(Refusal):
    """The part is not on the van and not put by for the order."""


class NotYetAgreed(Refusal):
    """Charged work begins when the customer has agreed to its price."""


class PriceMoved(Refusal):
    """What the customer was shown is not what it costs now."""


class NotNow(Refusal):
    """The visit is not at the point where this can be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Under which note, by whom and when a price was signed for; the file is its picture."""

    client_ref: UUID
    signer: str
    file_id: int
    said_at: datetime


@action
def fit_part(
    *,
    actor: Actor,
    appointment_id: int,
    client_ref: UUID,
    part_id: int,
    place_id: int,
    count: int = 1,
    serial: str = "",
    now: datetime,
) -> None:
    """A part of the own van, or put by for the order, was fitted. Raises NotAtHand, NotEnough."""
    stop = stop_of(actor=actor, appointment_id=appointment_id)
    if is_use_known(actor=SYSTEM, client_ref=str(client_ref)):
        return
    _must_be_at_work(stop)
    _must_be_agreed(actor, stop, now)
    at_hand = parts_at_hand(actor=actor, order=stop.order)
    if not any((one.part_id, one.place_id) == (part_id, place_id) for one in at_hand):
        raise NotAtHand(_("This part is not on your van any more, and not put by for this order."))
    use_part(actor=_inside(actor), order_id=stop.order.id, part_id=part_id, place_id=place_id,
             count=count, serial=serial, client_ref=str(client_ref), now=now)  # fmt: skip
    _recorded(actor, stop, "part", now)


@action
def take_part_out(*, actor: Actor, appointment_id: int, movement_id: int, now: datetime) -> None:
    """What was noted as fitted by mistake lies where it came from."""
    stop = stop_of(actor=actor, appointment_id=appointment_id)
    _must_be_at_work(stop)
    put_part_back(actor=_inside(actor), order_id=stop.order.id, movement_id=movement_id,
                  reason=_("Noted at the door by mistake"), now=now)  # fmt: skip
    _recorded(actor, stop, "part_back", now)


@action
def keep_old_part(
    *,
    actor: Actor,
    appointment_id: int,
    described_as: str,
    serial: str = "",
    left_with_customer: bool = False,
    now: datetime,
) -> None:
    """An old part was taken out: it rides along on the van, or stays with the customer."""
    stop = stop_of(actor=actor, appointment_id=appointment_id)
    _must_be_at_work(stop)
    return_old_part(actor=_inside(actor), order_id=stop.order.id, described_as=described_as,
                    serial=serial, left_with_customer=left_with_customer, now=now)  # fmt: skip
    _recorded(actor, stop, "old_part", now)


@action
def agree_price(
    *,
    actor: Actor,
    appointment_id: int,
    client_ref: UUID,
    wanted: Mapping[str, int],
    shown: Decimal,
    signer: str,
    file_id: int,
    said_at: datetime,
    now: datetime,
) -> None:
    """The customer signs for the price on the screen, before the work.

    `wanted`: how many of which line of the price sheet; nothing: what was told before stands.
    `shown` is the sum that was read there. Raises PriceMoved where it is another one now.
    """
    stop = stop_of(actor=actor, appointment_id=appointment_id)
    if is_acceptance_known(actor=SYSTEM, client_ref=str(client_ref)):
        return
    card = _told(actor, stop, wanted, shown, now)
    hand = Hand(client_ref=client_ref, signer=signer, file_id=file_id, said_at=said_at)
    _signed(actor, stop, card, hand, now)
    _recorded(actor, stop, "price_agreed", now)


@action
def decline_price(
    *,
    actor: Actor,
    appointment_id: int,
    wanted: Mapping[str, int],
    shown: Decimal,
    why: str = "",
    now: datetime,
) -> None:
    """The customer does not want the work at this price."""
    stop = stop_of(actor=actor, appointment_id=appointment_id)
    card = _told(actor, stop, wanted, shown, now)
    decline_quotation(actor=_inside(actor), order_id=card.order_id, reference=why, now=now)
    _recorded(actor, stop, "price_declined", now)


@action
def end_declined(
    *,
    actor: Actor,
    appointment_id: int,
    client_ref: UUID,
    wanted: Mapping[str, int],
    shown: Decimal = Decimal(0),
    signer: str = "",
    file_id: int | None = None,
    note: str = "",
    said_at: datetime,
    now: datetime,
) -> None:
    """The price stays declined: the visit ends, the order is called off, the case's owner told.

    `wanted`: what of the visit itself is charged (trip, inspection, as the list has them); the
    customer signs for that, or it costs nothing. Twice is once.
    """
    stop = stop_of(actor=actor, appointment_id=appointment_id)
    if stop.visit.state == Outcome.DECLINED:
        return
    _must_be_at_work(stop)
    sheet = price_sheet(actor=actor, order=stop.order, now=now)
    if sheet.price is not Price.DECLINED:
        raise NotNow(_("First note that the customer declined the price."))
    if lines := _items(sheet.visit, wanted):
        if file_id is None:
            raise Invalid.of("file", _("The customer signs for what the visit costs."))
        card = quote_order(actor=_inside(actor), order_id=stop.order.id, items=lines, now=now)
        _must_be_shown(card, shown)
        hand = Hand(client_ref=client_ref, signer=signer, file_id=file_id, said_at=said_at)
        _signed(actor, stop, card, hand, now)
    why = " ".join(filter(None, [_("The customer declined the price."), note.strip()]))
    end_visit(actor=actor, appointment_id=appointment_id, outcome=Outcome.DECLINED, note=note,
              at=said_at, now=now)  # fmt: skip
    call_off_order(actor=_inside(actor), order_id=stop.order.id, version=None, reason=why, now=now)
    _recorded(actor, stop, "declined", now)
    case = held_case(actor=SYSTEM, case_id=stop.order.case_id, now=now)
    owner = member_briefs(actor=SYSTEM, ids=[case.owner_id] if case.owner_id else [])
    notify(actor=actor, user_ids=[one.user_id for one in owner.values()], kind="order.declined",
           text_key=DECLINED, params={"number": stop.order.number}, link=f"/desk/cases/{case.id}",
           now=now)  # fmt: skip


@action
def take_money(
    *,
    actor: Actor,
    appointment_id: int,
    client_ref: UUID,
    way: str,
    reference: str,
    now: datetime,
) -> None:
    """The customer paid at the door what was agreed to. Raises NoQuotation, Invalid."""
    stop = stop_of(actor=actor, appointment_id=appointment_id)
    take_payment(actor=_inside(actor), order_id=stop.order.id, way=way, reference=reference,
                 client_ref=str(client_ref), now=now)  # fmt: skip
    _recorded(actor, stop, "paid", now)


@action
def book_next_visit(
    *, actor: Actor, appointment_id: int, window_from: datetime, now: datetime
) -> AppointmentBrief:
    """The customer picks the time of the next visit at the door. Raises Taken, NotNow."""
    stop = stop_of(actor=actor, appointment_id=appointment_id)
    if stop.visit.state != Outcome.AGAIN:
        raise NotNow(_("First say that another visit is needed, and why."))
    inside = _inside(actor)
    held = take_slot(actor=inside, order_id=stop.order.id, window_from=window_from, now=now)
    booked = book(actor=inside, appointment_id=held.id, agreed_by="visit", now=now)
    _recorded(actor, stop, "next_visit", now)
    return booked


@action
def miss_customer(
    *,
    actor: Actor,
    appointment_id: int,
    client_ref: UUID,
    reason: str,
    note: str = "",
    file_id: int | None = None,
    said_at: datetime,
    now: datetime,
) -> AppointmentBrief:
    """Nobody was at home, with a picture of the door where there is one. The visit is over."""
    stop = stop_of(actor=actor, appointment_id=appointment_id)
    if file_id is not None:
        attach_photo(actor=actor, appointment_id=appointment_id, client_ref=client_ref,
                     shows=ABSENT, file_id=file_id, said_at=said_at, now=now)  # fmt: skip
    over = end_visit(actor=actor, appointment_id=appointment_id, outcome=Outcome.NOBODY_HOME,
                     reason=reason, note=note, at=said_at, now=now)  # fmt: skip
    _recorded(actor, stop, "nobody_home", now)
    return over


@action
def note_home_seen(*, actor: Actor, appointment_id: int, facts: HomeFacts, now: datetime) -> None:
    """What whoever comes next should know of the home, from who has been there."""
    stop = stop_of(actor=actor, appointment_id=appointment_id)
    case = held_case(actor=SYSTEM, case_id=stop.order.case_id, now=now)
    note_home(actor=actor, customer_id=case.customer_id, facts=facts, now=now,
              address=address_of(actor=SYSTEM, order=stop.order))  # fmt: skip
    _recorded(actor, stop, "home", now)


def _told(
    actor: Actor, stop: Stop, wanted: Mapping[str, int], shown: Decimal, now: datetime
) -> QuotationCard:
    """The quotation that was read on the screen; told now where nobody had told it."""
    _must_be_at_work(stop)
    sheet = price_sheet(actor=actor, order=stop.order, now=now)
    card = sheet.card
    if sheet.price is Price.FREE:
        raise PriceMoved(_("This work is free of charge now: nothing is to be signed for."))
    if wanted or card is None or card.state not in (State.OFFERED, State.ACCEPTED):
        items = _items(sheet.offered, wanted)
        card = quote_order(actor=_inside(actor), order_id=stop.order.id, items=items, now=now)
    _must_be_shown(card, shown)
    return card


def _items(offered: Sequence[Offered], wanted: Mapping[str, int]) -> list[Item]:
    """What is chosen of the lines that the list in force has. Raises PriceMoved."""
    if unknown(offered, wanted):
        raise PriceMoved(_("The price list has changed. Open the page anew and show it again."))
    return [Item(kind=one.kind, words=one.words, count=count, amount=one.amount)
            for one, count in chosen(offered, wanted)]  # fmt: skip


def _must_be_shown(card: QuotationCard, shown: Decimal) -> None:
    if card.total_amount != shown:
        raise PriceMoved(
            _("The customer was shown {shown} yuan, by the list in force it is {now} yuan. "
              "Show it again.").format(shown=shown, now=card.total_amount)
        )  # fmt: skip


def _signed(actor: Actor, stop: Stop, card: QuotationCard, hand: Hand, now: datetime) -> None:
    """The hand under the price is kept with the visit, the name with the quotation."""
    if not hand.signer.strip():
        raise Invalid.of("signer", _("Say who signs."))
    attach_photo(actor=actor, appointment_id=stop.visit.id, client_ref=hand.client_ref,
                 shows=AGREED, file_id=hand.file_id, said_at=hand.said_at, now=now)  # fmt: skip
    accept_quotation(actor=_inside(actor), order_id=card.order_id, how=How.SIGNATURE,
                     reference=hand.signer.strip()[:60], client_ref=str(hand.client_ref),
                     now=now)  # fmt: skip


def _must_be_at_work(stop: Stop) -> None:
    if stop.visit.state != AT_WORK:
        raise NotNow(_("Begin the work first.") if stop.visit.is_live
                     else _("This visit has ended."))  # fmt: skip


def _must_be_agreed(actor: Actor, stop: Stop, now: datetime) -> None:
    sheet = price_sheet(actor=actor, order=stop.order, now=now)
    if not may_do(Deed.FIT, price=sheet.price):
        raise NotYetAgreed(
            _("The customer has not agreed to the price yet: show it and have it signed first.")
        )


def _inside(actor: Actor) -> Actor:
    """Whoever goes there may do what belongs to it, also where the order is of another unit."""
    return replace(actor, sees_everything=True, grants=actor.grants | {"cases.see_cases"})


def _recorded(actor: Actor, stop: Stop, deed: str, now: datetime) -> None:
    record(actor=actor, verb="order.done_at_door", subject=f"order:{stop.order.id}", at=now,
           visit=stop.visit.id, deed=deed)  # fmt: skip
