"""Of what people are told, by which channel, in which words; and how customers wish it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.messaging import actions, queries
from aftercare.casework.messaging.queries import SEE_TEMPLATES
from aftercare.customers.parties.queries import CustomerBrief, customer_brief
from aftercare.foundation.actor import Actor
from aftercare.foundation.errors import NotFound
from aftercare.web.kit.requests import Request, needs, page, refusals_shown_on

from . import messaging_forms as forms
from .drawers import Deed, drawer, posted

LABELS = dict(queries.OCCASION_CHOICES)
TONGUES = {"zh": "中文", "en": "English"}


@require_GET
@needs(SEE_TEMPLATES)
def index(request: Request) -> HttpResponse:
    """Occasion by channel: told or not, and the words of each."""
    cards = queries.occasions(actor=request.actor)
    rows = [
        (
            card,
            LABELS[card.occasion],
            [(c, forms.NAMES[c], on, c in card.lacking) for c, on in card.channels.items()],
        )
        for card in cards
    ]
    context: dict[str, object] = {
        "rows": rows,
        "tongues": TONGUES.items(),
        "may_switch": request.actor.may("messaging.switch_occasion"),
    }
    return page(request, "desk/messaging/index", context)


@require_POST
@needs("messaging.switch_occasion")
def switch(request: Request) -> HttpResponse:
    on = request.POST.get("on") == "1"
    actions.switch_occasion(
        actor=request.actor,
        occasion=request.POST.get("occasion", ""),
        channel=request.POST.get("channel", ""),
        on=on,
        now=request.now,
    )
    messages.success(request, _("Told from now on.") if on else _("No longer told."))
    return redirect("desk:messaging")


@require_http_methods(["GET", "POST"])
@needs(SEE_TEMPLATES)
def template(request: Request, occasion: str, channel: str, language: str) -> HttpResponse:
    """The words, and how they read with samples; saving makes the next version."""
    if not queries.is_template(occasion, channel, language):
        raise NotFound(_("Nobody is told of this by that channel."))
    actor, may_write = request.actor, request.actor.may("messaging.write_template")
    key = {"occasion": occasion, "channel": channel, "language": language}
    card = queries.template_card(actor=actor, **key)
    before = {"subject": card.now.subject, "text": card.now.text,
              "gateway_template": card.now.gateway_template,
              "gateway_fields": card.now.gateway_fields}  # fmt: skip
    form = forms.Words(posted(request), channel=channel, initial=before)
    if form.is_valid():
        given = dict(form.cleaned_data)
        if "preview" in request.POST:
            card = queries.template_card(
                actor=actor, subject=given.get("subject"), text=given["text"], **key
            )
        else:
            actor.must("messaging.write_template")
            with refusals_shown_on(form):
                actions.write_template(actor=actor, now=request.now, **key, **given)
                messages.success(request, _("Saved. It is used from now on."))
                return redirect("desk:message-template", occasion, channel, language)
    context: dict[str, object] = {
        "form": form,
        "card": card,
        "title": LABELS[occasion],
        "channel": forms.NAMES[channel],
        "tongue": TONGUES[language],
        "language": language,
        "may_write": may_write,
    }
    return page(request, "desk/messaging/template", context)


@require_http_methods(["GET", "POST"])
@needs("messaging.note_wishes")
def wishes(request: Request, customer_id: int) -> HttpResponse:
    """How this customer wishes to be reached."""
    brief = customer_brief(actor=request.actor, customer_id=customer_id)
    known = queries.wishes_of(actor=request.actor, customer=brief)
    before = {"language": known.language, "channel": known.channel, "refused": known.refused}
    form = forms.Wishes(posted(request), initial=before)

    def perform(given: dict[str, Any]) -> None:
        given["wechat_id"] = given["wechat_id"] or None
        actions.note_wishes(actor=request.actor, customer_id=customer_id, now=request.now, **given)

    deed = Deed(
        title=_("How the customer wishes to be reached"),
        button=_("Save"),
        done=_("Saved."),
        back=reverse("desk:customer", args=[customer_id]),
    )
    return drawer(request, deed, form, perform)


def wish_words(actor: Actor, customer: CustomerBrief) -> str:
    """What a customer wishes, in a line."""
    known = queries.wishes_of(actor=actor, customer=customer)
    parts = [TONGUES.get(known.language, "")]
    if known.channel:
        parts.append(_("rather by {channel}").format(channel=forms.NAMES[known.channel]))
    if known.refused:
        names = "、".join(str(forms.NAMES[code]) for code in known.refused)
        parts.append(_("none by {channels}").format(channels=names))
    if known.unwanted:
        names = "、".join(str(LABELS[code]) for code in known.unwanted)
        parts.append(_("not told: {what}").format(what=names))
    if known.has_wechat:
        parts.append(_("WeChat known"))
    return " · ".join(part for part in parts if part) or _("nothing said")
