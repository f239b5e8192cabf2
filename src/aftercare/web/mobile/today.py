"""Today's round, and the badge to show at the door."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from aftercare.fieldservice.appointments.queries import LIVE
from aftercare.fieldservice.records.queries import SEE_RECORDS, stops_of
from aftercare.people.staff.queries import member_briefs
from aftercare.web.kit.requests import Request, needs, page, signed_in

from .job import row_of
from .ways import legs_between


@require_GET
@needs(SEE_RECORDS)
def today(request: Request) -> HttpResponse:
    """The visits of today, or of tomorrow (`?day=tomorrow`), in the order of the route."""
    is_today = request.GET.get("day") != "tomorrow"
    day = timezone.localdate(request.now) + timedelta(days=0 if is_today else 1)
    stops = stops_of(actor=request.actor, day=day)
    legs = legs_between(request.actor, stops)
    rows = [row_of(stop, request.now) | {"leg": leg} for stop, leg in zip(stops, legs, strict=True)]
    ahead = [row for row in rows if row["stop"].visit.state in LIVE]
    context = {
        "day": day,
        "is_today": is_today,
        "rows": rows,
        "next": ahead[0] if ahead and is_today else None,
        "done": len(rows) - len(ahead),
    }
    return page(request, "mobile/today", context)


@require_GET
@signed_in
def badge(request: Request) -> HttpResponse:
    """Who stands at the door: shown to the customer."""
    staff_id = request.actor.staff_id
    member = member_briefs(actor=request.actor, ids=[staff_id]).get(staff_id) if staff_id else None
    return page(request, "mobile/badge", {"member": member})
