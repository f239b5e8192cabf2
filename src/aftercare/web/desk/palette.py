"""What the command palette offers: places, acts, and cases found by what was typed."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from aftercare.casework.cases.queries import SEE_CASES, STAGE_CHOICES, CaseRow, Order, case_page
from aftercare.casework.views.queries import filter_of
from aftercare.web.kit.requests import Request, signed_in

from . import case_filters as filters
from . import navigation
from .search import LONGEST, case_of_number, found_cases, found_people, found_units

Item = dict[str, str]


@require_GET
@signed_in
def palette(request: Request) -> HttpResponse:
    """`{"items": [{label, url, icon, hint, keys, words}]}`; with `q` what the server finds."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    sees = request.actor.may(SEE_CASES)
    if text:
        return JsonResponse({"items": found(request, text) if sees else []})
    return JsonResponse({"items": places(request) + (views() + own(request) if sees else [])})


def places(request: Request) -> list[Item]:
    links = navigation.links(actor=request.actor, path="")
    return [
        {
            "label": str(link.place.label),
            "url": link.url,
            "icon": link.place.icon,
            "keys": link.place.keys,
            "words": link.place.words,
        }
        for link in links
    ]


def views() -> list[Item]:
    """The built-in views of all cases, as places of their own."""
    return [
        {
            "label": str(text),
            "url": filters.address(words, order=order),
            "icon": "filter",
            "hint": _("All cases"),
            "words": pinyin,
        }
        for text, words, order, pinyin in filters.BUILT_IN
    ]


def own(request: Request) -> list[Item]:
    """One's own cases, the least time left first."""
    mine = filter_of(actor=request.actor, words={"open": ["yes"], "owner": ["me"]}, now=request.now)
    rows = case_page(
        actor=request.actor, narrowed=mine, order=Order.DUE, limit=8, now=request.now
    ).rows
    return [item_of(row) for row in rows]


def found(request: Request, text: str) -> list[Item]:
    case_id = case_of_number(request, text)
    rows = list(found_cases(request, text, limit=8).rows)
    items = [item_of(row) for row in rows]
    if case_id is not None and not rows:
        items = [
            {"label": text.upper(), "url": reverse("desk:case", args=[case_id]), "icon": "ticket"}
        ]
    items += [
        {
            "label": f"{one.name} {one.phone}",
            "url": reverse("desk:customer", args=[one.id]),
            "icon": "user",
            "hint": one.place or _("Customer"),
        }
        for one in found_people(request, text, limit=5)
    ]
    items += [
        {
            "label": f"{unit.title} {unit.serial}".strip(),
            "url": reverse("desk:goods", args=[unit.id]),
            "icon": "package",
            "hint": _("Product"),
        }
        for unit in found_units(request, text)
    ]
    url = f"{reverse('desk:search')}?{filters.query_of({'q': [text]})}"
    items.append({"label": _("Search for “%s”") % text, "url": url, "icon": "search"})
    return items


def item_of(row: CaseRow) -> Item:
    return {
        "label": f"{row.number} {row.subject}"[:80],
        "url": reverse("desk:case", args=[row.id]),
        "icon": "ticket",
        "hint": str(dict(STAGE_CHOICES).get(row.stage, row.stage)),
    }
