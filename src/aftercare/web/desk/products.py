"""The catalogue: what we sold, by line and brand."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.customers.batches.queries import batches_with
from aftercare.customers.products import actions, queries
from aftercare.customers.products.queries import SEE_PRODUCTS
from aftercare.web.kit.requests import Request, needs, page

from . import product_forms as forms
from .case_choices import line_choices
from .drawers import Deed, Otherwise, drawer, posted


@require_GET
@needs(SEE_PRODUCTS)
def index(request: Request) -> HttpResponse:
    form = forms.Search(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "line": "", "sold": ""}
    rows = queries.models(
        actor=request.actor,
        text=asked["q"],
        line_code=asked["line"],
        is_sold={"yes": True, "no": False}.get(asked["sold"]),
        cursor=request.GET.get("cursor"),
    )
    context: dict[str, object] = {
        "page": rows,
        "text": asked["q"],
        "line": asked["line"],
        "sold": asked["sold"],
        "batches": batches_with(actor=request.actor, code=asked["q"]),
        "lines": line_choices(request),
        "names": dict(line_choices(request)),
        "may_add": request.actor.may("products.add_model"),
    }
    return page(request, "desk/products/index", context)


@require_http_methods(["GET", "POST"])
@needs("products.add_model")
def new(request: Request) -> HttpResponse:
    form = forms.Model(posted(request), lines=line_choices(request))
    deed = Deed(
        title=_("Add a model"),
        button=_("Add"),
        done=_("Model added."),
        back=reverse("desk:products"),
    )

    def perform(given: dict[str, Any]) -> Otherwise | None:
        known = queries.models_by_codes(actor=request.actor, codes=[given["code"]])
        there = next((one for one in known if one.brand == given["brand"].strip()), None)
        if there is None:
            actions.add_model(actor=request.actor, now=request.now, **given)
            return None
        said = _("{model} is in the catalogue already; nothing was added or changed.")
        model = f"{there.brand} {there.code}"
        return Otherwise(said=said.format(model=model), back=reverse("desk:model", args=[there.id]))

    return drawer(request, deed, form, perform)
