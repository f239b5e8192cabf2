"""What was bought with one order, seen and corrected as one thing (R-IN-02)."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.customers.parties.queries import customer_brief
from aftercare.customers.proofs.queries import papers_of
from aftercare.customers.units import actions
from aftercare.customers.units.queries import (
    OF_PURCHASE,
    PROOF_CHOICES,
    SEE_UNITS,
    purchase_of,
)
from aftercare.web.kit.files import kept_files
from aftercare.web.kit.requests import Request, needs, page

from .customer_forms import ProofFiles
from .drawers import Deed, drawer, posted
from .papers import CONFIRM
from .right_forms import NOT_KNOWN, YesNo

CORRECT = "units.correct_purchase"
PROVE = "units.prove_purchase"


class Purchase(forms.Form):
    """What holds for all things of the order."""

    order_no = forms.CharField(label=_("Order number"), max_length=60)
    channel = forms.CharField(label=_("Bought where"), max_length=40, required=False)
    purchased_on = forms.DateField(
        label=_("Bought on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    proof = forms.ChoiceField(
        label=_("Proof of purchase"), required=False, choices=[NOT_KNOWN, *PROOF_CHOICES]
    )
    sold_remotely = YesNo(_("Bought by net, phone, television or mail order"))


@require_GET
@needs(SEE_UNITS)
def show(request: Request, customer_id: int, order_no: str) -> HttpResponse:
    actor = request.actor
    purchase = purchase_of(actor=actor, customer_id=customer_id, order_no=order_no)
    context: dict[str, object] = {
        "customer": customer_brief(actor=actor, customer_id=customer_id),
        "purchase": purchase,
        "proof": dict(PROOF_CHOICES).get(purchase.proof or "", ""),
        "papers": [
            (unit, row)
            for unit in purchase.units[:1]
            for row in papers_of(actor=actor, unit_id=unit.id, now=request.now)
        ],
        "may_correct": actor.may(CORRECT),
        "may_confirm": actor.may(CONFIRM),
        "may_prove": actor.may(PROVE),
        "may_add": actor.may("units.add_unit"),
    }
    return page(request, "desk/goods/purchase", context)


@require_http_methods(["GET", "POST"])
@needs(CORRECT)
def correct(request: Request, customer_id: int, order_no: str) -> HttpResponse:
    purchase = purchase_of(actor=request.actor, customer_id=customer_id, order_no=order_no)
    before = {name: getattr(purchase, name) for name in ("order_no", *OF_PURCHASE)}
    form = Purchase(posted(request), initial=before)
    deed = Deed(
        title=_("The whole order"),
        button=_("Save"),
        done=_("Saved for all products of the order."),
        back=_page(customer_id, form["order_no"].value() or order_no),
        help=_("What you leave as it is stays with each product as it is."),
    )

    def perform(given: dict[str, Any]) -> None:
        changes = {
            name: value
            for name, value in given.items()
            if value != before[name] and not (before[name] is None and value == "")
        }
        if changes:
            actions.correct_purchase(
                actor=request.actor, customer_id=customer_id, order_no=order_no, changes=changes,
                now=request.now,
            )  # fmt: skip

    return drawer(request, deed, form, perform)


@require_http_methods(["GET", "POST"])
@needs(PROVE)
def prove(request: Request, customer_id: int, order_no: str) -> HttpResponse:
    """One invoice for all that came with the order."""
    purchase = purchase_of(actor=request.actor, customer_id=customer_id, order_no=order_no)
    form = ProofFiles(request.POST, request.FILES) if request.method == "POST" else ProofFiles()
    deed = Deed(
        title=_("Add a proof of purchase"),
        button=_("Add"),
        done=_("Saved for all products of the order."),
        back=_page(customer_id, purchase.order_no),
    )

    def perform(given: dict[str, Any]) -> None:
        actions.prove_purchase(
            actor=request.actor, customer_id=customer_id, order_no=order_no, now=request.now,
            file_ids=kept_files(actor=request.actor, files=given["papers"], now=request.now),
        )  # fmt: skip

    return drawer(request, deed, form, perform)


def _page(customer_id: int, order_no: str) -> str:
    return reverse("desk:purchase", args=[customer_id, order_no])
