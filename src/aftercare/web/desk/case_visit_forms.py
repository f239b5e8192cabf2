"""The forms of visits at the customer's place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CAUSE_CHOICES
from aftercare.casework.visits.queries import OUTCOME_CHOICES, UNDONE

from .case_forms import OUTWARD, StepForm
from .case_promise_forms import moment_field


class AgreeVisit(StepForm):
    from_at = moment_field(_("From"))
    until_at = moment_field(_("Until"))
    who = forms.CharField(label=_("Who comes"), max_length=60)
    channel = forms.ChoiceField(label=_("How it was agreed"), choices=OUTWARD, initial="phone")
    text = forms.CharField(
        label=_("What was agreed"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class Arrival(StepForm):
    arrived_at = moment_field(_("Arrived"))


class EndVisit(StepForm):
    outcome = forms.ChoiceField(
        label=_("How it ended"),
        choices=[choice for choice in OUTCOME_CHOICES if choice[0] in UNDONE],
    )
    note = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class Settle(StepForm):
    """What a work order did; what it charged stands with the order."""

    result = forms.CharField(
        label=_("What was done"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    root_cause = forms.ChoiceField(
        label=_("Root cause"), choices=[("", "—"), *CAUSE_CHOICES], required=False
    )
    cost_amount = forms.DecimalField(
        label=_("What it cost, yuan"), min_value=0, max_digits=10, decimal_places=2, initial=0
    )


class FinishService(Settle):
    """Work of a visit that was noted by hand, and what was paid for it."""

    fee_amount = forms.DecimalField(
        label=_("Paid by the customer, yuan"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        initial=0,
    )
    fee_agreed = forms.CharField(
        label=_("How the customer agreed to the fee"),
        max_length=120,
        required=False,
        help_text=_("The number of the recording or of the signed quotation; before the work."),
    )
