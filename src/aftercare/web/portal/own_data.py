"""What we keep of a customer and why, and the ways to ask about it (R-SEC-04)."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from aftercare.casework.cases.queries import case_brief
from aftercare.matters.datarequests.actions import ask_about_own_data
from aftercare.matters.datarequests.queries import (
    KIND_CHOICES,
    STATE_CHOICES,
    Kind,
    own_requests,
)
from aftercare.web.kit.requests import Request, page, refusals_shown_on

from .customer import holder_of

KINDS = {str(code): words for code, words in KIND_CHOICES}
STATES = {str(code): words for code, words in STATE_CHOICES}
TONES = {"open": "soon", "done": "good", "refused": ""}


class Ask(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you wish?"),
        choices=[
            (Kind.ACCESS, gettext_lazy("To know what you keep about me")),
            (Kind.COPY, gettext_lazy("A copy of my data as a file")),
            (Kind.CORRECTION, gettext_lazy("Something is wrong: correct it")),
            (Kind.ERASURE, gettext_lazy("Erase my data")),
        ],
        widget=forms.RadioSelect,
    )
    wish = forms.CharField(
        label=gettext_lazy("What else we should know"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For a correction: what is wrong, and what would be right."),
    )


@require_http_methods(["GET", "POST"])
def ask(request: Request, token: str) -> HttpResponse:
    actor, case_id = holder_of(token)
    case = case_brief(actor=actor, case_id=case_id)
    form = Ask(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_shown_on(form):
            ask_about_own_data(actor=actor, case_id=case_id, now=request.now, **form.cleaned_data)
            messages.success(request, _("We have your request, and answer it on this page."))
            return redirect("portal:own-data", token)
    asked = [
        {"row": row, "kind": KINDS[row.kind], "state": STATES[row.state], "tone": TONES[row.state]}
        for row in own_requests(actor=actor, case=case)
    ]
    return page(
        request, "portal/own_data", {"form": form, "token": token, "asked": asked, "case": case}
    )
