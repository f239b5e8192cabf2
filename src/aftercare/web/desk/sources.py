"""Social channels that write to us: their doors, what came in, and a sample sent by hand."""

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.cases.queries import case_briefs
from aftercare.casework.chats import actions, queries
from aftercare.casework.chats.queries import SEE_SOURCES, Flaw, SourceCard
from aftercare.customers.products.queries import lines
from aftercare.foundation.deliveries.queries import SEE_OUTBOX, MessageRow, Wanted, outbox
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on

from . import source_forms as forms
from .drawers import posted
from .outbox import shown

STATES = dict(queries.STATE_CHOICES)
TONES = {"case": "good", "joined": "good", "reopened": "soon", "again": "soon", "refused": "bad"}
REFUSALS: dict[str, str | Promise] = {
    "unsigned": gettext_lazy("without signature"),
    "stale": gettext_lazy("signed too long ago, or with a clock that is wrong"),
    "forged": gettext_lazy("the signature does not hold"),
    "unreadable": gettext_lazy("genuine, but it could not be read"),
}
FLAWS: dict[str, str | Promise] = {
    Flaw.MISSING: gettext_lazy("missing"),
    Flaw.NO_TEXT: gettext_lazy("no text"),
    Flaw.TOO_LONG: gettext_lazy("too long"),
    Flaw.NO_MOMENT: gettext_lazy("no moment"),
    Flaw.IN_FUTURE: gettext_lazy("lies in the future"),
    Flaw.NO_LIST: gettext_lazy("no list"),
    Flaw.TOO_MANY: gettext_lazy("too many"),
    Flaw.NO_ATTACHMENT: gettext_lazy("no attachment"),
    Flaw.NO_BASE64: gettext_lazy("no base64"),
    Flaw.SAYS_NOTHING: gettext_lazy("says nothing"),
}


@require_GET
@needs(SEE_SOURCES)
def index(request: Request) -> HttpResponse:
    context: dict[str, object] = {
        "cards": queries.sources(actor=request.actor),
        "reasons": REFUSALS,
        "may_open": request.actor.may("chats.open_source"),
    }
    return page(request, "desk/sources/index", context)


@require_http_methods(["GET", "POST"])
@needs("chats.open_source")
def new(request: Request) -> HttpResponse:
    """The secret is shown in the answer to the POST, once."""
    form = _form(request, None)
    if form.is_valid():
        given = dict(form.cleaned_data)
        with refusals_shown_on(form):
            source_id, secret = actions.open_source(
                actor=request.actor, code=given.pop("code"), url=given.pop("url"), values=given,
                now=request.now,
            )  # fmt: skip
            return _secret(request, source_id, secret)
    title = _("Connect a social channel")
    return page(request, "desk/sources/form", {"form": form, "title": title})


@require_http_methods(["GET", "POST"])
@needs(SEE_SOURCES)
def show(request: Request, source_id: int) -> HttpResponse:
    """Settings, how it is called, what came in, and what went back."""
    card = queries.source_card(actor=request.actor, source_id=source_id)
    body = queries.sample_body(
        card.mapping, _("A sample: the sofa I bought has sunk in."), f"sample-{request.now:%H%M%S}"
    )
    text = json.dumps(body, ensure_ascii=False, indent=2)
    form = forms.Sample(posted(request), initial={"body": text})
    if form.is_valid():
        with refusals_shown_on(form):
            (first, *_more) = actions.send_sample(
                actor=request.actor, source_id=source_id, now=request.now, **form.cleaned_data
            )
            word = str(STATES[first.state])
            messages.success(request, f"{word} · {first.case_number}")
            form = forms.Sample(initial={"body": text})
    card = queries.source_card(actor=request.actor, source_id=source_id)
    return page(request, "desk/sources/show", _context(request, card, form))


@require_http_methods(["GET", "POST"])
@needs("chats.change_source")
def change(request: Request, source_id: int) -> HttpResponse:
    card = queries.source_card(actor=request.actor, source_id=source_id)
    form = _form(request, card)
    if form.is_valid():
        given = dict(form.cleaned_data)
        with refusals_shown_on(form):
            actions.change_source(
                actor=request.actor, source_id=source_id, url=given.pop("url"),
                is_on=given.pop("is_on"), values=given, now=request.now,
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("desk:source", source_id)
    context: dict[str, object] = {"form": form, "title": card.name, "source_id": source_id}
    return page(request, "desk/sources/form", context)


@require_http_methods(["GET", "POST"])
@needs("chats.renew_source_secret")
def renew(request: Request, source_id: int) -> HttpResponse:
    card = queries.source_card(actor=request.actor, source_id=source_id)
    form = forms.Renew(posted(request))
    if form.is_valid():
        secret = actions.renew_source_secret(
            actor=request.actor, source_id=source_id, now=request.now, **form.cleaned_data
        )
        return _secret(request, source_id, secret)
    context: dict[str, object] = {
        "form": form,
        "title": f"{_('Renew the secret')} · {card.name}",
        "source_id": source_id,
        "help": _("The former secret works on for a day, so that the other side can change over."),
    }
    return page(request, "desk/sources/form", context)


def _context(request: Request, card: SourceCard, form: forms.Sample) -> dict[str, object]:
    actor = request.actor
    found = queries.incoming(
        actor=actor, source_id=card.id, cursor=request.GET.get("cursor", ""), limit=20
    )
    ids = [row.case_id for row in found.rows if row.case_id]
    cases = {case.id: case for case in case_briefs(actor=actor, ids=ids)} if ids else {}
    answers: Sequence[MessageRow] = ()
    if card.endpoint.url and actor.may(SEE_OUTBOX):
        wanted = Wanted(endpoint_id=card.endpoint.id)
        answers = outbox(actor=actor, wanted=wanted, limit=10).rows
    return {
        "card": card,
        "address": card.address or request.build_absolute_uri(f"/hooks/{card.code}"),
        "lines_of_mapping": queries.lines_of(card.mapping),
        "reason": REFUSALS.get(card.refusal, card.refusal),
        "page": found,
        "incoming": [
            (
                row,
                STATES[row.state],
                TONES[row.state],
                cases.get(row.case_id or 0),
                _flaws(row.faults),
            )
            for row in found.rows
        ],
        "rows": [shown(row) for row in answers],
        "form": form,
        "body": form.initial["body"],
        "may": {
            name: actor.may(f"chats.{name}")
            for name in ("change_source", "renew_source_secret", "send_sample")
        },
    }


def _flaws(faults: tuple[str, ...]) -> str:
    parts = (fault.partition(":") for fault in faults)
    return "、".join(f"{name or 'body'} {FLAWS.get(flaw, flaw)}" for name, _is, flaw in parts)


def _form(request: Request, card: SourceCard | None) -> forms.SourceForm:
    before: dict[str, Any] = {}
    if card is not None:
        names = ("name", "dialect", "product_line", "per_minute", "is_on")
        before = {name: getattr(card, name) for name in names}
        before |= {"mapping": queries.lines_of(card.mapping), "url": card.endpoint.url}
    return forms.SourceForm(
        posted(request),
        initial=before or None,
        dialects=queries.dialect_names(actor=request.actor),
        lines=[(line.code, line.name) for line in lines(actor=request.actor)],
        is_new=card is None,
    )


def _secret(request: Request, source_id: int, secret: str) -> HttpResponse:
    back = reverse("desk:source", args=[source_id])
    context: dict[str, object] = {"secret": secret, "back": back}
    return page(request, "desk/sources/secret", context)
