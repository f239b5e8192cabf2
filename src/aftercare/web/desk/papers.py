"""What a proof of purchase says, beside the paper: a person confirms it field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from aftercare.customers.proofs.actions import confirm_reading, read_again
from aftercare.customers.proofs.queries import (
    WHY_CHOICES,
    PaperCard,
    paper_card,
    words_of_paper,
)
from aftercare.customers.units.queries import PROOF_CHOICES, UnitBrief, purchases_of, unit_brief
from aftercare.foundation.identity.queries import user_names
from aftercare.web.kit.requests import Request, go, live, needs, page, refusals_shown_on

from .right_forms import NOT_KNOWN

CONFIRM = "proofs.confirm_reading"


class PaperFacts(forms.Form):
    """What papers say. A proposal is taken where its box is ticked, or where it was corrected."""

    proof = forms.ChoiceField(
        label=gettext_lazy("Proof of purchase"), required=False, choices=[NOT_KNOWN, *PROOF_CHOICES]
    )
    channel = forms.CharField(label=gettext_lazy("Bought where"), max_length=40, required=False)
    order_no = forms.CharField(label=gettext_lazy("Order number"), max_length=60, required=False)
    purchased_on = forms.DateField(
        label=gettext_lazy("Bought on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    paid_amount = forms.DecimalField(
        label=gettext_lazy("Price paid, yuan"), required=False, min_value=0, max_digits=10,
        decimal_places=2,
    )  # fmt: skip
    described_as = forms.CharField(
        label=gettext_lazy("What it is, and its model"), max_length=120, required=False
    )
    serial = forms.CharField(label=gettext_lazy("Serial number"), max_length=60, required=False)

    def __init__(
        self, data: QueryDict | None, *, card: PaperCard, unit: UnitBrief, others: int
    ) -> None:
        self.proposed = {one.field: one for one in card.proposed}
        super().__init__(data, initial={name: one.value for name, one in self.proposed.items()})
        if unit.model_id is not None:
            del self.fields["described_as"]
        self.facts = list(self.fields)
        for name, one in self.proposed.items():
            if not one.known:
                label = self.fields[name].label
                box = forms.CheckboxInput(attrs={"class": "form-check-input"})
                self.fields[f"take_{name}"] = forms.BooleanField(
                    label=label, required=False, widget=box
                )
        if others:
            self.fields["whole_order"] = forms.BooleanField(
                label=_(
                    "Also for the other products of this order (number, shop, day, kind of proof)"
                ),
                required=False,
            )

    @property
    def taken(self) -> dict[str, Any]:
        given = {name: self.cleaned_data.get(name) for name in self.facts}
        return {
            name: value for name, value in given.items() if value and self._is_taken(name, value)
        }

    def _is_taken(self, name: str, value: object) -> bool:
        one = self.proposed.get(name)
        return (
            one is None or bool(self.cleaned_data.get(f"take_{name}")) or _plain(value) != one.value
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A field of the form; `take` its box, `now` what the unit says so far."""

    bound: BoundField
    take: BoundField | None
    said: str
    known: bool
    now: str


@require_http_methods(["GET", "POST"])
@needs(CONFIRM)
def show(request: Request, unit_id: int, proof_id: int) -> HttpResponse:
    actor = request.actor
    unit = unit_brief(actor=actor, unit_id=unit_id)
    card = paper_card(actor=actor, unit_id=unit_id, proof_id=proof_id, now=request.now)
    form = PaperFacts(request.POST or None, card=card, unit=unit, others=_others(request, unit))
    if form.is_valid():
        with refusals_shown_on(form):
            confirm_reading(
                actor=actor, unit_id=unit_id, proof_id=proof_id, values=form.taken, now=request.now,
                whole_order=bool(form.cleaned_data.get("whole_order")),
            )  # fmt: skip
            messages.success(request, _("Taken over."))
            return go(request, reverse("desk:goods", args=[unit_id]))
    names = user_names(actor=actor, ids=[card.confirmed_by] if card.confirmed_by else [])
    context: dict[str, object] = {
        "unit": unit,
        "card": card,
        "form": form,
        "rows": list(_rows(form, unit)),
        "words": _words(request, card, form),
        "why": dict(WHY_CHOICES).get(card.why, ""),
        "taker": names.get(card.confirmed_by or 0, ""),
        "may_again": actor.may("proofs.read_again"),
    }
    if "live" in request.GET:
        return live(request, "desk/goods/_paper_facts.html", context)
    return page(request, "desk/goods/paper", context)


@require_POST
@needs("proofs.read_again")
def again(request: Request, unit_id: int, proof_id: int) -> HttpResponse:
    read_again(actor=request.actor, unit_id=unit_id, proof_id=proof_id, now=request.now)
    return go(request, reverse("desk:paper", args=[unit_id, proof_id]))


def _others(request: Request, unit: UnitBrief) -> int:
    """How many more things came with the same order."""
    if not unit.order_no:
        return 0
    orders = purchases_of(actor=request.actor, customer_id=unit.customer_id)
    return sum(len(one.units) - 1 for one in orders if unit in one.units)


def _rows(form: PaperFacts, unit: UnitBrief) -> Iterator[Row]:
    for name in form.facts:
        one, take = form.proposed.get(name), f"take_{name}"
        yield Row(
            bound=form[name], take=form[take] if take in form.fields else None,
            said=one.said if one else "", known=bool(one and one.known),
            now=_shown(name, getattr(unit, "title" if name == "described_as" else name)),
        )  # fmt: skip


def _words(request: Request, card: PaperCard, form: PaperFacts) -> list[tuple[str, str]]:
    """What a PDF says, since no page of ours shows it: each piece with what it is read as."""
    if card.file.has_thumbnail:
        return []
    labels = {name: str(form.fields[name].label) for name in form.facts}
    pieces = words_of_paper(actor=request.actor, card=card)
    return [(text, labels.get(name, "")) for text, name in pieces]


def _shown(name: str, value: Any) -> str:
    if name == "proof":
        return str(dict(PROOF_CHOICES).get(value, ""))
    return "" if value is None else _plain(value)


def _plain(value: object) -> str:
    """As the rule writes its proposals."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)
