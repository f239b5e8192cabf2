"""How customers come in: the first page, a new matter, finding an old one."""

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.intake.actions import Registered, open_with_code, register_case
from aftercare.casework.intake.queries import Intake, follow_token
from aftercare.customers.labels.queries import thing_of
from aftercare.customers.parties.queries import customers_by_phone
from aftercare.customers.units.queries import unit_brief
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.sign_ins.queries import PORTAL_LOOKUPS, PORTAL_REPORTS
from aftercare.web.kit.files import kept_files
from aftercare.web.kit.limits import one_try
from aftercare.web.kit.requests import Request, page, refusals_shown_on

from . import forms
from .customer import visitor


@require_GET
def home(request: Request) -> HttpResponse:
    return page(request, "portal/home", {})


@require_http_methods(["GET", "POST"])
def report(request: Request) -> HttpResponse:
    """A new matter. Sent twice, it is the same matter; what was typed stays on any refusal."""
    if request.method == "POST":
        form = forms.Report(request.POST, request.FILES)
    else:
        form = forms.Report(initial={"once": secrets.token_urlsafe(16), **_scanned(request)})
    if form.is_valid():
        with refusals_shown_on(form):
            one_try(request, "portal.report", PORTAL_REPORTS)
            registered = _taken_in(request, dict(form.cleaned_data))
            if registered.code:
                request.session[f"code-{registered.case.id}"] = registered.code
            token = follow_token(actor=visitor(), case_id=registered.case.id)
            return redirect("portal:follow", token)
    return page(request, "portal/report", {"form": form})


@require_http_methods(["GET", "POST"])
def find(request: Request) -> HttpResponse:
    """By number, phone tail and code; a wrong one does not tell which of them was wrong."""
    form = forms.Find(request.POST or None)
    if form.is_valid():
        with refusals_shown_on(form):
            one_try(request, "portal.find", PORTAL_LOOKUPS)
            case_id = open_with_code(actor=visitor(), now=request.now, **form.cleaned_data)
            if case_id is not None:
                return redirect(
                    reverse("portal:follow", args=[follow_token(actor=visitor(), case_id=case_id)])
                )
            form.add_error(None, _("Number, phone and code do not belong together."))
    return page(request, "portal/find", {"form": form})


def _scanned(request: Request) -> dict[str, str]:
    """What the code on the product says, for who comes from there."""
    found = thing_of(actor=visitor(), word=request.GET.get("code", "")[:32])
    if found is None:
        return {}
    product = f"{found.title} {found.model_name}".strip()
    return {"kind": "repair", "product_text": product, "code": request.GET["code"]}


def _thing(word: str, phone: str) -> dict[str, Any]:
    """The thing whose code was scanned; as the customer's own only where the phone says so."""
    found = thing_of(actor=visitor(), word=word)
    if found is None:
        return {}
    owner_id = unit_brief(actor=SYSTEM, unit_id=found.unit_id).customer_id
    known = [one.id for one in customers_by_phone(actor=SYSTEM, digits=phone)]
    own = {"unit_id": found.unit_id} if known == [owner_id] else {}
    return {"product_line": found.line_code} | own


def _taken_in(request: Request, said: dict[str, Any]) -> Registered:
    photos, once = said.pop("photos"), said.pop("once")
    said.pop("agreed")
    said |= _thing(said.pop("code"), said["phone"])
    file_ids = kept_files(actor=visitor(), files=photos, now=request.now)
    return register_case(
        actor=visitor(),
        intake=Intake(
            channel="portal",
            file_ids=file_ids,
            intake_key=f"portal:{once}" if once else None,
            **said,
        ),
        now=request.now,
    )
