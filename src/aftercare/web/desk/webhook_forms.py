"""The forms of webhooks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

EVENTS = {
    "case.opened": _("A case was registered"),
    "case.classified": _("A case was classified"),
    "case.assigned": _("A case was given to somebody"),
    "case.stage_changed": _("A case went to another stage"),
    "case.resolved": _("A case was resolved"),
    "case.reopened": _("A case was reopened"),
    "case.closed": _("A case was closed"),
    "case.merged": _("A case ended as a double"),
    "contact.logged": _("Somebody spoke or wrote with the customer"),
    "resolution.proposed": _("A resolution was put to the customer"),
    "resolution.agreed": _("The customer agreed to a resolution"),
    "resolution.refused": _("The customer refused a resolution"),
    "resolution.carried_out": _("A resolution was carried out"),
    "date.agreed": _("A date was agreed upon or changed"),
    "promise.endangered": _("A promise is in danger"),
    "promise.broken": _("A promise was broken"),
}


class WebhookForm(forms.Form):
    name = forms.CharField(label=_("Name of the program"), max_length=60)
    url = forms.CharField(
        label=_("Address that is called"), max_length=500, help_text="https://erp.example/hooks"
    )
    events = forms.MultipleChoiceField(
        label=_("Of what it is told"),
        choices=lambda: [(code, f"{label} · {code}") for code, label in EVENTS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    with_facts = forms.BooleanField(
        label=_("With the codes, ids and moments of the case"),
        required=False,
        help_text=_("Else its id and number alone. Nothing about persons goes out either way."),
    )
    is_on = forms.BooleanField(label=_("Call it"), required=False, initial=True)

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["is_on"]
