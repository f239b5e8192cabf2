"""The forms of prices, quotations and what customers pay."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.fieldservice.quotes.queries import HOW_CHOICES, JOB_CHOICES, WAY_CHOICES, How
from aftercare.web.kit.files import FilesField


def _sum(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=10, decimal_places=2, **more)


class PricesForm(forms.Form):
    """A field of the price of each job."""

    in_force_from = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    trip_amount = _sum(_("Trip, yuan"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, words in JOB_CHOICES:
            self.fields[f"job_{code}"] = _sum(words, initial=0)

    @property
    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        labour = {code: given[f"job_{code}"] for code, _words in JOB_CHOICES}
        return {"in_force_from": given["in_force_from"], "trip_amount": given["trip_amount"],
                "labour": labour}  # fmt: skip


class AcceptForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How the customer agreed"),
        choices=[one for one in HOW_CHOICES if one[0] != How.PORTAL],
    )
    reference = forms.CharField(label=_("Signature, code or recording"), max_length=200)


class DeclineForm(forms.Form):
    reference = forms.CharField(label=_("What the customer said"), max_length=200, required=False)


class PayForm(forms.Form):
    way = forms.ChoiceField(label=_("How it was paid"), choices=WAY_CHOICES)
    reference = forms.CharField(
        label=_("Number of the receipt or payment"),
        max_length=80,
        help_text=_("WeChat and Alipay: the 28 digits of the order."),
    )


class PayBackForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200)


class AskInvoiceForm(forms.Form):
    title = forms.CharField(label=_("Invoice title"), max_length=120)
    tax_number = forms.CharField(
        label=_("Tax number"), max_length=18, required=False, help_text=_("Of a company: 18 signs.")
    )
    email = forms.CharField(label=_("E-mail"), max_length=120)


class IssueForm(forms.Form):
    number = forms.CharField(label=_("Number of the invoice"), max_length=30)
    papers = FilesField(
        label=_("The invoice as a file"), most=1, required=False, accept=".pdf,image/*",
        help_text=_("The customer can take it from the own page."),
    )  # fmt: skip
