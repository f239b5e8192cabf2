"""What work on site costs the customer: price lists, quotations, payments, invoices (R-FS-12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from aftercare.casework.cases.queries import case_brief
from aftercare.casework.rights.queries import Remedy, Standing, entitlement_of
from aftercare.fieldservice.carecontracts.queries import contract_visit
from aftercare.fieldservice.parts.queries import parts_of_order
from aftercare.fieldservice.spares.queries import part_briefs
from aftercare.fieldservice.workorders.queries import JOB_CHOICES, Job, OrderBrief
from aftercare.foundation.actions import view
from aftercare.foundation.actor import SYSTEM, Actor
from aftercare.foundation.errors import NotFound
from aftercare.foundation.files.queries import FileBrief, file_briefs
from aftercare.foundation.pages import Page, cursor_of, key_of
from aftercare.policy.entitlements.queries import Ground, RightRule

from .models import (
    HOW_CHOICES,
    KIND_CHOICES,
    STATE_CHOICES,
    WAY_CHOICES,
    Invoice,
    Payment,
    PriceList,
    Quotation,
)
from .rules import (
    BY_CONTRACT,
    Deed,
    How,
    Item,
    Price,
    State,
    Waiver,
    may_do,
    price_told,
    price_untold,
    priced,
)

__all__ = ["HOW_CHOICES", "JOB_CHOICES", "KIND_CHOICES", "STATE_CHOICES", "WAY_CHOICES", "Deed",
           "How", "Item", "Price", "State", "Waiver", "may_do", "price_untold",
           "priced"]  # fmt: skip

MENDED = frozenset({Remedy.FREE_REPAIR})
FETCHED = MENDED | {Remedy.RETURN, Remedy.EXCHANGE, Remedy.REFUND}  # faulty goods go back freely
SEE_QUOTES = view("quotes.see_quotes")
SEE_INVOICES = view("quotes.see_invoices")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListRow:
    """In force from a day until the day before the next; `labour` yuan by code of job."""

    id: int
    in_force_from: date
    in_force_until: date | None
    labour: Mapping[str, Decimal]
    trip_amount: Decimal
    by_name: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    id: int
    way: str
    reference: str
    amount: Decimal
    paid_at: datetime
    by_name: str
    back_at: datetime | None
    back_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    title: str
    tax_number: str
    email: str
    asked_at: datetime
    number: str
    issued_at: datetime | None
    file_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceWish:
    """An invoice that a customer asked for, of what was paid for an order."""

    id: int
    order_id: int
    order_number: str
    amount: Decimal
    invoice: InvoiceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationCard:
    """`clause` says why it is free; then `items` tell what it would have cost.

    Where it is not free, the `clause` says what a contract covers, and `items` go beyond that.
    """

    id: int
    order_id: int
    state: str
    is_free: bool
    clause: str
    items: Sequence[Item]
    total_amount: Decimal
    offered_at: datetime
    by_name: str
    answered_at: datetime | None
    how: str
    reference: str
    payments: Sequence[PaymentRow]
    invoice: InvoiceRow | None

    @property
    def is_paid(self) -> bool:
        return any(one.back_at is None for one in self.payments)

    @property
    def price(self) -> Price:
        return price_told(total_amount=self.total_amount, state=self.state, clause=self.clause)


def price_lists(*, actor: Actor) -> list[PriceListRow]:
    """The newest first."""
    actor.must(SEE_QUOTES)
    rows = list(PriceList.objects.order_by("-in_force_from"))
    ends = [None, *(row.in_force_from for row in rows)]
    return [_list_of(row, until) for row, until in zip(rows, ends, strict=False)]


def prices_on(*, actor: Actor, day: date) -> PriceListRow | None:
    del actor
    found = PriceList.objects.filter(in_force_from__lte=day).order_by("-in_force_from").first()
    return _list_of(found, None) if found else None


def quotation_of(*, actor: Actor, order: OrderBrief) -> QuotationCard | None:
    """The one that stands; for who holds the order's brief, customers of the case, too."""
    return quotations_of(actor=actor, orders=[order]).get(order.id)


