"""Told before, agreed to, paid, taken back: what customers pay for work on site (R-FS-12)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.fieldservice.workorders.actions import held_order
from aftercare.fieldservice.workorders.queries import JOB_CHOICES, OrderBrief, order_brief
from aftercare.foundation.actions import action
from aftercare.foundation.actor import SYSTEM, Actor, ActorKind
from aftercare.foundation.audit.actions import record
from aftercare.foundation.errors import Invalid, NotFound, Refusal
from aftercare.foundation.events import publish

from . import rules
from .adapters import TILLS
from .events import CustomerPaid, CustomerPaidBack
from .models import Invoice, Line, Payment, PriceList, Quotation
from .queries import (
    QuotationCard,
    price_of,
    prices_on,
    proposed_items,
    quotation_of,
    waivers_of,
    what_holds_up,
)
from .rules import How, Item, State


class NoQuotation(Refusal):
    """There is none, or it is not at the point where this can be done."""


class NotAgreed(Refusal):
    """Charged work is not finished before the customer was told the price and agreed to it."""


@action
def set_prices(
    *,
    actor: Actor,
    in_force_from: date,
    labour: Mapping[str, Decimal],
    trip_amount: Decimal,
    now: datetime,
) -> int:
    """A new list, in force from a day to come or today; what was in force stays as it was."""
    if in_force_from < timezone.localdate(now):
        raise Invalid.of("in_force_from", _("Not in the past."))
    if set(labour) - set(dict(JOB_CHOICES)) or any(sum_ < 0 for sum_ in labour.values()):
        raise Invalid.of("labour", _("Not less than nothing."))
    if PriceList.objects.filter(in_force_from=in_force_from).exists():
        raise Invalid.of("in_force_from", _("Another list begins on this day."))
    row = PriceList.objects.create(
        in_force_from=in_force_from,
        labour={job: str(amount) for job, amount in labour.items()},
        trip_amount=trip_amount, by_name=actor.name, made_at=now,
    )  # fmt: skip
    record(actor=actor, verb="prices.set", subject="prices:all", at=now, price_list=row.id)
    return row.id


@action
def quote_order(
    *, actor: Actor, order_id: int, items: Sequence[Item] | None = None, now: datetime
) -> QuotationCard:
    """Tells the customer what the work costs, in place of what was told before.

    Without `items` by the list in force and the parts of the order. Free where the work mends what
    did not hold, a contract pays for it or the goods entitle to it; the clause stands on it.
    """
    order = _live_order(actor, order_id, now)
    standing = quotation_of(actor=SYSTEM, order=order)
    if standing is not None and standing.is_paid:
        raise NoQuotation(_("It has been paid: take the payment back first."))
    prices = prices_on(actor=SYSTEM, day=timezone.localdate(now))
    if prices is None:
        raise NoQuotation(_("No price list is in force."))
    if items is None:
        items = [item if item.words else replace(item, words=_("Trip"))
                 for item in proposed_items(actor=SYSTEM, order=order, prices=prices)]  # fmt: skip
    if any(item.count < 1 or item.amount < 0 or not item.words.strip() for item in items):
        raise Invalid.of("items", _("Each line has words, a number and a sum."))
    if rules.total(items, free=False) >= rules.MOST:
        raise Invalid.of("items", _("Together this is more than a quotation can be."))
    told = rules.priced(items, waivers_of(actor=SYSTEM, order=order, now=now))
    Quotation.objects.filter(order_id=order.id).exclude(state=State.VOID).update(state=State.VOID)
    row = Quotation.objects.create(
        order_id=order.id, price_list_id=prices.id, state=State.OFFERED,
        is_free=told.is_free, clause=told.clause, offered_at=now,
        total_amount=rules.total(told.items, free=told.is_free),
        by_name=actor.name,
    )  # fmt: skip
    Line.objects.bulk_create(
        Line(quotation_id=row.id, kind=item.kind, words=item.words[:120], count=item.count,
             amount=item.amount)
        for item in told.items
    )  # fmt: skip
    _recorded(actor, order, "order.quoted", now, price=str(row.total_amount))
    return _standing(order)


@action
def accept_quotation(
    *,
    actor: Actor,
    order_id: int,
    how: How,
    reference: str = "",
    client_ref: str = "",
    now: datetime,
) -> None:
    """The customer agrees: on the technician's screen, by a code, on the phone, on the own page.

    Whoever notes it for the customer names the proof. The same `client_ref` again does nothing.
    """
    if client_ref and Quotation.objects.filter(client_ref=client_ref).exists():
        return
    order = _live_order(actor, order_id, now)
    own = actor.kind is ActorKind.CUSTOMER
    if own != (how is How.PORTAL):
        raise Invalid.of("how", _("Only customers themselves agree on their page."))
    if not own and not reference.strip():
        raise Invalid.of("reference", _("Name the signature, code or recording."))
    _answered(order, State.ACCEPTED, now, how=how, reference=reference.strip(),
              client_ref=client_ref or None)  # fmt: skip
    _recorded(actor, order, "order.quote_accepted", now, how=how)


@action
def decline_quotation(*, actor: Actor, order_id: int, reference: str = "", now: datetime) -> None:
    """The customer does not want the work at this price."""
    order = _live_order(actor, order_id, now)
    _answered(order, State.DECLINED, now, reference=reference.strip())
    _recorded(actor, order, "order.quote_declined", now)


@action
def take_payment(
    *,
    actor: Actor,
    order_id: int,
    way: str,
    reference: str,
    client_ref: str = "",
    now: datetime,
) -> None:
    """The customer paid what was agreed to, whole and once. Raises NoQuotation, Invalid."""
    if client_ref and Payment.objects.filter(client_ref=client_ref).exists():
        return
    order = held_order(actor=actor, order_id=order_id, now=now)
    card = _standing(order)
    if card.state != State.ACCEPTED or not card.total_amount or card.is_paid:
        raise NoQuotation(_("There is nothing to be paid."))
    till = TILLS.get(way)
    if till is None:
        raise Invalid.of("way", _("Say by which way it was paid."))
    if not till.confirms(reference.strip()):
        raise Invalid.of("reference", _("No payment under this number is known."))
    try:
        row = Payment.objects.create(
            quotation_id=card.id, way=way, reference=reference.strip(), amount=card.total_amount,
            paid_at=now, by_name=actor.name, by_member_id=actor.staff_id,
            client_ref=client_ref or None,
        )  # fmt: skip
    except IntegrityError as error:  # the index has the last word
        raise NoQuotation(_("There is nothing to be paid.")) from error
    _recorded(actor, order, "order.paid", now, way=way)
    publish(
        CustomerPaid(
            payment_id=row.id, order_id=order.id, case_id=order.case_id,
            org_unit_id=order.org_unit_id,
            amount=row.amount, way=way, reference=row.reference, by_name=actor.name,
            by_user_id=actor.user_id, by_member_id=actor.staff_id, at=now,
        )
    )  # fmt: skip


@action
def pay_back(*, actor: Actor, order_id: int, reason: str, now: datetime) -> None:
    """The payment went back to the customer, and why."""
    order = held_order(actor=actor, order_id=order_id, now=now)
    if not reason.strip():
        raise Invalid.of("reason", _("Say why."))
    card = _standing(order)
    row = Payment.objects.filter(quotation_id=card.id, back_at=None).first()
    if row is None:
        raise NoQuotation(_("Nothing was paid."))
    row.back_at, row.back_because = now, reason.strip()
    row.save(update_fields=["back_at", "back_because"])
    _recorded(actor, order, "order.paid_back", now)
    publish(
        CustomerPaidBack(
            payment_id=row.id, reason=row.back_because, by_name=actor.name,
            by_user_id=actor.user_id, at=now,
        )
    )  # fmt: skip


@action
def ask_invoice(
    *, actor: Actor, order_id: int, title: str, email: str, tax_number: str = "", now: datetime
) -> None:
    """The customer wants an invoice of what was paid; a company names its tax number."""
    order = held_order(actor=actor, order_id=order_id, now=now)
    card = _standing(order)
    if not card.is_paid or card.invoice is not None:
        raise NoQuotation(_("There is nothing paid without an invoice."))
    wrong = {} if title.strip() else {"title": _("This is missing.")}
    if tax_number.strip() and not rules.is_tax_number(tax_number):
        wrong["tax_number"] = _("This is no unified social credit code: 18 signs.")
    if "@" not in email.strip().strip("@"):
        wrong["email"] = _("Where is it sent to?")
    if wrong:
        raise Invalid(_("Something is missing."), fields=wrong)
    Invoice.objects.create(
        quotation_id=card.id, title=title.strip(), tax_number=tax_number.strip().upper(),
        email=email.strip(), asked_at=now,
    )  # fmt: skip
    _recorded(actor, order, "order.invoice_asked", now)


@action
def issue_invoice(
    *, actor: Actor, order_id: int, number: str, file_id: int | None = None, now: datetime
) -> None:
    """It was issued, under its number; the file is for the customer to take."""
    order = held_order(actor=actor, order_id=order_id, now=now)
    if not number.strip():
        raise Invalid.of("number", _("This is missing."))
    waiting = Invoice.objects.filter(quotation__order_id=order.id, issued_at=None)
    if not waiting.update(number=number.strip(), issued_at=now, file_id=file_id):
        raise NoQuotation(_("No invoice is asked for."))
    _recorded(actor, order, "order.invoice_issued", now)


@action
def refuse_unagreed_work(*, actor: Actor, order_id: int, now: datetime) -> None:
    """Charged work does not end as done before it was told and agreed to. Raises NotAgreed."""
    order = order_brief(actor=SYSTEM, order_id=order_id)
    if why := what_holds_up(price_of(actor=SYSTEM, order=order, now=now)):
        raise NotAgreed(why)
    record(actor=actor, verb="order.prices_agreed", subject=f"order:{order_id}", at=now)


def _live_order(actor: Actor, order_id: int, now: datetime) -> OrderBrief:
    order = held_order(actor=actor, order_id=order_id, now=now)
    if not order.is_live:
        raise NoQuotation(_("The work order is over."))
    return order


def _standing(order: OrderBrief) -> QuotationCard:
    card = quotation_of(actor=SYSTEM, order=order)
    if card is None:
        raise NotFound(_("No price was told for this order."))
    return card


def _answered(order: OrderBrief, state: State, now: datetime, **said: Any) -> None:
    offered = Quotation.objects.filter(order_id=order.id, state=State.OFFERED)
    if not offered.update(state=state, answered_at=now, **said):
        raise NoQuotation(_("No quotation waits for the customer's word."))


def _recorded(actor: Actor, order: OrderBrief, verb: str, at: datetime, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=f"order:{order.id}", at=at, **detail)
