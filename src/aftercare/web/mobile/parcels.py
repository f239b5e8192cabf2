"""Parts that are on their way to the own van: received, also less than was sent, or refused."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from aftercare.fieldservice.records.queries import SEE_RECORDS
from aftercare.fieldservice.transfers import actions
from aftercare.fieldservice.transfers.queries import coming_to_own_van
from aftercare.foundation.errors import Invalid
from aftercare.web.kit.requests import Request, needs, page

from . import forms
from .posts import noted


@require_http_methods(["GET", "POST"])
@needs(SEE_RECORDS)
def parcels(request: Request) -> HttpResponse:
    if request.method == "POST":
        return noted(request, reverse("mobile:parcels"), lambda _sent: _done(request))
    return page(request, "mobile/parcels", {"cards": coming_to_own_van(actor=request.actor)})


def _done(request: Request) -> None:
    form = forms.Parcel(request.POST)
    if not form.is_valid():
        raise Invalid(" ".join(str(text) for texts in form.errors.values() for text in texts))
    given: dict[str, Any] = form.cleaned_data
    said: dict[str, Any] = {"transfer_id": given["transfer_id"], "reason": given["reason"]}
    if given["act"] == "parcel_in":
        actions.receive_transfer(actor=request.actor, got=given["got"], now=request.now, **said)
    else:
        actions.refuse_transfer(actor=request.actor, now=request.now, **said)
