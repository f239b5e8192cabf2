"""Codes on things: made for one or a batch, printed as a sheet, renewed."""

import segno
from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.customers.batches.queries import batch_brief
from aftercare.customers.labels.actions import MOST_AT_ONCE, issue_labels, renew_label
from aftercare.customers.labels.queries import label_words
from aftercare.customers.units.queries import SEE_UNITS, UnitBrief, unit_brief, units_of_batch
from aftercare.foundation.errors import NotFound
from aftercare.web.kit.requests import Request, needs, page

from .customer_forms import Sure
from .drawers import Deed, drawer, posted


class Wanted(forms.Form):
    """For which thing, or which batch, the sheet is."""

    unit = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    batch = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


@require_http_methods(["GET", "POST"])
@needs(SEE_UNITS)
def sheet(request: Request) -> HttpResponse:
    """The labels to print. Those that are not there yet are made by a click."""
    units = _wanted(request)
    ids = [unit.id for unit in units]
    if request.method == "POST":
        issue_labels(actor=request.actor, unit_ids=ids, now=request.now)
        return redirect(f"{reverse('desk:labels')}?{request.GET.urlencode()}")
    words = label_words(actor=request.actor, unit_ids=ids)
    context: dict[str, object] = {
        "labels": [unit for unit in units if unit.id in words],
        "lacking": len(ids) - len(words),
        "single": units[0] if len(units) == 1 else None,
        "may_issue": request.actor.may("labels.issue_labels"),
        "may_renew": request.actor.may("labels.renew_label"),
    }
    return page(request, "desk/goods/labels", context)


@require_GET
@needs(SEE_UNITS)
def drawn(request: Request, unit_id: int) -> HttpResponse:
    """The code of a thing as a picture."""
    word = label_words(actor=request.actor, unit_ids=[unit_id]).get(unit_id)
    if word is None:
        raise NotFound(_("This product has no code yet."))
    address = request.build_absolute_uri(reverse("portal:thing", args=[word]))
    inline = segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2)
    picture = inline.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    answer = HttpResponse(picture, content_type="image/svg+xml")
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
@needs("labels.renew_label")
def renew(request: Request, unit_id: int) -> HttpResponse:
    unit_brief(actor=request.actor, unit_id=unit_id)
    deed = Deed(
        title=_("Another code for this product?"),
        button=_("Renew"),
        done=_("Renewed. Print the new label."),
        back=f"{reverse('desk:labels')}?unit={unit_id}",
        help=_("The label that is on the product opens nothing any more."),
        danger=True,
    )
    return drawer(
        request,
        deed,
        Sure(posted(request)),
        lambda _given: renew_label(actor=request.actor, unit_id=unit_id, now=request.now),
    )


def _wanted(request: Request) -> list[UnitBrief]:
    form = Wanted(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("unit"):
        return [unit_brief(actor=request.actor, unit_id=asked["unit"])]
    if asked.get("batch"):
        batch = batch_brief(actor=request.actor, batch_id=asked["batch"])
        found = units_of_batch(
            actor=request.actor, model_id=batch.model_id, number=batch.number, limit=MOST_AT_ONCE
        )
        return sorted(found.rows, key=lambda unit: unit.serial)
    raise NotFound(_("Say for which product or batch."))
