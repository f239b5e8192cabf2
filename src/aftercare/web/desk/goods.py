"""One thing of a customer: its purchase, what is owed for it, and what was ever the matter."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import SEE_CASES, cases_of_unit
from aftercare.casework.rights.queries import Cause, FaultFacts, entitlement_of_unit
from aftercare.customers.batches.queries import BatchBrief, batch_named
from aftercare.customers.parties.queries import customer_briefs
from aftercare.customers.products.queries import SEE_PRODUCTS, parts_of
from aftercare.customers.proofs.queries import papers_of
from aftercare.customers.units import actions
from aftercare.customers.units.actions import attach_proof, correct_unit
from aftercare.customers.units.queries import (
    PROOF_CHOICES,
    SEE_UNITS,
    ProofRow,
    UnitBrief,
    proofs_of,
    unit_brief,
)
from aftercare.foundation.errors import NotFound
from aftercare.web.kit.entitlements import in_words
from aftercare.web.kit.files import file_answer, kept_files
from aftercare.web.kit.requests import Request, needs, page

from .customer_forms import ProofFiles, Sure
from .drawers import Deed, drawer, posted
from .papers import CONFIRM
from .right_forms import GoodsFacts, Supposed


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
        "made": _made(request, unit),
        "parts": parts_of(actor=actor, model_id=unit.model_id) if unit.model_id else [],
        "proofs": papers_of(actor=actor, unit_id=unit_id, now=request.now),
        "may_confirm": actor.may(CONFIRM),
        "may_contract": actor.may("carecontracts.make_contract"),
        "may_correct": actor.may("units.correct_unit"),
        "may_attach": actor.may("units.attach_proof"),
        "may_remove": actor.may("units.remove_proof"),
    }
    return page(request, "desk/goods/show", context)


@require_http_methods(["GET", "POST"])
@needs("units.correct_unit")
def facts(request: Request, unit_id: int) -> HttpResponse:
    """The facts of the purchase, in a drawer."""
    unit = unit_brief(actor=request.actor, unit_id=unit_id)
    before = {name: getattr(unit, name) for name in GoodsFacts.base_fields}
    form = GoodsFacts(request.POST or None, initial=before)
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


@require_http_methods(["GET", "POST"])
@needs("units.attach_proof")
def add_proofs(request: Request, unit_id: int) -> HttpResponse:
    """Photos or documents that show the purchase."""
    unit_brief(actor=request.actor, unit_id=unit_id)
    form = ProofFiles(request.POST, request.FILES) if request.method == "POST" else ProofFiles()

    def perform(given: dict[str, Any]) -> None:
        ids = kept_files(actor=request.actor, files=given["papers"], now=request.now)
        attach_proof(actor=request.actor, unit_id=unit_id, file_ids=ids, now=request.now)

    deed = _deed(unit_id, _("Add a proof of purchase"), _("Add"))
    return drawer(request, deed, form, perform)


@require_GET
@needs(SEE_UNITS)
def proof(request: Request, unit_id: int, proof_id: int) -> HttpResponse:
    file = _proof(request, unit_id, proof_id).file
    return file_answer(actor=request.actor, file=file, small="small" in request.GET)


@require_http_methods(["GET", "POST"])
@needs("units.remove_proof")
def remove_proof(request: Request, unit_id: int, proof_id: int) -> HttpResponse:
    found = _proof(request, unit_id, proof_id)
    title = f"{_('Remove this file?')} {found.file.name}"
    return drawer(
        request,
        _deed(unit_id, title, _("Remove"), danger=True),
        Sure(posted(request)),
        lambda _given: actions.remove_proof(
            actor=request.actor, unit_id=unit_id, proof_id=proof_id, now=request.now
        ),
    )


def _made(request: Request, unit: UnitBrief) -> BatchBrief | None:
    """What is known of the batch that the label names."""
    if unit.model_id is None or not request.actor.may(SEE_PRODUCTS):
        return None
    return batch_named(actor=request.actor, model_id=unit.model_id, number=unit.batch)


def _proof(request: Request, unit_id: int, proof_id: int) -> ProofRow:
    unit_brief(actor=request.actor, unit_id=unit_id)
    for row in proofs_of(actor=request.actor, unit_id=unit_id):
        if row.id == proof_id:
            return row
    raise NotFound(_("There is no such file."))


def _deed(unit_id: int, title: str, button: str, *, danger: bool = False) -> Deed:
    return Deed(
        title=title,
        button=button,
        done=_("Saved."),
        back=reverse("desk:goods", args=[unit_id]),
        danger=danger,
    )
