"""What every template of a page may use without being handed it."""

from django.http import HttpRequest

from .preferences import THEMES


def frame(request: HttpRequest) -> dict[str, object]:
    """`actor` and `now` of the request, the chosen `theme`."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "actor": getattr(request, "actor", None),
        "now": getattr(request, "now", None),
        "theme": theme if theme in THEMES else "auto",
    }
