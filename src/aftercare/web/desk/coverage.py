"""How customers are covered by stations, and where one more would help most (R-FS-15)."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from aftercare.fieldservice.coverage.queries import MOST_NEW, SEE_COVERAGE, coverage
from aftercare.web.kit.requests import Request, needs, page

from .coverage_map import drawn

USUAL = {"days": 90, "minutes": 45, "more": 0}
DAYS = [(30, lazy("30 days")), (90, lazy("90 days")), (365, lazy("One year"))]
MINUTES = [20, 30, 45, 60, 90]
MOST_AREAS = 30


class Asked(forms.Form):
    days = forms.TypedChoiceField(choices=DAYS, coerce=int, required=False)
    minutes = forms.TypedChoiceField(
        choices=[(one, one) for one in MINUTES], coerce=int, required=False
    )
    more = forms.IntegerField(min_value=0, max_value=MOST_NEW, required=False)

    def read(self) -> dict[str, int]:
        """What was asked; whatever is wrong or left out is as usual."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        return {name: given.get(name) or usual for name, usual in USUAL.items()}


@require_GET
@needs("workorders.see_orders")
@needs("sites.see_sites")
@needs(SEE_COVERAGE)
def show(request: Request) -> HttpResponse:
    asked = Asked(request.GET).read()
    card = coverage(actor=request.actor, now=request.now, **asked)
    far = sorted(
        (area for area in card.areas if not area.is_covered),
        key=lambda area: -area.orders * area.seconds,
    )
    context: dict[str, object] = {
        "card": card,
        "asked": asked,
        "days": DAYS,
        "minutes": MINUTES,
        "numbers": range(1, MOST_NEW + 1),
        "far": far[:MOST_AREAS],
        "more_far": max(len(far) - MOST_AREAS, 0),
        "map": drawn(card) if card.areas else None,
        "figures": _figures(card),
    }
    return page(request, "desk/field/coverage", context)


def _figures(card: Any) -> list[dict[str, str]]:
    """What the numbers say, before and with what is proposed."""
    if card.before is None:
        return []
    told = [(_("Reached in {minutes} min").format(minutes=card.minutes), "share", "{:.1%}"),
            (_("Mean way, minutes"), "seconds", "{:.0f}")]  # fmt: skip
    return [
        {
            "label": label,
            "before": _said(card.before, name, shape),
            "after": _said(card.after, name, shape) if card.after else "",
        }
        for label, name, shape in told
    ]


def _said(reach: Any, name: str, shape: str) -> str:
    value = getattr(reach, name)
    return shape.format(value / 60 if name == "seconds" else value)
