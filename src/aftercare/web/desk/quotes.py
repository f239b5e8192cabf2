"""Prices of work on site, and the quotation on the page of a work order."""

from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.fieldservice.carecontracts.queries import contract_visit
from aftercare.fieldservice.quotes import actions
from aftercare.fieldservice.quotes.queries import (
    HOW_CHOICES,
    JOB_CHOICES,
    SEE_INVOICES,
    SEE_QUOTES,
    WAY_CHOICES,
    How,
    Price,
    QuotationCard,
    State,
    covered_by,
    invoice_file,
    invoices,
    price_lists,
    price_of,
    quotation_of,
    what_holds_up,
)
from aftercare.fieldservice.stores.queries import SEE_STOCK
from aftercare.fieldservice.workorders.queries import SEE_ORDERS, OrderBrief, order_brief
from aftercare.web.kit.files import file_answer, kept_files
from aftercare.web.kit.requests import Request, needs, page

from . import quote_forms as forms
from .drawers import Deed, drawer, posted
from .imports import may_import
from .product_forms import Sure

# Code in the address -> what it is called, what it says when done, its action, its form.
STEPS: dict[str, tuple[Promise, Promise, str, type[django_forms.Form]]] = {
    "quote": (gettext_lazy("Quote"), gettext_lazy("The quotation stands."), "quote_order", Sure),
    "accept": (gettext_lazy("The customer agreed"), gettext_lazy("Noted."), "accept_quotation",
               forms.AcceptForm),
    "decline": (gettext_lazy("The customer declined"), gettext_lazy("Noted."),
                "decline_quotation", forms.DeclineForm),
    "pay": (gettext_lazy("The customer paid"), gettext_lazy("Noted as paid."), "take_payment",
            forms.PayForm),
    "back": (gettext_lazy("Paid back"), gettext_lazy("Noted."), "pay_back", forms.PayBackForm),
    "invoice": (gettext_lazy("Ask for an invoice"), gettext_lazy("Noted."), "ask_invoice",
                forms.AskInvoiceForm),
    "issue": (gettext_lazy("Invoice issued"), gettext_lazy("Noted."), "issue_invoice",
              forms.IssueForm),
}  # fmt: skip


@require_GET
@needs(SEE_QUOTES)
def prices(request: Request) -> HttpResponse:
    """The price lists, the newest first."""
    rows = price_lists(actor=request.actor)
    jobs = [words for _code, words in JOB_CHOICES]
    context: dict[str, object] = {
        "jobs": jobs,
        "rows": [
            (row, [(words, row.labour.get(code)) for code, words in JOB_CHOICES]) for row in rows
        ],
        "may_set": request.actor.may("quotes.set_prices"),
        "may_stock": request.actor.may(SEE_STOCK),
        "may_import": may_import(request, "prices"),
    }
    return page(request, "desk/quotes/prices", context)


@require_http_methods(["GET", "POST"])
@needs("quotes.set_prices")
def new_prices(request: Request) -> HttpResponse:
    form = forms.PricesForm(posted(request))
    deed = Deed(
        title=_("A new price list"),
        button=_("Put in force"),
        done=_("The list is kept."),
        back=reverse("desk:prices"),
        help=_("It holds from its day until the next list begins; nothing holds backwards."),
    )
    return drawer(request, deed, form, lambda _given: actions.set_prices(
        actor=request.actor, now=request.now, **form.said))  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs(SEE_ORDERS)
def do(request: Request, order_id: int, code: str) -> HttpResponse:
    """One of STEPS, in a drawer."""
    if code not in STEPS:
        raise Http404
    title, done, name, form = STEPS[code]
    request.actor.must(f"quotes.{name}")
    order = order_brief(actor=request.actor, order_id=order_id)
    deed = Deed(
        title=f"{title} · {order.number}",
        button=title,
        done=done,
        back=reverse("desk:order", args=[order_id]),
        help=_("By the list in force and the parts of the order; it takes the place of the one "
               "before.") if code == "quote" else "",
    )  # fmt: skip
    perform = getattr(actions, name)
    data = (request.POST, request.FILES) if request.method == "POST" else ()

    def performed(given: dict[str, Any]) -> None:
        if "how" in given:
            given["how"] = How(given["how"])
        if "papers" in given:
            files = kept_files(actor=request.actor, files=given.pop("papers"), now=request.now)
            given["file_id"] = files[0] if files else None
        perform(actor=request.actor, order_id=order.id, now=request.now, **given)

    return drawer(request, deed, form(*data), performed)


@require_GET
@needs(SEE_INVOICES)
def invoice_list(request: Request) -> HttpResponse:
    """Invoices that customers asked for: to be issued, and issued."""
    issued = request.GET.get("state") == "issued"
    found = invoices(actor=request.actor, issued=issued, cursor=request.GET.get("cursor", ""))
    context: dict[str, object] = {
        "page": found,
        "rows": found.rows,
        "issued": issued,
        "may_issue": request.actor.may("quotes.issue_invoice"),
    }
    return page(request, "desk/quotes/invoices", context)


@require_GET
@needs(SEE_INVOICES)
def invoice_paper(request: Request, order_id: int) -> HttpResponse:
    """The issued invoice."""
    order = order_brief(actor=request.actor, order_id=order_id)
    file = invoice_file(actor=request.actor, order=order)
    return file_answer(actor=request.actor, file=file, small=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Why an order cannot be finished because of its price; `way` to what helps, if it may."""

    words: str
    way: tuple[str | Promise, str] | None


def held_up(request: Request, order: OrderBrief) -> Held | None:
    """What stands between a live order and its end, told before anybody fills in a form."""
    if not order.is_live:
        return None
    price = price_of(actor=request.actor, order=order, now=request.now)
    words = what_holds_up(price)
    if not words:
        return None
    code = "accept" if price is Price.TOLD else "quote"
    title, _done, name, _form = STEPS[code]
    may = request.actor.may(f"quotes.{name}")
    return Held(
        words=words,
        way=(title, reverse("desk:order-quote", args=[order.id, code])) if may else None,
    )


def quote_panel(request: Request, order: OrderBrief) -> dict[str, Any]:
    """What the panel shows, and which steps there are for this person now."""
    if not request.actor.may(SEE_QUOTES):
        return {}
    card = quotation_of(actor=request.actor, order=order)
    held = held_up(request, order)
    return {
        "card": card,
        "held": held.words if held else "",
        "covered": contract_visit(actor=request.actor, order=order),
        "covered_words": covered_by(actor=request.actor, order=order),
        "how": dict(HOW_CHOICES).get(card.how, "") if card else "",
        "ways": dict(WAY_CHOICES),
        "may_issue": request.actor.may("quotes.issue_invoice"),
        "steps": [(code, STEPS[code][0]) for code in _open_now(order, card)
                  if request.actor.may(f"quotes.{STEPS[code][2]}")],
    }  # fmt: skip


def _open_now(order: OrderBrief, card: QuotationCard | None) -> list[str]:
    """Which steps the quotation and the order are ready for."""
    if card is None:
        return ["quote"] if order.is_live else []
    waits = card.state == State.OFFERED and order.is_live
    owed = card.state == State.ACCEPTED and bool(card.total_amount) and not card.is_paid
    asked = card.invoice is not None and card.invoice.issued_at is None
    open_now = {
        "accept": waits, "decline": waits, "pay": owed,
        "quote": order.is_live and not card.is_paid,
        "invoice": card.is_paid and card.invoice is None, "issue": asked, "back": card.is_paid,
    }  # fmt: skip
    return [code for code, is_open in open_now.items() if is_open]
