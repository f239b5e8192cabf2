"""The compliance register: laws and standards that policies rest on (R-POL-08)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from aftercare.foundation.actor import SYSTEM
from aftercare.foundation.audit.queries import SEE_HISTORY
from aftercare.foundation.identity.queries import user_ids_with, user_names
from aftercare.policy.compliance import actions
from aftercare.policy.compliance.queries import (
    KIND_CHOICES,
    SEE_REGISTER,
    NormCard,
    norm_card,
    norms,
)
from aftercare.web.kit.policies import PARTS
from aftercare.web.kit.requests import Request, needs, page

from .drawers import Deed, drawer, posted

YEAR = timedelta(days=365)
KINDS = dict(KIND_CHOICES)


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def _words(label: Any, most: int = 500, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **more
    )


class Entry(forms.Form):
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind of text"), choices=KIND_CHOICES)
    reference = forms.CharField(
        label=_("Number, or where its text is"), max_length=200, required=False
    )
    owner_id = forms.TypedChoiceField(
        label=_("Who watches it"), required=False, coerce=int, empty_value=None
    )
    review_on = _day(_("Next review"), required=False)
    note = _words(_("Note"), 1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = user_ids_with(actor=SYSTEM, permission=SEE_REGISTER)
        names = sorted(user_names(actor=SYSTEM, ids=ids).items(), key=lambda one: one[1])
        self.fields["owner_id"].choices = [("", "—"), *names]  # type: ignore[attr-defined]


class Review(forms.Form):
    outcome = _words(_("What came of it"))
    next_on = _day(_("Next review"))


class Coming(forms.Form):
    what = _words(_("What changes"))
    act_by = _day(_("To be acted upon by"))


class Settled(forms.Form):
    outcome = _words(_("What came of it"))


@require_GET
@needs(SEE_REGISTER)
def index(request: Request) -> HttpResponse:
    rows = norms(actor=request.actor, at=request.now)
    context: dict[str, object] = {
        "rows": [(row, KINDS[row.kind]) for row in rows],
        "may_write": request.actor.may("compliance.write_norm"),
        "may_fill": request.actor.may("compliance.install_register"),
    }
    return page(request, "desk/policies/register", context)


@require_POST
@needs("compliance.install_register")
def fill(request: Request) -> HttpResponse:
    """What policies in force cite and the register lacks."""
    actions.install_register(actor=request.actor, now=request.now)
    return redirect("desk:register")


@require_GET
@needs(SEE_REGISTER)
def show(request: Request, norm_id: int) -> HttpResponse:
    card = norm_card(actor=request.actor, norm_id=norm_id, at=request.now)
    may = {
        name: request.actor.may(f"compliance.{name}")
        for name in ("write_norm", "review_norm", "note_norm_change", "settle_norm_change")
    }
    context: dict[str, object] = {
        "norm": card.row,
        "kind": KINDS[card.row.kind],
        "citations": [(one, PARTS[one.part]) for one in card.citations],
        "changes": card.changes,
        "may": may,
        "sees_history": request.actor.may(SEE_HISTORY),
    }
    return page(request, "desk/policies/norm", context)


@require_http_methods(["GET", "POST"])
@needs("compliance.write_norm")
def new(request: Request) -> HttpResponse:
    deed = Deed(title=say("A law or standard"), button=say("Save"), done=say("Saved."),
                back=reverse("desk:register"))  # fmt: skip
    return drawer(
        request, deed, Entry(posted(request)),
        lambda given: actions.write_norm(actor=request.actor, now=request.now, **given),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("compliance.write_norm")
def change(request: Request, norm_id: int) -> HttpResponse:
    card = norm_card(actor=request.actor, norm_id=norm_id, at=request.now)
    before = {name: getattr(card.row, name) for name in Entry.base_fields}
    return _deed(
        request, card, say("Change"), Entry(posted(request), initial=before),
        lambda given: actions.write_norm(
            actor=request.actor, norm_id=norm_id, now=request.now, **given
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("compliance.review_norm")
def review(request: Request, norm_id: int) -> HttpResponse:
    card = norm_card(actor=request.actor, norm_id=norm_id, at=request.now)
    initial = {"next_on": timezone.localdate(request.now) + YEAR}
    return _deed(
        request, card, say("Note a review"), Review(posted(request), initial=initial),
        lambda given: actions.review_norm(
            actor=request.actor, norm_id=norm_id, now=request.now, **given
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("compliance.note_norm_change")
def coming(request: Request, norm_id: int) -> HttpResponse:
    card = norm_card(actor=request.actor, norm_id=norm_id, at=request.now)
    return _deed(
        request, card, say("A change to act upon"), Coming(posted(request)),
        lambda given: actions.note_norm_change(
            actor=request.actor, norm_id=norm_id, now=request.now, **given
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@needs("compliance.settle_norm_change")
def settle(request: Request, norm_id: int, change_id: int) -> HttpResponse:
    card = norm_card(actor=request.actor, norm_id=norm_id, at=request.now)
    return _deed(
        request, card, say("Acted upon"), Settled(posted(request)),
        lambda given: actions.settle_norm_change(
            actor=request.actor, change_id=change_id, now=request.now, **given
        ),
    )  # fmt: skip


def _deed(
    request: Request,
    card: NormCard,
    title: str,
    form: forms.Form,
    perform: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    back = reverse("desk:norm", args=[card.row.id])
    return drawer(
        request,
        Deed(title=title, button=say("Save"), done=say("Saved."), back=back),
        form,
        perform,
    )
