"""What the code on a product opens: warranty, manual, a fault to report; nothing of whose it is."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from aftercare.casework.rights.queries import Cause, FaultFacts, entitlement_of_unit
from aftercare.customers.labels.actions import register_thing
from aftercare.customers.labels.queries import LabelledThing, thing_of
from aftercare.customers.products.queries import ModelBrief, manual_of, model_briefs
from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.errors import NotFound
from aftercare.foundation.sign_ins.queries import PORTAL_LOOKUPS
from aftercare.policy.packs.queries import terms_at_sale
from aftercare.web.kit.entitlements import EntitlementWords, in_words
from aftercare.web.kit.files import file_answer
from aftercare.web.kit.limits import one_try
from aftercare.web.kit.requests import Request, page, refusals_shown_on

from . import forms
from .customer import visitor

FAULT = FaultFacts(cause=Cause.DEFECT, proven=True, confirmed=True)


@require_http_methods(["GET", "POST"])
def thing(request: Request, word: str) -> HttpResponse:
    """Everybody sees model, periods and manual; the owner, by the last digits, what is owed."""
    found = thing_of(actor=visitor(), word=word)
    if found is None:
        one_try(request, "portal.thing", PORTAL_LOOKUPS)
        raise NotFound(_("This code opens nothing."))
    form = forms.Owner(request.POST or None, asks_day=not found.is_registered)
    if form.is_valid():
        with refusals_shown_on(form):
            one_try(request, "portal.owner", PORTAL_LOOKUPS)
            register_thing(
                actor=visitor(),
                word=word,
                phone_tail=form.cleaned_data["phone_tail"],
                purchased_on=form.cleaned_data.get("purchased_on"),
                now=request.now,
            )
            request.session[f"owner-{word}"] = True
            return redirect("portal:thing", word)
    models = model_briefs(actor=visitor(), ids=[found.model_id] if found.model_id else [])
    model = models.get(found.model_id or 0)
    context: dict[str, object] = {
        "thing": found,
        "manual": _manual(model, word),
        "period": _period(request, found),
        "rights": _rights(request, found) if request.session.get(f"owner-{word}") else None,
        "form": form,
        "word": word,
    }
    return page(request, "portal/thing", context)


@require_GET
def manual(request: Request, word: str) -> HttpResponse:
    """The manual that we keep, for whoever stands before the thing."""
    found = thing_of(actor=visitor(), word=word)
    file = manual_of(actor=visitor(), model_id=found.model_id) if found and found.model_id else None
    if file is None:
        one_try(request, "portal.thing", PORTAL_LOOKUPS)
        raise NotFound(_("This code opens nothing."))
    return file_answer(actor=visitor(), file=file, small=False)


def _manual(model: ModelBrief | None, word: str) -> str:
    """Our own file, else where it stands elsewhere."""
    if model is None:
        return ""
    return reverse("portal:manual", args=[word]) if model.manual_id else model.manual_url


def _period(request: Request, found: LabelledThing) -> dict[str, object] | None:
    """How long the warranty lasts, whole and main parts, as promised today."""
    today = timezone.localdate(request.now)
    told = terms_at_sale(actor=visitor(), line_code=found.line_code, on=today)
    period = told.terms.period_for(found.goods) if told else None
    if period is None:
        return None
    return {
        "whole": period.whole_months,
        "main": period.main_months,
        "parts": list(period.main_parts),
    }


def _rights(request: Request, found: LabelledThing) -> EntitlementWords:
    today = timezone.localdate(request.now)
    card = entitlement_of_unit(actor=SYSTEM, unit_id=found.unit_id, on=today, fault=FAULT)
    return in_words(card)
