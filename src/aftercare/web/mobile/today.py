"""Today's round, and the badge to show at the door."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from aftercare.fieldservice.appointments.queries import LIVE
from aftercare.fieldservice.parts.queries import Piece, pieces_to_bring
from aftercare.fieldservice.plans.queries import pool_for
from aftercare.fieldservice.records.queries import SEE_RECORDS, next_round_after, stops_of
from aftercare.fieldservice.transfers.queries import number_coming
from aftercare.foundation.actor import SYSTEM
from aftercare.money.tills.queries import own_cash
from aftercare.people.staff.queries import member_briefs
from aftercare.web.kit.faces import face_of
from aftercare.web.kit.requests import Request, needs, page, signed_in

from .job import row_of
from .ways import legs_between

A_YEAR = timedelta(days=365)


@require_GET
@needs(SEE_RECORDS)
def today(request: Request) -> HttpResponse:
    """The visits of today, of tomorrow, or of a day ahead (`?day=`), in the order of the route."""
    today = timezone.localdate(request.now)
    day = _day_asked(request.GET.get("day", ""), today)
    stops = stops_of(actor=request.actor, day=day)
    legs = legs_between(request.actor, stops)
    rows = [row_of(stop, request.now) | {"leg": leg} for stop, leg in zip(stops, legs, strict=True)]
    ahead = [row for row in rows if row["stop"].visit.state in LIVE]
    context = {
        "day": day,
        "is_today": day == today,
        "is_tomorrow": day == today + timedelta(days=1),
        "later": None if rows else next_round_after(actor=request.actor, day=day),
        "rows": rows,
        "parts": _parts([row["stop"].order.id for row in ahead]),
        "pooled": len(pool_for(actor=request.actor, now=request.now)) if day == today else 0,
        "parcels": number_coming(actor=request.actor) if day == today else 0,
        "cash": own_cash(actor=request.actor) if day == today else 0,
        "next": ahead[0] if ahead and day == today else None,
        "done": len(rows) - len(ahead),
    }
    return page(request, "mobile/today", context)


def _parts(orders: Sequence[int]) -> list[Piece]:
    """All that the visits ahead need, in one list to load by."""
    needed = [piece for some in pieces_to_bring(actor=SYSTEM, order_ids=orders).values()
              for piece in some]  # fmt: skip
    counts: Counter[Piece] = Counter()
    for piece in needed:
        counts[replace(piece, count=0)] += piece.count
    return [replace(piece, count=count) for piece, count in counts.items()]


def _day_asked(word: str, today: date) -> date:
    """Nothing before today, which is what every other word means; nor beyond a year from it."""
    if word == "tomorrow":
        return today + timedelta(days=1)
    try:
        return min(max(today, date.fromisoformat(word)), today + A_YEAR)
    except ValueError:
        return today


@require_GET
@signed_in
def badge(request: Request) -> HttpResponse:
    """Who stands at the door: shown to the customer."""
    staff_id = request.actor.staff_id
    member = member_briefs(actor=request.actor, ids=[staff_id]).get(staff_id) if staff_id else None
    return page(request, "mobile/badge", {"member": member, "face": face_of(request)})
