"""All cases in sight: by filters, in the order asked for, and by views that people keep."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.cases.queries import SEE_CASES, Order, case_page
from aftercare.casework.views.queries import CASES as LIST_OF_CASES
from aftercare.casework.views.queries import filter_of, order_of
from aftercare.web.kit.refusals import is_part
from aftercare.web.kit.requests import Request, live, needs, page

from . import bulk, exports
from . import case_filters as filters
from .case_rows import rows_of
from .case_table import table_of
from .case_tabs import view_tabs
from .kept_views import SAVE_VIEW, Listing, asked_view, change, keep, show, views_in

CASES = Listing(
    code=LIST_OF_CASES,
    shows="desk:views",
    changes="desk:change-view",
    words_of=filters.words_of,
    address=lambda view: filters.address(view.words, order=view.order, view=str(view.id)),
)


@require_GET
@needs(SEE_CASES)
def index(request: Request) -> HttpResponse:
    context = _context(request)
    if is_part(request):
        return live(request, "desk/lists/_cases.html", context)
    return page(request, "desk/lists/cases", context)


@require_GET
@needs(SEE_CASES)
def panel(request: Request) -> HttpResponse:
    """Everything by which the list can be narrowed, in a drawer."""
    words = filters.words_of(request)
    context = {
        "groups": filters.groups(request, words),
        "owners": filters.owner_choices(request),
        "units": filters.unit_choices(request),
        "one": {{"from": "since"}.get(name, name): own[-1] for name, own in words.items()},
        "order": request.GET.get("order", ""),
        "asked_view": asked_view(request, views_in(request, CASES)),
    }
    return page(request, "desk/lists/panel", context)


@require_http_methods(["GET", "POST"])
@needs(SAVE_VIEW)
def save_view(request: Request) -> HttpResponse:
    return keep(request, CASES)


@require_GET
@needs(SEE_CASES)
def kept_views(request: Request) -> HttpResponse:
    return show(request, CASES)


@require_POST
@needs(SAVE_VIEW)
def change_view(request: Request, view_id: int) -> HttpResponse:
    return change(request, CASES, view_id)


def _context(request: Request) -> dict[str, Any]:
    actor, now = request.actor, request.now
    words = filters.words_of(request)
    order = order_of(actor=actor, code=request.GET.get("order", ""))
    found = case_page(
        actor=actor,
        narrowed=filter_of(actor=actor, words=words, now=now),
        order=order,
        cursor=request.GET.get("cursor", ""),
        now=now,
    )
    kept = views_in(request, CASES)
    tabs = view_tabs(request, kept, words=words, order=order.value)
    asked = asked_view(request, kept)
    view = str(asked.id) if asked else ""  # its conditions may change on the way
    by = {each: filters.address(words, order=each, view=view) for each in (Order.DUE, Order.NEWEST)}
    return {
        "page": found,
        "rows": table_of(rows_of(actor=actor, cases=found.rows, now=now), now, choosing=True),
        "words": words,
        "tabs": tabs,
        "quick": filters.quick_chips(words, order=order.value, view=view),
        "chips": filters.chips(request, words, order=order.value, view=view),
        "query": filters.address(words, order=order.value, view=view).partition("?")[2],
        "by_due": "" if order is Order.DUE else by[Order.DUE],
        "by_newest": "" if order is Order.NEWEST else by[Order.NEWEST],
        "acts": bulk.CASES.offered(request),
        "may_export": actor.may(exports.EXPORT),
        "asked_view": asked,
        "may_keep": actor.may(SAVE_VIEW) and not any(tab.here and not tab.changed for tab in tabs),
        "has_views": any(view.is_own for view in kept),
    }
