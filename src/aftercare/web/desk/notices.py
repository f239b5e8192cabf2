"""The bell: what has been told to oneself."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from aftercare.foundation.notices import actions, queries
from aftercare.web.kit.requests import Request, announce, fragment, live, page, signed_in


@require_GET
@signed_in
def bell(request: Request) -> HttpResponse:
    unread = queries.unread_count(actor=request.actor)
    return live(request, "desk/notices/_bell.html", {"unread": unread})


@require_GET
@signed_in
def index(request: Request) -> HttpResponse:
    rows = queries.notices_of(actor=request.actor, cursor=request.GET.get("cursor"))
    return page(request, "desk/notices/index", {"page": rows})


@require_POST
@signed_in
def open_notice(request: Request, notice_id: int) -> HttpResponse:
    """Reads it and goes to what it is about."""
    notice = actions.mark_read(actor=request.actor, notice_id=notice_id, now=request.now)
    ours = url_has_allowed_host_and_scheme(notice.link, None)
    return redirect(notice.link if notice.link and ours else "desk:notices")


@require_POST
@signed_in
def read_all(request: Request) -> HttpResponse:
    actions.mark_all_read(actor=request.actor, now=request.now)
    if not request.htmx:
        return redirect("desk:notices")
    rows = queries.notices_of(actor=request.actor)
    return announce(fragment(request, "desk/notices/_index.html", {"page": rows}), "notices-read")
