"""Views of the list of work orders that people keep."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.views.queries import ViewBrief, Words
from aftercare.fieldservice.workorders.queries import SEE_ORDERS
from aftercare.web.kit import listings
from aftercare.web.kit.listings import ORDER_WORDS
from aftercare.web.kit.requests import Request, needs

from . import kept_views
from .kept_views import SAVE_VIEW, Listing

NARROWING = tuple(word for word in ORDER_WORDS if word != "state")


def words_of(request: Request) -> Words:
    """What the address asks for."""
    return {name: [value] for name in ORDER_WORDS if (value := request.GET.get(name, ""))}


def address(view: ViewBrief) -> str:
    return f"{reverse('desk:orders')}?{query(view)}"


def query(view: ViewBrief) -> str:
    return urlencode({**view.words, "view": view.id}, doseq=True)


ORDERS = Listing(
    code=listings.ORDERS,
    shows="desk:order-views",
    changes="desk:change-order-view",
    words_of=words_of,
    address=address,
)


def views_shown(request: Request) -> dict[str, object]:
    """The tabs of kept views, and what can be done about them."""
    kept = kept_views.views_in(request, ORDERS)
    asked = request.GET.get("view", "")
    tabs = [
        {"text": view.name, "query": query(view), "here": str(view.id) == asked, "view": view}
        for view in kept
    ]
    narrowed = any(request.GET.get(name) for name in NARROWING)
    words = words_of(request)
    at_one = next((view for view in kept if str(view.id) == asked), None)
    own = kept_views.asked_view(request, kept)
    return {
        "view_tabs": tabs,
        "at_view": at_one is not None,
        "asked_view": own,
        "may_keep": request.actor.may(SAVE_VIEW)
        and narrowed
        and (at_one is None or at_one.words != words),
        "has_views": any(view.is_own for view in kept),
        "view_query": urlencode({**words, **({"view": own.id} if own else {})}, doseq=True),
    }


@require_http_methods(["GET", "POST"])
@needs(SEE_ORDERS)
def save(request: Request) -> HttpResponse:
    request.actor.must(SAVE_VIEW)
    return kept_views.keep(request, ORDERS)


@require_GET
@needs(SEE_ORDERS)
def index(request: Request) -> HttpResponse:
    return kept_views.show(request, ORDERS)


@require_POST
@needs(SEE_ORDERS)
def change(request: Request, view_id: int) -> HttpResponse:
    request.actor.must(SAVE_VIEW)
    return kept_views.change(request, ORDERS, view_id)