def quotations_of(*, actor: Actor, orders: Iterable[OrderBrief]) -> dict[int, QuotationCard]:
    """Those that stand, by order; four queries however many. For who holds the orders' briefs."""
    del actor
    ids = [order.id for order in orders]
    rows = Quotation.objects.filter(order_id__in=ids).exclude(state=State.VOID).order_by("order_id")
    found = list(rows.prefetch_related("lines", "payments"))
    asked = Invoice.objects.filter(quotation__in=found)
    invoices = {invoice.quotation_id: invoice for invoice in asked}
    return {row.order_id: _card_of(row, invoices.get(row.id)) for row in found}


def price_of(*, actor: Actor, order: OrderBrief, now: datetime) -> Price:
    """How the price of the order stands: as it was told, or as the list in force has it."""
    del actor
    rows = Quotation.objects.filter(order_id=order.id).exclude(state=State.VOID)
    if row := rows.values("total_amount", "state", "clause").first():
        return price_told(**row)
    prices = prices_on(actor=SYSTEM, day=timezone.localdate(now))
    if prices is None:
        return Price.FREE
    items = proposed_items(actor=SYSTEM, order=order, prices=prices)
    return price_untold(items, waivers_of(actor=SYSTEM, order=order, now=now) if items else [])


def what_holds_up(price: Price) -> str:
    """Why an order cannot be finished while its price stands like this; "" where it can be."""
    if may_do(Deed.FINISH, price=price):
        return ""
    return {
        Price.UNTOLD: _("This work is charged, and nobody has told the customer the price. Quote "
                        "it first, and note that the customer agreed."),
        Price.DECLINED: _("The customer declined the price: nothing was to be done. Quote another "
                          "price, or call the order off."),
    }.get(price, _("The customer has not agreed to the quotation for this work."))  # fmt: skip


def is_acceptance_known(*, actor: Actor, client_ref: str) -> bool:
    """Whether the customer's word was told under this reference before."""
    del actor
    return Quotation.objects.filter(client_ref=client_ref).exists()


def invoices(*, actor: Actor, issued: bool, cursor: str = "", limit: int = 50) -> Page[InvoiceWish]:
    """Those to be issued, the longest waiting first; or those that were, the newest first."""
    actor.must(SEE_INVOICES)
    found = Invoice.objects.filter(issued_at__isnull=not issued)
    if not actor.sees_everything:
        units = actor.org_units
        found = found.filter(quotation__order__org_unit_id__in=units)
    if cursor:
        (last,) = key_of(cursor, parts=1)
        found = found.filter(id__lt=last) if issued else found.filter(id__gt=last)
    rows = list(
        found.select_related("quotation__order").order_by("-id" if issued else "id")[: limit + 1]
    )
    more = cursor_of(rows[limit - 1].id) if len(rows) > limit else None
    return Page(rows=[_wish_of(row) for row in rows[:limit]], next_cursor=more)


def invoice_file(*, actor: Actor, order: OrderBrief) -> FileBrief:
    """The invoice itself, for who holds the order's brief. Raises NotFound."""
    del actor
    found = Invoice.objects.filter(quotation__order_id=order.id, file__isnull=False).first()
    briefs = file_briefs(actor=SYSTEM, ids=[found.file_id or 0]) if found else {}
    if found is None or found.file_id not in briefs:
        raise NotFound(_("There is no such file."))
    return briefs[found.file_id]


