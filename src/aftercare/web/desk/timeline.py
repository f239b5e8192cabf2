"""All that ever was with one customer, on one line of time; to read and to print (R-IN-04)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from aftercare.casework.timelines.queries import (
    GROUP_CHOICES,
    Happening,
    Source,
    Timeline,
    TimelineFilter,
    timeline_of,
)
from aftercare.customers.parties.queries import SEE_CUSTOMERS, customer_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.deliveries.queries import STATE_CHOICES
from aftercare.foundation.watch.actions import note_reading
from aftercare.foundation.watch.queries import Kind
from aftercare.web.kit.requests import Request, needs, page

from .case_stream import CHANNEL_ICONS, SENTENCES, sentence_of

ICONS = {
    "cases": "inbox",
    "contacts": "messages",
    "messages": "send",
    "visits": "home",
    "returns": "package",
    "money": "scale",
    "consents": "thumb-up",
    "goods": "package",
    "file": "heart-handshake",
}
ON_SCREEN, ON_PAPER = 40, 500
TONES = {Source.CASE: "info", Source.PURCHASE: "good", Source.CONTACT: "info"}


class Filter(forms.Form):
    """The thing and the year; what kind of happening is chosen by the chips."""

    unit = forms.TypedChoiceField(
        label=gettext_lazy("Product"), required=False, coerce=int, empty_value=None
    )
    year = forms.TypedChoiceField(
        label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, found: Timeline, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [(unit.id, f"{unit.model_name} {unit.serial}".strip()) for unit in found.units]
        fields: dict[str, Any] = self.fields
        fields["unit"].choices = [("", _("all of them")), *units]
        fields["year"].choices = [("", _("all of them")), *((y, y) for y in found.years)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One happening as it is read."""

    row: Happening
    icon: str
    tone: str
    title: str
    text: str
    thing: str


@require_GET
@needs(SEE_CUSTOMERS)
def show(request: Request, customer_id: int) -> HttpResponse:
    actor, now = request.actor, request.now
    customer = customer_brief(actor=actor, customer_id=customer_id)
    wanted = _wanted(request)
    found = timeline_of(
        actor=actor,
        customer=customer,
        wanted=wanted,
        cursor=request.GET.get("cursor", ""),
        limit=ON_PAPER if "print" in request.GET else ON_SCREEN,
        now=now,
    )
    note_reading(actor=SYSTEM, user_id=actor.user_id, kind=Kind.PAGE, now=now)
    things = {unit.id: unit.model_name for unit in found.units}
    narrowed = {"unit": wanted.unit_id or "", "year": wanted.year or ""}
    context: dict[str, object] = {
        "customer": customer,
        "timeline": found,
        "page": found.page,
        "lines": [_line(row, things) for row in found.page.rows],
        "filter": Filter({**narrowed}, found=found),
        "group": wanted.group,
        "chips": [
            (code, label, "?" + urlencode({**narrowed, "group": code}), code == wanted.group)
            for code, label in [("", _("All")), *GROUP_CHOICES]
        ],
        "printed": "print" in request.GET,
        "is_narrowed": wanted != TimelineFilter(),
    }
    return page(request, "desk/customers/timeline", context)


def _wanted(request: Request) -> TimelineFilter:
    """What the address asks for; what is no number asks for nothing."""
    groups = dict(GROUP_CHOICES)
    group = request.GET.get("group", "")
    year = _number(request, "year", most=9998)
    return TimelineFilter(
        group=group if group in groups else "",
        unit_id=_number(request, "unit", most=2**63 - 1),
        year=year if year and year >= FIRST_YEAR else None,
    )


FIRST_YEAR = 1900


def _number(request: Request, name: str, *, most: int) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and int(text) <= most else None


def _line(row: Happening, things: Mapping[int, str]) -> Line:
    icon, tone, title, text = ICONS[row.group], "", row.said, row.text
    if row.source == Source.ENTRY and row.what in SENTENCES:
        icon, tone, _sentence = SENTENCES[row.what]
        title = sentence_of(row.what, row.detail, {})
    elif row.source == Source.CONTACT:
        icon, title = CHANNEL_ICONS[row.what], _contact_title(row)
    elif row.source == Source.MESSAGE:
        state = dict(STATE_CHOICES).get(str(row.detail["state"]), "")
        title = f"{row.said} · {state}"
    elif row.source == Source.PURCHASE:
        order = str(row.detail["order_no"])
        text = " · ".join(filter(None, (text, order)))
    return Line(
        row=row,
        icon=icon,
        tone=tone or TONES.get(Source(row.source), ""),
        title=title,
        text=text,
        thing=things.get(row.unit_id or 0) or _("The product"),
    )


def _contact_title(row: Happening) -> str:
    if row.what == "note":
        return row.said
    way = _("to the customer") if row.detail["outbound"] else _("from the customer")
    reached = "" if row.detail["reached"] else f" · {_('not reached')}"
    return f"{row.said} · {way}{reached}"
