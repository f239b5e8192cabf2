"""The forms of the dispatch board."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = Sequence[tuple[Any, str]]
MOMENT = {"type": "datetime-local"}
HOW = [
    ("", "—"),
    ("phone", _("Phone")),
    ("chat", _("Chat")),
    ("sms", _("Text message")),
    ("email", _("Email")),
    ("visit", _("Visit")),
]


def _moment(label: Any, **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs=MOMENT, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **more)


class BoardFilter(forms.Form):
    day = forms.DateField(required=False)
    unit = forms.IntegerField(min_value=0, max_value=2**31, required=False)
    q = forms.CharField(max_length=60, required=False)
    job = forms.CharField(max_length=12, required=False)


class Asked(forms.Form):
    """Whom and when somebody pointed at, on the board."""

    day = forms.DateField(required=False)
    technician = forms.IntegerField(min_value=1, max_value=2**31, required=False)
    at = forms.TimeField(required=False)


class Assign(forms.Form):
    technician = forms.TypedChoiceField(label=_("Technician"), coerce=int)
    second = forms.TypedChoiceField(label=_("The second person"), coerce=int)
    starts_at = _moment(_("Work begins"))
    agreed_by = forms.ChoiceField(
        label=_("How the customer agreed"),
        choices=HOW,
        required=False,
        help_text=_("Needed for a new window of two hours; within the told one nothing changes "
                    "for the customer."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why all the same"),
        max_length=200,
        required=False,
        help_text=_("Only where a rule speaks against it that may be overruled."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(self, *args: Any, people: Choices, persons: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technician"].choices = people  # type: ignore[attr-defined]
        self.fields["second"].choices = people  # type: ignore[attr-defined]
        if persons == 1:
            del self.fields["second"]

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        told = dict(self.cleaned_data)
        people = [told.pop("technician"), *([told.pop("second")] if "second" in told else [])]
        pairs = (pair.split(":") for pair in told.pop("seen").split(",") if ":" in pair)
        known = {int(one): int(version) for one, version in pairs if one.isdigit()}
        seen = {one: known[one] for one in people if one in known}
        return told | {"technicians": people, "seen": seen}


class Offer(forms.Form):
    window_from = _moment(_("From"))
    window_until = _moment(_("Until"))
    agreed_by = forms.ChoiceField(label=_("How the customer agreed"), choices=HOW)


class PlanDay(forms.Form):
    agreed_by = forms.ChoiceField(
        label=_("Orders without a time"),
        choices=[("", _("leave them alone")), *HOW[1:]],
        required=False,
        help_text=_("Plan them too where their customers agreed to any time of this day: how they "
                    "agreed."),
    )  # fmt: skip


class Sure(forms.Form):
    """A button is all there is."""
