"""The forms of colleagues and units."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from aftercare.casework.cases.queries import CATEGORY_CHOICES, KIND_CHOICES, LEVEL_CHOICES
from aftercare.foundation.regions import region_name, region_of
from aftercare.people.organisation.queries import KIND_CHOICES as UNIT_KINDS
from aftercare.people.staff.queries import ANY

EVERYTHING = _("Everything")
Choices = Sequence[tuple[str, str]]
_BETWEEN = re.compile(r"[\s、,，;；]+")


class Regions(forms.CharField):
    """Names of regions as people write them; a list of codes when cleaned."""

    def prepare_value(self, value: Any) -> Any:
        return "、".join(region_name(code) for code in value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> list[str]:
        names = [name for name in _BETWEEN.split(super().clean(value)) if name]
        codes = {name: region_of(name) for name in names}
        unknown = [name for name, code in codes.items() if not code]
        if unknown:
            raise forms.ValidationError(_now("There is no region {name}.").format(name=unknown[0]))
        return list(codes.values())


class Place(Regions):
    """One region, or none; its code when cleaned."""

    def clean(self, value: Any) -> Any:
        codes = super().clean(value)
        if len(codes) > 1:
            raise forms.ValidationError(_now("Name one region."))
        return codes[0] if codes else ""


class Search(forms.Form):
    q = forms.CharField(required=False, max_length=60)
    unit = forms.IntegerField(required=False, min_value=1, max_value=2**31)


class Person(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    title = forms.CharField(label=_("Title"), max_length=60, required=False)
    is_head = forms.BooleanField(label=_("Heads the unit"), required=False)


class Hire(Person):
    number = forms.CharField(label=_("Number of the colleague"), max_length=20)
    org_unit_id = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    field_order = ("number", "name", "org_unit_id", "title", "is_head")

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["org_unit_id"].choices = units  # type: ignore[attr-defined]


class Link(forms.Form):
    user_id = forms.TypedChoiceField(
        label=_("Account"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Accounts that belong to nobody yet."),
    )

    def __init__(self, *args: Any, accounts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user_id"].choices = [("", "—"), *accounts]  # type: ignore[attr-defined]


class Move(forms.Form):
    org_unit_id = forms.TypedChoiceField(label=_("Unit"), coerce=int)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["org_unit_id"].choices = units  # type: ignore[attr-defined]


class Duties(forms.Form):
    handles = forms.MultipleChoiceField(
        label=_("Takes cases of these kinds and categories"),
        choices=[(ANY, EVERYTHING), *KIND_CHOICES, *CATEGORY_CHOICES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None: no case is given automatically."),
    )
    levels = forms.MultipleChoiceField(
        label=_("Only of these levels"),
        choices=LEVEL_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    product_lines = forms.MultipleChoiceField(
        label=_("Only of these lines"), widget=forms.CheckboxSelectMultiple, required=False
    )
    regions = Regions(
        label=_("Only from these regions"),
        required=False,
        max_length=600,
        help_text=_("Names with commas between; without any, the region of the unit."),
    )

    def __init__(self, *args: Any, lines: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product_lines"].choices = lines  # type: ignore[attr-defined]


class Presence(forms.Form):
    on_duty = forms.TypedChoiceField(
        label=_("On duty"),
        choices=[("yes", _("On duty")), ("no", _("Away"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    stand_in_id = forms.TypedChoiceField(
        label=_("Stand-in"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Takes what comes in meanwhile."),
    )

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in_id"].choices = [("", "—"), *colleagues]  # type: ignore[attr-defined]


class Unit(forms.Form):
    name = forms.CharField(label=_("Name of the unit"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind of unit"), choices=UNIT_KINDS)
    region = Place(
        label=_("Region"),
        required=False,
        max_length=60,
        help_text=_("Cases from there come here first."),
    )


class OpenUnit(Unit):
    code = forms.CharField(label=_("Code"), max_length=20)
    parent_id = forms.TypedChoiceField(
        label=_("Below"), coerce=int, required=False, empty_value=None
    )
    field_order = ("code", "name", "kind", "parent_id", "region")

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_id"].choices = [("", "—"), *units]  # type: ignore[attr-defined]


class MoveUnit(forms.Form):
    parent_id = forms.TypedChoiceField(
        label=_("Below"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_id"].choices = [("", "—"), *units]  # type: ignore[attr-defined]


class Sure(forms.Form):
    """Nothing to type: the button is the answer."""


class Company(forms.Form):
    """What customers read of the company, on every page of theirs."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    phone = forms.CharField(label=_("Service number"), max_length=30, required=False)
    hours = forms.CharField(
        label=_("When it is answered"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "08:00–20:00"}),
    )
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    address = forms.CharField(label=_("Address"), max_length=120, required=False)
    website = forms.URLField(
        label=_("Website"), max_length=200, required=False, assume_scheme="https"
    )
    privacy_contact = forms.CharField(
        label=_("Whom to write to about personal data"), max_length=120, required=False
    )
