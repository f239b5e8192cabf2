"""The cash that one took at customers' doors: handing it in, and what was counted of it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from aftercare.fieldservice.records.queries import SEE_RECORDS, said
from aftercare.foundation.errors import Invalid
from aftercare.money.tills.actions import declare_hand_in
from aftercare.money.tills.queries import own_payments, own_takings
from aftercare.web.kit.requests import Request, needs, page

from . import forms
from .posts import noted


@require_http_methods(["GET", "POST"])
@needs(SEE_RECORDS)
def till(request: Request) -> HttpResponse:
    if request.method == "POST":
        return noted(request, reverse("mobile:till"), lambda sent: _declared(request, sent))
    out, counted = own_takings(actor=request.actor)
    total = sum(one.amount for one in out)
    payments = own_payments(actor=request.actor)
    context = {"out": out, "counted": counted, "total": total, "payments": payments}
    return page(request, "mobile/till", context)


def _declared(request: Request, sent: dict[str, Any]) -> None:
    form = forms.HandIn(request.POST)
    if not form.is_valid():
        raise Invalid(" ".join(str(text) for texts in form.errors.values() for text in texts))
    at = request.now
    if sent["said_at"] and sent["sent_at"]:
        at = said(said_at=sent["said_at"], sent_at=sent["sent_at"], now=at)
    declare_hand_in(actor=request.actor, said_at=at, now=request.now, **form.cleaned_data)
