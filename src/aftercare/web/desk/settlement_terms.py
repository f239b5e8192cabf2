"""By what stations are paid: the versions side by side, and a new one from a day (R-FS-12)."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.customers.products.queries import lines as product_lines
from aftercare.foundation.actor import SYSTEM
from aftercare.money.settlements.actions import set_terms
from aftercare.money.settlements.queries import (
    JOB_CHOICES,
    PROVIDER_CHOICES,
    SEE_TERMS,
    Terms,
    TermsCard,
    Whose,
    stations_paid,
    terms_cards,
)
from aftercare.web.kit.formats import money
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on

from .drawers import posted
from .settlement_forms import SUMS, TermsForm

SHOWN = 3  # versions beside each other


@require_GET
@needs(SEE_TERMS)
def index(request: Request) -> HttpResponse:
    """Those of our own stations, of third parties, and of single stations."""
    cards = terms_cards(actor=request.actor, now=request.now)
    found = {whose: list(rows) for whose, rows in groupby(cards, key=lambda card: card.whose)}
    kinds = [Whose(provider=code) for code, _words in PROVIDER_CHOICES]
    alone = [whose for whose in found if whose.station_id is not None]
    known = {whose.station_id for whose in alone}
    stations = stations_paid(actor=request.actor)
    context: dict[str, object] = {
        "groups": [_group(whose, found.get(whose, [])) for whose in (*kinds, *alone)],
        "may_set": request.actor.may("settlements.set_terms"),
        "others": [(code, name) for code, name in sorted(stations.items()) if code not in known],
    }
    return page(request, "desk/settlements/terms", context)


@require_http_methods(["GET", "POST"])
@needs("settlements.set_terms")
def new(request: Request, scope: str) -> HttpResponse:
    """A version from a day on, filled with the one before; `scope` own, partner or a station."""
    whose, name = _whose(request, scope)
    cards = terms_cards(actor=request.actor, whose=whose, now=request.now)
    old = cards[0] if cards else None
    lines = [(line.code, line.name) for line in product_lines(actor=request.actor)]
    form = TermsForm(posted(request), lines=lines, old=old.terms if old else None)
    if form.is_valid():
        with refusals_shown_on(form):
            day, terms = form.said
            set_terms(actor=request.actor, whose=whose, in_force_from=day, terms=terms,
                      now=request.now)  # fmt: skip
            return redirect("desk:terms")
    context: dict[str, object] = {"form": form, "old": old, "name": name,
                                  "lines": [words for _code, words in form.lines]}  # fmt: skip
    return page(request, "desk/settlements/edit_terms", context)


def _whose(request: Request, scope: str) -> tuple[Whose, str]:
    providers = {code: str(words) for code, words in PROVIDER_CHOICES}
    if scope in providers:
        return Whose(provider=scope), providers[scope]
    for station, name in stations_paid(actor=request.actor).items():
        if scope == str(station):
            return Whose(station_id=station), name
    raise Http404


def _group(whose: Whose, cards: Sequence[TermsCard]) -> dict[str, Any]:
    """Clauses by rows, versions by columns, the newest first."""
    columns = [dict(clauses(card.terms)) for card in cards[:SHOWN]]
    names = dict.fromkeys(name for column in columns for name in column)
    rows = [(name, [column.get(name, "—") for column in columns]) for name in names]
    return {
        "scope": whose.provider or str(whose.station_id),
        "name": cards[0].name if cards else dict(PROVIDER_CHOICES)[whose.provider],
        "cards": cards[:SHOWN],
        "rows": [(name, told, len(set(told)) > 1) for name, told in rows],
        "older": max(len(cards) - SHOWN, 0),
    }


def clauses(terms: Terms) -> list[tuple[str, str]]:
    """Each clause in words, and what it says."""
    jobs = dict(JOB_CHOICES)
    goods = {line.code: line.name for line in product_lines(actor=SYSTEM)}
    told = [
        (f"{jobs[one.job]} · {goods.get(one.line) or _('goods of all lines')}", money(one.amount))
        for one in terms.labour
    ]
    for band in terms.travel:
        far = _("up to {n} km").format(n=band.up_to) if band.up_to else _("farther")
        told.append((f"{_('Way')} · {far}", money(band.amount)))
    told.append((_("Share of the price of fitted parts"), f"{terms.parts_percent.normalize():f} %"))
    for name, label in SUMS:
        said = money(getattr(terms, name))
        if name == "survey":
            said = _("{sum} from {stars} stars on").format(sum=said, stars=terms.survey_stars)
        told.append((str(label), said))
    return told
