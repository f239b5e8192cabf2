"""The catalogue: what we sold, by line and brand."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.customers.products import actions, queries
from aftercare.customers.products.queries import SEE_PRODUCTS
from aftercare.foundation.errors import NotFound
from aftercare.web.kit.requests import Request, needs, page

from . import product_forms as forms
from .case_choices import line_choices
from .drawers import Deed, drawer, posted


@require_GET
@needs(SEE_PRODUCTS)
def index(request: Request) -> HttpResponse:
    form = forms.Search(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "line": ""}
    rows = queries.models(
        actor=request.actor,
        text=asked["q"],
        line_code=asked["line"],
        cursor=request.GET.get("cursor"),
    )
    context: dict[str, object] = {
        "page": rows,
        "text": asked["q"],
        "line": asked["line"],
        "lines": line_choices(request),
        "names": dict(line_choices(request)),
        "may_add": request.actor.may("products.add_model"),
        "may_retire": request.actor.may("products.retire_model"),
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
    return drawer(
        request,
        deed,
        form,
        lambda given: actions.add_model(actor=request.actor, now=request.now, **given),
    )


@require_http_methods(["GET", "POST"])
@needs("products.retire_model")
def retire(request: Request, model_id: int) -> HttpResponse:
    model = queries.model_briefs(actor=request.actor, ids=[model_id]).get(model_id)
    if model is None:
        raise NotFound(_("There is no such model."))
    deed = Deed(
        title=f"{_('No longer sold')} · {model.brand} {model.code}",
        button=_("No longer sold"),
        done=_("Saved."),
        back=reverse("desk:products"),
        help=_("It is not proposed any more; what customers have of it stays."),
        danger=True,
    )
    return drawer(
        request,
        deed,
        forms.Sure(posted(request)),
        lambda _given: actions.retire_model(
            actor=request.actor, model_id=model_id, now=request.now
        ),
    )
