"""The way there, by the map that the company has chosen (AFTERCARE_MAP)."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from aftercare.fieldservice.records.queries import Stop
from aftercare.fieldservice.sites.queries import point_of, travel
from aftercare.foundation.actor import Actor
from aftercare.web.kit.formats import span
from aftercare.web.kit.requests import Request

APPLE = ("iPhone", "iPad", "Macintosh")


def legs_between(actor: Actor, stops: Sequence[Stop]) -> list[str]:
    """How long the way to each stop takes from the one before it; "" where a place is not known."""
    points = [
        point_of(
            actor=actor, longitude=one.order.longitude, latitude=one.order.latitude,
            region=one.order.region,
        )
        for one in stops
    ]  # fmt: skip
    known = [point for point in points if point]
    ways = travel(actor=actor, points=known) if len(known) > 1 else None
    legs, at = [], -1
    for before, point in zip([None, *points], points, strict=False):
        at += point is not None
        if ways is None or before is None or point is None:
            legs.append("")
        else:
            legs.append(_("about %(time)s from the last") % {"time": span(ways(at - 1, at))})
    return legs


def link_to(address: str, longitude: float | None, latitude: float | None, request: Request) -> str:
    """Opens the map of the phone, or Amap, which wants to be told that a point is WGS-84."""
    if settings.AFTERCARE_MAP == "amap":
        if longitude is None:
            return f"https://uri.amap.com/search?{urlencode({'keyword': address})}"
        values = {"position": f"{longitude},{latitude}", "coordinate": "wgs84", "name": address}
        return f"https://uri.amap.com/marker?{urlencode(values | {'callnative': 1})}"
    if any(name in request.headers.get("User-Agent", "") for name in APPLE):
        return f"https://maps.apple.com/?q={quote(address)}"
    point = "0,0" if longitude is None else f"{latitude},{longitude}"
    return f"geo:{point}?q={quote(address)}"
