"""The forms of care contracts."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from aftercare.customers.units.queries import UnitBrief
from aftercare.fieldservice.carecontracts.queries import LEAD_DAYS, MOST_MONTHS, MOST_VISITS

from .case_forms import StepForm

ALL = [("", _("all"))]


def unit_words(unit: UnitBrief) -> str:
    return f"{unit.title} {unit.model_name} {unit.serial}".strip()


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


def _price() -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Price of the term, yuan"), min_value=0, max_digits=10, decimal_places=2
    )


def _visits() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Visits included"), min_value=1, max_value=MOST_VISITS, initial=2
    )


def _every() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Months between visits"), min_value=1, max_value=MOST_MONTHS, initial=6
    )


def _months() -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=_("Months that suit"),
        coerce=int,
        choices=list(MONTHS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: all do. A visit waits for the next month that suits."),
    )


def _note() -> forms.CharField:
    return forms.CharField(
        label=_("What should be known"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ContractForm(forms.Form):
    unit_ids = forms.TypedMultipleChoiceField(
        label=_("Products under the contract"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=_("What is promised"), max_length=60)
    starts_on = _day(_("Term from"))
    ends_on = _day(_("Term until"))
    visits = _visits()
    every_months = _every()
    first_on = _day(_("First visit about"), required=False,
                    help_text=_("Empty: when the term begins."))  # fmt: skip
    months = _months()
    price_amount = _price()
    org_unit_id = forms.TypedChoiceField(label=_("Station"), coerce=int)
    lead_days = forms.IntegerField(
        label=_("Days ahead to open the order"),
        min_value=LEAD_DAYS[0],
        max_value=LEAD_DAYS[1],
        initial=14,
    )
    note = _note()

    def __init__(
        self,
        *args: Any,
        units: list[tuple[int, str]],
        stations: list[tuple[int, str]],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit_ids"].choices = units
        fields["org_unit_id"].choices = stations
        fields["starts_on"].initial = on
        fields["ends_on"].initial = on + timedelta(days=364)


class CaseContract(StepForm, ContractForm):
    """The same, begun on the page of a case."""


class ChangeForm(forms.Form):
    """What may become another while a contract runs."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    every_months = _every()
    visits = _visits()
    next_on = _day(
        _("Next visit about"),
        required=False,
        help_text=_("Of the next visit without an order; the ones after it follow."),
    )
    months = _months()
    ends_on = _day(_("Term until"))
    org_unit_id = forms.TypedChoiceField(label=_("Station"), coerce=int)
    note = _note()

    def __init__(self, *args: Any, stations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["org_unit_id"].choices = stations


class RenewForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    price_amount = _price()


class ReasonForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class Sure(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ContractFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Number, name or customer"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    station = forms.TypedChoiceField(
        label=_("Station"), coerce=int, required=False, empty_value=None
    )
    state = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, stations: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].choices = [*ALL, *stations]  # type: ignore[attr-defined]
