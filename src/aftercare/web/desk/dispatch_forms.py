"""The forms of the dispatch board."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from .case_promise_forms import EARLIEST, LATEST, moment_field

Choices = Sequence[tuple[Any, str]]
SEEN = re.compile(r"\b([0-9]{1,18}):([0-9]{1,9})\b")
HOW = [
    ("", "—"),
    ("phone", _("Phone")),
    ("chat", _("Chat")),
    ("sms", _("Text message")),
    ("email", _("Email")),
    ("visit", _("Visit")),
]


NOBODY_TAKES = _(
    "Nobody can take it in this window: no technician passes every rule and has room. "
    "Take it out of the pool and choose another window, or give it yourself."
)


def _day() -> forms.DateField:
    known = [MinValueValidator(EARLIEST.date()), MaxValueValidator(LATEST.date())]
    return forms.DateField(required=False, validators=known)


class BoardFilter(forms.Form):
    day = _day()
    unit = forms.IntegerField(min_value=0, max_value=2**31, required=False)
    q = forms.CharField(max_length=60, required=False)
    job = forms.CharField(max_length=12, required=False)


class Asked(forms.Form):
    """Whom and when somebody pointed at, on the board."""

    day = _day()
    technician = forms.IntegerField(min_value=1, max_value=2**31, required=False)
    at = forms.TimeField(required=False)


class Assign(forms.Form):
    technician = forms.TypedChoiceField(label=_("Technician"), coerce=int)
    second = forms.TypedChoiceField(label=_("The second person"), coerce=int)
    starts_at = moment_field(_("Work begins"))
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
        known = {int(one): int(version) for one, version in SEEN.findall(told.pop("seen"))}
        seen = {one: known[one] for one in people if one in known}
        return told | {"technicians": people, "seen": seen}


class Offer(forms.Form):
    window_from = moment_field(_("From"))
    window_until = moment_field(_("Until"))
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
