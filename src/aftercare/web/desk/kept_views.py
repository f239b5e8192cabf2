"""Views of a list that people keep: under a name, renamed, moved, removed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from aftercare.casework.views import actions
from aftercare.casework.views.queries import ViewBrief, Words, views_of
from aftercare.web.kit.requests import Request, go, page, refusals_shown_on

from .list_forms import ViewForm

SAVE_VIEW = "views.save_own_view"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list that has views; `shows` and `changes` are the addresses of the own ones."""

    code: str
    shows: str
    changes: str
    words_of: Callable[[Request], Words]
    address: Callable[[ViewBrief], str]


def views_in(request: Request, listing: Listing) -> list[ViewBrief]:
    return views_of(actor=request.actor, listing=listing.code)


def asked_view(request: Request, kept: list[ViewBrief]) -> ViewBrief | None:
    asked = request.GET.get("view", "")
    return next((view for view in kept if str(view.id) == asked and view.is_own), None)


def keep(request: Request, listing: Listing) -> HttpResponse:
    """Keeps the filter of the address under a name; with `view` changes that one."""
    kept = asked_view(request, views_in(request, listing))
    initial = {"name": kept.name, "shared": kept.is_shared} if kept else {}
    form = ViewForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_shown_on(form):
            saved = actions.save_own_view(
                actor=request.actor,
                listing=listing.code,
                words=listing.words_of(request),
                order=request.GET.get("order", ""),
                view_id=kept.id if kept and "again" in request.POST else None,
                now=request.now,
                **form.cleaned_data,
            )
            messages.success(request, _("The view “%s” is kept.") % saved.name)
            return go(request, listing.address(saved))
    return page(request, "desk/lists/save_view", {"form": form, "kept": kept})


def show(request: Request, listing: Listing) -> HttpResponse:
    """One's own views: rename, move, remove."""
    own = [view for view in views_in(request, listing) if view.is_own]
    views = [(view, listing.address(view)) for view in own]
    return page(request, "desk/lists/views", {"views": views, "changes": listing.changes})


def change(request: Request, listing: Listing, view_id: int) -> HttpResponse:
    actor, now, act = request.actor, request.now, request.POST.get("act", "")
    if act == "rename":
        name = request.POST.get("name", "")
        actions.rename_own_view(actor=actor, view_id=view_id, name=name, now=now)
    elif act == "remove":
        actions.remove_own_view(actor=actor, view_id=view_id, now=now)
    else:
        ids = [view.id for view in views_in(request, listing) if view.is_own]
        actions.reorder_own_views(
            actor=actor, view_ids=_raised(ids, view_id), listing=listing.code, now=now
        )
    return show(request, listing) if request.htmx else redirect(listing.shows)


def _raised(ids: list[int], view_id: int) -> list[int]:
    """One place further to the front."""
    at = ids.index(view_id) if view_id in ids else 0
    if at:
        ids[at - 1], ids[at] = ids[at], ids[at - 1]
    return ids
