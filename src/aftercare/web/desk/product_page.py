"""One model of the catalogue: its main parts, the batches it was made in, who has it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.customers.batches.actions import note_batch
from aftercare.customers.batches.queries import batch_brief, batches_of
from aftercare.customers.parties.queries import SEE_CUSTOMERS, customer_briefs
from aftercare.customers.products import actions, queries
from aftercare.customers.products.queries import SEE_PRODUCTS, ModelBrief
from aftercare.customers.units.queries import SEE_UNITS, units_of_batch
from aftercare.foundation.errors import NotFound
from aftercare.foundation.pages import Page
from aftercare.policy.packs.queries import terms_at_sale
from aftercare.web.kit.files import file_answer
from aftercare.web.kit.requests import Request, needs, page

from . import product_forms as forms
from .case_choices import line_choices
from .drawers import Deed, Otherwise, drawer, posted

MAY = (
    "products.correct_model",
    "products.retire_model",
    "products.offer_model_again",
    "products.put_manual",
    "products.remove_manual",
    "products.add_part",
    "products.remove_part",
    "batches.note_batch",
)


@require_GET
@needs(SEE_PRODUCTS)
def show(request: Request, model_id: int) -> HttpResponse:
    model = queries.model_brief(actor=request.actor, model_id=model_id)
    cursor = request.GET.get("cursor", "")
    context: dict[str, object] = {
        "model": model,
        "line": dict(line_choices(request)).get(model.line_code, model.line_code),
        "page": batches_of(actor=request.actor, model_id=model_id, cursor=cursor),
        "may": {name.partition(".")[2]: request.actor.may(name) for name in MAY},
        "manual": queries.manual_of(actor=request.actor, model_id=model_id),
        **_periods(request, model),
    }
    return page(request, "desk/products/show", context)


@require_GET
@needs(SEE_PRODUCTS)
def manual(request: Request, model_id: int) -> HttpResponse:
    file = queries.manual_of(actor=request.actor, model_id=model_id)
    if file is None:
        raise NotFound(_("There is no such file."))
    return file_answer(actor=request.actor, file=file, small=False)


@require_http_methods(["GET", "POST"])
@needs("products.put_manual")
def put_manual(request: Request, model_id: int) -> HttpResponse:
    queries.model_brief(actor=request.actor, model_id=model_id)
    form = forms.Manual(request.POST, request.FILES) if request.method == "POST" else forms.Manual()
    deed = Deed(
        title=_("The manual as a file"),
        button=_("Keep"),
        done=_("Kept; whoever scans the code on a product opens it."),
        back=reverse("desk:model", args=[model_id]),
        help=_("In place of the one before."),
    )

    def perform(given: dict[str, Any]) -> None:
        file = given["manual"]
        actions.put_manual(
            actor=request.actor,
            model_id=model_id,
            name=file.name,
            content=file.file,
            now=request.now,
        )

    return drawer(request, deed, form, perform)


@require_http_methods(["GET", "POST"])
@needs("products.remove_manual")
def remove_manual(request: Request, model_id: int) -> HttpResponse:
    queries.model_brief(actor=request.actor, model_id=model_id)
    deed = Deed(
        title=_("Remove this file?"),
        button=_("Remove"),
        done=_("Removed."),
        back=reverse("desk:model", args=[model_id]),
        danger=True,
    )
    return drawer(
        request,
        deed,
        forms.Sure(posted(request)),
        lambda _given: actions.remove_manual(
            actor=request.actor, model_id=model_id, now=request.now
        ),
    )


@require_GET
@needs(SEE_PRODUCTS)
def batch(request: Request, model_id: int, batch_id: int) -> HttpResponse:
    """From a batch to the things made in it and to who has them (R-QR-02)."""
    actor = request.actor
    found = batch_brief(actor=actor, batch_id=batch_id)
    model = queries.model_brief(actor=actor, model_id=model_id)
    if found.model_id != model_id:
        raise NotFound(_("There is no such batch."))
    rows: Page[Any] = Page(rows=[])
    if actor.may(SEE_UNITS) and actor.may(SEE_CUSTOMERS):
        cursor = request.GET.get("cursor", "")
        units = units_of_batch(actor=actor, model_id=model.id, number=found.number, cursor=cursor)
        owners = customer_briefs(actor=actor, ids=[unit.customer_id for unit in units.rows])
        pairs = [(unit, owners.get(unit.customer_id)) for unit in units.rows]
        rows = Page(rows=pairs, next_cursor=units.next_cursor)
    context: dict[str, object] = {
        "model": model,
        "batch": found,
        "page": rows,
        "may_note": actor.may("batches.note_batch"),
    }
    return page(request, "desk/products/batch", context)


@require_http_methods(["GET", "POST"])
@needs("batches.note_batch")
def new_batch(request: Request, model_id: int) -> HttpResponse:
    queries.model_brief(actor=request.actor, model_id=model_id)
    return _noted(request, model_id, _("Add a batch"), {})


@require_http_methods(["GET", "POST"])
@needs("batches.note_batch")
def change_batch(request: Request, model_id: int, batch_id: int) -> HttpResponse:
    found = batch_brief(actor=request.actor, batch_id=batch_id)
    before = {
        "number": found.number,
        "made_on": found.made_on,
        "made_line": found.made_line,
        "supplier": found.supplier,
        "materials": " ".join(found.materials),
    }
    return _noted(request, model_id, f"{_('Batch')} {found.number}", before)


@require_http_methods(["GET", "POST"])
@needs("products.correct_model")
def correct(request: Request, model_id: int) -> HttpResponse:
    model = queries.model_brief(actor=request.actor, model_id=model_id)
    before = {name: getattr(model, name) for name in forms.CorrectModel.base_fields}
    return drawer(
        request,
        _deed(model_id, f"{_('Correct the model')} · {model.brand} {model.code}", _("Save")),
        forms.CorrectModel(request.POST or None, initial=before),
        lambda given: actions.correct_model(
            actor=request.actor, model_id=model_id, now=request.now, **given
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("products.retire_model")
def retire(request: Request, model_id: int) -> HttpResponse:
    model = queries.model_brief(actor=request.actor, model_id=model_id)
    deed = _deed(
        model_id,
        f"{_('No longer sold')} · {model.brand} {model.code}",
        _("No longer sold"),
        _("It is not proposed any more; what customers have of it stays."),
    )
    return drawer(
        request,
        deed,
        forms.Sure(posted(request)),
        lambda _given: actions.retire_model(
            actor=request.actor, model_id=model_id, now=request.now
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("products.offer_model_again")
def offer_again(request: Request, model_id: int) -> HttpResponse:
    model = queries.model_brief(actor=request.actor, model_id=model_id)
    return drawer(
        request,
        _deed(model_id, f"{_('Sold again')} · {model.brand} {model.code}", _("Sold again")),
        forms.Sure(posted(request)),
        lambda _given: actions.offer_model_again(
            actor=request.actor, model_id=model_id, now=request.now
        ),
    )


@require_http_methods(["GET", "POST"])
@needs("products.add_part")
def add_part(request: Request, model_id: int) -> HttpResponse:
    queries.model_brief(actor=request.actor, model_id=model_id)

    def perform(given: dict[str, Any]) -> Otherwise | None:
        parts = queries.parts_of(actor=request.actor, model_id=model_id)
        there = next((part for part in parts if part.name == given["name"].strip()), None)
        actions.add_part(actor=request.actor, model_id=model_id, now=request.now, **given)
        if there is None:
            return None
        said = _("{part} is there already; number and supplier are now as written here.")
        return Otherwise(said=said.format(part=there.name))

    deed = _deed(model_id, _("Add a main part"), _("Add"))
    return drawer(request, deed, forms.Part(request.POST or None), perform)


@require_http_methods(["GET", "POST"])
@needs("products.remove_part")
def remove_part(request: Request, model_id: int, part_id: int) -> HttpResponse:
    queries.model_brief(actor=request.actor, model_id=model_id)
    return drawer(
        request,
        _deed(model_id, _("Remove this part?"), _("Remove"), danger=True),
        forms.Sure(posted(request)),
        lambda _given: actions.remove_part(
            actor=request.actor, model_id=model_id, part_id=part_id, now=request.now
        ),
    )


def _periods(request: Request, model: ModelBrief) -> dict[str, object]:
    """How long the table of entitlements in force gives for the whole and for each main part."""
    today = timezone.localdate(request.now)
    told = terms_at_sale(actor=request.actor, line_code=model.line_code, on=today)
    goods = " ".join(filter(None, (model.category_word, model.name)))
    period = told.terms.period_for(goods) if told else None
    parts = queries.parts_of(actor=request.actor, model_id=model.id)
    return {
        "whole_months": period.whole_months if period else None,
        "policy": told.pack.name if told and period else "",
        "parts": [
            (part, period.main_months if period and period.is_main(part.name) else None)
            for part in parts
        ],
    }


def _noted(request: Request, model_id: int, title: str, before: dict[str, Any]) -> HttpResponse:
    return drawer(
        request,
        _deed(model_id, title, _("Save")),
        forms.Batch(request.POST or None, initial=before),
        lambda given: note_batch(actor=request.actor, model_id=model_id, now=request.now, **given),
    )


def _deed(model_id: int, title: str, button: str, words: str = "", *, danger: bool = False) -> Deed:
    return Deed(
        title=title,
        button=button,
        done=_("Saved."),
        back=reverse("desk:model", args=[model_id]),
        help=words,
        danger=danger,
    )
