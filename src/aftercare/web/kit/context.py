"""What every template of a page may use without being handed it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from aftercare.foundation.actor import SYSTEM
from aftercare.people.organisation.queries import company_card

from .preferences import THEMES


def frame(request: HttpRequest) -> dict[str, object]:
    """`actor` and `now` of the request, the chosen `theme`, the `company` if a page names it."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "actor": getattr(request, "actor", None),
        "now": getattr(request, "now", None),
        "company": SimpleLazyObject(lambda: company_card(actor=SYSTEM)),
        "theme": theme if theme in THEMES else "auto",
    }
