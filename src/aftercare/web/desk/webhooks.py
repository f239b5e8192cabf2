"""Programs that are told of events: to whom, of what, and how the calls fare (R-PL-02)."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.webhooks import actions, queries
from aftercare.casework.webhooks.queries import SEE_WEBHOOKS
from aftercare.foundation.deliveries.queries import SEE_OUTBOX, Wanted, outbox
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on

from .drawers import posted
from .outbox import shown
from .source_forms import Renew
from .webhook_forms import EVENTS, WebhookForm

SAMPLE = {
    "version": queries.VERSION,
    "id": "event-1042",
    "type": "case.closed",
    "at": "2026-01-09T10:00:00+08:00",
    "sequence": 1042,
    "data": {},
    "case": {"id": 17, "number": "AS260109-00017"},
}


@require_GET
@needs(SEE_WEBHOOKS)
def index(request: Request) -> HttpResponse:
    context: dict[str, object] = {
        "cards": queries.webhooks(actor=request.actor),
        "may_open": request.actor.may("webhooks.open_webhook"),
    }
    return page(request, "desk/webhooks/index", context)


@require_http_methods(["GET", "POST"])
@needs("webhooks.open_webhook")
def new(request: Request) -> HttpResponse:
    """The secret is shown in the answer to the POST, once."""
    form = WebhookForm(posted(request), is_new=True)
    if form.is_valid():
        with refusals_shown_on(form):
            webhook_id, secret = actions.open_webhook(
                actor=request.actor, now=request.now, **form.cleaned_data
            )
            return _secret(request, webhook_id, secret)
    title = _("Tell a program of events")
    return page(request, "desk/webhooks/form", {"form": form, "title": title})


@require_GET
@needs(SEE_WEBHOOKS)
def show(request: Request, webhook_id: int) -> HttpResponse:
    """What it is told of, and the last calls."""
    card = queries.webhook_card(actor=request.actor, webhook_id=webhook_id)
    context: dict[str, object] = {
        "card": card,
        "events": [(code, EVENTS[code]) for code in card.events],
        "sample": json.dumps(SAMPLE, indent=2),
        "may": {
            name: request.actor.may(f"webhooks.{name}")
            for name in ("change_webhook", "renew_webhook_secret", "ping_webhook")
        },
    }
    if request.actor.may(SEE_OUTBOX):
        wanted = Wanted(endpoint_id=card.endpoint.id)
        calls = outbox(actor=request.actor, wanted=wanted, cursor=request.GET.get("cursor", ""))
        context |= {"page": calls, "rows": [shown(row) for row in calls.rows]}
    return page(request, "desk/webhooks/show", context)


@require_http_methods(["GET", "POST"])
@needs("webhooks.change_webhook")
def change(request: Request, webhook_id: int) -> HttpResponse:
    card = queries.webhook_card(actor=request.actor, webhook_id=webhook_id)
    before = {"name": card.name, "url": card.endpoint.url, "events": card.events,
              "with_facts": card.with_facts, "is_on": card.is_on}  # fmt: skip
    form = WebhookForm(posted(request), initial=before, is_new=False)
    if form.is_valid():
        with refusals_shown_on(form):
            actions.change_webhook(
                actor=request.actor, webhook_id=webhook_id, now=request.now, **form.cleaned_data
            )
            messages.success(request, _("Saved."))
            return redirect("desk:webhook", webhook_id)
    context: dict[str, object] = {"form": form, "title": card.name, "webhook_id": webhook_id}
    return page(request, "desk/webhooks/form", context)


@require_http_methods(["GET", "POST"])
@needs("webhooks.renew_webhook_secret")
def renew(request: Request, webhook_id: int) -> HttpResponse:
    card = queries.webhook_card(actor=request.actor, webhook_id=webhook_id)
    form = Renew(posted(request))
    if form.is_valid():
        secret = actions.renew_webhook_secret(
            actor=request.actor, webhook_id=webhook_id, now=request.now, **form.cleaned_data
        )
        return _secret(request, webhook_id, secret)
    context: dict[str, object] = {
        "form": form,
        "title": f"{_('Renew the secret')} · {card.name}",
        "webhook_id": webhook_id,
        "help": _("For a day calls are signed with both, so that the other side can change over."),
    }
    return page(request, "desk/webhooks/form", context)


@require_POST
@needs("webhooks.ping_webhook")
def ping(request: Request, webhook_id: int) -> HttpResponse:
    actions.ping_webhook(actor=request.actor, webhook_id=webhook_id, now=request.now)
    messages.success(request, _("On its way; how it fares stands below."))
    return redirect("desk:webhook", webhook_id)


def _secret(request: Request, webhook_id: int, secret: str) -> HttpResponse:
    context: dict[str, object] = {
        "secret": secret,
        "back": reverse("desk:webhook", args=[webhook_id]),
    }
    return page(request, "desk/sources/secret", context)
