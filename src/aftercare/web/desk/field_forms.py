"""The forms of stations, of those who go out from them, and of their gear."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aftercare.fieldservice.sites.queries import Point
from aftercare.fieldservice.technicians.queries import BASE_CHOICES

from .staff_forms import Regions

Choices = Sequence[tuple[Any, str]]
STATES = [
    ("", _("All")),
    ("ending", _("Ends soon")),
    ("ended", _("Has ended")),
    ("held", _("Handed out")),
    ("lying", _("At the station")),
    ("withdrawn", _("Withdrawn")),
]


def _degrees(label: Any, **more: Any) -> forms.FloatField:
    return forms.FloatField(label=label, widget=forms.NumberInput(attrs={"step": "any"}), **more)


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=False, **more)


class Station(forms.Form):
    longitude = _degrees(
        _("Longitude"),
        help_text=_("WGS-84, as satellites and open maps say it; not the shifted degrees (GCJ-02) "
                    "of Chinese map services."),
    )  # fmt: skip
    latitude = _degrees(_("Latitude"))
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    areas = Regions(
        label=_("Areas served"),
        max_length=400,
        required=False,
        help_text=_("Provinces, cities or districts; without any the region of the unit."),
    )
    product_lines = forms.MultipleChoiceField(
        label=_("Product lines"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Without any: all."),
    )
    is_own = forms.BooleanField(
        label=_("Our own station"),
        required=False,
        help_text=_("A partner is sent only where its areas and lines allow."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, *args: Any, lines: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product_lines"].choices = lines  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        told = dict(self.cleaned_data)
        point = Point(longitude=told.pop("longitude"), latitude=told.pop("latitude"))
        return told | {"point": point}


class Technician(forms.Form):
    org_unit_id = forms.TypedChoiceField(label=_("Station"), coerce=int)
    starts_at = forms.ChoiceField(label=_("The day starts"), choices=BASE_CHOICES)
    ends_at = forms.ChoiceField(label=_("The day ends"), choices=BASE_CHOICES)
    home_longitude = _degrees(
        _("Longitude of the home"),
        required=False,
        help_text=_("WGS-84; kept to a hundred metres, and only if the day starts or ends there."),
    )
    home_latitude = _degrees(_("Latitude of the home"), required=False)
    meal_from = forms.TimeField(label=_("Meal begins between"), widget=_clock())
    meal_until = forms.TimeField(label=_("and"), widget=_clock())
    meal_minutes = forms.IntegerField(label=_("Minutes of the meal"), min_value=0, max_value=120)
    pace = forms.IntegerField(
        label=_("Pace, percent of the norm"),
        min_value=50,
        max_value=200,
        help_text=_("120: needs a fifth longer than the norm of a job."),
    )
    longest_leg = forms.IntegerField(
        label=_("Longest way between two visits, minutes"),
        min_value=1,
        max_value=300,
        required=False,
    )
    is_active = forms.BooleanField(label=_("Goes out"), required=False)

    def __init__(
        self, *args: Any, stations: Choices, members: Choices | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["org_unit_id"].choices = stations  # type: ignore[attr-defined]
        if members is not None:
            who = forms.TypedChoiceField(label=_("Colleague"), coerce=int, choices=members)
            self.fields = {"member_id": who, **self.fields}

    def given(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        longitude, latitude = told.pop("home_longitude"), told.pop("home_latitude")
        known = longitude is not None and latitude is not None
        home = Point(longitude=longitude, latitude=latitude) if known else None
        return told | {"home": home}


class GearSearch(forms.Form):
    state = forms.ChoiceField(choices=STATES, required=False)
    kind = forms.CharField(max_length=20, required=False)
    unit = forms.IntegerField(min_value=1, max_value=2**31, required=False)
    q = forms.CharField(max_length=60, required=False)


class Inspection(forms.Form):
    inspected_on = _day(_("Inspected on"))
    valid_until = _day(
        _("May be used until and including"),
        help_text=_("Empty where it needs no inspection."),
    )


class Item(Inspection):
    kind = forms.ChoiceField(label=_("Kind"))
    number = forms.CharField(label=_("Number on it"), max_length=40)
    org_unit_id = forms.TypedChoiceField(label=_("Station"), coerce=int)
    field_order = ("kind", "number", "org_unit_id", "inspected_on", "valid_until")

    def __init__(self, *args: Any, kinds: Choices, stations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["org_unit_id"].choices = stations  # type: ignore[attr-defined]


class Holder(forms.Form):
    member_id = forms.TypedChoiceField(label=_("Who holds it from now on"), coerce=int)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member_id"].choices = members  # type: ignore[attr-defined]


class Sure(forms.Form):
    """A button is all there is."""
