"""The forms of rosters and leave."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from aftercare.people.rosters.queries import LEAVE_CHOICES, RosterCard
from aftercare.web.kit import formats

Choices = Sequence[tuple[str, str]]
USUAL_SHIFTS = ("08:30-17:30", "09:00-12:00, 13:00-18:00", "12:00-21:00", "22:00-06:00")
SHIFT_LIST = {"list": "usual-shifts", "autocomplete": "off"}
MOMENT = {"type": "datetime-local"}
FREE, WEEKLY, BY_DAY = "free", "weekly", "by_day"
SHIFTS, OFF, WEEK = "shifts", "off", "week"
MONDAY = date(2024, 1, 1)


class WhichWeek(forms.Form):
    """Any day of the week, and the unit."""

    week = forms.DateField(required=False)
    unit = forms.IntegerField(required=False, min_value=1, max_value=2**31)


class Fill(forms.Form):
    """The same for some people on some days."""

    members = forms.TypedMultipleChoiceField(
        label=_("Whom"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days"), coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple
    )
    what = forms.ChoiceField(
        label=_("What"),
        choices=[
            (SHIFTS, _("these hours")),
            (OFF, _("a day off")),
            (WEEK, _("as the usual week says")),
        ],
        widget=forms.RadioSelect,
        initial=SHIFTS,
    )
    shifts = forms.CharField(
        label=_("Hours"),
        max_length=80,
        required=False,
        help_text=_("09:00-12:00, 13:00-18:00; a shift may end on the next day: 22:00-06:00."),
        widget=forms.TextInput(attrs=SHIFT_LIST),
    )

    def __init__(self, *args: Any, people: Choices, days: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = people  # type: ignore[attr-defined]
        named = [(on.isoformat(), formats.day(on)) for on in days]
        self.fields["days"].choices = named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("what") == SHIFTS and not str(given.get("shifts", "")).strip():
            self.add_error("shifts", _now("Write the hours."))
        return given

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        hours: dict[str, str | None] = {SHIFTS: data["shifts"], OFF: "", WEEK: None}
        return {
            "member_ids": data["members"],
            "days": data["days"],
            "shifts": hours[data["what"]],
        }


class Roster(forms.Form):
    """How somebody works: bound by nothing, by a week, or day by day."""

    mode = forms.ChoiceField(
        label=_("Works"),
        choices=[
            (FREE, _("by no roster: there whenever the presence switch says so")),
            (WEEKLY, _("by the week below")),
            (BY_DAY, _("day by day: off unless a day is filled")),
        ],
        widget=forms.RadioSelect,
    )
    works_on_rest = forms.BooleanField(label=_("Also on official days of rest"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in range(7):
            self.fields[f"day_{weekday}"] = forms.CharField(
                label=formats.WEEKDAYS[formats.tongue()][weekday],
                max_length=80,
                required=False,
                widget=forms.TextInput(attrs=SHIFT_LIST),
            )
        self.order_fields(["mode", *(f"day_{n}" for n in range(7)), "works_on_rest"])

    @staticmethod
    def before(card: RosterCard) -> dict[str, Any]:
        weekly = card.weekly or {}
        mode = FREE if card.weekly is None else WEEKLY if weekly else BY_DAY
        days = {f"day_{weekday}": text for weekday, text in weekly.items()}
        return {"mode": mode, "works_on_rest": card.works_on_rest, **days}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("mode") == WEEKLY and not any(self.week().values()):
            self.add_error("day_0", _now("Write the hours."))
        return given

    def week(self) -> Mapping[int, str]:
        return {n: str(self.cleaned_data.get(f"day_{n}", "")).strip() for n in range(7)}

    def given(self) -> dict[str, Any]:
        mode = self.cleaned_data["mode"]
        weekly = None if mode == FREE else {} if mode == BY_DAY else self.week()
        return {"weekly": weekly, "works_on_rest": self.cleaned_data["works_on_rest"]}


class AskLeave(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of leave"), choices=LEAVE_CHOICES)
    from_at = forms.DateTimeField(label=_("From"), widget=forms.DateTimeInput(attrs=MOMENT))
    until_at = forms.DateTimeField(label=_("Until"), widget=forms.DateTimeInput(attrs=MOMENT))
    stand_in_id = forms.TypedChoiceField(
        label=_("Stand-in"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Takes what comes in meanwhile."),
    )
    reason = forms.CharField(
        label=_("Remarks"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only you and who decides see this."),
    )

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in_id"].choices = [("", "—"), *colleagues]  # type: ignore[attr-defined]


class Approve(forms.Form):
    stand_in_id = forms.TypedChoiceField(
        label=_("Stand-in"), coerce=int, required=False, empty_value=None
    )
    answer = forms.CharField(label=_("Answer"), max_length=200, required=False)

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in_id"].choices = [("", "—"), *colleagues]  # type: ignore[attr-defined]


class Decline(forms.Form):
    answer = forms.CharField(label=_("Why not?"), max_length=200)


class Sure(forms.Form):
    """Nothing to type: the button is the answer."""


def monday_of(on: datetime | date) -> date:
    """The Monday of a week; the earliest is that of 2024, the last in 2099."""
    day = on.date() if isinstance(on, datetime) else on
    day = min(max(day, MONDAY), date(2099, 12, 31))
    return date.fromordinal(day.toordinal() - day.weekday())
