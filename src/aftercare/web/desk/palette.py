"""What the command palette offers: places, acts, and cases found by what was typed."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from aftercare.web.kit.requests import Request, signed_in

from . import navigation


@require_GET
@signed_in
def palette(request: Request) -> HttpResponse:
    """`{"items": [{label, url, icon, hint, keys, words}]}`; with `q` what the server finds."""
    items = [] if request.GET.get("q") else places(request)
    return JsonResponse({"items": items})


def places(request: Request) -> list[dict[str, str]]:
    found = navigation.links(actor=request.actor, path="")
    return [
        {
            "label": str(link.place.label),
            "url": link.url,
            "icon": link.place.icon,
            "keys": link.place.keys,
            "words": link.place.words,
        }
        for link in found
    ]
