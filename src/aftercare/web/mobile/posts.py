"""What the phone's queue sends: done once however often it comes, refused in words."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _

from aftercare.foundation.errors import Invalid, Refusal
from aftercare.foundation.receipts.actions import Answer, once
from aftercare.foundation.receipts.rules import fingerprint
from aftercare.web.kit.refusals import sentence_of
from aftercare.web.kit.requests import Request

from . import forms


def noted(request: Request, back: str, do: Callable[[dict[str, Any]], object]) -> HttpResponse:
    """A program is told in JSON, a page goes back. `do` gets the envelope: whose, and when."""
    in_json = "application/json" in request.headers.get("Accept", "")
    try:
        answer = _once(request, do)
    except Refusal as refusal:
        why = sentence_of(refusal)
        if in_json:
            return JsonResponse({"why": why}, status=refusal.http_status)
        messages.error(request, why)
        return HttpResponseRedirect(back)
    if in_json:
        return HttpResponse(answer.body, content_type="application/json")
    return HttpResponseRedirect(back)


def _once(request: Request, do: Callable[[dict[str, Any]], object]) -> Answer:
    envelope = forms.Envelope(request.POST)
    if not envelope.is_valid():
        raise Invalid(_("This cannot be read."))
    sent = envelope.cleaned_data

    def perform() -> Answer:
        do(sent)
        return Answer(status=HTTPStatus.OK, body=json.dumps({"at": request.now.isoformat()}))

    return once(
        caller=f"user:{request.actor.user_id}",
        key=f"m:{sent['client_ref']}",
        fingerprint=fingerprint(method="POST", path=request.path, body=sent["act"].encode()),
        now=request.now,
        perform=perform,
    )
