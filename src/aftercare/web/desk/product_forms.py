"""The forms of the catalogue."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Search(forms.Form):
    q = forms.CharField(required=False, max_length=60)
    line = forms.CharField(required=False, max_length=20)
    sold = forms.ChoiceField(required=False, choices=[("", ""), ("yes", ""), ("no", "")])


class Model(forms.Form):
    line_code = forms.ChoiceField(label=_("Product line"))
    brand = forms.CharField(label=_("Brand"), max_length=40)
    code = forms.CharField(label=_("Model code"), max_length=60)
    name = forms.CharField(label=_("Product"), max_length=120)
    category_word = forms.CharField(
        label=_("What customers call it"),
        max_length=20,
        required=False,
        help_text=_("Air conditioner, sofa, floor"),
    )

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line_code"].choices = lines  # type: ignore[attr-defined]


class CorrectModel(forms.Form):
    name = forms.CharField(label=_("Product"), max_length=120)
    category_word = forms.CharField(
        label=_("What customers call it"), max_length=20, required=False
    )
    manual_url = forms.URLField(
        label=_("Manual, address on the net"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("Customers open it from the code on the product."),
    )


class Manual(forms.Form):
    manual = forms.FileField(
        label=_("PDF file"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
        help_text=_("Customers open it from the code on the product."),
    )


class Part(forms.Form):
    name = forms.CharField(
        label=_("Main part"),
        max_length=60,
        help_text=_("As the table of entitlements calls it: compressor, motor."),
    )
    code = forms.CharField(label=_("Part number"), max_length=60, required=False)
    supplier = forms.CharField(label=_("Supplier"), max_length=80, required=False)


class Batch(forms.Form):
    number = forms.CharField(label=_("Batch number"), max_length=60)
    made_on = forms.DateField(
        label=_("Made on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    made_line = forms.CharField(label=_("Production line"), max_length=60, required=False)
    supplier = forms.CharField(label=_("Supplier"), max_length=80, required=False)
    materials = forms.CharField(
        label=_("Codes of materials"),
        max_length=1000,
        required=False,
        help_text=_("Separated by commas or spaces."),
    )

    def clean_materials(self) -> list[str]:
        return re.split(r"[\s,，;；、]+", self.cleaned_data["materials"])


class Sure(forms.Form):
    """Nothing to type: the button is the answer."""
