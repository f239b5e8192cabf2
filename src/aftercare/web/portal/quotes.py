"""What work at the customer's place costs: told on the page of the case, agreed to there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aftercare.casework.cases.queries import CaseBrief
from aftercare.fieldservice.quotes.actions import accept_quotation, decline_quotation
from aftercare.fieldservice.quotes.queries import How, QuotationCard, State, quotation_of
from aftercare.fieldservice.workorders.queries import orders_of
from aftercare.foundation.actor import Actor
from aftercare.web.kit.requests import Request

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


def quotes_of(actor: Actor, case: CaseBrief) -> list[QuotationCard]:
    """Those of work still to be done that cost something, agreed to or not yet."""
    cards = [quotation_of(actor=actor, order=order) for order in orders_of(actor=actor, case=case)
             if order.is_live]  # fmt: skip
    return [card for card in cards if card and card.state in (State.OFFERED, State.ACCEPTED)]
