"""The forms of the outbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.foundation.deliveries.queries import CHANNEL_CHOICES, STATE_CHOICES


class Filter(forms.Form):
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[("", "—"), *CHANNEL_CHOICES], required=False
    )
    state = forms.ChoiceField(label=_("State"), choices=[("", "—"), *STATE_CHOICES], required=False)
    about = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)


def _limit(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=100_000, help_text=_("0 for no limit")
    )


class ConductForm(forms.Form):
    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("An earlier time than the beginning is that of the next day."),
    )
    per_hour = _limit(_("To one recipient in an hour"))
    per_day = _limit(_("To one recipient in a day"))
    per_minute = _limit(_("To all in a minute"))
    rests = forms.BooleanField(label=_("Send nothing by this channel for now"), required=False)