def proposed_items(*, actor: Actor, order: OrderBrief, prices: PriceListRow) -> list[Item]:
    """Labour of the job, the trip, and the parts that are needed or were used."""
    words = dict(JOB_CHOICES)
    items = [
        Item(kind="labour", words=str(words[order.job]), count=1,
             amount=prices.labour.get(order.job, Decimal(0))),
        Item(kind="trip", words="", count=1, amount=prices.trip_amount),
    ]  # fmt: skip
    needs = parts_of_order(actor=actor, order=order).needs
    parts = part_briefs(actor=SYSTEM, ids=[need.part_id for need in needs])
    for need in needs:
        part = parts[need.part_id]
        count = max(need.needed, need.used)
        items.append(Item(kind="part", words=f"{part.code} {part.name}", count=count,
                          amount=part.price_amount))  # fmt: skip
    return [item for item in items if item.amount and item.count]


def waivers_of(*, actor: Actor, order: OrderBrief, now: datetime) -> list[Waiver]:
    """Why the work, or a part of it, costs the customer nothing."""
    found = [Waiver(clause=_("Rework: free of charge"))] if order.is_rework else []
    if words := covered_by(actor=actor, order=order):
        found.append(Waiver(clause=words, covers=BY_CONTRACT))
    if clause := why_free(actor=actor, order=order, now=now):
        found.append(Waiver(clause=clause))
    return found


def covered_by(*, actor: Actor, order: OrderBrief) -> str:
    """The care contract, and which of its visits, that pays for the work; "" for none."""
    visit = contract_visit(actor=actor, order=order)
    if visit is None:
        return ""
    words = _("Care contract {number}, “{name}”: visit {n} of {all} included")
    return words.format(number=visit.number, name=visit.name, n=visit.turn, all=visit.visits)


def why_free(*, actor: Actor, order: OrderBrief, now: datetime) -> str:
    """The clause by which the work costs the customer nothing; "" where it is charged."""
    case = case_brief(actor=SYSTEM, case_id=order.case_id)
    card = entitlement_of(actor=actor, case=case, on=timezone.localdate(now))
    free = FETCHED if order.job == Job.PICKUP else MENDED
    for option in card.options:
        rule = option.rule if option.standing is Standing.DUE else None
        own_wish = isinstance(rule, RightRule) and rule.ground is Ground.NO_REASON
        if rule is not None and option.remedy in free and not own_wish:
            clause = rule.clause
            return f"{clause.document.zh} {clause.section} {clause.wording.zh}".strip()
    return ""


def _list_of(row: PriceList, until: date | None) -> PriceListRow:
    return PriceListRow(
        id=row.id,
        in_force_from=row.in_force_from,
        in_force_until=until,
        labour={job: Decimal(amount) for job, amount in row.labour.items()},
        trip_amount=row.trip_amount,
        by_name=row.by_name,
        made_at=row.made_at,
    )


def _card_of(row: Quotation, invoice: Invoice | None) -> QuotationCard:
    same = ("id", "order_id", "state", "is_free", "clause", "total_amount", "offered_at", "by_name",
            "answered_at", "how", "reference")  # fmt: skip
    lines = sorted(row.lines.all(), key=lambda line: line.id)
    payments = sorted(row.payments.all(), key=lambda payment: payment.id)
    return QuotationCard(
        items=[
            Item(kind=line.kind, words=line.words, count=line.count, amount=line.amount)
            for line in lines
        ],
        payments=[_payment_of(payment) for payment in payments],
        invoice=_invoice_of(invoice) if invoice else None,
        **{name: getattr(row, name) for name in same},
    )


def _wish_of(row: Invoice) -> InvoiceWish:
    return InvoiceWish(
        id=row.id,
        order_id=row.quotation.order_id,
        order_number=row.quotation.order.number,
        amount=row.quotation.total_amount,
        invoice=_invoice_of(row),
    )


def _invoice_of(row: Invoice) -> InvoiceRow:
    return InvoiceRow(**{name: getattr(row, name) for name in InvoiceRow.__slots__})


def _payment_of(row: Payment) -> PaymentRow:
    return PaymentRow(**{name: getattr(row, name) for name in PaymentRow.__slots__})
