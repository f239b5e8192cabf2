"""The pool on the phone: what one may take, how far it is, and taking it (R-FS-17)."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aftercare.fieldservice.plans.actions import accept_offer
from aftercare.fieldservice.plans.queries import PoolRow, pool_for, taken_lately
from aftercare.fieldservice.records.queries import SEE_RECORDS
from aftercare.fieldservice.sites.queries import Point, point_of, road_km, travel
from aftercare.fieldservice.technicians.queries import technician_card
from aftercare.fieldservice.workorders.queries import JOB_CHOICES
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.regions import region_name
from aftercare.web.kit.formats import span
from aftercare.web.kit.requests import Request, needs, page

from .posts import noted


@require_GET
@needs(SEE_RECORDS)
def pool(request: Request) -> HttpResponse:
    rows = pool_for(actor=request.actor, now=request.now)
    start = None
    if rows and request.actor.staff_id is not None:
        start = technician_card(actor=SYSTEM, member_id=request.actor.staff_id).starts
    context: dict[str, object] = {
        "rows": [_row(row, start) for row in rows],
        "taken": [
            {"job": dict(JOB_CHOICES)[order.job], "order": order, "visit": visit}
            for order, visit in taken_lately(actor=request.actor, now=request.now)
        ],
    }
    return page(request, "mobile/pool", context)


@require_POST
@needs("plans.accept_offer")
def accept(request: Request, offer_id: int) -> HttpResponse:
    """The first who says so has it; whoever comes later is told."""
    return noted(request, reverse("mobile:pool"), lambda _sent: accept_offer(
        actor=request.actor, offer_id=offer_id, now=request.now))  # fmt: skip


def _row(row: PoolRow, start: Point | None) -> dict[str, Any]:
    """Where it is, not for whom: the address is seen by who has it."""
    place = point_of(actor=SYSTEM, longitude=row.order.longitude, latitude=row.order.latitude,
                     region=row.order.region)  # fmt: skip
    far = ""
    if start is not None and place is not None:
        seconds = travel(actor=SYSTEM, points=[start, place])(0, 1)
        km = road_km(start, place)
        far = _("%(km).1f km, about %(time)s") % {"km": km, "time": span(seconds)}
    return {
        "offer": row,
        "job": dict(JOB_CHOICES)[row.order.job],
        "where": region_name(row.order.region),
        "far": far,
        "more": _("adds %(time)s of way to the day") % {"time": span(row.detour)},
    }
