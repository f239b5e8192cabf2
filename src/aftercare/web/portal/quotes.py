"""What work at the customer's place costs: told on the page of the case, agreed to there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import CaseBrief, case_brief
from aftercare.fieldservice.quotes.actions import (
    accept_quotation,
    ask_invoice,
    decline_quotation,
)
from aftercare.fieldservice.quotes.queries import (
    How,
    QuotationCard,
    State,
    invoice_file,
    quotation_of,
    quotations_of,
)
from aftercare.fieldservice.workorders.queries import OrderBrief, orders_of
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.web.kit.files import file_answer
from aftercare.web.kit.requests import Request, page, refusals_shown_on

from . import forms
from .customer import holder_of


@require_http_methods(["POST"])
def answer_quote(request: Request, token: str, order_id: int) -> HttpResponse:
    """Yes or no to the price of the work, by the customer's own click."""
    actor, _case_id = holder_of(token)
    form = forms.OfferAnswer(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whether you agree."))
    elif form.cleaned_data["agrees"]:
        accept_quotation(actor=actor, order_id=order_id, how=How.PORTAL, now=request.now)
        messages.success(request, _("Thank you. The work is done at this price."))
    else:
        decline_quotation(actor=actor, order_id=order_id, now=request.now)
        messages.success(request, _("Understood. Somebody will talk with you."))
    return redirect("portal:follow", token)


@require_http_methods(["GET", "POST"])
def ask(request: Request, token: str, order_id: int) -> HttpResponse:
    """An invoice of what was paid: to whom, tax number of a company, where to."""
    actor, _order = _paid(token, order_id)
    form = forms.InvoiceWish(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            ask_invoice(actor=actor, order_id=order_id, now=request.now, **form.cleaned_data)
            messages.success(request, _("Thank you. You find the invoice here once it is issued."))
            return redirect("portal:follow", token)
    return page(request, "portal/invoice", {"form": form, "token": token})


@require_GET
def invoice(_request: Request, token: str, order_id: int) -> HttpResponse:
    """The issued invoice, to take."""
    actor, order = _paid(token, order_id)
    return file_answer(actor=actor, file=invoice_file(actor=actor, order=order), small=False)


def _paid(token: str, order_id: int) -> tuple[Actor, OrderBrief]:
    """An order of the link's own case that was paid. Raises NotFound."""
    actor, case_id = holder_of(token)
    case = case_brief(actor=actor, case_id=case_id)
    order = next((o for o in orders_of(actor=actor, case=case) if o.id == order_id), None)
    card = quotation_of(actor=actor, order=order) if order else None
    if order is None or card is None or not card.is_paid:
        raise NotFound
    return actor, order


def paid_of(actor: Actor, case: CaseBrief) -> list[QuotationCard]:
    """What was paid, and the invoice of it, asked for or not."""
    cards = quotations_of(actor=actor, orders=orders_of(actor=actor, case=case))
    return [card for card in cards.values() if card.is_paid]


def quotes_of(actor: Actor, case: CaseBrief) -> list[QuotationCard]:
    """Those of work still to be done that cost something, agreed to or not yet."""
    live = [order for order in orders_of(actor=actor, case=case) if order.is_live]
    cards = quotations_of(actor=actor, orders=live)
    return [card for card in cards.values() if card.state in (State.OFFERED, State.ACCEPTED)]
