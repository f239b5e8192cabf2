"""All cases in sight: by filters, in the order asked for, and by views that people keep."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.cases.queries import SEE_CASES, Order, case_page
from aftercare.casework.views import actions
from aftercare.casework.views.queries import ViewBrief, filter_of, order_of, views_of
from aftercare.web.kit.refusals import is_part
from aftercare.web.kit.requests import (
    Request,
    go,
    live,
    needs,
    page,
    refusals_shown_on,
)

from . import bulk, exports
from . import case_filters as filters
from .case_rows import rows_of
from .case_table import table_of
from .case_tabs import view_tabs
from .list_forms import ViewForm

SAVE_VIEW = "views.save_own_view"


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
    }
    return page(request, "desk/lists/panel", context)


@require_http_methods(["GET", "POST"])
@needs(SAVE_VIEW)
def save_view(request: Request) -> HttpResponse:
    """Keeps the filter of the address under a name; with `view` changes that one."""
    kept = _asked_view(request, views_of(actor=request.actor))
    initial = {"name": kept.name, "shared": kept.is_shared} if kept else {}
    form = ViewForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_shown_on(form):
            saved = actions.save_own_view(
                actor=request.actor,
                words=filters.words_of(request),
                order=request.GET.get("order", ""),
                view_id=kept.id if kept and "again" in request.POST else None,
                now=request.now,
                **form.cleaned_data,
            )
            messages.success(request, _("The view “%s” is kept.") % saved.name)
            url = filters.address(saved.words, order=saved.order, view=str(saved.id))
            return go(request, url)
    return page(request, "desk/lists/save_view", {"form": form, "kept": kept})


@require_GET
@needs(SEE_CASES)
def kept_views(request: Request) -> HttpResponse:
    """One's own views: rename, move, remove."""
    own = [view for view in views_of(actor=request.actor) if view.is_own]
    urls = [filters.address(v.words, order=v.order, view=str(v.id)) for v in own]
    return page(request, "desk/lists/views", {"views": list(zip(own, urls, strict=True))})


@require_POST
@needs(SAVE_VIEW)
def change_view(request: Request, view_id: int) -> HttpResponse:
    actor, now, act = request.actor, request.now, request.POST.get("act", "")
    if act == "rename":
        name = request.POST.get("name", "")
        actions.rename_own_view(actor=actor, view_id=view_id, name=name, now=now)
    elif act == "remove":
        actions.remove_own_view(actor=actor, view_id=view_id, now=now)
    else:
        ids = [view.id for view in views_of(actor=actor) if view.is_own]
        actions.reorder_own_views(actor=actor, view_ids=_raised(ids, view_id), now=now)
    if not request.htmx:
        return redirect("desk:views")
    own = [view for view in views_of(actor=actor) if view.is_own]
    urls = [filters.address(v.words, order=v.order, view=str(v.id)) for v in own]
    return page(request, "desk/lists/views", {"views": list(zip(own, urls, strict=True))})


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
    kept = views_of(actor=actor)
    tabs = view_tabs(request, kept, words=words, order=order.value)
    asked = _asked_view(request, kept)
    return {
        "page": found,
        "rows": table_of(rows_of(actor=actor, cases=found.rows, now=now), now, choosing=True),
        "words": words,
        "tabs": tabs,
        "quick": filters.quick_chips(words, order=order.value),
        "chips": filters.chips(request, words, order=order.value),
        "query": filters.address(words, order=order.value).partition("?")[2],
        "by_due": "" if order is Order.DUE else filters.address(words, order=Order.DUE),
        "by_newest": "" if order is Order.NEWEST else filters.address(words, order=Order.NEWEST),
        "acts": bulk.CASES.offered(request),
        "may_export": actor.may(exports.EXPORT),
        "asked_view": asked,
        "may_keep": actor.may(SAVE_VIEW) and not any(tab.here for tab in tabs),
        "has_views": any(view.is_own for view in kept),
    }


def _asked_view(request: Request, kept: list[ViewBrief]) -> ViewBrief | None:
    asked = request.GET.get("view", "")
    return next((view for view in kept if str(view.id) == asked and view.is_own), None)


def _raised(ids: list[int], view_id: int) -> list[int]:
    """One place further to the front."""
    at = ids.index(view_id) if view_id in ids else 0
    if at:
        ids[at - 1], ids[at] = ids[at], ids[at - 1]
    return ids
