"""A version of a policy tried on the cases of the past: what would have been otherwise."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.casework.commitments.queries import COMMITMENT_CHOICES
from aftercare.casework.simulations import actions, queries
from aftercare.casework.simulations.queries import Line, Risks, SimulationCard
from aftercare.foundation.errors import NotFound
from aftercare.policy.packs.queries import SEE_DRAFTS, RiskScore, pack_brief, version_card
from aftercare.web.kit.charts import bar
from aftercare.web.kit.policies import OCCASIONS
from aftercare.web.kit.requests import Request, live, needs, page, refusals_shown_on

QUARTER = timedelta(days=91)
TONES = ("", "good", "good", "soon", "soon", "bad")


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    known = [MinValueValidator(date(1994, 1, 1)), MaxValueValidator(date(2099, 12, 31))]
    return forms.DateField(label=label, widget=widget, validators=known)


class Period(forms.Form):
    since = _day(_("Cases that began on or after"))
    until = _day(_("Cases that began on or before"))

    def moments(self) -> dict[str, datetime]:
        zone = timezone.get_current_timezone()
        given = self.cleaned_data
        after = given["until"] + timedelta(days=1)
        return {
            "since": datetime.combine(given["since"], time(), zone),
            "until": datetime.combine(after, time(), zone),
        }


@require_http_methods(["GET", "POST"])
@needs(SEE_DRAFTS)
def index(request: Request, version_id: int) -> HttpResponse:
    today = timezone.localdate(request.now)
    form = Period(
        request.POST if request.method == "POST" else None,
        initial={"since": today - QUARTER, "until": today},
    )
    if form.is_valid():
        with refusals_shown_on(form):
            made = actions.simulate_version(
                actor=request.actor, version_id=version_id, now=request.now, **form.moments()
            )
            return redirect("desk:policy-trial", version_id, made)
    context: dict[str, object] = {
        **_head(request, version_id),
        "form": form,
        "trials": queries.simulations_of(actor=request.actor, version_id=version_id),
        "may_try": request.actor.may("simulations.simulate_version"),
    }
    return page(request, "desk/policies/trials", context)


@require_GET
@needs(SEE_DRAFTS)
def show(request: Request, version_id: int, trial_id: int) -> HttpResponse:
    card = _trial(request, version_id, trial_id)
    context: dict[str, object] = {
        **_head(request, version_id),
        "trial": card,
        "rows": [_row(line, risks) for line, risks in zip(card.lines, card.risks, strict=True)],
        "lateness": [
            (bar(_share(card.late_before, card), "soft"), card.late_before, _("as promised then")),
            (bar(_share(card.late_after, card)), card.late_after, _("under this version")),
        ],
    }
    return page(request, "desk/policies/trial", context)


@require_GET
@needs(SEE_DRAFTS)
def progress(request: Request, version_id: int, trial_id: int) -> HttpResponse:
    """Polled while cases are counted; leads on when that has ended."""
    card = _trial(request, version_id, trial_id)
    if not card.is_running:
        url = reverse("desk:policy-trial", args=[version_id, trial_id])
        return HttpResponse(headers={"HX-Redirect": url})
    return live(request, "desk/policies/_trial_progress.html", {"trial": card})


@require_POST
@needs("simulations.stop_simulation")
def stop(request: Request, version_id: int, trial_id: int) -> HttpResponse:
    card = _trial(request, version_id, trial_id)
    actions.stop_simulation(actor=request.actor, simulation_id=card.id, now=request.now)
    return redirect("desk:policy-trial", version_id, trial_id)


def _head(request: Request, version_id: int) -> dict[str, object]:
    return {
        "version": version_card(actor=request.actor, version_id=version_id, at=request.now),
        "pack": pack_brief(actor=request.actor, version_id=version_id),
    }


def _trial(request: Request, version_id: int, trial_id: int) -> SimulationCard:
    card = queries.simulation(actor=request.actor, simulation_id=trial_id)
    if card.version_id != version_id:
        raise NotFound
    return card


def _share(late: int, card: SimulationCard) -> float:
    return late / max(1, card.late_before, card.late_after)


def _row(line: Line, risks: Risks) -> dict[str, object]:
    whole = max(1, line.before, line.after)
    return {
        "line": line,
        "label": dict(COMMITMENT_CHOICES).get(line.code, line.code),
        "occasion": OCCASIONS.get(line.starts_on, line.starts_on),
        "before": bar(line.late_before / whole, "soft"),
        "after": bar(line.late_after / whole),
        "risks": graded(risks),
    }


def graded(risks: Risks | RiskScore) -> list[tuple[Promise, int, str]]:
    """What each risk is called, its grade, and the tone of its badge."""
    named = (
        (_("cost"), risks.cost),
        (_("complaints"), risks.complaint),
        (_("compliance"), risks.compliance),
    )
    return [(words, grade, TONES[min(grade, 5)]) for words, grade in named]
