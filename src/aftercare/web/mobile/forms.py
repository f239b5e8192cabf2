"""What is posted from the door. Every post says who made it up, and when, by the phone's clock."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from aftercare.fieldservice.appointments.queries import REASON_CHOICES, REASONS, State
from aftercare.fieldservice.records.queries import ANSWER_CHOICES

LATEST = datetime(2200, 1, 1, tzinfo=UTC).timestamp() * 1000


class Instant(forms.FloatField):
    """Milliseconds, as browsers count them; None where a page without scripts posts."""

    def __init__(self) -> None:
        super().__init__(min_value=0, max_value=LATEST, required=False)

    def clean(self, value: Any) -> datetime | None:
        stamp = super().clean(value)
        return None if stamp is None else datetime.fromtimestamp(stamp / 1000, UTC)


class Envelope(forms.Form):
    act = forms.CharField(max_length=20)
    client_ref = forms.UUIDField()
    said_at = Instant()
    sent_at = Instant()


class Nothing(forms.Form):
    """The moment is all there is to say."""


class Step(forms.Form):
    step = forms.CharField(max_length=30)
    answer = forms.ChoiceField(choices=ANSWER_CHOICES)
    note = forms.CharField(max_length=500, required=False)


class Picture(forms.Form):
    shows = forms.CharField(max_length=20)
    step = forms.CharField(max_length=30, required=False)
    file = forms.FileField()


class Findings(forms.Form):
    """Typing comes last: short fields, one of which must be filled in."""

    fault = forms.CharField(label=_("What was wrong"), max_length=1000, required=False)
    cause = forms.CharField(label=_("Why"), max_length=1000, required=False)
    work = forms.CharField(label=_("What was done"), max_length=2000)
    tested = forms.CharField(label=_("How it was tested"), max_length=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.Textarea(attrs={"rows": 2})


class Signature(forms.Form):
    signer = forms.CharField(label=_("Name of who signs"), max_length=60)
    file = forms.FileField()


def _reasons(outcome: State) -> list[tuple[str, Any]]:
    return [(code, words) for code, words in REASON_CHOICES if code in REASONS[outcome]]


class Late(forms.Form):
    minutes = forms.TypedChoiceField(
        label=_("Later than the agreed window by about"),
        coerce=int,
        choices=[(n, format_lazy(_("{n} min"), n=n)) for n in (15, 30, 45, 60, 90, 120)],
        initial=30,
    )


class Again(forms.Form):
    reason = forms.ChoiceField(label=_("Why another visit"), choices=_reasons(State.AGAIN))
    note = forms.CharField(label=_("What comes next"), max_length=500, required=False)


class NobodyHome(forms.Form):
    reason = forms.ChoiceField(label=_("What happened"), choices=_reasons(State.NOBODY_HOME))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
