"""The forms by which people write changes of calendars."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from aftercare.policy.calendars.queries import HoursEdit, OwnDayEdit
from aftercare.web.kit import formats

CLOSED, OWN, USUAL = "closed", "own", "usual"
LONGEST = 31  # days of one entry
MOST_BYTES = 2_000_000
HOURS_HELP = _("Like 09:00-12:00, 13:00-17:00; empty: closed.")


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    known = [MinValueValidator(date(1994, 1, 1)), MaxValueValidator(date(2099, 12, 31))]
    return forms.DateField(label=label, widget=widget, validators=known, **more)


def openings_given(text: str) -> list[str]:
    """`9:00–12:00、13:00-17:00` as `["09:00-12:00", "13:00-17:00"]`; what is no time stays."""
    plain = re.sub(r"\s*[–—~～至-]\s*", "-", text.replace("：", ":"))
    found = [part for part in re.split(r"[\s,，、;；]+", plain) if part]
    return [re.sub(r"(?<!\d)(\d):", r"0\1:", part) for part in found]


class Change(forms.Form):
    """Of which calendar, and for whom. `seen` names the draft as it was shown."""

    seen = forms.CharField(widget=forms.HiddenInput)
    calendar = forms.ChoiceField(label=_("Calendar"))
    org_unit = forms.TypedChoiceField(
        label=_("For whom"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, choices: dict[str, list[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def about(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("calendar", "org_unit")}


class Hours(Change):
    since = _day(_("From this day on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in range(7):
            self.fields[f"day_{weekday}"] = forms.CharField(
                label=formats.WEEKDAYS[formats.tongue()][weekday], max_length=120, required=False
            )
        self.fields["day_0"].help_text = HOURS_HELP

    def edit(self) -> HoursEdit:
        given = {str(n): openings_given(self.cleaned_data[f"day_{n}"]) for n in range(7)}
        weekly = {weekday: openings for weekday, openings in given.items() if openings}
        return HoursEdit(since=self.cleaned_data["since"], weekly=weekly, **self.about())


class OwnDays(Change):
    on = _day(_("Day"))
    until = _day(_("Until and including"), required=False)
    name = forms.CharField(label=_("What it is"), max_length=80, required=False)
    mode = forms.ChoiceField(
        label=_("On this day"),
        choices=[
            (CLOSED, _("closed")),
            (OWN, _("open at the hours below")),
            (USUAL, _("as usual: take the exception back")),
        ],
        widget=forms.RadioSelect,
        initial=CLOSED,
    )
    openings = forms.CharField(label=_("Hours"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        on, until = given.get("on"), given.get("until")
        if on and until and not 0 <= (until - on).days < LONGEST:
            self.add_error("until", say("The end lies after the beginning, at most 31 days."))
        if given.get("mode") == OWN and not given.get("openings", "").strip():
            self.add_error("openings", say("Write the hours of this day."))
        if given.get("mode") != USUAL and not given.get("name", "").strip():
            self.add_error("name", say("Say what day this is."))
        return given

    def edits(self) -> list[OwnDayEdit]:
        given = self.cleaned_data
        openings = {
            CLOSED: (),
            OWN: tuple(openings_given(given["openings"])),
            USUAL: None,
        }[given["mode"]]
        first: date = given["on"]
        length = ((given["until"] or first) - first).days
        return [
            OwnDayEdit(on=first + timedelta(days=n), name=given["name"].strip(),
                       openings=openings, **self.about())
            for n in range(length + 1)
        ]  # fmt: skip


class Year(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("The notice's text"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Paste it whole, as the State Council publishes it."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt"}),
        help_text=_("Rows of a date, a name and 休 or 班; or the notice as a text file."),
    )
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=2004, max_value=2099,
        help_text=_("Only where the text does not name it."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where it is from"),
        max_length=200,
        help_text=_("The number of the notice or the address of its page."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("text", "").strip() and not given.get("file"):
            self.add_error("text", say("Paste the notice or choose a file."))
        if given.get("file") and given["file"].size > MOST_BYTES:
            self.add_error("file", say("This file is larger than 2 MB."))
        return given


class Sure(forms.Form):
    """Nothing to type: the button is the answer."""
