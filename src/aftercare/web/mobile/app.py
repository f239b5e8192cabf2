"""What makes of the pages an app: its worker, its manifest, and who is signed in just now."""

import json

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from aftercare.web.kit.assets import DIST, built_file
from aftercare.web.kit.requests import Request, page, signed_in

THEME = "#1f5fae"


@require_GET
@signed_in
def ready(request: Request) -> HttpResponse:
    """Whoever sends what has waited asks first: who is it, and by what token."""
    return JsonResponse({"user": str(request.actor.user_id), "token": get_token(request)})


@require_GET
@signed_in
def waiting(request: Request) -> HttpResponse:
    """What waits on this phone: the page is empty here and filled there."""
    return page(request, "mobile/waiting", {})


@require_GET
def worker(request: Request) -> HttpResponse:
    """Under /m/, so that it serves these pages and no others. A new build is a new worker."""
    del request
    stamp = DIST / "stamp.txt"
    mark = stamp.read_text().strip()[:16] if stamp.is_file() else ""
    text = f'import "{built_file("mobile/worker")}";\n// {mark}\n'
    return HttpResponse(text, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_GET
def manifest(request: Request) -> HttpResponse:
    del request
    app = {
        "name": _("Aftercare on site"),
        "short_name": _("On site"),
        "id": "/m/",
        "start_url": "/m/",
        "scope": "/m/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": THEME,
        "icons": [
            {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": static("app-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("app-512.png"), "sizes": "512x512", "type": "image/png",
             "purpose": "any maskable"},
        ],
    }  # fmt: skip
    text = json.dumps(app, ensure_ascii=False)
    return HttpResponse(text, content_type="application/manifest+json; charset=utf-8")
