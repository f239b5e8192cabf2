"""The forms of the compensation ledger."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CATEGORY_CHOICES
from aftercare.casework.resolutions.queries import GROUND_CHOICES
from aftercare.money.ledger.queries import STATE_CHOICES, WAY_CHOICES

ALL = [("", _("all"))]
SUMS = [
    ("month", _("by month")),
    ("category", _("by category")),
    ("ground", _("by ground")),
    ("person", _("by who promised")),
    ("product", _("by product")),
    ("station", _("by unit")),
]


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*ALL, *choices], required=False)


class LedgerFilterForm(forms.Form):
    state = _choice(_("State"), STATE_CHOICES)
    side = _choice(
        _("Which money"),
        [("out", _("to customers")), ("in", _("from customers, for work on site"))],
    )
    since = _day(_("From"))
    until = _day(_("Until"))
    category = _choice(_("Category"), CATEGORY_CHOICES)
    ground = _choice(_("What the money is for"), GROUND_CHOICES)
    person_id = forms.TypedChoiceField(
        label=_("Promised by"), coerce=int, required=False, empty_value=None
    )
    station_id = forms.TypedChoiceField(
        label=_("Unit"), coerce=int, required=False, empty_value=None
    )
    product_line = forms.ChoiceField(label=_("Product line"), required=False)
    number = forms.CharField(label=_("Case"), max_length=20, required=False)
    by = forms.ChoiceField(label=_("Sums"), choices=SUMS, required=False)

    def __init__(self, *args: Any, offers: dict[str, list[tuple[Any, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in offers.items():
            self.fields[name].choices = [*ALL, *choices]  # type: ignore[attr-defined]


class PaymentForm(forms.Form):
    way = forms.ChoiceField(label=_("How it was paid"), choices=WAY_CHOICES)
    reference = forms.CharField(
        label=_("Number of the transfer, receipt or voucher"), max_length=80
    )
    paid_on = forms.DateField(
        label=_("Paid on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ReversalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
