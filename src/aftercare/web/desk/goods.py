"""One thing of a customer: its purchase, what is owed for it, and what was ever the matter."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import SEE_CASES, cases_of_unit
from aftercare.casework.rights.queries import Cause, FaultFacts, entitlement_of_unit
from aftercare.customers.parties.queries import customer_briefs
from aftercare.customers.units.actions import correct_unit
from aftercare.customers.units.queries import PROOF_CHOICES, SEE_UNITS, unit_brief
from aftercare.web.kit.entitlements import in_words
from aftercare.web.kit.requests import Request, needs, page

from .drawers import Deed, drawer
from .right_forms import PurchaseFacts, Supposed


@require_GET
@needs(SEE_UNITS)
def show(request: Request, unit_id: int) -> HttpResponse:
    """The thing, and what it entitles to on a day and for a fault that one may suppose."""
    actor = request.actor
    unit = unit_brief(actor=actor, unit_id=unit_id)
    form = Supposed(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    cause = said.get("cause") or Cause.DEFECT.value
    on = said.get("on") or timezone.localdate(request.now)
    fault = FaultFacts(cause=Cause(cause), proven=True, confirmed=True, part=said.get("part", ""))
    card = entitlement_of_unit(actor=actor, unit_id=unit_id, on=on, fault=fault)
    shown = Supposed(initial={"on": on, "cause": cause, "part": fault.part})
    context: dict[str, object] = {
        "unit": unit,
        "owner": customer_briefs(actor=actor, ids=[unit.customer_id]).get(unit.customer_id),
        "proof": dict(PROOF_CHOICES).get(unit.proof, ""),
        "rights": in_words(card),
        "supposed": form if form.errors else shown,
        "cases": cases_of_unit(actor=actor, unit_id=unit_id) if actor.may(SEE_CASES) else [],
        "may_correct": actor.may("units.correct_unit"),
    }
    return page(request, "desk/goods/show", context)


@require_http_methods(["GET", "POST"])
@needs("units.correct_unit")
def facts(request: Request, unit_id: int) -> HttpResponse:
    """The facts of the purchase, in a drawer."""
    unit = unit_brief(actor=request.actor, unit_id=unit_id)
    before = {name: getattr(unit, name) for name in PurchaseFacts.base_fields}
    form = PurchaseFacts(request.POST or None, initial=before)
    deed = Deed(
        title=_("Facts of the purchase"),
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:goods", args=[unit_id]),
        help=_("What is not known stays empty: it is asked for, nobody is refused for it."),
    )

    def perform(given: dict[str, Any]) -> None:
        changes = {name: value for name, value in given.items() if value != before[name]}
        if changes:
            correct_unit(actor=request.actor, unit_id=unit_id, changes=changes, now=request.now)

    return drawer(request, deed, form, perform)
