"""What is posted from the door. Every post says who made it up, and when, by the phone's clock."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from aftercare.fieldservice.appointments.queries import REASON_CHOICES, REASONS, State
from aftercare.fieldservice.quotes.queries import WAY_CHOICES
from aftercare.fieldservice.records.queries import ANSWER_CHOICES
from aftercare.fieldservice.transfers.queries import Got

LINE, DIGITS = "line:", 2  # up to 99 of a line
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


class Found(forms.Form):
    """Typing comes last: short fields. What may be said before a price is agreed to."""

    fault = forms.CharField(label=_("What was wrong"), max_length=1000, required=False)
    cause = forms.CharField(label=_("Why"), max_length=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.Textarea(attrs={"rows": 2})


class Findings(Found):
    """All of it, once the work is done."""

    work = forms.CharField(label=_("What was done"), max_length=2000)
    tested = forms.CharField(label=_("How it was tested"), max_length=1000, required=False)


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
    file = forms.FileField(required=False)


class Part(forms.Form):
    part_id = forms.IntegerField(min_value=1)
    place_id = forms.IntegerField(min_value=1)
    count = forms.IntegerField(min_value=1, max_value=99, required=False)
    serial = forms.CharField(max_length=60, required=False)

    def clean_count(self) -> int:
        return self.cleaned_data["count"] or 1


class PartBack(forms.Form):
    movement_id = forms.IntegerField(min_value=1)


class OldPart(forms.Form):
    described_as = forms.CharField(label=_("Which part"), max_length=80)
    serial = forms.CharField(label=_("Serial number"), max_length=60, required=False)
    left_with_customer = forms.BooleanField(label=_("The customer keeps it"), required=False)


class Priced(forms.Form):
    """What was on the screen: the sum, and how many of each line (`line:<code>`)."""

    shown = forms.DecimalField(max_digits=10, decimal_places=2, min_value=0)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        lines = {name.removeprefix(LINE): self.data[name] for name in self.data
                 if name.startswith(LINE)}  # fmt: skip
        if not all(count.isdecimal() and len(count) <= DIGITS for count in lines.values()):
            raise forms.ValidationError(_("Each line has words, a number and a sum."))
        return given | {"wanted": {code: int(count) for code, count in lines.items()}}


class Agree(Priced):
    signer = forms.CharField(max_length=60)
    file = forms.FileField()


class Decline(Priced):
    why = forms.CharField(max_length=200, required=False)


class Off(Priced):
    """The price stays declined; the hand is there where the visit itself is charged."""

    signer = forms.CharField(max_length=60, required=False)
    note = forms.CharField(label=_("What the customer said"), max_length=200, required=False)
    file = forms.FileField(required=False)


class Pay(forms.Form):
    way = forms.ChoiceField(label=_("How it was paid"), choices=WAY_CHOICES)
    reference = forms.CharField(label=_("Number of the receipt or payment"), max_length=80)


class HandIn(forms.Form):
    """`shown_amount` is what stood on the list of the phone."""

    on = forms.DateField()
    shown_amount = forms.DecimalField(max_digits=10, decimal_places=2, min_value=0)
    amount = forms.DecimalField(
        label=_("Handed in, yuan"), max_digits=10, decimal_places=2, min_value=0
    )
    reason = forms.CharField(
        label=_("Where a difference comes from"), max_length=200, required=False
    )


class Parcel(forms.Form):
    """What came of the lines of a transfer (`arrived_<line>`, `damaged_<line>`), or why not."""

    act = forms.ChoiceField(choices=[(code, code) for code in ("parcel_in", "parcel_no")])
    transfer_id = forms.IntegerField(min_value=1)
    reason = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        told: dict[str, dict[int, int]] = {"arrived": {}, "damaged": {}}
        for name, said in self.data.items():
            word, _mark, line = name.partition("_")
            if word not in told or not said:
                continue
            if not (_is_number(str(said)) and _is_number(line)):
                raise forms.ValidationError(_("This cannot be read."))
            told[word][int(line)] = int(said)
        return given | {
            "got": {line: Got(arrived=count, damaged=told["damaged"].get(line, 0))
                    for line, count in told["arrived"].items()}
        }  # fmt: skip


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 9  # noqa: PLR2004 - fits a column


class Next(forms.Form):
    window_from = forms.CharField(max_length=40)

    def clean_window_from(self) -> datetime:
        try:
            moment = datetime.fromisoformat(self.cleaned_data["window_from"])
        except ValueError as error:
            raise forms.ValidationError(_("Choose a time.")) from error
        if moment.tzinfo is None:
            raise forms.ValidationError(_("Choose a time."))
        return moment
